"""Ties: sums between the table of stations and the other tables, which hold but for a small difference.

Mostly an incident that the police are called to is an alert to one station, the one of its zone. So whoever knows the
numbers of some stations and zones may work out those of others. No table says so: it is what somebody knows or guesses.
Where an incident is an alert to two stations, only those are added up that share none.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from menus.domain import published_overlaps
from menus.domain.categories import Track
from menus.domain.figures import BANDS
from menus.domain.published import ALL, NOBODY, NOT_CALLED, SLOT_NAMES, UNKNOWN, WHOLE
from menus.domain.suppression import Cell, Sum

_POLICE = Track.POLICE.value
_QUICK = SLOT_NAMES[: BANDS.index(5) + 1]
_SLOW = tuple(("answers", _POLICE, slot, ALL) for slot in SLOT_NAMES if slot not in _QUICK)
_NOT_CALLED: Cell = ("answers", _POLICE, NOT_CALLED, ALL)
_NOBODY: Cell = ("answers", _POLICE, NOBODY, ALL)


@dataclass(frozen=True)
class Row:
    """A station in the table: the numbers of all its alerts and of those that it answered in five minutes.

    `called` and `quick` are the incidents that they count. `zones` are those that the file gives it, None if it is
    called to all of them.
    """

    alerts: Cell
    seen: Cell
    called: Collection[int] = ()
    quick: Collection[int] = ()
    zones: Collection[str] | None = ()


def ties(rows: Mapping[str, Row], unnamed: str, zones_of: Sequence[Mapping[str, Collection[str]]]) -> list[Sum]:
    """Return the ties of some stations, the surest first; some may contradict each other, or be wrong by much.

    `unnamed` is the row of what belongs to no station: somebody may guess that nothing does. `zones_of` are ways to
    divide the zones between the rows.
    """
    named = {name: row for name, row in rows.items() if name != unnamed or len(rows) == 1}

    def of_zones(*others: str) -> Iterator[Sum]:
        for division in zones_of:
            for name, here in division.items():
                if name in rows and here:
                    yield Sum(rows[name].alerts, tuple(("zone", ALL, zone, ALL) for zone in (*sorted(here), *others)))

    # Every station is called to a place that nobody knows, and some alerts may belong to no station of the file.
    surest = [*of_zones(), *_of_all(named), *_of_each_other(named), *_in_turn(named)]
    return list(dict.fromkeys([*surest, *_of_all(rows), *of_zones(UNKNOWN)]))


def _of_all(rows: Mapping[str, Row]) -> Iterator[Sum]:
    """Yield the sums of all incidents: those to which no police were called, and the alerts of rows that share none.

    Of those that were answered in five minutes: the incidents that were not, and the answers.
    """
    zones = {name: row.zones for name, row in rows.items()}
    for names in published_overlaps.apart({name: row.called for name, row in rows.items()}, zones):
        yield Sum(WHOLE, (_NOT_CALLED, *(rows[name].alerts for name in names)))
    for names in published_overlaps.apart({name: row.quick for name, row in rows.items()}, zones):
        yield Sum(WHOLE, (*_SLOW, *(rows[name].seen for name in names)))


def _in_turn(rows: Mapping[str, Row]) -> Iterator[Sum]:
    """Yield the sums of rows that are called one after the other: what none of them answered counts for each."""
    some = [*combinations(rows, 2), *([tuple(rows)] if len(rows) > 2 else [])]  # noqa: PLR2004 - all, beside each two
    for names in some:
        yield Sum(WHOLE, (_NOT_CALLED, *(rows[name].alerts for name in names)), (_NOBODY,) * (len(names) - 1))


def _of_each_other(rows: Mapping[str, Row]) -> Iterator[Sum]:
    """Yield the sums of a row that is called to nearly everything that some others are called to."""
    zones = {name: row.zones for name, row in rows.items()}
    for name, names in published_overlaps.inside({name: row.called for name, row in rows.items()}, zones):
        yield Sum(rows[name].alerts, tuple(rows[one].alerts for one in names))
    for name, names in published_overlaps.inside({name: row.quick for name, row in rows.items()}, zones):
        yield Sum(rows[name].seen, tuple(rows[one].seen for one in names))


def divided(alerts: Iterable[tuple[str, str | None, int]], zones: Collection[str]) -> dict[str, list[str]]:
    """Return the zones of each row by its alerts, each with its zone and incident.

    A zone is that of each row to which more than half of its incidents were an alert.
    """
    counted: defaultdict[str, Counter[str]] = defaultdict(Counter)
    incidents: defaultdict[str, set[int]] = defaultdict(set)
    for row, zone, incident in alerts:
        if zone in zones:
            counted[str(zone)][row] += 1
            incidents[str(zone)].add(incident)
    found: defaultdict[str, list[str]] = defaultdict(list)
    for zone, rows in counted.items():
        for row, number in rows.items():
            if 2 * number > len(incidents[zone]):
                found[row].append(zone)
    return dict(found)
