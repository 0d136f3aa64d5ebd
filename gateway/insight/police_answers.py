"""Police answers: how many contacts give them, and the text to coordinators if nearly all come from one.

The text names nobody. It is sent once a month, as long as it holds. Everybody reads numbers without what they have an
interest in: a number that differed from that of the page would tell of it.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from gateway.communities.directory import CommunityRecord, Directory
from gateway.core import notices_once
from gateway.core.notices_once import Notice
from gateway.core.unit_of_work import UnitOfWork
from gateway.incidents import openness
from gateway.insight import counting
from gateway.messaging.notices import notify_of_association
from gateway.storage.models import Event, Incident
from gateway.storage.streaming import in_pieces
from menus.domain import concentration
from menus.domain.community import Person
from menus.domain.concentration import Answers
from menus.domain.messages import Lane
from menus.domain.roles import Role
from menus.domain.scorecard_spans import LENGTH
from menus.domain.timeline import EventKind
from menus.text.names import Text

TELL = "workers.jobs.tell_of_police_answers"
_FORGOTTEN = timedelta(days=62)
"""The age of a mark of a month that nobody asks about any more: two months later."""


def of_community(
    session: Session, community_id: int, since: datetime, until: datetime, *which: ColumnElement[bool]
) -> Answers:
    """Return the answers of police contacts: the first one of each incident that was opened between two moments."""
    rows = in_pieces(
        select(Event.incident_id, Event.person_id, Event.facts, Event.changes)
        .join(Incident, Incident.id == Event.incident_id)
        .where(*counting.counted(community_id, since, until), *which, Event.kind == EventKind.ANSWERED)
        .order_by(Event.id)
    )
    first: dict[int, int] = {}
    for incident_id, person_id, facts, changes in session.execute(rows):
        if person_id is not None and counting.is_of_police(facts, changes):
            first.setdefault(incident_id, person_id)
    return concentration.counted(first.values())


def for_person(session: Session, record: CommunityRecord, person_id: int, now: datetime) -> Answers:
    """Return the answers of the last ninety days, as far as a person may know of their incidents."""
    theirs = openness.without_interests(person_id, record.interests)
    return of_community(session, record.id, now - LENGTH, now, *theirs)


@dataclass(frozen=True)
class Alarm:
    """The numbers that a coordinator reads: of so many answers, so many came from one contact."""

    person: Person
    answers: Answers


def look(uow: UnitOfWork, directory: Directory) -> None:
    """Let a worker look at each community once a day, until its coordinators are told in this month.

    It reads ninety days: the clock and the writers of SQLite must not wait for that. A hint that is lost costs a day.
    """
    for notice in (Notice.POLICE_ONE_CONTACT, Notice.POLICE_LOOKED_AT):
        notices_once.forget(uow, notice, _FORGOTTEN)
    for record in _untold(uow, directory.communities()):
        day = f"{record.id}-{uow.now.astimezone(record.community.timezone):%Y-%m-%d}"
        if notices_once.is_first(uow, Notice.POLICE_LOOKED_AT, day):
            uow.wake(Lane.BULK, TELL, record.id)


@dataclass(frozen=True)
class Alarms:
    """The text that coordinators are to read, and the community as it was when the answers were counted."""

    record: CommunityRecord
    found: Sequence[Alarm]


def alarms(session: Session, record: CommunityRecord, now: datetime) -> Alarms:
    """Return what the coordinators of a community are to read; nothing if the answers come from several."""
    return Alarms(record, list(_alarms(session, record, now)))


def _alarms(session: Session, record: CommunityRecord, now: datetime) -> Iterator[Alarm]:
    of_all = of_community(session, record.id, now - LENGTH, now)
    if of_all.total < concentration.LEAST:
        return
    tied = {one.person_id for one in record.interests}
    for person in record.community.having((Role.COORDINATOR,)):
        person_id = record.person_ids[person.phone]
        theirs = for_person(session, record, person_id, now) if person_id in tied else of_all
        if theirs.is_concentrated:
            yield Alarm(person, theirs)


def tell(uow: UnitOfWork, directory: Directory, counted: Alarms) -> None:
    """Tell coordinators, unless they were told in this month, or the community was paused or changed meanwhile.

    Whoever has come to be tied to something since the count must not read of it: the next look tells it without.
    """
    found, before = counted.found, counted.record
    if not found:
        return
    uow.lock_key(f"police answers {before.id}".encode())
    record = directory.find(before.id)
    if record is None or (record.version, record.interests) != (before.version, before.interests):
        return
    if not _untold(uow, [record]):
        return
    notices_once.is_first(uow, Notice.POLICE_ONE_CONTACT, _month(uow, record))
    for alarm in found:
        most, total = str(alarm.answers.most), str(alarm.answers.total)
        notify_of_association(uow, record, alarm.person, Text.POLICE_ONE_CONTACT, wakes=False, count=most, total=total)


def _untold(uow: UnitOfWork, records: Iterable[CommunityRecord]) -> list[CommunityRecord]:
    """Return the communities that are not paused, and that were not told in this month of theirs."""
    by_key = {_month(uow, record): record for record in records if record.paused_at is None}
    known = notices_once.known(uow, Notice.POLICE_ONE_CONTACT, by_key)
    return [record for key, record in by_key.items() if key not in known]


def _month(uow: UnitOfWork, record: CommunityRecord) -> str:
    return f"{record.id}-{uow.now.astimezone(record.community.timezone):%Y-%m}"
