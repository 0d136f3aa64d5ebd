"""Access: which incidents a person may see, and on which tracks their answer counts."""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, bindparam, func, select
from sqlalchemy.orm import Session

from gateway.alerts import texted_words
from gateway.communities.directory import CommunityRecord
from gateway.core import known
from gateway.core.known import Seen
from gateway.escalation import state
from gateway.storage import serials
from gateway.storage.models import (
    DangerQuestion,
    EscalationRow,
    Event,
    Incident,
    Message,
    Notification,
    PersonRow,
    Report,
)
from menus.domain import answering, seeing
from menus.domain.categories import Track
from menus.domain.community import Person
from menus.domain.incident_life import LIVE
from menus.domain.roles import Role
from menus.domain.seeing import Seeable

_SEEN = (
    select(Incident, Notification, EscalationRow, DangerQuestion)
    .select_from(Report)
    .join(Incident, Incident.id == Report.incident_id)
    .outerjoin(
        Notification,
        (Notification.incident_id == Incident.id) & (Notification.person_id == bindparam("person_id")),
    )
    .outerjoin(EscalationRow, EscalationRow.incident_id == Incident.id)
    .outerjoin(DangerQuestion, DangerQuestion.person_id == bindparam("person_id"))
    .where(Report.reference == bindparam("reference"))
    .order_by(EscalationRow.id)
)
_WITH_LADDERS = (
    select(Incident, EscalationRow)
    .select_from(Report)
    .join(Incident, Incident.id == Report.incident_id)
    .join(EscalationRow, EscalationRow.incident_id == Incident.id)
    .where(Report.reference == bindparam("reference"), Incident.community_id == bindparam("community_id"))
    .order_by(EscalationRow.id)
    # Each incident before its escalations, as most others who change both do.
    .with_for_update(key_share=True, of=(Incident, EscalationRow))
    .execution_options(populate_existing=True)
)
_MOST_TEXTS = 8
"""The texts whose ids an answer takes at once on PostgreSQL: its own, and those to the next people. A guess."""
_MOST_EVENTS = 8
"""The events whose ids an answer takes at once on PostgreSQL: those of its steps, and its note. A guess."""
_MESSAGES, _EVENTS = Message.metadata.tables["messages"], Event.metadata.tables["events"]
_EVERYBODY = (
    select(
        Notification,
        DangerQuestion,
        serials.NextId(_MESSAGES, _MOST_TEXTS).label("next"),
        serials.NextId(_EVENTS, _MOST_EVENTS).label("next_event"),
        texted_words.HAS_WORDS.label("has_words"),
        PersonRow.last_wrote_at,
        func.coalesce(PersonRow.asked_at, PersonRow.doubted_at).label("asked_at"),
    )
    .select_from(Incident)
    .join(PersonRow, PersonRow.id == bindparam("person_id"))
    .outerjoin(Notification, Notification.incident_id == Incident.id)
    .outerjoin(DangerQuestion, DangerQuestion.person_id == bindparam("person_id"))
    .where(Incident.id == bindparam("incident_id"))
    .execution_options(populate_existing=True)
)
_MINE = (
    select(Incident, Notification, DangerQuestion)
    .select_from(Incident)
    .join(Notification, Notification.incident_id == Incident.id)
    .outerjoin(DangerQuestion, DangerQuestion.person_id == Notification.person_id)
    .where(Notification.person_id == bindparam("person_id"), Incident.status.in_(LIVE))
    .order_by(Incident.id)
)


def may_see(session: Session, record: CommunityRecord, person: Person, incident: Incident) -> bool:
    """Return whether a person may see an incident, as `menus/domain/seeing.py` says."""
    if incident.community_id != record.id:
        return False
    return seeing.may_see(
        record.community,
        person,
        seeable(record, person, incident),
        lambda: was_notified(session, record, person, incident),
        lambda: state.roles_on(_escalations(session, record, person, incident)),
    )


def seeable(record: CommunityRecord, person: Person, incident: Incident) -> Seeable:
    """Return the facts of an incident that decide whether a person may see it."""
    is_own = incident.person_id == record.person_ids[person.phone]
    recused = record.recused_from(incident)
    return Seeable(incident.level, incident.zone, incident.accused_group, incident.alarm, is_own, recused)


def was_notified(session: Session, record: CommunityRecord, person: Person, incident: Incident) -> bool:
    """Return whether a person was notified of an incident."""
    person_id = record.person_ids[person.phone]
    seen = known.of(session, incident, person_id)
    if seen is not None:
        return bool(seen.notifications)
    mine = known.mine(session, person_id)
    if mine is not None and any(one is incident for one, _ in mine.notified):
        return True
    return (
        session.scalar(
            select(Notification.person_id)
            .where(Notification.incident_id == incident.id, Notification.person_id == person_id)
            .limit(1)
        )
        is not None
    )


def find(session: Session, record: CommunityRecord, person: Person, reference: str) -> Incident | None:
    """Return the incident with this reference, or None if there is none or the person may not see it."""
    seen = _seen(session, reference, record.person_ids[person.phone])
    return seen.incident if seen is not None and may_see(session, record, person, seen.incident) else None


