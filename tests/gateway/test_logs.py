"""Logs: JSON for machines, lines for people on a terminal, and a level that the operator sets."""

import json
import os
import pty
import subprocess
import sys

import pytest

LOGS = """
from gateway import logs
log = logs.logger()
logs.configure("clock")
log.debug("a.detail")
log.info("rung.fired", incident="48273", rung=1)
log.warning("sms.odd", phone="+254711000009", address="/at/secret-token-of-doria/sms")
try:
    raise LookupError("nobody at +254711000009")
except LookupError:
    log.exception("job.failed")
"""


def said(on: int | None = None, **more: str) -> str:
    """Return what a process logs to a pipe, or to the terminal with this descriptor."""
    environment = {name: value for name, value in os.environ.items() if name != "DORIA_LOG_LEVEL"}
    done = subprocess.run(  # noqa: S603 - our own command
        [sys.executable, "-c", LOGS],
        env={**environment, **more},
        stderr=subprocess.PIPE if on is None else on,
        check=True,
    )
    return done.stderr.decode() if on is None else ""


def events(text: str) -> list[str]:
    return [json.loads(line)["event"] for line in text.splitlines()]


def test_a_line_is_one_json_object_without_numbers_and_tokens() -> None:
    text = said()
    assert events(text) == ["rung.fired", "sms.odd", "job.failed"]
    first = json.loads(text.splitlines()[0])
    assert (first["process"], first["level"], first["incident"]) == ("clock", "info", "48273")
    assert "254711000009" not in text
    assert "secret-token" not in text


@pytest.mark.parametrize(
    ("level", "expected"),
    [
        ("debug", ["a.detail", "rung.fired", "sms.odd", "job.failed"]),
        ("warning", ["sms.odd", "job.failed"]),
        ("ERROR", ["job.failed"]),
        ("many", ["rung.fired", "sms.odd", "job.failed"]),
    ],
)
def test_the_operator_sets_the_level(level: str, expected: list[str]) -> None:
    assert events(said(DORIA_LOG_LEVEL=level)) == expected


def test_on_a_terminal_lines_are_for_people() -> None:
    ours, theirs = pty.openpty()
    try:
        said(theirs)
        text = os.read(ours, 65_536).decode()
    finally:
        os.close(ours)
        os.close(theirs)
    lines = text.splitlines()
    assert "info    clock: rung.fired incident=48273 rung=1" in lines[0]
    assert "LookupError" in text
    assert "254711000009" not in text
    assert "{" not in lines[0]
