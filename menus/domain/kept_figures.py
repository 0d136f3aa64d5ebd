"""Kept figures: what takes long to count is counted by a worker, and kept until somebody asks for newer ones."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from menus.domain.drawings import FRESH, MOST

LONGEST = timedelta(minutes=10)
"""The time after which a worker that has begun counts as ended. A guess: 50,000 incidents take a minute of a processor.

A minute is too short: a slow count would be begun once more beside itself.
"""


class FigureSubject(StrEnum):
    """The subject of figures that are kept. The values are stored."""

    EQUITY = "equity"
    TRENDS = "trends"


@dataclass(frozen=True)
class Times:
    """The moments (aware) at which figures were last asked for, a worker began for that, and they were last counted."""

    asked_at: datetime
    begun_at: datetime | None = None
    counted_at: datetime | None = None

    def is_wanted(self) -> bool:
        """Return whether somebody has asked for figures that are not there yet."""
        return self.counted_at is None or self.counted_at < self.asked_at

    def may_begin(self, now: datetime) -> bool:
        """Return whether a worker begins: not while another one counts, however slow it is."""
        return self.is_wanted() and (self.begun_at is None or now - self.begun_at > LONGEST)

    def is_under_way(self, now: datetime) -> bool:
        """Return whether a worker counts, or is to. A hint that nobody has followed for a minute is lost."""
        if self.begun_at is not None:
            return self.is_wanted() and now - self.begun_at <= LONGEST
        return self.is_wanted() and now - self.asked_at <= MOST

    def may_ask(self, now: datetime) -> bool:
        """Return whether asking makes a worker count: not while one does, nor again for an hour."""
        is_fresh = self.counted_at is not None and now - self.counted_at < FRESH
        return not self.is_under_way(now) and not is_fresh
