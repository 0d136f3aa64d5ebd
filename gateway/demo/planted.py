"""The truths of the made-up year, and nothing else is planted: a finder must find them without seeing them.

No module that looks for something may import this room: `pyproject.toml` has a contract for that. Tests may.
"""

from dataclasses import dataclass

from menus.domain.categories import Category


@dataclass(frozen=True)
class Rise:
    """A kind of incident comes more often in one zone, in the last weeks of the year.

    `usual` is the mean of a week before.
    """

    community: str
    zone: str
    category: Category
    usual: float
    times: float
    weeks: int


@dataclass(frozen=True)
class SlowZone:
    """The residents of one zone wait so many times as long for the patrol and for the police."""

    community: str
    zone: str
    times: float


@dataclass(frozen=True)
class OneOfficer:
    """One officer gives nearly all answers of the police in one community: `share` of them is meant."""

    community: str
    phone: str
    share: float


@dataclass(frozen=True)
class Planted:
    """All that is planted."""

    rise: Rise
    slow_zone: SlowZone
    one_officer: OneOfficer

    def rate(self, community: str, zone: str, category: Category, weeks_left: int) -> float | None:
        """Return the mean of a week of the kind that rises, with so many weeks left behind it; None for any other."""
        rise = self.rise
        if (community, zone, category) != (rise.community, rise.zone, rise.category):
            return None
        return rise.usual * (rise.times if weeks_left < rise.weeks else 1)

    def wait(self, community: str, zone: str) -> float:
        """Return by how much a wait is longer in a zone than elsewhere."""
        return self.slow_zone.times if (community, zone) == (self.slow_zone.community, self.slow_zone.zone) else 1.0


PLANTED = Planted(
    # Two a week and three times as many: told within six weeks in 69 of 100 years (the specification's measurement).
    Rise("mlango-kubwa", "kiamutisya", Category.BREAK_IN, usual=2.0, times=3.0, weeks=6),
    SlowZone("mlango-kubwa", "river", times=2.0),
    OneOfficer("kawangware", "+254700000231", share=0.95),
)
"""The one year that is made. The shares and times are those of the acceptance: twice as long, three times as many."""
