"""The common parts of the association's made-up life: the world, the people, chance, and a calendar."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from gateway.communities.directory import CommunityRecord
from gateway.demo import rates
from gateway.demo.cast import Cast, resident
from gateway.demo.chance import Chance
from gateway.demo.world import World

_ZONE = ZoneInfo("Africa/Nairobi")


@dataclass(frozen=True)
class Calendar:
    """The weeks of the year, which begin on Mondays at midnight."""

    begins: datetime
    weeks: int

    def at(self, week: int, day: int = 0, hour: int = 10, minute: int = 0) -> datetime:
        """Return a moment of a week; the first week and its Monday have the number 0."""
        return self.begins + timedelta(days=7 * week + day, hours=hour, minutes=minute)

    @property
    def ends(self) -> datetime:
        """The end of the last week."""
        return self.at(self.weeks, hour=0)

    @property
    def first_day(self) -> date:
        """The first day of the year."""
        return local(self.begins).date()


def local(moment: datetime) -> datetime:
    """Return a moment by the clocks of Nairobi."""
    return moment.astimezone(_ZONE)


@dataclass(frozen=True)
class Life:
    """The association's life of one community."""

    world: World
    cast: Cast
    chance: Chance
    calendar: Calendar

    def plan(self, moment: datetime, act: Callable[[], object]) -> None:
        """Plan an act, unless the year is over by then."""
        if moment < self.calendar.ends:
            self.world.at(moment, act)

    def texts(self, phone: str, text: str) -> str:
        """Send a text of somebody with a role, and its code if one is asked for; return the last answer."""
        return self.world.confirms(phone, text, self.cast.short_code)

    def says(self, moment: datetime, phone: str, text: str) -> None:
        """Plan a text."""
        self.plan(moment, lambda: self.texts(phone, text))

    def dials(self, phone: str, *keys: str) -> str:
        """Dial the code of the community, and press keys."""
        return self.world.dials(phone, self.cast.code, *keys)

    def record(self) -> CommunityRecord:
        """Return the community as it is in force."""
        communities = self.world.services.directory.communities()
        return next(one for one in communities if one.community.key == self.cast.key)

    def somebody(self, chance: Chance) -> str:
        """Return the phone of a resident of any zone."""
        return resident(self.cast.key, chance.one(list(rates.ZONES[self.cast.key])), chance.whole(0, 29))

    def weeks_from(self, first: int, every: int) -> Iterator[int]:
        """Yield the numbers of some weeks."""
        yield from range(first, self.calendar.weeks, every)
