"""A resident's hop alone, and beside the desk on the same machine.

Fifty pages of it are open, a coordinator exports the community file again and again, and has pictures drawn, which a
worker does.
"""

import json
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from typing import Any

import psutil

from gateway.desk.viewer import COOKIE
from gateway.roster.desk_access import open_sessions
from gateway.services import Services
from menus.domain.desk_roles import BOARD_ROLES
from menus.domain.roles import Role
from tests.bench import load, report, sessions
from tests.bench.load import Conversation, Measured, ServerFailedError
from tests.bench.report import Figure, Size
from tests.bench.served import ROOT, Served, environment_of, line_of, seconds_of, served, started, tail
from tests.bench.stage import POSTGRESQL, SQLITE, Stage, stage
from tests.bench.tabs import EVERY
from tests.conftest import free_port
from tests.up import wait_for

TABS = 50
_SESSIONS, _A_SECOND, _REPORT_IN = 100, 10, 20
"""Sessions of a run, how many begin each second, and one in so many that sends a report. More than a community has."""
_MOST, _LIMIT = 1.3, 0.3
"""The target: the median hop beside the desk by that alone, and the seconds of the slowest in a hundred."""
_MEGABYTE = 1_000_000
_DRAWS = "python -m workers bulk"
"""The worker that lets pictures be drawn."""


def run(size: Size) -> None:
    """Print the figures on each kind of database."""
    report.head(f"A resident's hop beside {TABS} open pages of the desk, an export and a plot")
    with stage(with_postgres=True) as stand:
        for kind in (SQLITE, POSTGRESQL):
            report.measured(lambda kind=kind: _figures(stand, kind, size))  # type: ignore[misc] # mypy sees no default


@dataclass
class _Runs:
    """The results of all runs: hops alone and beside the desk, what pages and acts heard, the processor time."""

    alone: list[Measured] = field(default_factory=list)
    beside: list[Measured] = field(default_factory=list)
    heard: list[dict[str, float]] = field(default_factory=list)
    acted: list[dict[str, float]] = field(default_factory=list)
    due: float = 0.0
    """How often the pages should have asked: they ask one after the other, and fall behind a desk that is slow."""
    busy: list[float] = field(default_factory=list)
    asks: str = ""


def _figures(stand: Stage, kind: str, size: Size) -> list[Figure]:
    environment = stand.doria(kind)
    found = _Runs()
    with (
        stand.services(environment) as services,
        served(given=environment) as web,
        started(_DRAWS, environment),
        _desk(environment) as (desk, process),
    ):
        web.warm(sessions.Session().hop(web.address, []))
        for _ in range(size.runs):
            found.alone.append(_hops(web, size))
            # Signed in anew: an export needs a fresh proof.
            cookies = _cookies(services)
            # The pages end first: an act that is under way is waited for.
            with _acting(desk, cookies[0], found), _open(desk, cookies, found):
                before = _busy(process)
                hops = _hops(web, size)
                busy = _busy(process) - before
            found.beside.append(hops)
            seconds = hops.exchanges[-1].ended - hops.exchanges[0].began
            found.due += seconds * TABS / EVERY
            found.busy.append(busy / seconds)
        memory = [one.memory_full_info() for one in _family(process)]
    return [*_of_hops(kind, found), *_of_desk(kind, found, memory)]


def _of_hops(kind: str, found: _Runs) -> list[Figure]:
    figures = []
    for name, values, target in (
        ("p50", [(one.p50, other.p50) for one, other in zip(found.beside, found.alone, strict=True)], f"<= {_MOST}"),
        ("p99", [(one.p99, other.p99) for one, other in zip(found.beside, found.alone, strict=True)], "< 300 ms"),
    ):
        beside, alone = (report.median(each) for each in zip(*values, strict=True))
        ratio = report.median(one / other for one, other in values)
        away = report.away(one.bad for one in found.beside)
        what = f"hop beside {TABS} pages, export and plot, {kind}, {name} (limit: alone)"
        figures.append(Figure(what, f"{beside * 1000:.1f} ms{away}", target, f"{alone * 1000:.1f} ms", ratio))
    return figures


