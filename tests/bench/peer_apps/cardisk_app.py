"""cardisk: a function for each page. It keeps its sessions in the memory of one process, and speaks XML."""

import importlib
import logging
from collections.abc import Callable
from typing import Any

from tests.bench.peer_apps.menu import CHOICES, DEPTH, label, title

cardisk: Any = importlib.import_module("cardisk")
logging.disable(logging.INFO)
_cardisk = cardisk.Cardisk()


def _page(path: str) -> Callable[[], None]:
    deeper = f"{path}1" if len(path) < DEPTH else path
    options = [(label(path, choice), f"/{deeper}") for choice in range(1, CHOICES + 1)]

    def show() -> None:
        cardisk.ussd.menu(title(path), options)

    return show


for _depth in range(DEPTH + 1):
    _cardisk.route(f"/{'1' * _depth}")(_page("1" * _depth))
app = _cardisk.app
app.add_api_route("/health/live", lambda: "")
