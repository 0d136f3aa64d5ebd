"""Quarters of a year, the only periods of what is published: of two that overlap, one could be taken from the other."""

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo

from menus.domain import local_days, local_weeks
from menus.domain.figures import SETTLED

ACCEPTED = "a quarter such as 2026-Q4"
_FORM = re.compile(r"(20[0-9]{2})-?[Qq]([1-4])")
_MONTHS = 3


@dataclass(frozen=True, order=True)
class Quarter:
    """A quarter: its year, and its number from 1 to 4."""

    year: int
    number: int

    @property
    def name(self) -> str:
        """The name that people write: `2026-Q4`."""
        return f"{self.year}-Q{self.number}"

    @property
    def first(self) -> date:
        """The first day."""
        return date(self.year, _MONTHS * (self.number - 1) + 1, 1)

    @property
    def last(self) -> date:
        """The last day."""
        return self.following.first - timedelta(days=1)

    @property
    def months(self) -> list[str]:
        """Its months, such as `2026-10`."""
        return [f"{self.year}-{self.first.month + number:02}" for number in range(_MONTHS)]

    def bounds(self, zone: tzinfo) -> tuple[datetime, datetime]:
        """Return the moments (UTC) at which it begins and ends. The end of one is the beginning of the next."""
        return local_weeks.begins(self.first, zone), local_weeks.begins(self.following.first, zone)

    @property
    def possible_from(self) -> date:
        """The first day on which people without a part in its incidents may read of it: the talk is over by then."""
        return self.last + SETTLED + timedelta(days=1)

    @property
    def following(self) -> "Quarter":
        """The quarter behind it."""
        return Quarter(self.year + self.number // 4, self.number % 4 + 1)

    @property
    def previous(self) -> "Quarter":
        """The quarter before it."""
        return of(self.first - timedelta(days=1))


def of(day: date) -> Quarter:
    """Return the quarter of a day."""
    return Quarter(day.year, (day.month - 1) // _MONTHS + 1)


def at(moment: datetime, zone: tzinfo) -> Quarter:
    """Return the quarter of a moment (aware)."""
    return of(local_days.day_of(moment, zone))


def settled(now: datetime, zone: tzinfo) -> Quarter:
    """Return the newest quarter that ended so long ago that people without a part in its incidents may read of it."""
    return at(now - SETTLED, zone).previous


def read(typed: str) -> Quarter | None:
    """Return the quarter that somebody typed; None for anything else."""
    found = _FORM.fullmatch(typed.strip())
    return Quarter(int(found[1]), int(found[2])) if found else None
