"""Interests: take a person out of an incident that they are tied to, and let somebody else see to it.

The register stands in the record of the community, as a pause does, and one stamp tells every process. From then on
`access`, the plan of a rung and the counts leave the person out, on every channel, and nothing tells that something is
missing. An interest stops nobody else's alert: the ladders go on without the person.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from gateway.communities import community_codes
from gateway.communities.directory import CommunityRecord
from gateway.core import acts, known
from gateway.core.unit_of_work import UnitOfWork
from gateway.escalation import acknowledgements, assignments, engine, state
from gateway.messaging.notices import notify
from gateway.storage.models import (
    Claim,
    CommunityRow,
    Confirmation,
    Incident,
    InterestRow,
    Message,
    Notification,
)
from gateway.storage.states import MessageState
from menus.domain import interests as rules
from menus.domain.acts import ActKind
from menus.domain.assignment_life import ASSIGNMENT, AssignmentStep
from menus.domain.categories import Level
from menus.domain.community import Person
from menus.domain.interests import Interest, InterestKind
from menus.domain.messages import Lane
from menus.domain.timeline import EventKind
from menus.text.names import Text


@dataclass(frozen=True)
class Tie:
    """The tie of a person to a matter, and who says so: the row and the name of somebody else, or of nobody."""

    kind: InterestKind = InterestKind.UNSAID
    said_by: Person | None = None


def would_leave_nobody(record: CommunityRecord, person: Person, incident: Incident) -> bool:
    """Return whether nobody would be left to see to an incident without a person: then they are not taken out."""
    recused = record.recused_from(incident) | {person.phone}
    is_complaint = incident.level is Level.COMPLAINT
    return rules.leaves_nobody(record.community, recused, incident.accused_group, is_complaint=is_complaint)


def take_out(uow: UnitOfWork, record: CommunityRecord, person: Person, incident: Incident, tie: Tie) -> bool:
    """Take a person out of an incident; return False if they are out of it already. Tell those whose it is now."""
    person_id = record.person_ids[person.phone]
    if person.phone in record.recused_from(incident) or _is_written(uow, person_id, incident.id):
        return False
    after = _write(uow, record, Interest(person_id, incident.id), tie, is_hidden=incident.is_hidden)
    _withdraw(uow, after, person, [incident])
    if incident.status.is_live:
        for other in rules.to_tell(
            record.community, after.recused_from(incident), incident.zone, person, incident.accused_group
        ):
            notify(uow, after, other, Text.INTEREST_PASSED, lane=Lane.RED, incident=incident)
    return True


def take_out_of_zone(
    uow: UnitOfWork, record: CommunityRecord, person: Person, zone: str, until: datetime | None, tie: Tie
) -> bool:
    """Take a person out of what happens in a zone.

    Return False if nobody else would be left to see to it, or to something that is open there. Nothing is written then.
    """
    out = {one.person_id for one in record.interests if one.zone == zone}
    phones = {phone for phone, person_id in record.person_ids.items() if person_id in out}
    open_there = [one for one in _open_in(uow.session, record, zone) if person.phone not in record.recused_from(one)]
    if rules.leaves_nobody(record.community, phones | {person.phone}):
        return False
    if any(would_leave_nobody(record, person, one) for one in open_there):
        return False
    interest = Interest(record.person_ids[person.phone], None, zone, until)
    after = _write(uow, record, interest, tie)
    _withdraw(uow, after, person, open_there)
    return True


def follow_join(uow: UnitOfWork, into: Incident, other: Incident) -> None:
    """Let the interests in an incident count for the one that it is joined to: its reports lead there from now on."""
    _copy(uow, other, into)


def follow_split(uow: UnitOfWork, old: Incident, own: Incident) -> None:
    """Let the interests in an incident count for one that is split off from it."""
    _copy(uow, old, own)


def register(session: Session, community_id: int) -> Sequence[InterestRow]:
    """Return the interests of a community, the newest first. Only oversight reads them."""
    mine = select(InterestRow).where(InterestRow.community_id == community_id)
    return session.scalars(mine.order_by(InterestRow.id.desc())).all()


def _write(
    uow: UnitOfWork, record: CommunityRecord, interest: Interest, tie: Tie, *, is_hidden: bool = False
) -> CommunityRecord:
    """Write an interest down, tell every process, and return the record with it."""
    by = record.person_ids[tie.said_by.phone] if tie.said_by is not None else interest.person_id
    row = {
        "community_id": record.id,
        "person_id": interest.person_id,
        "kind": tie.kind,
        "incident_id": interest.incident_id,
        "zone": interest.zone,
        "until": interest.until,
        "at": uow.now,
        "said_by": tie.said_by.name if tie.said_by is not None else None,
    }
    uow.insert(InterestRow, [row])
    _tell_processes(uow, record.id)
    # Who said it of somebody else is sealed: the record must not tell it for ever.
    actor = by if tie.said_by is None else None
    facts = {"tie": tie.kind.value, "of": "incident" if interest.incident_id is not None else "zone"}
    acts.note(uow, record.id, ActKind.INTEREST_SAID, by=actor, is_hidden=is_hidden, **facts)
    return record.with_interest(interest)


def _tell_processes(uow: UnitOfWork, community_id: int) -> None:
    community_codes.lock(uow)
    community_codes.stamp(uow, uow.session.get_one(CommunityRow, community_id))


def _is_written(uow: UnitOfWork, person_id: int, incident_id: int) -> bool:
    mine = (InterestRow.person_id == person_id, InterestRow.incident_id == incident_id)
    return uow.session.scalar(select(InterestRow.id).where(*mine)) is not None


def _copy(uow: UnitOfWork, of: Incident, to: Incident) -> None:
    uow.session.flush()
    rows = uow.session.scalars(select(InterestRow).where(InterestRow.incident_id == of.id)).all()
    copied = [row for row in rows if not _is_written(uow, row.person_id, to.id)]
    for row in copied:
        same = {"community_id": row.community_id, "person_id": row.person_id, "kind": row.kind, "said_by": row.said_by}
        uow.insert(InterestRow, [{**same, "incident_id": to.id, "zone": None, "until": None, "at": uow.now}])
    if copied:
        _tell_processes(uow, of.community_id)


def _open_in(session: Session, record: CommunityRecord, zone: str) -> Sequence[Incident]:
    ours = (Incident.community_id == record.id, Incident.zone == zone, Incident.closed_at.is_(None))
    return [one for one in session.scalars(select(Incident).where(*ours)) if not one.level.has_circle]


def _withdraw(uow: UnitOfWork, record: CommunityRecord, person: Person, incidents: Sequence[Incident]) -> None:
    """End all that still ties a person to incidents: what waits to be texted, their answers, their codes and claims."""
    person_id = record.person_ids[person.phone]
    for incident in incidents:
        _drop_texts(uow, record, person, incident)
        theirs = (Confirmation.person_id == person_id, Confirmation.incident_id == incident.id)
        used = update(Confirmation).where(*theirs, Confirmation.used_at.is_(None)).values(used_at=uow.now)
        uow.session.execute(used.execution_options(synchronize_session="fetch"))
        claimed = delete(Claim).where(Claim.incident_id == incident.id, Claim.person_id == person_id)
        uow.session.execute(claimed.execution_options(synchronize_session="fetch"))
        known.forget(uow.session)
        _end_assignments(uow, record, person_id, incident)


def _end_assignments(uow: UnitOfWork, record: CommunityRecord, person_id: int, incident: Incident) -> None:
    rows = uow.session.scalars(
        select(Notification)
        .where(Notification.incident_id == incident.id, Notification.person_id == person_id)
        .execution_options(populate_existing=True)
    ).all()
    for row in rows:
        row.state = ASSIGNMENT.after(row.state, AssignmentStep.RECUSE)
        row.safe_asked_at = None
    uow.session.flush()
    if any(row.position is not None for row in rows):
        assignments.withdraw(uow, record, incident, {person_id})
    if not incident.status.is_live:
        return
    for ladder in state.of(uow, incident):
        if ladder.answered_by != person_id:
            continue
        if ladder.phase.is_answered and not acknowledgements.take_back(
            uow, record, incident, ladder, EventKind.RECUSED
        ):
            continue
        state.restart(uow, incident, ladder)
        engine.fire_due(uow, record, incident, ladder)


def _drop_texts(uow: UnitOfWork, record: CommunityRecord, person: Person, incident: Incident) -> None:
    theirs = (Message.incident_id == incident.id, Message.phone_hash.in_(uow.keyring.phones(person.phone)))
    ours = Message.community_id == record.id
    queued = update(Message).where(ours, *theirs, Message.state == MessageState.QUEUED)
    cancelled = queued.values(state=MessageState.CANCELLED, settled_at=uow.now)
    uow.session.execute(cancelled.execution_options(synchronize_session=False))
    obsolete = update(Message).where(ours, *theirs).values(is_obsolete=True)
    uow.session.execute(obsolete.execution_options(synchronize_session=False))
