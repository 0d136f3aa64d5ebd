"""Joining: whether a coordinator may make one incident of two, what becomes of them, and what can be split off."""

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import reduce

from menus.domain.accused import AccusedGroup
from menus.domain.categories import Category, Harm, Level, Track, is_graver, rank, worst

_TWO = 2


@dataclass(frozen=True)
class Joinable:
    """The facts of an incident that decide whether it can be joined with another one."""

    incident_id: int
    level: Level
    is_open: bool
    awaits_review: bool
    accused_group: AccusedGroup | None
    is_duress: bool = False


def may_join(into: Joinable, other: Joinable) -> bool:
    """Return whether the incident `other` may become a part of the incident `into`.

    A report that awaits review may join one that was dispatched: whoever joins them has read it. Nothing joins one that
    awaits review: nobody was sent to it.

    A closed circle's incident is never joined: others would learn of it. Neither are two incidents that accuse
    different groups: the accused of one may be the responders of the other. A call under duress stays apart: a person
    who watches that phone must learn nothing of it.
    """
    both = (into, other)
    return (
        into.incident_id != other.incident_id
        and all(each.is_open for each in both)
        and not into.awaits_review
        and not any(each.level.has_circle for each in both)
        and into.accused_group == other.accused_group
        and not any(each.is_duress for each in both)
    )


def may_split(reference: str | None, incident_reference: str | None, inside: Sequence[str]) -> bool:
    """Return whether the report with a reference may be split off an incident that has the reports `inside`.

    The report that gave the incident its reference stays.
    """
    return reference in inside and reference != incident_reference and len(inside) >= _TWO


@dataclass(frozen=True)
class Kind:
    """The category and the harm of an incident or of a report."""

    category: Category
    harm: Harm | None


def kind_left(incident: Kind, split_off: Kind, left: Sequence[Kind]) -> Kind:
    """Return the kind of an incident after a report was split off it. `left` are those that stay, the oldest first.

    Facts that came from that report alone go with it: then the gravest category of the others counts, and their worst
    harm.
    """
    category, harm = incident.category, incident.harm
    if category is split_off.category and all(each.category is not category for each in left):
        category = reduce(_graver_category, (each.category for each in left))
    if harm is split_off.harm and all(each.harm is not harm for each in left):
        harm = reduce(worst, (each.harm for each in left))
    return Kind(category, harm)


def _graver_category(known: Category, said: Category) -> Category:
    return said if is_graver(said, known) else known


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
    had. `goes_on`: it was reported over, but the other one was not.
    """

    category: Category
    level: Level
    harm: Harm | None
    call_anew: tuple[Track, ...]
    is_graver_now: bool
    goes_on: bool


def plan(into: Part, other: Part) -> Joined:
    """Return what becomes of `into` when `other` is joined to it.

    If one kind is graver, nobody has answered to it on its unanswered tracks: the people who answered to the lesser
    kind do not know of the graver one. Those tracks are called anew. Of two equally grave kinds, answers count for
    both.
    """
    graver = _graver(into, other)
    lesser = other if graver is into else into
    anew = graver.unanswered & lesser.answered if graver is not None else frozenset()
    return Joined(
        category=graver.category if graver is not None else into.category,
        level=max(into.level, other.level, key=rank),
        harm=worst(into.harm, other.harm),
        call_anew=tuple(track for track in Track if track in anew),
        is_graver_now=graver is other,
        goes_on=into.is_over and not other.is_over,
    )


def _graver(into: Part, other: Part) -> Part | None:
    if Category.OFFICER_DOWN in {into.category, other.category}:
        # A call for help names a patroller. It stays the kind of its own incident, and no other becomes one.
        return None
    if is_graver(other.category, into.category):
        return other
    return into if is_graver(into.category, other.category) else None
