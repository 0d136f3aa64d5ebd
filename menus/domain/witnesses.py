"""Witnesses: the people who get the words of the record each night, and when a night is due.

A witness keeps the texts. A person with the keys of Doria can rewrite the record, but not the phones of the witnesses.
"""

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta, tzinfo

from menus.domain import local_days
from menus.domain.community import Community, Person
from menus.domain.roles import Role
from menus.domain.stage import is_trial

WITNESSES = frozenset({Role.OVERSIGHT, Role.CHIEF, Role.OBSERVER})
"""The roles that get the words. None of them runs the computer, and none sends patrols."""
_DAY = timedelta(days=1)


def newest_ended_day(now: datetime, zone: tzinfo) -> date:
    """Return the newest local day that is over at `now` (aware)."""
    return local_days.day_of(now, zone) - _DAY


def end_of(day: date, zone: tzinfo) -> datetime:
    """Return the moment (UTC) at which a local day ends."""
    return datetime.combine(day + _DAY, time(0), zone).astimezone(UTC)


def is_due(day: date, zone: tzinfo, began_at: datetime) -> bool:
    """Return whether the words of an ended day are due: the record, which began at a moment (aware), was there then."""
    return began_at < end_of(day, zone)


def agree(community: Community, neighbour: Community) -> bool:
    """Return whether each of two communities names the other one as its neighbour."""
    return community.neighbour == neighbour.key and neighbour.neighbour == community.key


def of(community: Community) -> tuple[Person, ...]:
    """Return the witnesses of a community, each once."""
    return community.having(WITNESSES)


def of_neighbour(community: Community, neighbours: Iterable[Community]) -> tuple[Community, tuple[Person, ...]] | None:
    """Return the neighbour that keeps the words of a community, and its people who get them; None without one.

    A community in a trial texts nobody outside. Somebody who is a witness of the community itself gets one text alone.
    """
    if is_trial(community) or community.neighbour is None:
        return None
    own = {person.phone for person in of(community)}
    for neighbour in neighbours:
        if agree(community, neighbour):
            people = neighbour.having((Role.OVERSIGHT,))
            return neighbour, tuple(person for person in people if person.phone not in own)
    return None
