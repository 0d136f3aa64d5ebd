"""Kinds of rises: the kind of report that an incident counts to, as people name it and as patrols are asked for.

The class of an incident is finer than what people report for some (a stolen motorcycle is a theft), and wider for
others (an assault is a fight, a shooting or a mob). So classes lead to kinds, and where a class fits several kinds, the
one that was reported counts.
"""

from menus.domain import classes
from menus.domain.categories import Category, Harm
from menus.domain.classes import CrimeClass

_OF_CLASS: dict[CrimeClass, tuple[Category, ...]] = {
    CrimeClass.HOMICIDE: (Category.GUN_KILLING, Category.MOB_BEATING),
    CrimeClass.ATTEMPTED_HOMICIDE: (Category.GUN_KILLING, Category.MOB_BEATING),
    CrimeClass.SMALL_ARMS: (Category.GUN_KILLING,),
    CrimeClass.ASSAULT: (Category.FIGHT_THREAT, Category.GUN_KILLING, Category.MOB_BEATING),
    CrimeClass.ROBBERY: (Category.ROBBERY,),
    CrimeClass.CARJACKING: (Category.ROBBERY,),
    CrimeClass.BREAK_IN: (Category.BREAK_IN,),
    CrimeClass.THEFT: (Category.THEFT,),
    CrimeClass.SERVANT_THEFT: (Category.THEFT,),
    CrimeClass.VEHICLE_THEFT: (Category.THEFT,),
}
"""The kinds of each class, the usual one first.

A class that is not here (abuse, offences of the police, drugs, terror) is chosen by whoever closes an incident. A
number that fell with such a choice would tell of it: the incident stays with the kind that was reported.
"""
KINDS = (
    Category.GUN_KILLING,
    Category.ROBBERY,
    Category.BREAK_IN,
    Category.THEFT,
    Category.FIGHT_THREAT,
    Category.MOB_BEATING,
    Category.FIRE_HAZARD,
)
"""The kinds of which there are series. A patroller's own call for help, and what nobody could name, have none."""
OF_PLACES = Category.FIRE_HAZARD
"""The kind that tells of a place and not of people: rain brings it. It is left out of the sum of a zone."""


def kind_of(category: Category, harm: Harm | None, chosen: CrimeClass | None) -> Category | None:
    """Return the kind of an incident; None if it has none. `chosen` is the class that was chosen at closing."""
    kinds = _OF_CLASS.get(chosen) if chosen is not None else None
    if kinds is None:
        if category not in KINDS:
            return None
        kinds = _OF_CLASS.get(classes.class_of(category, harm), (category,))
    return category if category in kinds else kinds[0]
