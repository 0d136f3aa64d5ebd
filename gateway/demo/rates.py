"""The ordinary life of the made-up year: how much happens where, at which hours, and how fast people answer.

Nothing of it changes with time: each zone has the same means in every week. All numbers are guesses that look like the
two neighbourhoods of the field notes; none was measured there.
"""

from dataclasses import dataclass

from menus.domain.categories import Category, Harm
from menus.domain.classes import CrimeClass
from menus.domain.incident_outcomes import IncidentOutcome

NIGHT = (3, 3, 3, 2, 2, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 2, 3, 5, 6, 6, 5, 4)
DAY = (0, 0, 0, 0, 0, 0, 1, 2, 3, 3, 3, 2, 2, 2, 2, 3, 3, 3, 2, 2, 1, 1, 0, 0)
"""The weights of the hours of a day: of what is done to people, and of what people see by daylight."""
WEEKDAYS = (1.0, 1.0, 1.0, 1.0, 1.4, 1.7, 1.2)
"""The weights of the days, from Monday: weekend evenings have more of everything."""
END_OF_MONTH, FROM_DAY = 1.5, 27
"""The weight of the last days of a month, when wages are paid, from this day on."""
_SEEN_BY_DAY = frozenset({Category.FIRE_HAZARD, Category.COMPLAINT_OTHER})


@dataclass(frozen=True)
class Usual:
    """The mean of a week of each kind in one zone of a community that has `zones` of them."""

    robbery: float
    break_in: float
    theft: float
    fight: float
    hazard: float

    def of(self, category: Category) -> float:
        """Return the mean of a week of a category."""
        return {
            Category.ROBBERY: self.robbery,
            Category.BREAK_IN: self.break_in,
            Category.THEFT: self.theft,
            Category.FIGHT_THREAT: self.fight,
            Category.FIRE_HAZARD: self.hazard,
        }.get(category, 0.0) + RARE.get(category, 0.0)


RARE = {Category.GUN_KILLING: 0.012, Category.MOB_BEATING: 0.012}
"""The mean of a week of what is rare everywhere, in each zone."""
QUIET = {Category.ABUSE_CHILD: 0.2, Category.COMPLAINT_OTHER: 0.25}
"""The mean of a week of what no zone is told of, in each community: private help, and complaints."""
_CALM, _BUSY = Usual(0.15, 0.15, 0.3, 0.2, 0.15), Usual(0.3, 0.2, 0.5, 0.35, 0.2)
ZONES = {
    "mlango-kubwa": {
        "kiamutisya": _CALM,
        "bondeni": _BUSY,
        "juja-road": _BUSY,
        "market": _BUSY,
        "school": _CALM,
        # Enough of it that a wait can be compared: the specification asks for ten cases.
        "river": Usual(0.3, 0.2, 0.5, 0.35, 0.4),
    },
    "kawangware": {"gatina": _BUSY, "kawangware-46": _BUSY, "congo": _CALM, "market": _BUSY},
}
"""The usual week of each zone."""
ON_ZONES = (
    Category.GUN_KILLING,
    Category.ROBBERY,
    Category.BREAK_IN,
    Category.THEFT,
    Category.FIGHT_THREAT,
    Category.MOB_BEATING,
    Category.FIRE_HAZARD,
)
HARMS: dict[Category, tuple[tuple[Harm, float], ...]] = {
    Category.GUN_KILLING: ((Harm.WEAPON_AND_HURT, 0.6), (Harm.WEAPON, 0.4)),
    Category.ROBBERY: ((Harm.WEAPON, 0.35), (Harm.WEAPON_AND_HURT, 0.1), (Harm.NONE, 0.4), (Harm.UNSURE, 0.15)),
    Category.BREAK_IN: ((Harm.NONE, 0.85), (Harm.WEAPON, 0.05), (Harm.UNSURE, 0.1)),
    Category.THEFT: ((Harm.NONE, 0.95), (Harm.WEAPON, 0.05)),
    Category.FIGHT_THREAT: ((Harm.NONE, 0.6), (Harm.HURT, 0.3), (Harm.WEAPON_AND_HURT, 0.1)),
}
"""How often each harm comes with a category."""
PATROL_MINUTES, POLICE_MINUTES, CAME_MINUTES = 4.0, 6.0, 20.0
"""The medians of the time to an answer of the patrol, to one of the police, and to police at the scene."""
ASKED_AFTER = 6.0
"""Minutes after the answer of the patrol until a coordinator brings in the police."""
SPREAD = 0.5
"""The spread of these times: a standard deviation of their logarithm."""
POLICE_SHARES = {
    "mlango-kubwa": (("+254700000131", 0.4), ("+254700000134", 0.4), ("+254700000132", 0.2)),
    "kawangware": (("+254700000232", 0.7), ("+254700000233", 0.3)),
}
"""Who of the police answers, where nothing is planted; else the rest beside the one officer."""
SAID_NOT_TO_COME = 0.4
OUTCOMES_OF_POLICE: tuple[tuple[IncidentOutcome | None, float], ...] = (
    (IncidentOutcome.POLICE_TOOK_OVER, 0.3),
    (IncidentOutcome.POLICE_CAME, 0.2),
    (None, 0.5),
)
"""How often an incident ends with words about the police, where they never came and where they did."""
PETTY = frozenset({Category.THEFT, Category.FIRE_HAZARD})
"""What nobody brings the police into."""
POLICE_NEVER_CAME, POLICE_SILENT, ASK_POLICE = 0.25, 0.07, 0.45
FINER: dict[Category, tuple[tuple[CrimeClass | None, float], ...]] = {
    Category.GUN_KILLING: ((None, 0.5), (CrimeClass.HOMICIDE, 0.3), (CrimeClass.SMALL_ARMS, 0.2)),
    Category.ROBBERY: ((None, 0.9), (CrimeClass.CARJACKING, 0.1)),
    Category.THEFT: ((None, 0.8), (CrimeClass.VEHICLE_THEFT, 0.12), (CrimeClass.SERVANT_THEFT, 0.08)),
    Category.FIGHT_THREAT: ((None, 0.85), (CrimeClass.BREW, 0.1), (CrimeClass.DRUGS, 0.05)),
}
"""How often whoever closes an incident chooses a finer class than the rule."""
FALSE, BY_SMS, CALL_ME, MORE_CALLERS = 0.04, 0.06, 0.25, 0.25
"""The shares of false reports, of reports in own words, of callers who may be called, and of further callers."""
RESIDENTS_OF_ZONE = 30
"""The phones of a zone that report."""


def hours(category: Category) -> tuple[int, ...]:
    """Return the weights of the hours in which a category is reported."""
    return DAY if category in _SEEN_BY_DAY else NIGHT
