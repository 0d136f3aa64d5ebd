"""Ties: sums between the table of stations and the other tables, which hold but for a small difference.

Mostly an incident that the police are called to is an alert to one station, the one of its zone. So whoever knows the
numbers of some stations and zones may work out those of others. No table says so: it is what somebody knows or guesses.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from menus.domain.categories import Track
from menus.domain.figures import BANDS
from menus.domain.published import ALL, NOT_CALLED, SLOT_NAMES, UNKNOWN, WHOLE
from menus.domain.suppression import Cell, Sum

_POLICE = Track.POLICE.value
_QUICK = SLOT_NAMES[: BANDS.index(5) + 1]
_SLOW = [slot for slot in SLOT_NAMES if slot not in _QUICK]
Alerts = Mapping[str, tuple[Cell, Cell]]
"""The numbers of each station by its row: all its alerts, and those that it answered in five minutes."""


def ties(alerts: Alerts, unnamed: str, zones_of: Sequence[Mapping[str, Collection[str]]]) -> list[Sum]:
    """Return the ties of some stations, the surest first; some may contradict each other, or be wrong by much.

    `unnamed` is the row of what belongs to no station: somebody may guess that nothing does. `zones_of` are ways to
    divide the zones between the rows.
    """
    named = [row for row in alerts if row != unnamed or len(alerts) == 1]
    slow = tuple(("answers", _POLICE, slot, ALL) for slot in _SLOW)

    def of_zones(*others: str) -> Iterator[Sum]:
        for division in zones_of:
            for row, here in division.items():
                if row in alerts and here:
                    yield Sum(alerts[row][0], tuple(("zone", ALL, zone, ALL) for zone in (*sorted(here), *others)))

    def of_all(rows: Collection[str]) -> Iterator[Sum]:
        if rows:
            yield Sum(WHOLE, (("answers", _POLICE, NOT_CALLED, ALL), *(alerts[row][0] for row in rows)))
            yield Sum(WHOLE, (*slow, *(alerts[row][1] for row in rows)))

    # Every station is called to a place that nobody knows, and some alerts may belong to no station of the file.
    surest = [*of_zones(), *of_all(named)]
    return list(dict.fromkeys([*surest, *of_all(alerts), *of_zones(UNKNOWN)]))


def divided(alerts: Iterable[tuple[str, str | None]], zones: Collection[str]) -> dict[str, list[str]]:
    """Return the zones of each row by its alerts: a zone is that of the row with more than half of its alerts."""
    counted: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for row, zone in alerts:
        if zone in zones:
            counted[str(zone)][row] += 1
    found: defaultdict[str, list[str]] = defaultdict(list)
    for zone, rows in counted.items():
        ((row, most),) = rows.most_common(1)
        if 2 * most > rows.total():
            found[row].append(zone)
    return dict(found)
