"""Joining: what becomes of two incidents that a coordinator joins. The graver kind counts."""

from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from menus.domain.categories import Category, Harm, Level, Track, is_graver, is_worse, rank


@dataclass(frozen=True)
class Part:
    """One of two incidents that are joined; `answered` and `unanswered` are its tracks with and without an answer."""

    category: Category
    level: Level
    harm: Harm | None
    is_over: bool = False
    answered: AbstractSet[Track] = frozenset()
    unanswered: AbstractSet[Track] = frozenset()


@dataclass(frozen=True)
class Joined:
    """The facts of the joined incident.

    `call_anew` are the tracks that are called from their first rung. `is_graver_now`: `into` got a graver kind than it
    had. `goes_on`: it was reported over, but the other
    one was not.
    """

    category: Category
    level: Level
    harm: Harm | None
    call_anew: tuple[Track, ...]
    is_graver_now: bool
    goes_on: bool


def plan(into: Part, other: Part) -> Joined:
    """Return what becomes of `into` when `other` is joined to it.

    Where one kind is graver, nobody has answered to it on its unanswered tracks: the people who answered to the lesser
    kind do not know of the graver one. Those tracks are called anew. Of two equally grave kinds, answers count for
    both.
    """
    graver = _graver(into, other)
    lesser = other if graver is into else into
    anew = graver.unanswered & lesser.answered if graver is not None else frozenset()
    worse = other.harm is not None and is_worse(other.harm, into.harm)
    return Joined(
        category=graver.category if graver is not None else into.category,
        level=max(into.level, other.level, key=rank),
        harm=other.harm if worse else into.harm,
        call_anew=tuple(track for track in Track if track in anew),
        is_graver_now=graver is other,
        goes_on=into.is_over and not other.is_over,
    )


def _graver(into: Part, other: Part) -> Part | None:
    if is_graver(other.category, into.category):
        return other
    return into if is_graver(into.category, other.category) else None
