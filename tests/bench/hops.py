"""Menu hops beside an empty view, and beside one trip to Redis."""

import time
from collections.abc import Callable, Sequence
from contextlib import ExitStack

from redis import Redis

from tests.bench import load, report, sessions
from tests.bench.load import Conversation
from tests.bench.report import Cost, Figure, Pair, Size
from tests.bench.served import AS_WSGI, Served, served
from tests.bench.sessions import Session
from tests.bench.stage import stage
from tests.town import TOKEN

_KNOWN, _WALK, _ANEW = 120, 10, 12
"""Sessions that every process knows, their hops, and how often the dial is posted until every process knows it.

Each post reaches one of two processes by chance: one in 2,000 sessions stays unknown to one of them.
"""
_COLD, _MIXED = 1200, 300
_PACED, _A_SECOND = 3000, 1000
_QUIET = 5.0
CALLERS = 16
Make = Callable[[str], Sequence[Conversation]]


def run(size: Size) -> None:
    """Print the figures."""
    report.head("Menu hop")
    with stage() as stand, ExitStack() as stack:
        Redis.from_url(stand.redis_url).set(f"bench:{TOKEN}", "sw")
        environment = stand.doria()
        limits = {
            name: stack.enter_context(served(f"tests.bench.empty:{app}", environment))
            for name, app in (
                ("empty view, WSGI", f"app {AS_WSGI}"),
                ("empty view, Doria's edge", "edge --interface rsgi"),
                ("one Redis trip, WSGI", f"trip {AS_WSGI}"),
                ("one Redis trip, Doria's edge", "trip_edge --interface rsgi"),
            )
        }
        doria, other = stack.enter_context(served(given=environment)), stack.enter_context(served(given=environment))
        for server in (*limits.values(), doria, other):
            server.warm(Session().hop(server.address, []))
        empty = _fastest(limits, "empty view", size)
        trip = _fastest(limits, "one Redis trip", size)
        count = size.of(_KNOWN, 40) * _WALK
        report.measured(
            lambda: report.ratio_of(
                "menu hop, session known to the process",
                size.times(lambda: _pair(doria, empty, _known(doria, size), count)),
                ">= 0.9",
            )
        )
        report.measured(
            lambda: report.ratio_of(
                "menu hop, one Redis trip (dialled at another server)",
                size.times(lambda: _pair(doria, trip, _cold(other, size), size.of(_COLD, 400))),
                ">= 0.9",
            )
        )
        mixed = size.of(_MIXED, 80)
        report.measured(
            lambda: report.ratio_of(
                "menu hop, mix of real sessions of 5 hops",
                size.times(lambda: _pair(doria, empty, lambda where: sessions.mixed(where, mixed), 5 * mixed)),
                ">= 0.6",
            )
        )
        report.measured(lambda: _paced(doria, empty, size))
        report.measured(lambda: _idle(doria))


def _idle(doria: Served) -> Figure:
    """Measure what a process takes while nobody dials: the slower a machine, the more of it falls on each hop above."""
    before = doria.cpu()
    time.sleep(_QUIET)
    seconds = (doria.cpu() - before) / len(doria.workers) / _QUIET
    return Figure("an idle web process, processor time a second", f"{seconds * 1000:.0f} ms")


def _fastest(limits: dict[str, Served], kind: str, size: Size) -> Served:
    """Print the limits of one kind, and return the server of the fastest."""
    rates: dict[str, float] = {}

    def measure() -> list[Figure]:
        figures = []
        for name in (name for name in limits if name.startswith(kind)):
            costs = [cost(limits[name], limit_hops(limits[name], size.of(6000, 1000))) for _ in range(size.runs)]
            rates[name] = report.median(one.rate for one in costs)
            cpu = report.median(one.cpu for one in costs)
            figures.append(Figure(f"limit: {name}", f"{rates[name]:.0f} /s, {cpu * 1e6:.0f} us"))
        return figures

    report.measured(measure)
    return limits[max(rates, key=lambda name: rates[name])]


def limit_hops(server: Served, number: int) -> list[Conversation]:
    """Return hops of new sessions, for a view that does not read them."""
    return load.each([Session().hop(server.address, ["0"]) for _ in range(number)])


def cost(server: Served, conversations: Sequence[Conversation]) -> Cost:
    """Put a load on a server that is a limit, and return what it cost. All its answers are right."""
    found, cpu = server.put(conversations, CALLERS)
    return Cost(found.rate, cpu)


def cost_of_doria(
    doria: Served, conversations: Sequence[Conversation], check: load.Check = sessions.is_page
) -> tuple[load.Measured, Cost]:
    """Put a load on Doria; return the result, and what it cost. Only right answers count to the rate."""
    found, cpu = doria.put(conversations, CALLERS, check=check, may_be_wrong=True)
    return found, Cost(found.rate * (1 - found.bad / len(found.exchanges)), cpu, found.bad)


def _pair(doria: Served, limit: Served, make: Make, number: int) -> Pair:
    """Measure the limit, and then Doria, by as many requests."""
    beside = cost(limit, limit_hops(limit, number))
    return Pair(cost_of_doria(doria, make(doria.address))[1], beside)


def _known(doria: Served, size: Size) -> Make:
    """Return a maker of hops of sessions that every process of a server knows."""

    def make(address: str) -> Sequence[Conversation]:
        own = [Session() for _ in range(size.of(_KNOWN, 40))]
        doria.put([[one.hop(address, [])] * _ANEW for one in own], CALLERS, check=sessions.is_page, may_be_wrong=True)
        keys = sessions.walk(_WALK)
        return [one.hops(address, keys)[1:] for one in own]

    return make


def _cold(other: Served, size: Size) -> Make:
    """Return a maker of hops of sessions that were dialled at another server, over the same database and Redis."""

    def make(address: str) -> Sequence[Conversation]:
        own = [Session() for _ in range(size.of(_COLD, 400))]
        other.put(
            load.each([one.hop(other.address, []) for one in own]), CALLERS, check=sessions.is_page, may_be_wrong=True
        )
        return load.each([one.hop(address, ["0"]) for one in own])

    return make


def _paced(doria: Served, empty: Served, size: Size) -> Figure:
    """Measure the slowest hops at a steady pace, beside those of an empty view."""
    number = size.of(_PACED, 500)
    found, limits, away = [], [], []
    for _ in range(size.runs):
        limits.append(empty.put(limit_hops(empty, number), a_second=_A_SECOND)[0].p99)
        own = load.each([Session().hop(doria.address, ["0"]) for _ in range(number)])
        measured = doria.put(own, a_second=_A_SECOND, check=sessions.is_page, may_be_wrong=True)[0]
        found.append(measured.p99)
        away.append(measured.bad)
    p99, limit = report.median(found), report.median(limits)
    return Figure(
        f"menu hop of a new session at {_A_SECOND}/s, p99",
        f"{p99 * 1000:.1f} ms{report.away(away)}",
        "<= 3, none told away",
        f"{limit * 1000:.1f} ms",
        p99 / limit,
    )
