"""Reviewing: as which kind a coordinator may dispatch a text in own words, and how long one reader has it alone."""

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from menus.domain.accused import AccusedGroup
from menus.domain.categories import DEADLY, Category, Harm, Level, asks_harm, first_level, level_so_far, rank

LEASE = timedelta(minutes=2)
"""The time that one reader at the desk has a text alone. A guess, to be tested: a text is read in seconds."""
KINDS = tuple(
    kind
    for kind in Category
    if not first_level(kind, None).has_circle and kind not in {Category.OFFICER_DOWN, Category.UNKNOWN}
)
"""The kinds as which a text may be dispatched. A closed circle has its own way, and only a patroller is down."""


class Refusal(StrEnum):
    """The reason why a text is not dispatched as a kind.

    `KIND`: no text is dispatched as that kind. `LOWER`: the words or the keys tell of weapons, death or a killing, and
    the kind would call fewer people.
    """

    KIND = "kind"
    LOWER = "lower"


@dataclass(frozen=True)
class Waiting:
    """The facts of a text that awaits review, as its words suggest them."""

    category: Category
    level: Level
    harm: Harm | None
    has_red_words: bool


@dataclass(frozen=True)
class DispatchedAs:
    """The kind of a text once a coordinator has said what it is."""

    category: Category
    harm: Harm | None
    level: Level


@dataclass(frozen=True)
class Accusing:
    """A text once a coordinator has said whom it accuses. `is_complaint`: only the circle of oversight knows of it."""

    category: Category
    harm: Harm | None
    level: Level
    accused_group: AccusedGroup

    @property
    def is_complaint(self) -> bool:
        """Return whether it is a complaint, and not a grave report that goes around the accused."""
        return self.level is Level.COMPLAINT


def accuse(waiting: Waiting, group: AccusedGroup) -> Accusing:
    """Return what a text becomes that accuses a group: a complaint, as one that is dialled.

    Red words and a killing stay what they are, as with a dialled report: people go, but none of the accused, and
    oversight is told.
    """
    if is_grave(waiting):
        return Accusing(waiting.category, waiting.harm, waiting.level, group)
    return Accusing(Category.COMPLAINT_OTHER, None, Level.COMPLAINT, group)


def is_grave(waiting: Waiting) -> bool:
    """Return whether the words or the keys tell of weapons, death or a killing."""
    is_armed = waiting.harm is not None and waiting.harm.armed
    return waiting.has_red_words or waiting.category in DEADLY or is_armed


def decide(waiting: Waiting, kind: Category) -> DispatchedAs | Refusal:
    """Return what a text becomes as a kind, or why it may not.

    Words only suggest, so a coordinator may choose a lesser kind. Red words and a killing are the floor: nobody takes
    the people of such a report away with a choice in a list. A coordinator who knows that it is none marks it as false.
    """
    if kind not in KINDS:
        return Refusal.KIND
    harm = waiting.harm if asks_harm(kind) else None
    level = level_so_far(kind, harm)
    if is_grave(waiting) and rank(level) < rank(waiting.level):
        return Refusal.LOWER
    return DispatchedAs(kind, harm, level)


def kinds_for(waiting: Waiting) -> tuple[Category, ...]:
    """Return the kinds as which a text may be dispatched."""
    return tuple(kind for kind in KINDS if isinstance(decide(waiting, kind), DispatchedAs))
