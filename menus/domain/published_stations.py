"""Published figures of stations: of how many incidents the police were called to, how many went which way.

A station with fewer than ten stands among the others, and a row of fewer than ten has no figure. Its figures are of the
same incidents as the table of answers, so that they are hidden together.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from menus.domain.categories import Track
from menus.domain.figures import BANDS
from menus.domain.published import ALL, CALLED, NOT_CALLED, SLOT_NAMES, Numbers
from menus.domain.suppression import Cell, Sum

FEWEST = 10
"""The incidents that a station has figures from (the specification of the scorecard: below ten there is no figure)."""
OTHER = "other"
SEEN, CAME, OB_GIVEN = "seen-in-5", "came", "ob-given"
FIGURES = (SEEN, CAME, OB_GIVEN)
"""The figures: seen by the police within five minutes, police came, and a number of the occurrence book was given."""
YES, NO = "yes", "no"
_POLICE = Track.POLICE.value
_QUICK = SLOT_NAMES[: BANDS.index(5) + 1]


@dataclass(frozen=True)
class StationFact:
    """An incident that the police were called to: the station, or None, and whether each figure holds."""

    station: str | None
    figures: Mapping[str, bool]


@dataclass(frozen=True)
class StationNumbers:
    """The numbers of stations, the rows in their order, and the numbers of rows that are too small for a figure."""

    numbers: Numbers
    rows: Sequence[str]
    few: frozenset[Cell]


def numbers(facts: Iterable[StationFact], keeps: Collection[str] = ()) -> StationNumbers:
    """Return the numbers of a quarter. `keeps` are the rows of an earlier edition: they stay."""
    found = list(facts)
    of = Counter(fact.station for fact in found if fact.station is not None)
    large = {station for station, count in of.items() if count >= FEWEST}
    named = sorted((large | set(keeps)) - {ALL, OTHER})
    rows = [*named, OTHER]
    values: Counter[Cell] = Counter()
    for fact in found:
        for row in (fact.station if fact.station in named else OTHER, ALL):
            values["station", str(row), CALLED] += 1
            for figure in FIGURES:
                values["station", str(row), figure, YES if fact.figures[figure] else NO] += 1
    sums = list(_sums(rows))
    names = {cell for one in sums for cell in (one.whole, *one.parts) if cell[0] == "station"}
    few = {cell for cell in names if values["station", cell[1], CALLED] < FEWEST}
    return StationNumbers(Numbers({cell: values[cell] for cell in sorted(names)}, sums), rows, frozenset(few))


def _sums(rows: Sequence[str]) -> Iterator[Sum]:
    for row in (*rows, ALL):
        for figure in FIGURES:
            yield Sum(("station", row, CALLED), tuple(("station", row, figure, answer) for answer in (YES, NO)))
    for figure in FIGURES:
        for answer in (YES, NO):
            parts = tuple(("station", row, figure, answer) for row in rows)
            yield Sum(("station", ALL, figure, answer), parts)
    yield Sum(("station", ALL, CALLED), tuple(("station", row, CALLED) for row in rows))
    called = tuple(("answers", _POLICE, slot, ALL) for slot in SLOT_NAMES if slot != NOT_CALLED)
    yield Sum(("station", ALL, CALLED), called)
    yield Sum(("station", ALL, SEEN, YES), tuple(("answers", _POLICE, slot, ALL) for slot in _QUICK))