def _of_desk(kind: str, found: _Runs, memory: Sequence[Any]) -> list[Figure]:
    def median(name: str) -> float:
        return report.median(one[name] for one in found.heard)

    polls, same = sum(one["polls"] for one in found.heard), sum(one["same"] for one in found.heard)
    wrong = sum(one["wrong"] for one in found.heard)
    asked = "polls" if found.asks == "polls" else "whole pages, as this board has no polls"
    asked = f"{asked}: {polls:.0f} of {found.due:.0f}, {same:.0f} empty, {wrong:.0f} wrong"
    sizes = ((name, sum(getattr(one, name) for one in memory) / _MEGABYTE) for name in ("rss", "pss", "uss"))
    return [
        Figure(
            f"answer to an open page, {kind} ({asked})",
            f"p50 {median('p50') * 1000:.1f} ms, p99 {median('p99') * 1000:.1f} ms",
        ),
        *_of_acts(kind, found),
        Figure(f"board that is loaded, {kind}", f"p50 {median('page_p50') * 1000:.1f} ms"),
        Figure(f"the desk, {kind}, processor time a second", f"{report.median(found.busy) * 1000:.0f} ms"),
        Figure(
            f"the desk by itself, {kind}, both of its processes",
            ", ".join(f"{name.upper()} {size:.0f} MB" for name, size in sizes),
        ),
    ]


def _of_acts(kind: str, found: _Runs) -> list[Figure]:
    def total(name: str) -> float:
        return sum(one[name] for one in found.acted)

    wrong = total("acts_wrong")
    return [
        Figure(f"{what}, {kind}: {total(f'{name}s'):.0f}, {wrong:.0f} wrong", f"p50 {seconds * 1000:.0f} ms")
        for what, name in (("exports", "export"), ("plots", "drawing"))
        for seconds in [report.median(one[f"{name}_p50"] for one in found.acted)]
    ]


def _hops(web: Served, size: Size) -> Measured:
    """Let residents dial at a steady pace, and some of them report."""
    own: list[Conversation] = [*sessions.mixed(web.address, size.of(_SESSIONS, 20))]
    for place in range(0, len(own), _REPORT_IN):
        own[place] = sessions.reports(web.address, 1)[0]

    def is_right(answer: bytes) -> bool:
        return sessions.is_page(answer) or sessions.is_filed(answer)

    return web.put(own, a_second=_A_SECOND, check=is_right, may_be_wrong=True)[0]


def _cookies(services: Services) -> list[str]:
    """Return the cookie of each person who has a board, a coordinator first. Pages of one person share it."""
    made: list[str] = []
    for record in services.directory.communities():
        for person in record.community.people:
            if person.roles & BOARD_ROLES:
                person_id = record.person_ids[person.phone]
                begin = partial(open_sessions.begin, community_id=record.id, person_id=person_id, way="code")
                token = services.do(begin)
                place = 0 if Role.COORDINATOR in person.roles else len(made)
                made.insert(place, f"{COOKIE}={token}")
    return made


@contextmanager
def _desk(environment: dict[str, str]) -> Iterator[tuple[str, psutil.Process]]:
    """Run the desk by the line of the Procfile; give its address and process once it answers."""
    port = free_port()
    with started(line_of("desk"), {**environment, "DORIA_DESK_PORT": str(port)}) as (process, log):
        address = f"http://127.0.0.1:{port}"

        def answers() -> bool:
            if process.poll() is not None:
                message = f"the desk did not start: {tail(log)}"
                raise ServerFailedError(message)
            try:
                return load.put(address, load.each([b"GET /desk/live HTTP/1.1\r\nHost: desk\r\n\r\n"])).bad == 0
            except ServerFailedError:
                return False

        wait_for(answers)
        yield address, psutil.Process(process.pid)


def _family(process: psutil.Process) -> list[psutil.Process]:
    return [process, *process.children(recursive=True)]


def _busy(process: psutil.Process) -> float:
    return sum(seconds_of(one.pid) for one in _family(process))


@contextmanager
def _open(desk: str, cookies: Sequence[str], found: _Runs) -> Iterator[None]:
    """Keep the pages open during the block, in a process of their own; note what they heard."""
    with _beside(("tests.bench.tabs", desk, str(TABS), *cookies), found.heard) as asks:
        found.asks = asks
        yield


@contextmanager
def _acting(desk: str, cookie: str, found: _Runs) -> Iterator[None]:
    """Let a coordinator export and have pictures drawn during the block; note how long it took."""
    with _beside(("tests.bench.desk_acts", desk, cookie.partition("=")[2]), found.acted):
        yield


@contextmanager
def _beside(command: Sequence[str], said: list[dict[str, float]]) -> Iterator[str]:
    """Run a module of this bench during the block; give its first line, and keep what it says at the end."""
    with subprocess.Popen(  # noqa: S603 - our own module
        [sys.executable, "-m", *command],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
        env=environment_of({}),
    ) as process:
        assert process.stdout is not None
        assert process.stdin is not None
        first = process.stdout.readline().strip()
        if not first:
            message = f"{command[0]} did not begin"
            raise ServerFailedError(message)
        yield first
        process.stdin.close()
        said.append(json.loads(process.stdout.readline()))
