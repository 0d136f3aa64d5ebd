"""Texts about rises: on Monday morning coordinators read of each rise and silence, and one line of what to look at.

Each reads of their own zones. Whoever has an interest in incidents reads the numbers without them, or nothing. A pause
holds these texts back, and the night too.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from gateway.communities.directory import CommunityRecord, Directory
from gateway.core import liveness
from gateway.core.unit_of_work import UnitOfWork
from gateway.incidents import rises_told
from gateway.insight import rises
from gateway.insight.rises import Looked
from gateway.messaging.notices import coordinators, notify_of_association
from menus.domain import local_weeks, rise_told, seeing
from menus.domain.community import Community, Person
from menus.domain.messages import Lane
from menus.domain.rise import RiseLevel
from menus.domain.rise_told import ToldRise
from menus.domain.roles import Role
from menus.sms import rise_wording
from menus.text.names import Text

TELL = "workers.jobs.tell_of_rises"
AT_ONCE = 5
"""The most communities that workers are asked to look at in a minute. A guess: texts of others wait behind them.

A year of 10,000 incidents takes a worker half a second, and one of 50,000 takes 6 s (measured, without the database).
"""
AGAIN = timedelta(hours=1)
"""The time after which a community is looked at again, if its Monday is still due. A guess.

The hint for a worker may be lost, and a look may fail: it must not fail each minute.
"""


def look(uow: UnitOfWork, directory: Directory) -> None:
    """Let workers look at communities whose Monday has come. A pause holds them back.

    They read more than half a year: the clock and the writers of SQLite must not wait for that.
    """
    left = AT_ONCE
    for record in rises.are_due(uow.session, directory.communities(), uow.now):
        if left and record.paused_at is None and liveness.is_run_due(uow, f"rises-of-{record.id}", AGAIN):
            left -= 1
            uow.wake(Lane.BULK, TELL, record.id)


@dataclass(frozen=True)
class ToTell:
    """The findings of a Monday, and what each coordinator is told of them."""

    looked: Looked
    people: Sequence[tuple[Person, Sequence[ToldRise]]]


def find(session: Session, record: CommunityRecord, now: datetime) -> ToTell:
    """Look at a community, and return what is to be told to whom."""
    looked = rises.look(session, record, now)
    standing = rise_told.standing(looked.found, local_weeks.due(now, record.community.timezone))
    people = record.community.having((Role.COORDINATOR,)) if standing else ()
    found = []
    for person in people:
        only_where = rises_told.which_for(record, record.person_ids[person.phone])
        theirs = [one for one in standing if is_for(record.community, person, one, people)]
        found.append((person, rises_told.as_known_to(session, record, theirs, only_where)))
    return ToTell(looked, found)


def tell(uow: UnitOfWork, record: CommunityRecord, found: ToTell) -> bool:
    """Keep what was found, and tell each coordinator once; return False if somebody else has looked meanwhile."""
    if record.paused_at is not None or not rises.keep(uow, record, found.looked):
        return False
    reached = {person.phone for person in coordinators(uow, record)}
    for person, told in found.people:
        if person.phone in reached:
            _tell_person(uow, record, person, told)
    return True


def is_for(community: Community, person: Person, told: ToldRise, people: Collection[Person]) -> bool:
    """Return whether a coordinator reads of an alarm: of their zones, and of no zone those who have every zone.

    Where nobody has every zone, each of them has a part in what is above usual in all of them together. A zone that the
    file no longer names is nobody's, and what was told of it stays: it is read as if it were of no zone.
    """
    if community.zone(told.zone) is not None:
        return told.zone in {zone.key for zone in seeing.zones_of(community, person)}
    return has_every_zone(community, person) or not any(has_every_zone(community, other) for other in people)


def has_every_zone(community: Community, person: Person) -> bool:
    """Return whether somebody looks after every zone."""
    return len(seeing.zones_of(community, person)) == len(community.zones)


def _tell_person(uow: UnitOfWork, record: CommunityRecord, person: Person, told: Sequence[ToldRise]) -> None:
    community, language = record.community, person.language
    looks = [one for one in told if one.level is RiseLevel.LOOK]
    for one in told:
        if one.level is not RiseLevel.LOOK:
            values = rise_wording.values_of(community, language, one)
            values["code"] = community.ussd_codes[0]
            _queue(uow, record, person, rise_wording.name_of(community, one), values)
    if looks:
        values = rise_wording.values_of(community, language, looks[0])
        _queue(uow, record, person, Text.RISE_LOOKS, {**values, "count": str(len(looks))})


def _queue(uow: UnitOfWork, record: CommunityRecord, person: Person, name: Text, values: dict[str, str]) -> None:
    notify_of_association(uow, record, person, name, incident=None, wakes=False, **values)
