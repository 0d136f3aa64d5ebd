"""The report categories (nine are in the menu), the harm that a resident reports, and the level of both together."""

from enum import StrEnum


class Level(StrEnum):
    """The level of an incident: how urgent it is, and who responds to it."""

    MAJOR = "major"
    URGENT = "urgent"
    MINOR = "minor"
    HAZARD = "hazard"
    PRIVATE = "private"
    COMPLAINT = "complaint"

    @property
    def has_circle(self) -> bool:
        """Return whether only a closed circle of people may know of such an incident."""
        return self in {Level.PRIVATE, Level.COMPLAINT}


_ORDER = (Level.HAZARD, Level.MINOR, Level.URGENT, Level.MAJOR)


def rank(level: str) -> int:
    """Return the rank of a level among the levels that can be raised, from 0; -1 for a level with a closed circle."""
    return next((number for number, known in enumerate(_ORDER) if known == level), -1)


class Track(StrEnum):
    """A line of people who respond to an incident. Several tracks run side by side."""

    PATROL = "patrol"
    POLICE = "police"
    CARE = "care"
    OVERSIGHT = "oversight"


class Category(StrEnum):
    """The kind of event that a resident reports. The value is stored and shown to operators."""

    GUN_KILLING = "gun-killing"
    ROBBERY = "robbery"
    BREAK_IN = "break-in"
    THEFT = "theft"
    FIGHT_THREAT = "fight-threat"
    MOB_BEATING = "mob-beating"
    ABUSE_CHILD = "abuse-child"
    FIRE_HAZARD = "fire-hazard"
    COMPLAINT_OTHER = "complaint-other"
    OFFICER_DOWN = "officer-down"
    UNKNOWN = "unknown"

    @classmethod
    def from_key(cls, key: str) -> "Category | None":
        """Return the category of a main menu key (`1` to `9`), or None."""
        return MENU_KEYS.get(key)


DEADLY = frozenset({Category.GUN_KILLING, Category.MOB_BEATING, Category.OFFICER_DOWN})
"""The categories in which somebody is killed, or may be at any moment."""
MENU_KEYS = {
    "1": Category.GUN_KILLING,
    "2": Category.ROBBERY,
    "3": Category.BREAK_IN,
    "4": Category.THEFT,
    "5": Category.FIGHT_THREAT,
    "6": Category.MOB_BEATING,
    "7": Category.ABUSE_CHILD,
    "8": Category.FIRE_HAZARD,
    "9": Category.COMPLAINT_OTHER,
}


class Harm(StrEnum):
    """The weapons and injuries that a resident reports; for a fire hazard, whether there is a fire or a live wire."""

    WEAPON_AND_HURT = "weapon-and-hurt"
    WEAPON = "weapon"
    HURT = "hurt"
    NONE = "none"
    UNSURE = "unsure"
    FIRE = "fire"

    @classmethod
    def from_key(cls, key: str) -> "Harm | None":
        """Return the harm of a key of the harm question (`1` to `5`), or None."""
        return _HARM_KEYS.get(key)

    @property
    def armed(self) -> bool:
        """Return whether a weapon was seen."""
        return self in {Harm.WEAPON, Harm.WEAPON_AND_HURT}


_WORSE = (Harm.NONE, Harm.UNSURE, Harm.HURT, Harm.FIRE, Harm.WEAPON, Harm.WEAPON_AND_HURT)


def is_worse(said: Harm, known: Harm | None) -> bool:
    """Return whether the harm `said` is worse than `known`; True if no harm is known."""
    return known is None or _WORSE.index(said) > _WORSE.index(known)


def worst(known: Harm | None, said: Harm | None) -> Harm | None:
    """Return the worse of two harms; one that is not known counts for nothing."""
    return said if said is not None and is_worse(said, known) else known


_HARM_KEYS = {
    "1": Harm.WEAPON_AND_HURT,
    "2": Harm.WEAPON,
    "3": Harm.HURT,
    "4": Harm.NONE,
    "5": Harm.UNSURE,
}

_ALWAYS = {
    Category.GUN_KILLING: Level.MAJOR,
    Category.MOB_BEATING: Level.MAJOR,
    Category.OFFICER_DOWN: Level.MAJOR,
    Category.ABUSE_CHILD: Level.PRIVATE,
    Category.COMPLAINT_OTHER: Level.COMPLAINT,
    Category.UNKNOWN: Level.MINOR,
}
_UNARMED = {
    Category.ROBBERY: Level.URGENT,
    Category.BREAK_IN: Level.URGENT,
    Category.THEFT: Level.MINOR,
    Category.FIGHT_THREAT: Level.URGENT,
}


_FAMILIES = (
    {Category.GUN_KILLING, Category.FIGHT_THREAT},
    {Category.BREAK_IN, Category.THEFT},
)


def first_level(category: Category, harm: Harm | None) -> Level:
    """Return the level at which an incident opens. No community file can lower it.

    If the caller is not sure, or was not asked yet, the higher level applies.
    """
    fixed = _ALWAYS.get(category)
    if fixed is not None:
        return fixed
    if category is Category.FIRE_HAZARD:
        return Level.HAZARD if harm is Harm.NONE else Level.URGENT
    if harm is None or harm is Harm.UNSURE or harm.armed:
        return Level.MAJOR
    if category is Category.FIGHT_THREAT and harm is Harm.HURT:
        return Level.MAJOR
    return _UNARMED[category]


def level_so_far(category: Category, harm: Harm | None) -> Level:
    """Return the level of a report that broke off, perhaps before the harm question was answered.

    A caller who was not asked is different from a caller who is not sure. Without an answer, a break-in, a theft or
    a fight keeps its level without a weapon. A robbery counts as major even without an answer.
    """
    if harm is None and category in _UNARMED and category is not Category.ROBBERY:
        return _UNARMED[category]
    return first_level(category, harm)


def are_akin(one: Category, other: Category) -> bool:
    """Return whether reports of these two kinds may describe one incident: the kinds are equal or easily confused."""
    return one is other or any({one, other} <= family for family in _FAMILIES)


def is_graver(said: Category, known: Category) -> bool:
    """Return whether one kind is graver than an akin kind, whatever the harm: a killing is graver than a fight."""
    return rank(first_level(said, Harm.NONE)) > rank(first_level(known, Harm.NONE))


def is_kept(category: Category) -> bool:
    """Return whether a report of that kind may be stored after its session ends.

    A private report or a complaint may not: it would endanger the caller if somebody else saw it.
    """
    return not first_level(category, None).has_circle


def asks_harm(category: Category) -> bool:
    """Return whether the menu asks the harm question for a category."""
    return category in _UNARMED or category is Category.GUN_KILLING
