"""Published numbers: the counts of a quarter that research reads, and which of them add up to which.

All tables count the same incidents, so a total that stands in several of them is one number with one name. Weeks are
cut where a month ends, so that they add up to months, and months to the quarter.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import product

from menus.domain import local_weeks
from menus.domain.categories import Track
from menus.domain.classes import CrimeClass
from menus.domain.figures import BANDS, SLOTS
from menus.domain.incident_outcomes import IncidentOutcome
from menus.domain.local_weeks import WEEK
from menus.domain.quarters import Quarter
from menus.domain.suppression import Cell, Sum

ALL, UNKNOWN, NOBODY, NOT_CALLED = "all", "unknown", "nobody", "not-called"
UNLISTED = frozenset({CrimeClass.ABUSE, CrimeClass.POLICE_OFFENCE, CrimeClass.CORRUPTION})
"""The classes that no table of a quarter holds: private help, and what accuses somebody, are told by the year."""
CLASSES = tuple(crime.value for crime in CrimeClass if crime not in UNLISTED)
"""The classes of the tables. All are listed, whatever happened: a list of what happened would tell of one incident."""
OTHER = "other"
OUTCOMES = (*(outcome.value for outcome in IncidentOutcome), OTHER, "open")
"""The outcomes of the tables: `other` was told in words, and `open` has none yet."""
SLOT_NAMES = (*(f"within-{minutes}" for minutes in BANDS), "later", NOBODY, NOT_CALLED)
"""The names of the slots of answers, and of incidents to which nobody of the track was called."""
TRACKS = (Track.PATROL, Track.POLICE)
WHOLE: Cell = ("zone", ALL, ALL, ALL)
"""The number of all incidents of the quarter."""


@dataclass(frozen=True)
class Fact:
    """An incident as far as the tables count it.

    `day` is its day there, `zone` its key or None, and `slots` the slot of its first answer on each track that it
    calls. `outcome` is one of OUTCOMES.
    """

    day: date
    zone: str | None
    crime: CrimeClass
    slots: Mapping[Track, int]
    outcome: str


@dataclass(frozen=True)
class Numbers:
    """Numbers by their names, and their sums."""

    values: Mapping[Cell, int]
    sums: Sequence[Sum]


def month_of(day: date) -> str:
    """Return the month of a day."""
    return f"{day:%Y-%m}"


def weeks(quarter: Quarter) -> list[tuple[date, date]]:
    """Return the first and the last day of each week of a quarter. A week that two months share is two."""
    found, first = [], quarter.first
    while first <= quarter.last:
        sunday = local_weeks.monday(first) + WEEK - timedelta(days=1)
        month_ends = (first.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
        last = min(sunday, month_ends)
        found.append((first, last))
        first = last + timedelta(days=1)
    return found


def numbers(
    facts: Iterable[Fact],
    quarter: Quarter,
    zones: Sequence[str],
    classes: Sequence[str] = CLASSES,
    outcomes: Sequence[str] = OUTCOMES,
) -> Numbers:
    """Return the numbers of a quarter. `zones` are the keys of the zones; incidents elsewhere have the zone unknown.

    A correction has the `classes` and `outcomes` of the edition before it: each fact is of one of these classes, and an
    outcome that came later is another one.
    """
    listed = [fact for fact in facts if fact.crime not in UNLISTED and quarter.first <= fact.day <= quarter.last]
    places = [*zones, UNKNOWN]
    values: Counter[Cell] = Counter()
    begins = {day: first for first, last in weeks(quarter) for day in _days(first, last)}
    for fact in listed:
        month, crime = month_of(fact.day), fact.crime.value
        zone = fact.zone if fact.zone is not None and fact.zone in zones else UNKNOWN
        for place in product((month, ALL), (zone, ALL), (crime, ALL)):
            values["zone", *place] += 1
        for of in (crime, ALL):
            values["week", begins[fact.day].isoformat(), of] += 1
        for track, at in product(TRACKS, (month, ALL)):
            values["answers", track.value, slot_name(fact.slots.get(track)), at] += 1
        values["outcome", fact.outcome if fact.outcome in outcomes else OTHER] += 1
    sums = [*_cube((quarter.months, places, classes)), *_weeks(quarter, classes), *_answers(quarter.months)]
    sums.append(Sum(WHOLE, tuple(("outcome", outcome) for outcome in outcomes)))
    names = {cell for one in sums for cell in (one.whole, *one.parts)}
    return Numbers({cell: values[cell] for cell in sorted(names)}, sums)


def slot_name(slot: int | None) -> str:
    """Return the name of a slot; that of an incident to which nobody of the track was called for None."""
    return SLOT_NAMES[SLOTS if slot is None else slot]


def _cube(axes: Sequence[Sequence[str]]) -> Iterator[Sum]:
    """Yield the sums of months, zones and classes: each total along each line."""
    for place in product(*((*axis, ALL) for axis in axes)):
        for number, axis in enumerate(axes):
            if place[number] == ALL:
                parts = tuple(("zone", *place[:number], one, *place[number + 1 :]) for one in axis)
                yield Sum(("zone", *place), parts)


def _weeks(quarter: Quarter, classes: Sequence[str]) -> Iterator[Sum]:
    """Yield the sums of weeks: all classes of a week, and the weeks of a month of one class and of all."""
    by_month: dict[str, list[str]] = {}
    for first, _ in weeks(quarter):
        by_month.setdefault(month_of(first), []).append(first.isoformat())
        yield Sum(("week", first.isoformat(), ALL), tuple(("week", first.isoformat(), crime) for crime in classes))
    for month, begins in by_month.items():
        for crime in (*classes, ALL):
            yield Sum(("zone", month, ALL, crime), tuple(("week", begin, crime) for begin in begins))


def _answers(of_quarter: Sequence[str]) -> Iterator[Sum]:
    """Yield the sums of answers: each slot over the months, and all slots of a month."""
    for track in (track.value for track in TRACKS):
        for slot in SLOT_NAMES:
            yield Sum(("answers", track, slot, ALL), tuple(("answers", track, slot, month) for month in of_quarter))
        for month in (*of_quarter, ALL):
            yield Sum(("zone", month, ALL, ALL), tuple(("answers", track, slot, month) for slot in SLOT_NAMES))


def _days(first: date, last: date) -> Iterator[date]:
    return (first + timedelta(days=number) for number in range((last - first).days + 1))
