"""`make interop`: Africa's Talking's SDKs for Node.js and Python against the simulated network of a `doria up`."""

import importlib.metadata
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import requests

from tests.interop import node
from tests.interop.bridge import bridge
from tests.interop.expected import EXPECTED, GIVEN, SENT_IN, holds
from tests.up import Running, start

_TIMEOUT = 120
_SHOWN = 90


def run(command: Sequence[str], environment: dict[str, str]) -> Iterator[dict[str, Any]]:
    """Run a client; yield what its steps said, and its end if it failed."""
    done = subprocess.run(  # noqa: S603 - our own script
        command,
        env={**os.environ, **environment, "INTEROP": json.dumps(GIVEN)},
        capture_output=True,
        text=True,
        timeout=_TIMEOUT,
        check=False,
    )
    for line in done.stdout.splitlines():
        yield json.loads(line)
    if done.returncode:
        yield {"step": "end", "error": done.stderr[-600:]}


def send_in(running: Running) -> None:
    """Let a phone send texts whose callback is lost, so that the clients alone take them."""
    address = f"{running.address}/simulator"
    with requests.Session() as session:
        assert session.post(f"{address}/faults", json={"lost_sms": True}, timeout=_TIMEOUT).ok
        for number in range(SENT_IN):
            body = {"to": GIVEN["sender"], "text": f"Habari {number}"}
            assert session.post(f"{address}/phones/{GIVEN['to']}/sms", json=body, timeout=_TIMEOUT).ok


def clients() -> Iterator[tuple[str, list[str]]]:
    """Yield the name of each client and its command; raise NodeError at the end if Node.js is missing."""
    here = Path(__file__).parent
    yield f"Python {importlib.metadata.version('africastalking')}", [sys.executable, str(here / "client.py")]
    commands = node.find()
    node.install(commands)
    lock = json.loads((here / "package-lock.json").read_text(encoding="utf-8"))
    version = lock["packages"]["node_modules/africastalking"]["version"]
    yield f"Node.js {version}", [commands["node"], str(here / "client.cjs")]


def judge(name: str, line: dict[str, Any]) -> bool:
    """Print what a step said; return whether it said what it should."""
    is_right = holds(line)
    said = line.get("error") or json.dumps(line.get("said"))
    shown = said[:_SHOWN] if is_right else said
    sys.stdout.write(f"{name:15} {line['step']:24} {'ok' if is_right else 'WRONG':6} {shown}\n")
    return is_right


def judge_all(running: Running, folder: Path) -> tuple[list[bool], bool]:
    """Run every client; return for each step whether it said what it should, and whether a client was skipped."""
    judged: dict[tuple[str, str], bool] = {}
    with bridge(running.address, folder) as environment:
        try:
            for name, command in clients():
                for line in run(command, environment):
                    judged[name, line["step"]] = judge(name, line)
        except node.NodeError as error:
            sys.stderr.write(f"!!! THE SDK FOR NODE.JS WAS SKIPPED. {error} !!!\n")
            return list(judged.values()), True
    # A step that no client has taken shows that one of them ended too soon.
    for step in EXPECTED.keys() - {step for _, step in judged}:
        judged["no client", step] = judge("no client", {"step": step, "error": "was not taken"})
    return list(judged.values()), False


def main() -> int:
    """Return 0 if every step of every client said what it should; 1 if not, or if a client is missing and CI=true."""
    with tempfile.TemporaryDirectory(prefix="doria-interop-") as name:
        folder = Path(name)
        running = start(folder / "data", AT_API_KEY=GIVEN["key"], DORIA_FETCH_EVERY="1h")
        try:
            send_in(running)
            judged, was_skipped = judge_all(running, folder)
        finally:
            running.stop()
    sys.stdout.write(f"{judged.count(True)} passed, {judged.count(False)} failed\n")
    return int(not all(judged) or (was_skipped and os.environ.get("CI") == "true"))


if __name__ == "__main__":
    sys.exit(main())
