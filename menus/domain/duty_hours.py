"""Duty hours: how long a person was on duty in each month, as their ON and OFF tell.

A time on duty begins with ON, by text. A further ON begins nothing: the time goes on. It ends with OFF, or when
somebody else takes the place. An ON without OFF ends with the shift or the cover in which it was sent, or 12 hours
after the last ON if it was sent in none. An OFF that comes more than 12 hours after the last ON changes nothing, and
an OFF without an ON tells of no time. A shift without any text gives no hours.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, tzinfo

from menus.domain import local_days, local_weeks
from menus.domain.community import Community, Person
from menus.domain.roster import OVERRIDE
from menus.domain.shifts import Span, names, spans

LONGEST = OVERRIDE
"""An ON counts no longer than this, as on the roster."""
EARLY = timedelta(hours=1)
"""An ON that is sent so long before a shift belongs to it. A guess, to be tested."""
_DAYS = 2
"""A shift that runs now began today or yesterday."""


@dataclass(frozen=True)
class DutyTime:
    """A time on duty (aware): since ON, until OFF; without an OFF, it lapses at `lapses_at`."""

    on_at: datetime
    lapses_at: datetime
    off_at: datetime | None = None

    def ended(self, now: datetime) -> datetime:
        """Return when it ended, or `now` if it goes on."""
        return max(self.on_at, self.off_at if self.off_at is not None else min(self.lapses_at, now))


def lapses_at(community: Community, person: Person, on_at: datetime) -> datetime:
    """Return when an ON (aware) lapses if no OFF follows: with the shift or the cover of its sender, or after 12 h.

    A shift that begins where the one before ends goes on with it.
    """
    last, ends = on_at + LONGEST, None
    for one in sorted(_spans(community, person, on_at)):
        if one.begins - EARLY <= on_at < one.ends or (ends is not None and one.begins <= ends):
            ends = max(one.ends, ends or one.ends)
    return last if ends is None else min(last, ends)


def counts(on_at: datetime, off_at: datetime) -> bool:
    """Return whether an OFF still ends the time on duty whose last ON was sent then."""
    return on_at <= off_at <= on_at + LONGEST


def _spans(community: Community, person: Person, at: datetime) -> Iterator[Span]:
    first = local_days.day_of(at, community.timezone) - timedelta(days=1)
    for shift in community.shifts:
        if names(community, shift, person):
            yield from spans(community, shift, first, _DAYS + 1)
    for cover in community.covers:
        if cover.phone == person.phone:
            yield Span(cover.begins.astimezone(UTC), cover.ends.astimezone(UTC))


def by_month(times: Iterable[DutyTime], zone: tzinfo, now: datetime) -> dict[date, timedelta]:
    """Return the time on duty in each month with any, by its first day. Midnight on the wall parts two months."""
    found: dict[date, timedelta] = {}
    for one in times:
        begins, ends = one.on_at, one.ended(now)
        while begins < ends:
            month = local_days.day_of(begins, zone).replace(day=1)
            following = (month + timedelta(days=31)).replace(day=1)
            until = min(ends, local_weeks.begins(following, zone))
            found[month] = found.get(month, timedelta()) + (until - begins)
            begins = until
    return dict(sorted(found.items()))


def in_hours(total: timedelta) -> str:
    """Return a time as hours and minutes, as people read it: `9:20`."""
    minutes = int(total.total_seconds()) // 60
    return f"{minutes // 60}:{minutes % 60:02}"
