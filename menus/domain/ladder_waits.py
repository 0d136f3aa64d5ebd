"""Ladder waits: how long a rung may wait after the one before it, by the level of the report, in a new file."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import timedelta

from menus.domain.categories import Level
from menus.domain.ladders import Ladder

_QUARTER, _HOUR, _DAY = timedelta(minutes=15), timedelta(hours=1), timedelta(hours=24)
LONGEST = {
    Level.MAJOR: _QUARTER,
    Level.PRIVATE: _HOUR,
    Level.URGENT: _HOUR,
    Level.HAZARD: _DAY,
    Level.MINOR: _DAY,
}
"""The longest wait before a rung. A complaint keeps that of every wait: oversight are volunteers who may be away.

A killing or an armed crime: the desk counts its answers within 1, 3, 5 and 15 minutes, and what is later is as good as
none; the files that Doria comes with wait 3 to 5 minutes. All the others are a guess: those files wait 2 minutes for a
helper of private help, up to 10 for what is urgent, 2 hours for what is minor.
"""


@dataclass(frozen=True)
class TooLong:
    """A wait that is too long: the places (from 0) of its ladder and of its rung, and the longest that may be."""

    ladder: int
    rung: int
    level: Level
    longest: timedelta


def too_long(ladders: Iterable[Ladder], kept: Iterable[Ladder] = ()) -> Iterator[TooLong]:
    """Yield every wait that is too long, but for those of the ladders that a file of before has just so."""
    known = frozenset(kept)
    for place, ladder in enumerate(ladders):
        longest = LONGEST.get(ladder.level)
        if longest is None or ladder in known:
            continue
        for rung, step in enumerate(ladder.steps):
            if step.after > longest:
                yield TooLong(place, rung, ladder.level, longest)
