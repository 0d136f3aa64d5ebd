"""anysd: a tree of pages, its place in it kept in Redis. Its settings come from ANYSD_CONFIG_FILE."""

import importlib
import logging
from typing import Any

from flask import Flask, request

from tests.bench.peer_apps.menu import CHOICES, DEPTH, label, title

anysd = importlib.import_module("anysd")
logging.disable(logging.INFO)
app = Flask("anysd")


def _page(path: str, name: str, parent: Any) -> Any:
    """Return a page and those below its first choice. A session of the bench goes no other way."""
    page = anysd.NavigationMenu(name=path or "main", title=name, parent=parent)
    if len(path) < DEPTH:
        for choice in range(1, CHOICES + 1):
            if choice == 1:
                _page(f"{path}1", label(path, choice), page)
            else:
                anysd.NavigationMenu(name=f"{path}{choice}", title=label(path, choice), parent=page)
    return page


_home = _page("", title(""), None)


@app.get("/health/live")
def live() -> str:
    """Tell that the server answers."""
    return ""


@app.post("/at/<token>/ussd")
def hop(token: str) -> str:
    """Answer one hop."""
    _ = token
    form = request.form
    return str(anysd.NavigationController(_home, form["phoneNumber"], form["sessionId"], form["text"]).navigate())
