"""Neighbours of a zone: the lists of the zones that change so that one of them has just these zones beside it."""

from collections.abc import Collection, Sequence

Named = tuple[str, Sequence[str]]
"""The key of a zone, and the keys that it names as near."""


def beside(zones: Sequence[Named], key: str) -> frozenset[str]:
    """Return the zones beside a zone. It is enough that one of two zones names the other."""
    named = {other for other, near in zones if key in near}
    own = {one for other, near in zones if other == key for one in near}
    return frozenset((named | own) - {key})


def with_beside(zones: Sequence[Named], key: str, wanted: Collection[str]) -> dict[int, list[str]]:
    """Return what zones name from now on, by their places (from 0): only those that change.

    The zone itself names a neighbour that is new, behind those that it names. One that goes is named by neither.
    """
    new = [other for other, _ in zones if other in wanted and other not in beside(zones, key) and other != key]
    changed = {}
    for place, (zone, near) in enumerate(zones):
        if zone == key:
            names = [one for one in near if one in wanted or one == key] + new
        else:
            names = [one for one in near if one != key or zone in wanted]
        if names != list(near):
            changed[place] = names
    return changed