def _seen(session: Session, reference: str, person_id: int) -> Seen | None:
    """Return the incident of a report with what decides whether a person may see it, read once in a transaction."""
    seen = known.by_reference(session, reference, person_id)
    if seen is None:
        rows = session.execute(_SEEN, {"reference": reference, "person_id": person_id}).all()
        if not rows:
            return None
        notifications = {id(row[1]): row[1] for row in rows if row[1] is not None}
        escalations = {id(row[2]): row[2] for row in rows if row[2] is not None}
        seen = Seen(rows[0][0], list(notifications.values()), list(escalations.values()), rows[0][3])
        known.put(session, reference, person_id, seen)
    return seen


def lock_to_answer(session: Session, record: CommunityRecord, person: Person, reference: str) -> None:
    """Lock an incident of the community and its escalations until the commit, and then read all that an answer asks.

    The lock comes first: what is read after it is the newest. An incident without an escalation is not
    locked. The ids of the answer, of further texts and of the events are taken, too. When the person last wrote is read
    as well.
    """
    person_id = record.person_ids[person.phone]
    rows = session.execute(_WITH_LADDERS, {"reference": reference, "community_id": record.id}).all()
    if not rows:
        return
    incident: Incident = rows[0][0]
    asked = session.execute(_EVERYBODY, {"incident_id": incident.id, "person_id": person_id}).all()
    serials.keep(session, _MESSAGES, asked[0].next, _MOST_TEXTS)
    serials.keep(session, _EVENTS, asked[0].next_event, _MOST_EVENTS)
    everybody = [row[0] for row in asked if row[0] is not None]
    own = [row for row in everybody if row.person_id == person_id]
    known.forget(session)
    known.note_lock(session, incident, everybody)
    known.put_wrote(session, person_id, asked[0].last_wrote_at if asked[0].asked_at is None else None)
    ladders = [row[1] for row in rows]
    seen = Seen(incident, own, ladders, asked[0][1], everybody, has_words=bool(asked[0].has_words))
    known.put(session, reference, person_id, seen)


def _escalations(
    session: Session, record: CommunityRecord, person: Person, incident: Incident
) -> Sequence[EscalationRow]:
    """Return the escalations of an incident, in the order of their ids."""
    seen = known.of(session, incident, record.person_ids[person.phone])
    if seen is not None:
        return seen.escalations
    rows = select(EscalationRow).where(EscalationRow.incident_id == incident.id).order_by(EscalationRow.id)
    return session.scalars(rows).all()


def by_reference(session: Session, reference: str) -> Incident | None:
    """Return the incident that the report with this reference belongs to, or None."""
    return session.scalar(
        select(Incident).join(Report, Report.incident_id == Incident.id).where(Report.reference == reference)
    )


def open_for(session: Session, record: CommunityRecord, person: Person) -> list[Incident]:
    """Return the open incidents that this person's command could mean if it names no reference, oldest first.

    These are the incidents that they were notified of and are not done with. If there are none, these are the
    incidents that they said they cannot go to, or that they reported as over.
    """
    mine = notified_of(session, record, person)
    return [incident for incident, is_done in mine.items() if not is_done] or list(mine)


def notified_of(session: Session, record: CommunityRecord, person: Person) -> dict[Incident, bool]:
    """Return the open incidents that a person was notified of, oldest first, with whether they are done with it."""
    mine: dict[Incident, bool] = {}
    for incident, notification in read_mine(session, record.person_ids[person.phone]):
        if incident.status.is_live and (incident in mine or may_see(session, record, person, incident)):
            mine[incident] = mine.get(incident, True) and notification.state.is_done
    return mine


def read_mine(session: Session, person_id: int) -> Sequence[tuple[Incident, Notification]]:
    """Return the open incidents that a person was notified of, each with a notification of theirs, oldest first.

    They are read once in a transaction, with the open question whether that person is in danger.
    """
    known.write_new(session)
    mine = known.mine(session, person_id)
    if mine is None:
        rows = session.execute(_MINE, {"person_id": person_id}).all()
        notified = [(incident, notification) for incident, notification, _ in rows]
        if not rows:
            # Nothing tells of a question then.
            return notified
        mine = known.Mine(notified, rows[0][2])
        known.put_mine(session, person_id, mine)
    return mine.notified


def open_seen_by(
    session: Session, record: CommunityRecord, person: Person, *among: ColumnElement[bool]
) -> list[Incident]:
    """Return the open incidents of a community that a person may see, newest first: all, or those `among` some."""
    incidents = session.scalars(
        select(Incident)
        .where(Incident.community_id == record.id, Incident.status.in_(LIVE), *among)
        .order_by(Incident.id.desc())
    ).all()
    return [incident for incident in incidents if may_see(session, record, person, incident)]


def answered_tracks(
    session: Session, record: CommunityRecord, person: Person, incident: Incident, wanted: Track
) -> dict[Track, Role]:
    """Return the tracks of an incident that a person's answer counts for, each with the role that it counts as.

    `wanted` is the track that a coordinator who was not notified answers for.
    """
    rows = _escalations(session, record, person, incident)
    escalations = [answering.Escalating(state.unpack(row), row.fired) for row in rows]
    notified = notified_tracks(session, record, person, incident)
    return answering.answered_tracks(person.roles, notified, escalations, wanted)


def notified_tracks(session: Session, record: CommunityRecord, person: Person, incident: Incident) -> set[Track]:
    """Return the tracks on which a person was notified of an incident."""
    seen = known.of(session, incident, record.person_ids[person.phone])
    if seen is not None:
        return {row.track for row in seen.notifications}
    return {
        Track(track)
        for track in session.scalars(
            select(Notification.track).where(
                Notification.incident_id == incident.id, Notification.person_id == record.person_ids[person.phone]
            )
        )
    }
