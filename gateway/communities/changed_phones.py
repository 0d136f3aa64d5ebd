"""Changed phones: a new file gives somebody another number, or it names somebody else in their place."""

import os
from collections.abc import Sequence

from sqlalchemy import or_, select, update

from gateway.core.unit_of_work import UnitOfWork
from gateway.storage.models import (
    DeskCode,
    DeskSession,
    Incident,
    Message,
    Notification,
    PersonRow,
    PhoneChange,
)
from gateway.storage.states import MessageState
from menus.domain.assignment_life import NO_LONGER_NEEDED, AssignmentState
from menus.domain.incident_life import LIVE


def follow_number(uow: UnitOfWork, community_id: int, old: str, new: str) -> None:
    """Give a person with a new number their old row: their duty and their assignments stay.

    The clock sends the open alerts to the new number. Texts that have not left to the old one are cancelled.
    """
    session, theirs = uow.session, uow.keyring.phones(old)
    of_community = PersonRow.community_id == community_id
    row = session.scalar(select(PersonRow).where(of_community, PersonRow.phone_hash.in_(theirs)))
    if row is None:
        return
    for former in session.scalars(
        select(PersonRow).where(of_community, PersonRow.phone_hash.in_(uow.keyring.phones(new)))
    ):
        # Somebody had this number before, and left.
        former.phone, former.phone_hash = "", os.urandom(len(former.phone_hash))
    session.flush()
    row.phone, row.phone_hash = new, uow.keyring.phone(new)
    row.last_wrote_at, row.asked_at, row.doubted_at, row.moved_at = uow.now, None, None, uow.now
    session.flush()
    # If the new file turns out to be unreadable, the one before is in force again, with the old number.
    session.add(
        PersonRow(community_id=community_id, phone_hash=theirs[0], phone=old, last_wrote_at=uow.now, left_at=uow.now)
    )
    _cancel_texts(uow, community_id, theirs)
    _end_requests(uow, row.id)
    _end_desk(uow, row.id)


def _end_desk(uow: UnitOfWork, person_id: int) -> None:
    """End the codes for the desk and the session of a person: somebody else may hold the old phone."""
    for table, until in ((DeskCode, DeskCode.expires_at), (DeskSession, DeskSession.ends_at)):
        ended = update(table).where(table.person_id == person_id, until > uow.now).values({until: uow.now})
        uow.session.execute(ended.execution_options(synchronize_session=False))


def _end_requests(uow: UnitOfWork, person_id: int) -> None:
    """End the requests for another number that a person has made, or that are about them.

    A thief with the person's old phone may have made them.
    """
    theirs = or_(PhoneChange.asked_by == person_id, PhoneChange.person_id == person_id)
    ended = update(PhoneChange).where(theirs, PhoneChange.ended_at.is_(None)).values(ended_at=uow.now)
    uow.session.execute(ended.execution_options(synchronize_session=False))


def take_place(uow: UnitOfWork, community_id: int, old: str, new: str) -> None:
    """Let somebody who has come in the place of another get the open alerts of that place, as if for the first time.

    The clock sends them. Texts that have not left to the old number are cancelled.
    """
    session, theirs = uow.session, uow.keyring.phones(old)
    of_community = PersonRow.community_id == community_id
    left = session.scalar(select(PersonRow).where(of_community, PersonRow.phone_hash.in_(theirs)))
    come = session.scalar(select(PersonRow).where(of_community, PersonRow.phone_hash.in_(uow.keyring.phones(new))))
    if left is None or come is None:
        return
    having = select(Notification.incident_id).where(Notification.person_id == come.id)
    for incident_id, track in session.execute(
        select(Notification.incident_id, Notification.track)
        .join(Incident, Incident.id == Notification.incident_id)
        .where(
            Notification.person_id == left.id,
            Notification.state.not_in(NO_LONGER_NEEDED | {AssignmentState.RECUSED}),
            Notification.incident_id.not_in(having),
            Incident.status.in_(LIVE),
        )
    ).all():
        session.add(Notification(incident_id=incident_id, person_id=come.id, track=track, at=uow.now))
    come.moved_at = uow.now
    _cancel_texts(uow, community_id, theirs)


def _cancel_texts(uow: UnitOfWork, community_id: int, theirs: Sequence[bytes]) -> None:
    """Cancel the texts about incidents that have not left to a number (its hashes) that nobody has any more."""
    session = uow.session
    waiting = (Message.community_id == community_id, Message.phone_hash.in_(theirs), Message.incident_id.is_not(None))
    queued = update(Message).where(*waiting, Message.state == MessageState.QUEUED)
    cancelled = queued.values(state=MessageState.CANCELLED, settled_at=uow.now)
    session.execute(cancelled.execution_options(synchronize_session=False))
    obsolete = update(Message).where(*waiting).values(is_obsolete=True)
    session.execute(obsolete.execution_options(synchronize_session=False))
    session.flush()
