"""Trends: incidents and reports of the last thirteen weeks beside the thirteen before, by zone and by class.

They count reports, not crimes: where people call more, there is more to count. So the callers stand beside, and an
incident counts once, however many were hurt.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from itertools import chain, pairwise
from math import exp, lgamma, log

from menus.domain.classes import CrimeClass
from menus.domain.local_weeks import WEEK
from menus.domain.published import UNLISTED
from menus.domain.small_cells import SMALLEST, in_steps

WEEKS = 13
"""The weeks of each side (the specification)."""
FEWEST_BEFORE = 4
"""The fewest weeks before the last ones that are compared with them, as in `menus/domain/usual.py`. A guess."""
DISPERSION = 1.5
"""Variance by mean of weekly counts (the specification of rises): crimes come in series, so a count says less."""
CHANCE = 0.01
"""The chance of a word of change where nothing has changed. A guess: a page has many rows."""
FEWEST_OF_RATE = 50
"""The smallest number in fives that a rate is made of: it is wrong by a twentieth there, and the rate by an eighth."""
ELSEWHERE = ""
"""The key of incidents without a place, and of those in a zone that is no longer in the file."""
LISTED = tuple(crime for crime in CrimeClass if crime not in UNLISTED)
"""The classes that people without a part in the incidents read of."""
_THOUSAND, _HUNDRED = 1_000, 100


class Direction(StrEnum):
    """The word for a change. `YOUNG`: too few weeks are known."""

    MORE = "more"
    FEWER = "fewer"
    UNCLEAR = "no_clear_change"
    YOUNG = "too_young"


@dataclass(frozen=True)
class Window:
    """Two times of thirteen weeks that meet in `middle` (aware), and how many weeks of each tell anything.

    `gaps` are the times between of which too little is known, each from a moment up to another one.
    """

    since: datetime
    middle: datetime
    until: datetime
    lately: int
    before: int
    gaps: tuple[tuple[datetime, datetime], ...] = ()

    @property
    def known(self) -> int:
        """The weeks that tell anything."""
        return self.lately + self.before

    @property
    def has_trend(self) -> bool:
        """Whether two times may be compared."""
        return self.before >= FEWEST_BEFORE and self.known >= WEEKS + FEWEST_BEFORE

    @property
    def left_out(self) -> tuple[tuple[datetime, datetime], ...]:
        """The times whose incidents are in no number.

        A week with a pause of a day is no part of the weeks that are compared, so its incidents are not either. Where
        nothing is compared, all incidents count.
        """
        return self.gaps if self.has_trend else ()


def edges(until: datetime) -> list[datetime]:
    """Return the moments between which the weeks lie that end at a moment (aware), the oldest first."""
    return [until - WEEK * back for back in range(2 * WEEKS, -1, -1)]


def window(edges: Sequence[datetime], known: Sequence[bool]) -> Window:
    """Return the two times between edges. `known` says of each week whether it tells anything."""
    gaps = tuple(week for week, is_known in zip(pairwise(edges), known, strict=True) if not is_known)
    return Window(edges[0], edges[WEEKS], edges[-1], sum(known[WEEKS:]), sum(known[:WEEKS]), gaps)


@dataclass(frozen=True)
class Numbers:
    """Incidents, the reports of them, the distinct callers, and the reports whose caller nobody knows any more.

    None stands for a number that is too small to be told. `is_coarse`: they are told in fives. A rate of such numbers
    tells no more than they do; where they are small it would be wrong by half, so there is none.
    """

    incidents: int | None = 0
    reports: int | None = 0
    callers: int | None = 0
    unknown: int | None = 0
    is_coarse: bool = False

    def per_caller(self) -> float | None:
        """Return the reports for each hundred callers; None without a caller. Reports of nobody known are left out."""
        if not self.callers or self.reports is None:
            return None
        # Of a number that is hidden only this is known: it is from none to four.
        unknown = (SMALLEST - 1) // 2 if self.unknown is None else self.unknown
        known = self.reports - unknown
        if self.is_coarse and min(known, self.callers) < FEWEST_OF_RATE:
            return None
        return round(_HUNDRED * known / self.callers, -1 if self.is_coarse else 1)

    def per_household(self, households: int | None) -> float | None:
        """Return the incidents for each thousand households; None if nobody has counted these."""
        if not households or self.incidents is None or (self.is_coarse and self.incidents < FEWEST_OF_RATE):
            return None
        return round(_THOUSAND * self.incidents / households, 1 if self.is_coarse else 2)

    def coarse(self) -> "Numbers":
        """Return the numbers for people without a part in the incidents: none below five, and the others in fives."""
        incidents, reports = _coarse(self.incidents), _coarse(self.reports)
        return Numbers(incidents, reports, _coarse(self.callers), _coarse(self.unknown), is_coarse=True)


def _coarse(number: int | None) -> int | None:
    return None if number is None else in_steps(number)


NOT_TOLD = Numbers(None, None, None, None)
"""The numbers of a time of which too little is known."""


@dataclass(frozen=True)
class Reported:
    """The incidents of a zone and a class on one side, and how many reports each caller made of them.

    A caller is a keyed hash; None stands for those whom nobody knows any more.
    """

    is_late: bool
    zone: str | None
    crime: CrimeClass
    incidents: int = 0
    callers: Mapping[bytes | None, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Row:
    """A row: of a zone, of a class, of both, or of everything. None stands for all zones, and for all classes.

    `households` are those of its zones, if all are known.
    """

    zone: str | None
    crime: CrimeClass | None
    lately: Numbers
    before: Numbers
    direction: Direction
    households: int | None = None


class Sums:
    """The sums of what was reported, for any rows. `zones` are the keys of the file with their households."""

    def __init__(self, reported: Iterable[Reported], zones: Mapping[str, int | None], within: Window) -> None:
        self._zones, self._within = zones, within
        # A zone that is not in the file any more has no name: its incidents stand together.
        self._cells = [replace(one, zone=one.zone if one.zone in zones else ELSEWHERE) for one in reported]

    def rows_outside(self) -> list[Row]:
        """Return the rows for people without a part in the incidents: the same ones, whatever happened.

        A row that stands where something happened would tell of one incident. Private help and what accuses somebody
        have no row of a class, and are in no other one: see `menus/domain/published.py`. All zones together have no
        households here: whether an incident has no zone decides whether they have a rate.
        """
        listed = Sums((one for one in self._cells if one.crime not in UNLISTED), self._zones, self._within)
        rows = listed._made(((zone, None) for zone in (*self._zones, ELSEWHERE)), ((None, one) for one in LISTED))
        return [replace(row, households=None) if row.zone is None else row for row in rows]

    def rows(self) -> list[Row]:
        """Return the rows: everything; each zone, and elsewhere; each class; each zone with each of its classes."""
        found = {(one.zone, one.crime) for one in self._cells}
        crimes = [crime for crime in CrimeClass if any(of is crime for _, of in found)]
        places = [*self._zones, *([ELSEWHERE] if any(zone == ELSEWHERE for zone, _ in found) else [])]
        both = [(zone, crime) for zone in places for crime in crimes if (zone, crime) in found]
        return self._made(((zone, None) for zone in places), ((None, crime) for crime in crimes), both)

    def _made(self, *wanted: Iterable[tuple[str | None, CrimeClass | None]]) -> list[Row]:
        return [self._row(*each) for each in ((None, None), *chain.from_iterable(wanted))]

    def _row(self, zone: str | None, crime: CrimeClass | None) -> Row:
        own = [one for one in self._cells if zone in {None, one.zone} and crime in {None, one.crime}]
        lately, before = (_numbers(one for one in own if one.is_late is is_late) for is_late in (True, False))
        return Row(
            zone,
            crime,
            lately,
            before if self._within.has_trend else NOT_TOLD,
            direction(lately.incidents or 0, before.incidents or 0, self._within),
            self._households(zone),
        )

    def _households(self, zone: str | None) -> int | None:
        """Return the households of a zone, or of all; None if those of one are not known."""
        if zone is not None:
            return self._zones.get(zone)
        known = [each for each in self._zones.values() if each is not None]
        is_whole = len(known) == len(self._zones) and all(one.zone != ELSEWHERE for one in self._cells)
        return sum(known) if known and is_whole else None


def _numbers(found: Iterable[Reported]) -> Numbers:
    incidents, callers = 0, Counter[bytes | None]()
    for one in found:
        incidents += one.incidents
        callers.update(one.callers)
    unknown = callers.pop(None, 0)
    return Numbers(incidents, sum(callers.values()) + unknown, len(callers), unknown)


def direction(lately: int, before: int, within: Window) -> Direction:
    """Return the word for a change of incidents, where chance alone would seldom make as large a one.

    Both counts are divided by the dispersion; then a coin decides that falls on each side as often as it has weeks.
    """
    if not within.has_trend:
        return Direction.YOUNG
    late, early = round(lately / DISPERSION), round(before / DISPERSION)
    share = within.lately / within.known
    chances = [_chance(number, late + early, share) for number in range(late + early + 1)]
    if 2 * sum(chances[late:]) < CHANCE:
        return Direction.MORE
    return Direction.FEWER if 2 * sum(chances[: late + 1]) < CHANCE else Direction.UNCLEAR


def _chance(number: int, every: int, share: float) -> float:
    """Return the chance that so many of all fall on a side with this share. Logarithms hold thousands, too."""
    ways = lgamma(every + 1) - lgamma(number + 1) - lgamma(every - number + 1)
    return exp(ways + number * log(share) + (every - number) * log(1 - share))
