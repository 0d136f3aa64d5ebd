"""Lowering: whether the level of an incident may be lowered, and to which. A killing or an armed crime never is.

Every channel asks this one rule: nobody lowers such an incident, whatever their role and whatever they write.
"""

from dataclasses import dataclass
from enum import StrEnum

from menus.domain.categories import DEADLY, Category, Harm, Level, rank

_CRIME, _FIRE = (Level.URGENT, Level.MINOR), (Level.URGENT, Level.HAZARD)


@dataclass(frozen=True)
class Stands:
    """The facts of an incident that decide whether its level may fall.

    `has_red_words`: words of its reports tell of weapons or death. `tells_of_harm`: other words about it do, such as a
    note of the patrol. `is_alarm`: a patroller called for help.
    """

    category: Category
    level: Level
    harm: Harm | None = None
    has_red_words: bool = False
    tells_of_harm: bool = False
    is_alarm: bool = False
    awaits_review: bool = False


class Refusal(StrEnum):
    """The reason for which a level does not fall.

    `GRAVE`: it is a killing or an armed crime. `CIRCLE`: only a closed circle knows of it. `AWAITS_REVIEW`: nothing is
    dispatched yet. `NOT_LOWER`: it has that level already, or a lower one. `NO_SUCH`: its kind has no such level.
    """

    GRAVE = "grave"
    CIRCLE = "circle"
    AWAITS_REVIEW = "awaits-review"
    NOT_LOWER = "not-lower"
    NO_SUCH = "no-such"


def is_grave(stands: Stands) -> bool:
    """Return whether an incident is a killing or an armed crime, or may be one by anything that is known of it."""
    is_armed = stands.harm is not None and stands.harm.armed
    told = stands.has_red_words or stands.tells_of_harm
    return stands.category in DEADLY or is_armed or told or stands.is_alarm


def levels(stands: Stands) -> tuple[Level, ...]:
    """Return the levels to which an incident may fall, the highest first; none if it may not fall at all."""
    if stands.level.has_circle or stands.awaits_review or is_grave(stands):
        return ()
    return tuple(level for level in _levels_of(stands.category) if rank(level) < rank(stands.level))


def decide(stands: Stands, to: Level) -> Refusal | None:
    """Return why an incident does not fall to a level; None if it does."""
    if stands.level.has_circle:
        return Refusal.CIRCLE
    if is_grave(stands):
        return Refusal.GRAVE
    if stands.awaits_review:
        return Refusal.AWAITS_REVIEW
    if to.has_circle or rank(to) >= rank(stands.level):
        return Refusal.NOT_LOWER
    return None if to in _levels_of(stands.category) else Refusal.NO_SUCH


def _levels_of(category: Category) -> tuple[Level, ...]:
    """Return the levels that an incident of a kind may fall to: a crime is no hazard, and a fire is no minor crime."""
    return _FIRE if category is Category.FIRE_HAZARD else _CRIME
