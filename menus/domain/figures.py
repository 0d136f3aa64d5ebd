"""Figures: how soon incidents are answered, when they happen, and what their texts cost, from the facts of each.

An incident counts for a track if people were called on it. An incident that nobody answered counts as unanswered,
however it ended: the time of its closing says nothing about an answer.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta, tzinfo
from decimal import Decimal
from typing import Any, Self

from menus.domain import local_days, local_weeks
from menus.domain.categories import Level, Track
from menus.domain.incident_life import IncidentStatus
from menus.domain.local_weeks import WEEK

PERIODS = (4, 13, 52)
"""The weeks of the periods: a month, a season, a year."""
BANDS = (1, 3, 5, 15)
"""The minutes within which an answer counts as that quick. A guess, to be talked over with the patrols."""
SLOTS = len(BANDS) + 2
"""The slots of answers: one for each band, one for later answers, and one for none."""
LEVELS = tuple(level for level in Level if not level.has_circle)
"""The levels that are counted, the gravest first. Private help and complaints never are."""
TRACKS = (Track.PATROL, Track.POLICE)
"""The tracks that are counted, each by itself."""
COUNTED = frozenset({IncidentStatus.OPEN, IncidentStatus.OVER, IncidentStatus.CLOSED})
"""The statuses that are counted: what was false, was joined to another, or awaits review is not."""
SETTLED = timedelta(days=7)
"""The age of a quarter that people without a part in it may read. A guess: a week later the talk is over, too."""
QUARTER = 13
"""The weeks of a quarter. Quarters never overlap: two that did would tell of the weeks between them."""
_FIRST = date(2024, 1, 1)
"""The Monday that quarters are counted from. It never moves: a quarter that did would overlap one that was read."""
_DAYS, _HOURS = 7, 24
_MINUTE = timedelta(minutes=1)
_MOMENT = timedelta(microseconds=1)


@dataclass(frozen=True)
class Period:
    """Some weeks, each by its Monday, oldest first, from `since` up to `until` (aware). Days are those of `zone`."""

    weeks: tuple[date, ...]
    since: datetime
    until: datetime
    zone: tzinfo

    def week_of(self, moment: datetime) -> int | None:
        """Return the number of the week of a moment (aware), from 0; None for a moment outside."""
        monday = local_weeks.monday(local_days.day_of(moment, self.zone))
        number = (monday - self.weeks[0]).days // _DAYS
        return number if 0 <= number < len(self.weeks) else None


def period(weeks: int, now: datetime, zone: tzinfo) -> Period:
    """Return the last weeks, that of `now` (aware) included."""
    return _until(local_weeks.monday(local_days.day_of(now, zone)), weeks, zone)


def quarter(now: datetime, zone: tzinfo) -> Period:
    """Return the last quarter that ended long enough before `now` (aware) to be settled: it is the only one told."""
    ended = (local_weeks.monday(local_days.day_of(now - SETTLED, zone)) - _FIRST).days // _DAYS // QUARTER * QUARTER
    return _until(_FIRST + WEEK * (ended - 1), QUARTER, zone)


def _until(newest: date, weeks: int, zone: tzinfo) -> Period:
    mondays = tuple(newest - WEEK * back for back in reversed(range(weeks)))
    # Two moments of one zone would be compared by their clocks on the wall, and one hour comes twice there.
    begins, ends = (local_weeks.begins(day, zone) for day in (mondays[0], newest + WEEK))
    return Period(mondays, begins, ends, zone)


def between(since: datetime, until: datetime, zone: tzinfo) -> Period:
    """Return the weeks that have a part between two moments (aware); nothing outside the moments is counted."""
    first, last = (local_weeks.monday(local_days.day_of(moment, zone)) for moment in (since, until - _MOMENT))
    weeks = tuple(first + WEEK * number for number in range((last - first).days // _DAYS + 1))
    return Period(weeks, since, until, zone)


@dataclass(frozen=True)
class Fact:
    """An incident as far as it is counted: when it was reported, its level, and its answer on each track it has."""

    opened_at: datetime
    level: Level
    answers: Mapping[Track, datetime | None]


@dataclass(frozen=True)
class Answers:
    """The times to the answer of some incidents: one number for each slot. They add up to all of them."""

    slots: tuple[int, ...] = (0,) * SLOTS

    def __add__(self, other: Self) -> "Answers":
        return Answers(tuple(one + another for one, another in zip(self.slots, other.slots, strict=True)))

    @property
    def total(self) -> int:
        """All incidents, those that nobody answered included."""
        return sum(self.slots)

    @property
    def unanswered(self) -> int:
        """The incidents that nobody has answered."""
        return self.slots[-1]

    @property
    def answered(self) -> int:
        """The incidents that somebody has answered, whenever."""
        return self.total - self.unanswered

    def within(self, band: int) -> int:
        """Return the incidents that were answered within the minutes of a band, by its number."""
        return sum(self.slots[: band + 1])

    def share(self, number: int) -> float | None:
        """Return a number of these incidents as a share of all; None if there is no data."""
        return number / self.total if self.total else None


@dataclass(frozen=True)
class Cost:
    """The cost of the texts about incidents: the number that were taken, of those without a price, and the sum."""

    texts: int = 0
    unpriced: int = 0
    amount: Decimal = Decimal()

    def __add__(self, other: Self) -> "Cost":
        return Cost(self.texts + other.texts, self.unpriced + other.unpriced, self.amount + other.amount)

    def each(self, incidents: int) -> Decimal | None:
        """Return the cost of one incident; None if there is none."""
        return self.amount / incidents if incidents else None


@dataclass(frozen=True)
class Counts:
    """The counts of a period. Weeks go by their number, `hours` by weekday (Monday is 0) and hour in local time."""

    weeks: tuple[date, ...]
    incidents: Mapping[tuple[int, Level], int] = field(default_factory=dict)
    answers: Mapping[tuple[Track, int, Level], Answers] = field(default_factory=dict)
    hours: Mapping[tuple[int, int], int] = field(default_factory=dict)
    costs: Mapping[Level, Cost] = field(default_factory=dict)

    def number(self, *, week: int | None = None, level: Level | None = None) -> int:
        """Return how many incidents there were, in one week or all, of one level or all."""
        return sum(count for (at, of), count in self.incidents.items() if week in {None, at} and level in {None, of})

    def answered(self, track: Track, *, week: int | None = None, level: Level | None = None) -> Answers:
        """Return how soon they were answered on a track."""
        found = (
            one
            for (on, at, of), one in self.answers.items()
            if on is track and week in {None, at} and level in {None, of}
        )
        return sum(found, Answers())

    def cost(self, level: Level | None = None) -> Cost:
        """Return what the texts cost."""
        return sum((one for of, one in self.costs.items() if level in {None, of}), Cost())

    def as_json(self) -> dict[str, Any]:
        """Return the counts as JSON holds them. Equal counts give equal JSON."""
        return {
            "weeks": [week.isoformat() for week in self.weeks],
            "incidents": sorted([week, level, count] for (week, level), count in self.incidents.items()),
            "answers": sorted([track, week, level, *one.slots] for (track, week, level), one in self.answers.items()),
            "hours": sorted([day, hour, count] for (day, hour), count in self.hours.items()),
            "costs": sorted([level, one.texts, one.unpriced, f"{one.amount:.4f}"] for level, one in self.costs.items()),
        }

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> "Counts":
        """Return the counts that `as_json` wrote."""
        return cls(
            tuple(date.fromisoformat(week) for week in kept["weeks"]),
            {(week, Level(level)): count for week, level, count in kept["incidents"]},
            {
                (Track(track), week, Level(level)): Answers(tuple(slots))
                for track, week, level, *slots in kept["answers"]
            },
            {(day, hour): count for day, hour, count in kept["hours"]},
            {Level(level): Cost(texts, bare, Decimal(amount)) for level, texts, bare, amount in kept["costs"]},
        )


def slot_of(waited: timedelta | None) -> int:
    """Return the slot of an answer that came after that time; None for no answer.

    An answer from before the report came with an incident that was joined to it, and counts as a quick one.
    """
    if waited is None:
        return SLOTS - 1
    return next((number for number, band in enumerate(BANDS) if waited <= band * _MINUTE), len(BANDS))


def count(facts: Iterable[Fact], within: Period, costs: Mapping[Level, Cost]) -> Counts:
    """Count incidents. Incidents outside the period are left out."""
    incidents: Counter[tuple[int, Level]] = Counter()
    hours: Counter[tuple[int, int]] = Counter()
    slots: Counter[tuple[Track, int, Level, int]] = Counter()
    for fact in facts:
        week = within.week_of(fact.opened_at)
        if week is None or not within.since <= fact.opened_at < within.until:
            continue
        local = fact.opened_at.astimezone(within.zone)
        incidents[week, fact.level] += 1
        hours[local.weekday(), local.hour] += 1
        for track, at in fact.answers.items():
            slots[track, week, fact.level, slot_of(at - fact.opened_at if at is not None else None)] += 1
    groups = {(track, week, level) for track, week, level, _ in slots}
    answers = {group: Answers(tuple(slots[*group, number] for number in range(SLOTS))) for group in groups}
    return Counts(within.weeks, dict(incidents), answers, dict(hours), dict(costs))


def cells() -> Iterator[tuple[int, int]]:
    """Yield each weekday and hour of a week, from Monday at 0."""
    yield from ((day, hour) for day in range(_DAYS) for hour in range(_HOURS))
