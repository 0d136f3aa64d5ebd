"""A profile: the microseconds of a menu hop and of a filing hop, by library: `python -m tests.bench profile`."""

import json
import subprocess
import sys
from typing import Any

from tests.bench.load import ServerFailedError
from tests.bench.report import Size
from tests.bench.served import ROOT, environment_of
from tests.bench.stage import stage

_HOPS = {"menu": 400, "filing": 300}
_LEAST_SHARE = 0.01
"""Rooms with less than this share of the time are added up."""
_say = sys.stdout.write


def run(size: Size) -> None:
    """Print a table for each kind of hop."""
    with stage() as stand:
        for kind, number in _HOPS.items():
            found = _profiled(stand.doria(), kind, size.of(number, 100))
            _say(_table(kind, found))
            sys.stdout.flush()


def _profiled(given: dict[str, str], kind: str, number: int) -> dict[str, Any]:
    command = [sys.executable, "-m", "tests.bench.profiled", kind, str(number)]
    done = subprocess.run(  # noqa: S603 - our own command
        command, env=environment_of({**given, "PORT": "8000"}), cwd=ROOT, capture_output=True, text=True, check=False
    )
    if done.returncode != 0:
        message = f"the profile of a {kind} hop failed: {done.stderr[-800:]}"
        raise ServerFailedError(message)
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


def _table(kind: str, found: dict[str, Any]) -> str:
    """Return a profile as Markdown: the rooms by their share, then the busiest functions.

    The processor time of a hop is what it takes with the profiler. Shares are those of what the profiler saw.
    """
    seen, cpu = sum(spent for _, spent in found["rooms"]), found["cpu"] * 1e6
    told = f"{found['hops']} hops, {found['wrong']} of them wrong: {cpu:.0f} us of a processor each, profiled"
    lines = [f"\n### A {kind} hop\n", told, "", "| room | share | us |", "| --- | ---: | ---: |"]
    large = [(room, spent) for room, spent in found["rooms"] if spent >= _LEAST_SHARE * seen]
    rest = seen - sum(spent for _, spent in large)
    for room, spent in (*large, ("the rest", rest)):
        lines.append(f"| {room} | {spent / seen:.0%} | {cpu * spent / seen:.0f} |")
    lines += ["", "| function | share | us |", "| --- | ---: | ---: |"]
    lines += [f"| `{place}` | {spent / seen:.1%} | {cpu * spent / seen:.0f} |" for place, spent in found["places"]]
    return "\n".join(lines) + "\n"
