"""Counts for the finder of rises: the series of some weeks, and the reports and callers that stand beside them.

Callers come as keyed hashes and leave as numbers. A caller whom nobody knows any more is no caller here: their reports
count, and it is told how many reports have no caller.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cached_property
from itertools import pairwise

from menus.domain import rise_kinds, usual
from menus.domain.categories import Category
from menus.domain.rise_series import Series, SeriesKey
from menus.domain.usual import BEFORE, LATELY, WEEKS

PAUSED = timedelta(days=1)
"""A pause of so much of a week makes it a week that tells nothing. A guess."""
BLOCKS = BEFORE // LATELY + 1
"""The four weeks that are told, and the whole four weeks before them."""


@dataclass(frozen=True)
class Happened:
    """An incident that counts: the number of its week, its zone and kind, and the reports of it.

    `callers` are keyed hashes of those whose number is known, `unknown` the reports without one.
    """

    week: int
    zone: str | None
    kind: Category | None
    reports: int = 1
    callers: frozenset[bytes] = field(default=frozenset(), repr=False)
    unknown: int = 0

    def is_of(self, of: SeriesKey) -> bool:
        """Return whether the incident counts to a series."""
        if of.zone is not None and of.zone != self.zone:
            return False
        if of.kind is not None:
            return of.kind is self.kind
        return self.kind is not rise_kinds.OF_PLACES


@dataclass(frozen=True)
class Beside:
    """The reports and the callers beside the incidents of four weeks, now and usually."""

    reports: int
    usual_reports: float
    callers: int
    usual_callers: float
    unknown: int


@dataclass(frozen=True)
class Weeks:
    """The incidents of some weeks in a row. `known` says of each zone which weeks tell anything; None is of all."""

    happened: tuple[Happened, ...]
    known: Mapping[str | None, tuple[bool, ...]]

    @property
    def number(self) -> int:
        """The number of weeks."""
        return len(self.known[None])

    def series(self, zones: Iterable[str], end: int) -> list[Series]:
        """Return the series that have an incident before the week `end`: of kinds in zones, of zones, and of kinds."""
        wanted = {None, *zones}
        found = (self.one(of, end) for of in self._totals if of.zone in wanted)
        return [series for series in found if any(series.weeks)]

    def one(self, of: SeriesKey, end: int) -> Series:
        """Return one series of the weeks before the week `end`."""
        numbers = self._totals.get(of, [0] * self.number)
        known = self.known.get(of.zone, (False,) * self.number)
        places = range(end - WEEKS, end)
        return Series(
            of,
            tuple(numbers[week] if week >= 0 else 0 for week in places),
            tuple(week >= 0 and known[week] for week in places),
        )

    def callers(self, zone: str | None, end: int) -> Series:
        """Return the distinct callers in each four weeks before the week `end`, whatever they report.

        They are those of a zone; without one, of the whole community.
        """
        blocks = [_block(end, back) for back in range(BLOCKS, 0, -1)]
        known = tuple(self._is_known(zone, block) for block in blocks)
        theirs = self.happened if zone is None else self._by_zone.get(zone, ())
        return Series(SeriesKey(zone, None), tuple(len(_hashes(theirs, block)) for block in blocks), known)

    def beside(self, of: SeriesKey, end: int) -> Beside:
        """Return the reports and callers of the four weeks before the week `end`, and those that are usual."""
        theirs = [one for one in self.happened if one.is_of(of)]
        lately, *earlier = (_block(end, back) for back in range(1, BLOCKS + 1))
        told = [block for block in earlier if self._is_known(of.zone, block)]
        return Beside(
            _reports(theirs, lately),
            usual.of(sum(_reports(theirs, block) for block in told), LATELY * len(told)),
            len(_hashes(theirs, lately)),
            usual.of(sum(len(_hashes(theirs, block)) for block in told), LATELY * len(told)),
            sum(one.unknown for one in theirs if one.week in lately),
        )

    @cached_property
    def _totals(self) -> dict[SeriesKey, list[int]]:
        totals: dict[SeriesKey, list[int]] = {}
        for one in self.happened:
            for of in {SeriesKey(one.zone, one.kind), SeriesKey(one.zone, None), SeriesKey(None, one.kind)} - {
                SeriesKey(None, None)
            }:
                if one.is_of(of):
                    totals.setdefault(of, [0] * self.number)[one.week] += 1
        return totals

    @cached_property
    def _by_zone(self) -> dict[str | None, list[Happened]]:
        found: dict[str | None, list[Happened]] = {}
        for one in self.happened:
            found.setdefault(one.zone, []).append(one)
        return found

    def _is_known(self, zone: str | None, block: range) -> bool:
        known = self.known.get(zone, ())
        return all(0 <= week < len(known) and known[week] for week in block)


def _block(end: int, back: int) -> range:
    return range(end - LATELY * back, end - LATELY * (back - 1))


def _hashes(happened: Iterable[Happened], block: range) -> set[bytes]:
    return {caller for one in happened if one.week in block for caller in one.callers}


def _reports(happened: Iterable[Happened], block: range) -> int:
    return sum(one.reports for one in happened if one.week in block)


def known(
    edges: Sequence[datetime], since: datetime | None, pauses: Sequence[tuple[datetime, datetime]]
) -> tuple[bool, ...]:
    """Return of each week between edges whether it tells anything of a community that is there since a moment.

    A week that it was not there as a whole, and one with a long pause, do not.
    """
    return tuple(
        since is not None
        and begins >= since
        and sum((_common(begins, ends, *pause) for pause in pauses), timedelta()) < PAUSED
        for begins, ends in pairwise(edges)
    )


def known_of_zone(edges: Sequence[datetime], of_all: Sequence[bool], first: datetime) -> tuple[bool, ...]:
    """Return of each week whether it tells anything of a zone whose first incident came at a moment.

    Nobody knows when a zone was first named. Its first week counts, so that a new zone begins with what came in it, and
    not with nothing: its first incidents are no rise.
    """
    return tuple(is_known and ends > first for is_known, ends in zip(of_all, edges[1:], strict=True))


def _common(begins: datetime, ends: datetime, first: datetime, last: datetime) -> timedelta:
    return max(timedelta(), min(ends, last) - max(begins, first))
