"""The nine categories of report, the harm a resident tells of, and the level that follows from both."""

from enum import StrEnum


class Level(StrEnum):
    """How urgently, and by whom, an incident is answered."""

    MAJOR = "major"
    URGENT = "urgent"
    MINOR = "minor"
    HAZARD = "hazard"
    PRIVATE = "private"
    COMPLAINT = "complaint"

    @property
    def has_circle(self) -> bool:
        """Whether a closed circle alone may know of such an incident."""
        return self in {Level.PRIVATE, Level.COMPLAINT}


_ORDER = (Level.HAZARD, Level.MINOR, Level.URGENT, Level.MAJOR)


def rank(level: str) -> int:
    """Return how high a level is among those that can be raised, from 0; -1 for what has a circle of its own."""
    return next((number for number, known in enumerate(_ORDER) if known == level), -1)


class Track(StrEnum):
    """A line of people who answer for an incident, side by side with the other tracks."""

    PATROL = "patrol"
    POLICE = "police"
    CARE = "care"
    OVERSIGHT = "oversight"


class Category(StrEnum):
    """What a resident says is happening; the value is stored and shown to operators."""

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
        """Return the category behind a key of the main menu (`1` to `9`), or None."""
        return MENU_KEYS.get(key)


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
    """What a resident says of weapons and injuries; for a fire, whether it burns or is live."""

    WEAPON_AND_HURT = "weapon-and-hurt"
    WEAPON = "weapon"
    HURT = "hurt"
    NONE = "none"
    UNSURE = "unsure"
    FIRE = "fire"

    @classmethod
    def from_key(cls, key: str) -> "Harm | None":
        """Return the harm behind a key of the harm question (`1` to `5`), or None."""
        return _HARM_KEYS.get(key)

    @property
    def armed(self) -> bool:
        """Whether a weapon was seen."""
        return self in {Harm.WEAPON, Harm.WEAPON_AND_HURT}


_WORSE = (Harm.NONE, Harm.UNSURE, Harm.HURT, Harm.FIRE, Harm.WEAPON, Harm.WEAPON_AND_HURT)


def is_worse(said: str, known: str | None) -> bool:
    """Tell whether a harm that is said (its value) is worse than the one known, if any."""
    return known is None or _WORSE.index(Harm(said)) > _WORSE.index(Harm(known))


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
    """Return the level an incident opens at; no community file can lower it.

    Not sure (or not asked yet) means the higher level, until a person lowers it.
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

    Not having been asked is not the same as not being sure: only what is major by its kind alone counts as major.
    """
    if harm is None and category in _UNARMED and category is not Category.ROBBERY:
        return _UNARMED[category]
    return first_level(category, harm)


def are_akin(one: Category, other: Category) -> bool:
    """Tell whether reports of these kinds may tell of one incident: the same, or what is easily taken for it."""
    return one is other or any({one, other} <= family for family in _FAMILIES)


def is_graver(said: Category, known: Category) -> bool:
    """Tell whether one kind is graver than another it is akin to, whatever else is known: a killing than a fight."""
    return rank(first_level(said, Harm.NONE)) > rank(first_level(known, Harm.NONE))


def is_kept(category: Category) -> bool:
    """Tell whether a report of that kind may outlive its session: what would endanger the caller if shown may not."""
    return not first_level(category, None).has_circle


def asks_harm(category: Category) -> bool:
    """Tell whether the harm question is put for a category."""
    return category in _UNARMED or category is Category.GUN_KILLING
