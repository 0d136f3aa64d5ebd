"""Overlaps: which rows of stations may be added up, because hardly any incident counts for two of them.

A main station that is called to everything and a post that is called to a part share incidents. Their sum says
nothing. But each of them alone, and each with those that it shares nothing with, may be a sum that somebody knows.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence

from menus.domain.small_cells import SMALLEST

Incidents = Mapping[str, Collection[int]]
"""The incidents of each row."""
Zones = Mapping[str, Collection[str] | None]
"""The zones of each row by the file; None of one that is called to every zone."""
_MOST = 10
"""The largest rows of which every set is looked at: a thousand sets. Smaller rows are added to these where they fit. A
guess: few associations know more than three stations."""


def apart(of: Incidents, zones: Zones | None = None) -> list[tuple[str, ...]]:
    """Return the largest sets of rows that share fewer than five incidents, those with the most incidents first.

    No two rows of a set share more than half of the smaller one: a row of three that all count for another one, too,
    would spoil the sum. Of a row without incidents the `zones` tell with which it would share some. A part of such a
    set needs no sum of its own: what it leaves out are the numbers of the others.
    """
    ranked = sorted(of, key=lambda row: (-len(of[row]), row))
    shared = {
        (one, other): _shared(of[one], of[other]) if of[one] and of[other] else _would_share(one, other, zones or {})
        for one in ranked
        for other in ranked
        if one != other
    }
    found: list[frozenset[str]] = []
    for some in sorted(_subsets(ranked[:_MOST], shared), key=lambda rows: (-len(rows), rows)):
        whole = list(some)
        for row in ranked[_MOST:]:
            if _overlap([*whole, row], shared) < SMALLEST:
                whole.append(row)
        if not any(found_one >= set(whole) for found_one in found):
            found.append(frozenset(whole))
    named = [tuple(row for row in of if row in one) for one in found if one]
    return sorted(named, key=lambda rows: (-sum(len(of[row]) for row in rows), rows))


def inside(of: Incidents, zones: Zones | None = None) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield each row with the sets of others of which nearly all incidents count for it, too."""
    for whole, own in of.items():
        parts = {row: of[row] for row in of if row != whole and len(set(of[row]) - set(own)) < SMALLEST}
        if len(own) >= SMALLEST:
            yield from ((whole, some) for some in apart(parts, zones))


def _subsets(rows: Sequence[str], shared: Mapping[tuple[str, str], int]) -> list[tuple[str, ...]]:
    found: list[tuple[str, ...]] = [()]
    for row in rows:
        found += [(*some, row) for some in found if _overlap((*some, row), shared) < SMALLEST]
    return found


def _shared(one: Collection[int], other: Collection[int]) -> int:
    """Return how many incidents two rows share: at least as many as spoil a sum, if it is most of the smaller row."""
    both = len(set(one) & set(other))
    return max(both, SMALLEST) if 2 * both > min(len(one), len(other)) else both


def _would_share(one: str, other: str, zones: Zones) -> int:
    here, there = zones.get(one, ()), zones.get(other, ())
    return SMALLEST if here is None or there is None or set(here) & set(there) else 0


def _overlap(rows: Sequence[str], shared: Mapping[tuple[str, str], int]) -> int:
    return sum(shared[one, other] for place, one in enumerate(rows) for other in rows[place + 1 :])
