"""`make bench`: hops, reports and a fan-out, each beside its limit, measured in the same run and process."""

import io
import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode

from flask import Flask

from gateway.carrier.contract import Accepted, Outcome, Outgoing
from gateway.community_file import load_example
from gateway.logs import silence
from gateway.storage.sessions import FORGOTTEN, Remembered
from gateway.usecases import outbox, sending
from gateway.usecases.communities import Directory
from tests.conftest import free_port, started_redis
from tests.town import TOKEN, Town

ROUNDS = 500
PHONE, CODE = "+254711000009", "*384*77#"
LATENCY = 0.150
"""Seconds a provider takes for one call."""
RECIPIENTS, SENDERS = 1000, 4


def rate(act: Callable[[int], object]) -> float:
    """Return how often a second something can be done, one after the other."""
    began = time.perf_counter()
    for number in range(ROUNDS):
        act(number)
    return ROUNDS / (time.perf_counter() - began)


def post(app: Flask, path: str, **form: str) -> bytes:
    """Post a form to an application as a server does, without a client's own cost."""
    body = urlencode(form).encode()
    environ = {
        "REQUEST_METHOD": "POST",
        "PATH_INFO": path,
        "QUERY_STRING": "",
        "SERVER_NAME": "127.0.0.1",
        "SERVER_PORT": "80",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "CONTENT_TYPE": "application/x-www-form-urlencoded",
        "CONTENT_LENGTH": str(len(body)),
        "wsgi.input": io.BytesIO(body),
        "wsgi.errors": sys.stderr,
        "wsgi.url_scheme": "http",
    }
    return b"".join(app.wsgi_app(environ, lambda _status, _headers, _error=None: lambda _data: None))


def raw_commits(folder: Path) -> float:
    """Return how many rows a second one connection to SQLite can commit, each surely on the disk."""
    connection = sqlite3.connect(folder / "raw.db", isolation_level=None)
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=FULL")
    connection.execute("CREATE TABLE rows (id INTEGER PRIMARY KEY, body BLOB)")
    found = rate(lambda _number: connection.execute("INSERT INTO rows (body) VALUES (?)", (b"x" * 300,)))
    connection.close()
    return found


class Forgetful:
    """A memory that knows nothing, as when Redis is away."""

    def hop(self, _session: bytes, _caller: bytes, _length: int) -> Remembered:
        """Return nothing."""
        return FORGOTTEN


@dataclass
class SlowCarrier:
    """A carrier that takes its time."""

    name: str = "slow"
    is_simulated: bool = True
    calls: int = 0

    def send(self, outgoing: Outgoing) -> dict[str, Outcome]:
        """Accept everything, after a while."""
        self.calls += 1
        time.sleep(LATENCY)
        return {phone: Accepted(f"{self.calls}-{phone}") for phone in outgoing.phones}

    def balance(self) -> str:
        """Return a balance."""
        return "KES 10.00"


def fan_out(town: Town) -> tuple[int, float]:
    """Return the calls and the seconds that one text to many phones takes."""
    carrier = SlowCarrier()
    services = town.services
    community = services.directory.towns()[0]
    phones = tuple(f"+2547110{number:05}" for number in range(RECIPIENTS))
    with services.unit() as unit:
        outbox.queue(unit, community, outbox.Envelope("notice", "bulk", "MLATA: habari", phones))
        rows = [nudge.row_id for nudge in unit.nudges]
        unit.nudges.clear()
    began = time.perf_counter()
    with ThreadPoolExecutor(SENDERS) as pool:
        list(pool.map(lambda row: sending.send(services.unit, services.directory, carrier, row), rows))
    return carrier.calls, time.perf_counter() - began


def main() -> None:
    """Print each figure and its ratio to its limit."""
    silence()
    empty = Flask("empty")
    empty.add_url_rule("/", "empty", lambda: "", methods=["POST"])
    with tempfile.TemporaryDirectory() as name, started_redis(Path(name), free_port()) as redis_url:
        town = Town(f"sqlite:///{name}/bench.db", redis_url, load_example("mlango-kubwa"))
        try:
            _print(town, empty, Path(name))
        finally:
            town.close()


def _print(town: Town, empty: Flask, folder: Path) -> None:
    town.services.__dict__["directory"] = Directory(town.services.database)
    web: Flask = town.web.application

    def hop(text: str, session: str) -> bytes:
        form = {"sessionId": session, "phoneNumber": PHONE, "serviceCode": CODE, "text": text}
        return post(web, f"/at/{TOKEN}/ussd", **form)

    for number in range(10):
        hop("", f"hop-{number}")
    # First of all: a text in bulk would give way to the alerts of the reports.
    calls, seconds = fan_out(town)
    view = rate(lambda _number: post(empty, "/", sessionId="x", phoneNumber=PHONE, text="1*2"))
    disk = raw_commits(folder)
    one_trip = rate(lambda number: hop("1", f"hop-{number % 10}"))
    kept = rate(lambda number: hop("1*2", f"kept-{number}"))
    report = rate(lambda number: hop("1*2*1*1", f"report-{number}"))
    memory = town.services.__dict__["memory"]
    town.services.__dict__["memory"] = Forgetful()
    forgetful = rate(lambda number: hop("1", f"hop-{number % 10}"))
    town.services.__dict__["memory"] = memory
    say = sys.stdout.write
    say(f"{'empty view':<34} {view:8.0f}/s\n")
    say(f"{'raw SQLite commit, FULL':<34} {disk:8.0f}/s\n")
    say(f"{'menu hop, one Redis trip':<34} {one_trip:8.0f}/s  {one_trip / view:5.2f} x empty view\n")
    say(f"{'menu hop, Redis forgot, one read':<34} {forgetful:8.0f}/s  {forgetful / view:5.2f} x empty view\n")
    say(f"{'hop that keeps a draft':<34} {kept:8.0f}/s  {kept / disk:5.2f} x raw commit\n")
    say(f"{'report hop with its alerts':<34} {report:8.0f}/s  {report / disk:5.2f} x raw commit\n")
    what = f"{RECIPIENTS} recipients, {SENDERS} senders, {calls} calls"
    say(f"{what:<34} {seconds:8.2f} s  {seconds / LATENCY:5.2f} x provider latency\n")


if __name__ == "__main__":
    main()
