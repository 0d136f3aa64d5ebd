"""ussdflow: pages in a JSON file, its place in them kept in Redis.

Its own Redis cache cannot write a session, so a cache of its own kind keeps it with one command.
"""

import importlib
import json
import os
import tempfile
from pathlib import Path
from typing import Any

from flask import Flask, request
from redis import Redis

from tests.bench.peer_apps.menu import CHOICES, DEPTH, label, title

_folder = Path(tempfile.mkdtemp(prefix="doria-bench-ussdflow-"))
# The library writes a file into the current folder as soon as it is imported.
os.chdir(_folder)
ussdflow: Any = importlib.import_module("ussdflow")
models: Any = importlib.import_module("ussdflow.models")
app = Flask("ussdflow")
_redis = Redis.from_url(os.environ["REDIS_URL"])


def _levels() -> dict[str, Any]:
    """Return the pages: each choice leads one deeper. The library knows the first page as 1."""
    levels = {}
    for depth in range(1, DEPTH + 2):
        path = "1" * (depth - 1)
        deeper = str(min(depth + 1, DEPTH + 1))
        lines = [f"{choice}. {label(path, choice)}" for choice in range(1, CHOICES + 1)]
        options = [
            {"id": choice, "type": "level", "response": None, "next_menu_level": deeper, "action": None}
            for choice in range(1, CHOICES + 1)
        ]
        levels[str(depth)] = {
            "id": depth,
            "menu_level": depth,
            "text": "\n".join([title(path), *lines]),
            "menu_options": options,
            "max_selections": CHOICES,
            "con_end": True,
        }
    return levels


class _Kept:
    """A cache as the library asks for one."""

    def set(self, key: str, value: Any) -> None:
        _redis.set(f"ussdflow:{key}", value.model_dump_json())

    def get(self, key: str) -> Any:
        found = _redis.get(f"ussdflow:{key}")
        return models.USSDSession.model_validate_json(found) if found else None

    def delete(self, key: str) -> None:
        _redis.delete(f"ussdflow:{key}")


_file = _folder / "menu.json"
_file.write_text(json.dumps(_levels()), encoding="utf-8")
_service = ussdflow.USSDService(
    menu_file_path=str(_file), cache_manager=ussdflow.CacheManager(cache_type="custom", custom_cache=_Kept())
)


@app.get("/health/live")
def live() -> str:
    """Tell that the server answers."""
    return ""


@app.post("/at/<token>/ussd")
def hop(token: str) -> str:
    """Answer one hop."""
    _ = token
    form = request.form
    asked = ussdflow.IngressData(
        session_id=form["sessionId"],
        service_code=form["serviceCode"],
        phone_number=form["phoneNumber"],
        text=form["text"],
        network_code=form["networkCode"],
    )
    return str(_service.ingress(asked))
