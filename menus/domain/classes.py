"""Classes of crime: the police's class and the code of the international classification (ICCS) for each incident.

A rule chooses the class when an incident is closed, from its category, its harm, and whether somebody is known to have
died. Finer classes are chosen by whoever closes it. No class says anything of a group or a tribe. The codes are those
of level 2 of ICCS 2015, from the field notes; each still needs one look into the standard.
"""

from dataclasses import dataclass
from enum import StrEnum

from menus.domain.categories import Category, Harm, Level


class PoliceClass(StrEnum):
    """The classes in which the Kenyan police count offences, as far as Doria meets them (field notes)."""

    HOMICIDE = "homicide"
    MORALITY = "offences-against-morality"
    PERSONS = "other-offences-against-persons"
    ROBBERY = "robbery"
    BREAKINGS = "breakings"
    STEALING = "stealing"
    SERVANT = "theft-by-servant"
    VEHICLE = "vehicle-and-other-thefts"
    DRUGS = "dangerous-drugs"
    DAMAGE = "criminal-damage"
    CORRUPTION = "corruption"
    POLICE = "offences-involving-police-officers"
    OTHER = "other-penal-code"


@dataclass(frozen=True)
class Codes:
    """The police's class of an incident and its ICCS code; None says that there is none."""

    police: PoliceClass | None
    iccs: str | None


class CrimeClass(StrEnum):
    """The class of an incident. The value is stored. `NONE`: it is no offence that the police count."""

    HOMICIDE = "homicide"
    ATTEMPTED_HOMICIDE = "attempted-homicide"
    ASSAULT = "assault"
    ROBBERY = "robbery"
    BREAK_IN = "break-in"
    THEFT = "theft"
    SERVANT_THEFT = "theft-by-servant"
    VEHICLE_THEFT = "vehicle-theft"
    ABUSE = "abuse"
    DAMAGE = "damage"
    POLICE_OFFENCE = "police-offence"
    CORRUPTION = "corruption"
    CARJACKING = "carjacking"
    BREW = "brew"
    DRUGS = "drugs"
    TERROR = "terror"
    SMALL_ARMS = "small-arms"
    POLITICAL_VIOLENCE = "political-violence"
    ABDUCTION = "abduction"
    NONE = "none"


CODES: dict[CrimeClass, Codes] = {
    CrimeClass.HOMICIDE: Codes(PoliceClass.HOMICIDE, "0101"),
    CrimeClass.ATTEMPTED_HOMICIDE: Codes(PoliceClass.PERSONS, "0102"),
    CrimeClass.ASSAULT: Codes(PoliceClass.PERSONS, "0201"),
    CrimeClass.ROBBERY: Codes(PoliceClass.ROBBERY, "0401"),
    CrimeClass.BREAK_IN: Codes(PoliceClass.BREAKINGS, "0501"),
    CrimeClass.THEFT: Codes(PoliceClass.STEALING, "0502"),
    CrimeClass.SERVANT_THEFT: Codes(PoliceClass.SERVANT, "0502"),
    CrimeClass.VEHICLE_THEFT: Codes(PoliceClass.VEHICLE, "0502"),
    CrimeClass.ABUSE: Codes(PoliceClass.MORALITY, "0301"),
    CrimeClass.DAMAGE: Codes(PoliceClass.DAMAGE, "0504"),
    CrimeClass.POLICE_OFFENCE: Codes(PoliceClass.POLICE, None),
    CrimeClass.CORRUPTION: Codes(PoliceClass.CORRUPTION, "0703"),
    CrimeClass.CARJACKING: Codes(PoliceClass.ROBBERY, "0401"),
    CrimeClass.BREW: Codes(PoliceClass.OTHER, "0602"),
    CrimeClass.DRUGS: Codes(PoliceClass.DRUGS, "0601"),
    CrimeClass.TERROR: Codes(PoliceClass.OTHER, "0906"),
    CrimeClass.SMALL_ARMS: Codes(PoliceClass.OTHER, "0901"),
    CrimeClass.POLITICAL_VIOLENCE: Codes(PoliceClass.OTHER, "0801"),
    CrimeClass.ABDUCTION: Codes(PoliceClass.PERSONS, "0202"),
    CrimeClass.NONE: Codes(None, None),
}
"""The codes of each class."""
_BY_CATEGORY = {
    Category.GUN_KILLING: CrimeClass.ASSAULT,
    Category.ROBBERY: CrimeClass.ROBBERY,
    Category.BREAK_IN: CrimeClass.BREAK_IN,
    Category.THEFT: CrimeClass.THEFT,
    Category.FIGHT_THREAT: CrimeClass.ASSAULT,
    Category.MOB_BEATING: CrimeClass.ASSAULT,
    Category.ABUSE_CHILD: CrimeClass.ABUSE,
    # A fire is an offence only if somebody set it: whoever closes it knows.
    Category.FIRE_HAZARD: CrimeClass.NONE,
    # A complaint is an offence only once oversight has looked at it.
    Category.COMPLAINT_OTHER: CrimeClass.NONE,
    Category.OFFICER_DOWN: CrimeClass.ASSAULT,
    Category.UNKNOWN: CrimeClass.NONE,
}
_MAY_KILL = frozenset({Category.GUN_KILLING, Category.FIGHT_THREAT, Category.MOB_BEATING, Category.OFFICER_DOWN})
_GRAVE = frozenset(
    {
        CrimeClass.HOMICIDE,
        CrimeClass.ATTEMPTED_HOMICIDE,
        CrimeClass.TERROR,
        CrimeClass.POLITICAL_VIOLENCE,
    }
)
"""The classes that nobody reports as a minor incident. Others are often found out later. A guess."""
_THEFTS = frozenset({Category.BREAK_IN, Category.THEFT})


def class_of(category: Category, harm: Harm | None, *, is_death: bool = False) -> CrimeClass:
    """Return the class that the rule chooses. `is_death`: somebody is known to have died of violence.

    A theft or a break-in with a weapon is a robbery. A class is chosen by people where the rule does not know enough.
    """
    if is_death and category in _MAY_KILL:
        return CrimeClass.HOMICIDE
    if category in _THEFTS and harm is not None and harm.armed:
        return CrimeClass.ROBBERY
    return _BY_CATEGORY[category]


def contradicts(category: Category, level: Level, crime: CrimeClass) -> bool:
    """Return whether a class says that something else happened than was reported.

    A fire or a hazard is no crime; only a fire that somebody set is one (specification): damage. What was not reported
    as major is no killing and no terror: a slip of one word would stand in published tables for good.
    """
    if category is Category.FIRE_HAZARD and crime not in {CrimeClass.DAMAGE, CrimeClass.NONE}:
        return True
    return crime in _GRAVE and level is not Level.MAJOR


def known(category: Category, harm: Harm | None, chosen: CrimeClass | None) -> CrimeClass:
    """Return the class of an incident: the one that was chosen at its closing, else the one by the rule."""
    return chosen if chosen is not None else class_of(category, harm)


def codes_of(crime: CrimeClass) -> Codes:
    """Return the police's class and the ICCS code of a class."""
    return CODES[crime]
