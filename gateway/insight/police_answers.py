"""Police answers: how many contacts give them, and the text to coordinators if nearly all come from one.

The text names nobody. It is sent once a month, as long as it holds. Everybody reads numbers without what they have an
interest in: a number that differed from that of the page would tell of it.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from gateway.communities.directory import CommunityRecord, Directory
from gateway.core import notices_once
from gateway.core.notices_once import Notice
from gateway.core.unit_of_work import UnitOfWork
from gateway.incidents import openness
from gateway.insight import counting, station_cases
from gateway.messaging.notices import coordinators, notify_of_association
from gateway.storage.models import Event, Incident
from menus.domain import concentration
from menus.domain.concentration import Answers
from menus.domain.scorecard_spans import LENGTH
from menus.domain.timeline import EventKind
from menus.text.names import Text

_CHUNK = 2_000
_FORGOTTEN = timedelta(days=62)
"""The age of a mark of a month that nobody asks about any more: two months later."""


def of_community(
    session: Session, community_id: int, since: datetime, until: datetime, *which: ColumnElement[bool]
) -> Answers:
    """Return the answers of police contacts: the first one of each incident that was opened between two moments."""
    rows = (
        select(Event.incident_id, Event.person_id, Event.facts, Event.changes)
        .join(Incident, Incident.id == Event.incident_id)
        .where(*counting.counted(community_id, since, until), *which, Event.kind == EventKind.ANSWERED)
        .order_by(Event.id)
        .execution_options(yield_per=_CHUNK)
    )
    first: dict[int, int] = {}
    for incident_id, person_id, facts, changes in session.execute(rows):
        if person_id is not None and station_cases.is_of_police(facts, changes):
            first.setdefault(incident_id, person_id)
    return concentration.counted(first.values())


def for_person(session: Session, record: CommunityRecord, person_id: int, now: datetime) -> Answers:
    """Return the answers of the last ninety days, as far as a person may know of their incidents."""
    theirs = openness.without_interests(person_id, record.interests)
    return of_community(session, record.id, now - LENGTH, now, *theirs)


def tell(uow: UnitOfWork, directory: Directory) -> None:
    """Tell the coordinators of each community in which nearly all answers come from one contact, once a month."""
    notices_once.forget(uow, Notice.POLICE_ONE_CONTACT, _FORGOTTEN)
    for record in _untold(uow, directory.communities()):
        of_all = of_community(uow.session, record.id, uow.now - LENGTH, uow.now)
        if of_all.total < concentration.LEAST:
            continue
        tied = {one.person_id for one in record.interests}
        told = False
        for person in coordinators(uow, record):
            person_id = record.person_ids[person.phone]
            found = for_person(uow.session, record, person_id, uow.now) if person_id in tied else of_all
            if found.is_concentrated:
                most, total = str(found.most), str(found.total)
                notify_of_association(
                    uow, record, person, Text.POLICE_ONE_CONTACT, wakes=False, count=most, total=total
                )
                told = True
        if told:
            notices_once.is_first(uow, Notice.POLICE_ONE_CONTACT, _month(uow, record))


def _untold(uow: UnitOfWork, records: Iterable[CommunityRecord]) -> list[CommunityRecord]:
    """Return the communities that are not paused, and that were not told in this month of theirs."""
    by_key = {_month(uow, record): record for record in records if record.paused_at is None}
    known = notices_once.known(uow, Notice.POLICE_ONE_CONTACT, by_key)
    return [record for key, record in by_key.items() if key not in known]


def _month(uow: UnitOfWork, record: CommunityRecord) -> str:
    return f"{record.id}-{uow.now.astimezone(record.community.timezone):%Y-%m}"
