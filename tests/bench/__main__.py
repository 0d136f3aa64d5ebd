"""`make bench`: what a menu hop and a report cost, beside an empty view in the same process."""

import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from flask import Flask

from gateway.community_file import load_example
from gateway.logs import silence
from gateway.usecases.communities import Directory
from tests.conftest import free_port, started_redis
from tests.town import Town

ROUNDS = 400


def rate(act: Callable[[int], object]) -> float:
    """Return how often a second something can be done, one after the other."""
    began = time.perf_counter()
    for number in range(ROUNDS):
        act(number)
    return ROUNDS / (time.perf_counter() - began)


def main() -> None:
    """Print each figure and its ratio to the empty view."""
    silence()
    empty = Flask("empty")
    empty.add_url_rule("/", "empty", lambda: "", methods=["POST"])
    client = empty.test_client()
    with tempfile.TemporaryDirectory() as name, started_redis(Path(name), free_port()) as redis_url:
        town = Town(f"sqlite:///{name}/bench.db", redis_url, load_example("mlango-kubwa"))
        town.services.__dict__["directory"] = Directory(town.services.database)
        phone, code = "+254711000009", "*384*77#"
        form = {"sessionId": "x", "phoneNumber": phone, "text": "1*2"}
        limit = rate(lambda _number: client.post("/", data=form))
        rate(lambda number: town.hop(phone, code, "", f"hop-{number % 10}"))
        hop = rate(lambda number: town.hop(phone, code, "1", f"hop-{number % 10}"))
        kept = rate(lambda number: town.hop(phone, code, "1*2", f"kept-{number}"))
        report = rate(lambda number: town.hop(phone, code, "1*2*1*1", f"report-{number}"))
        town.close()
    for what, figure in (
        ("empty view", limit),
        ("menu hop, one Redis trip", hop),
        ("hop that keeps a draft", kept),
        ("report hop, SQLite FULL", report),
    ):
        sys.stdout.write(f"{what:<26} {figure:8.0f}/s  {figure / limit:5.2f} x empty view\n")


if __name__ == "__main__":
    main()
