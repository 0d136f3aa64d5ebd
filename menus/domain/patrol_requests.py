"""Patrol requests: the association asks the police for patrols in a zone, and one person alone cannot.

A second person of another tenure agrees. After it, somebody must look at what became of it, complaints about the police
among it, or the zone may not ask again and again.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from menus.domain import tenures
from menus.domain.community import Community, Person
from menus.domain.roles import POLICE_ROLES, Role

OFFICERS = frozenset({Role.COORDINATOR, Role.PATROL_LEADER, Role.DEPUTY_LEADER, Role.TREASURER, Role.OVERSIGHT})
"""The roles that may agree to a request."""
LAPSES = timedelta(days=7)
"""The time after which a request that nobody agreed to is over. A guess: the next meeting has been by then."""
REVIEWED_AFTER = timedelta(days=14)
"""The time after the last day at which the review is due (the specification)."""
MOST_UNREVIEWED = 3
"""The requests of a zone without a review that block the next one (the specification)."""
LASTS = timedelta(days=14)
"""The days of patrols that are proposed, as in the example of the specification. A guess."""
LONGEST = timedelta(days=31)
"""The most days of patrols that one request asks for. A guess."""
FURTHEST = timedelta(days=60)
"""The furthest first day. A guess: a rise of today says little of what comes later."""
BEGINS_AT, ENDS_AT = time(20), time(4)
"""The hours that are proposed, as in the example of the specification."""
BEFORE = timedelta(days=28)
"""The time before that a request and its review look at. A guess: four weeks, as a rise is told."""


class RequestState(StrEnum):
    """The state of a request. The values are stored.

    `ASKED` waits for the second person. `SENT` waits for the police; `GRANTED` and `DECLINED` are their answers.
    """

    ASKED = "asked"
    REFUSED = "refused"
    SENT = "sent"
    GRANTED = "granted"
    DECLINED = "declined"

    @property
    def is_sent(self) -> bool:
        """Return whether the police have it."""
        return self in {RequestState.SENT, RequestState.GRANTED, RequestState.DECLINED}


@dataclass(frozen=True)
class Period:
    """The days and the hours of patrols: from the first to the last day, each night from one hour to another."""

    first: date
    last: date
    begins: time = BEGINS_AT
    ends: time = ENDS_AT


def proposed(today: date) -> Period:
    """Return the period that is proposed where none was named: it begins tomorrow."""
    first = today + timedelta(days=1)
    return Period(first, first + LASTS)


def is_fitting(period: Period, today: date) -> bool:
    """Return whether a period may be asked for: it is not past, ends after it begins, and is not too long or far."""
    if not today <= period.first <= today + FURTHEST:
        return False
    return period.first <= period.last <= period.first + LONGEST


def has_lapsed(state: RequestState, asked_at: datetime, now: datetime) -> bool:
    """Return whether nobody has agreed to a request in time."""
    return state is RequestState.ASKED and now >= asked_at + LAPSES


def may_agree(person: Person, asker: Person) -> bool:
    """Return whether a person may agree to what another one asks: an officer of another tenure that is on file."""
    is_other = person.phone != asker.phone and tenures.is_another(person, asker)
    return is_other and not person.roles.isdisjoint(OFFICERS)


def approvers(people: Iterable[Person], asker: Person, tied: Collection[str]) -> list[Person]:
    """Return the people who may agree to what another one asks. `tied` are the phones of those who are out of it.

    Where interests leave nobody of another tenure, oversight decides, as it coordinates what they leave to nobody.
    """
    everyone = list(people)
    able = [person for person in everyone if may_agree(person, asker)]
    free = [person for person in able if person.phone not in tied]
    if free or not able:
        return free
    others = (person for person in everyone if person.phone not in {asker.phone, *tied})
    return [person for person in others if Role.OVERSIGHT in person.roles]


def asked_police(community: Community, zone: str, tied: Collection[str]) -> list[Person]:
    """Return the police contacts who are asked: those of the zone, else all, else whoever stands in for them.

    Whoever is out of it is passed over, unless all of them are: a request that nobody reads would be lost.
    """
    for roles in ((Role.POLICE,), tuple(sorted(POLICE_ROLES))):
        free = [person for person in community.having(roles) if person.phone not in tied]
        if free:
            return [person for person in free if person.covers(zone)] or free
    return list(community.having((Role.POLICE,)) or community.having(tuple(sorted(POLICE_ROLES))))


def review_due_on(last: date) -> date:
    """Return the day on which the review of a request is due, from the last day of its patrols."""
    return last + REVIEWED_AFTER


def is_blocked(unreviewed: int) -> bool:
    """Return whether so many requests of a zone without a review block the next one."""
    return unreviewed >= MOST_UNREVIEWED
