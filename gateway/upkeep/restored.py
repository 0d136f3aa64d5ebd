"""A database that was restored from a backup: what waited when it was taken is settled once, before anything is sent.

A restored database carries a mark, from the transaction on that filled it. Until `settle` has taken the mark away, no
text of last night may leave. `doria restore`, `doria migrate`, `doria up` and the clock settle it, whichever comes
first.
"""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Delete, Update, and_, delete, or_, select, update

from gateway.association.votes import timing
from gateway.communities.directory import Directory
from gateway.core import acts, timeline
from gateway.core.unit_of_work import UnitOfWork
from gateway.escalation import state
from gateway.messaging.notices import coordinators, notify
from gateway.storage.models import (
    BackupSend,
    CommunityRow,
    DangerQuestion,
    DraftRow,
    EscalationRow,
    Inbound,
    Incident,
    Mark,
    Message,
    Notification,
)
from gateway.storage.states import MessageState
from menus.domain import restored
from menus.domain.acts import ActKind
from menus.domain.backup import BackupEvent, BackupState, before
from menus.domain.escalation_life import ESCALATION, EscalationStep
from menus.domain.incident_life import LIVE
from menus.domain.messages import Lane
from menus.domain.record import moment as as_recorded
from menus.domain.timeline import EventKind
from menus.sms import wording
from menus.text.names import Text

MARK = "restored"
"""The mark of a restored database that is not settled yet. Its time is that of the backup."""
REASON = "restored from a backup"
"""The word that the operator reads of a text that was not sent, in `doria outbox`."""
_RESULT = "restored"
_MOST_AT_ONCE = 5_000


@dataclass(frozen=True)
class Settled:
    """The number of texts that are not sent, and of texts in that are not acted on (`unread`).

    `resting` and `going_on` are the references of open incidents, by what their ladders do.
    """

    taken_at: datetime
    texts: int
    unread: int
    resting: tuple[str, ...]
    going_on: tuple[str, ...]


def settle(uow: UnitOfWork, directory: Directory) -> Settled | None:
    """Settle what waited when the backup was taken, and tell the coordinators; return None if nothing is to settle.

    Texts and ladders that were due long ago have most likely left and moved in the database that was lost: the texts
    are cancelled, and the ladders rest. `menus/domain/restored.py` says which ones go on.
    """
    mark = uow.session.get(Mark, MARK, with_for_update=True)
    if mark is None:
        return None
    taken_at = mark.at
    uow.session.delete(mark)
    texts = _cancel_texts(uow)
    resting, going_on = _rest_ladders(uow)
    unread = _leave_unread(uow)
    _ask_nobody(uow)
    timing.end_restored(uow)
    for community_id in uow.session.scalars(select(CommunityRow.id).order_by(CommunityRow.id)).all():
        acts.note(uow, community_id, ActKind.RESTORED, taken_at=as_recorded(taken_at))
    _tell(uow, directory, taken_at)
    # Nothing may be at work yet to hear of them: the clock finds the texts to coordinators by itself.
    uow.wakeups.clear()
    return Settled(taken_at, texts, unread, resting, going_on)


def _cancel_texts(uow: UnitOfWork) -> int:
    waits = (Message.state.in_((MessageState.QUEUED, MessageState.SENDING)), Message.due_at <= uow.now)
    done, last = 0, 0
    while True:
        columns = (Message.id, Message.kind, Message.lane, Message.created_at, Message.due_at)
        some = select(*columns).where(*waits, Message.id > last).order_by(Message.id).limit(_MOST_AT_ONCE)
        rows = uow.session.execute(some).all()
        if not rows:
            break
        last = rows[-1].id
        gone = [
            row.id for row in rows if not restored.may_leave(row.kind, row.lane, row.created_at, row.due_at, uow.now)
        ]
        cancelled = {"state": MessageState.CANCELLED, "settled_at": uow.now, "reason": REASON, "is_obsolete": True}
        _change(uow, update(Message).where(Message.id.in_(gone)).values(**cancelled))
        done += len(gone)
    old = select(Message.id).where(
        or_(Message.state == MessageState.CANCELLED, Message.created_at < uow.now - restored.RESTS_AFTER)
    )
    waiting = BackupSend.state.in_(before(BackupEvent.CLAIMED))
    _change(uow, update(BackupSend).where(waiting, BackupSend.message_id.in_(old)).values(state=BackupState.NOT_NEEDED))
    return done


def _change(uow: UnitOfWork, statement: Update | Delete) -> None:
    uow.session.execute(statement.execution_options(synchronize_session=False))


def _rest_ladders(uow: UnitOfWork) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Let ladders rest that were due long ago; return the references of those, and of those that go on."""
    resting: dict[str, None] = {}
    going_on: dict[str, None] = {}
    due = (
        select(EscalationRow, Incident)
        .join(Incident, Incident.id == EscalationRow.incident_id)
        .where(EscalationRow.due_at.is_not(None), Incident.status.in_(LIVE))
        .order_by(EscalationRow.id)
        .with_for_update()
    )
    for row, incident in uow.session.execute(due).all():
        moved = [row.started_at, row.last_fired_at, row.answered_at, row.reminded_at]
        moved_at = max(at for at in moved if at is not None)
        if row.due_at is not None and restored.goes_on(moved_at, row.due_at, uow.now):
            going_on[incident.reference] = None
            continue
        resting[incident.reference] = None
        _rest(uow, incident, row)
    return tuple(resting), tuple(going_on)


def _rest(uow: UnitOfWork, incident: Incident, row: EscalationRow) -> None:
    """Let a ladder end without an answer, as if all its rungs were fired. A further report begins it anew.

    Of a person who has answered, nobody asks any more whether they have arrived.
    """
    row.due_at = None
    if state.is_calling(row):
        phase = ESCALATION.after(row.phase, EscalationStep.EXHAUST)
        changes = {"phase": phase, "exhausted_at": row.exhausted_at or uow.now}
        timeline.record(uow, incident, EventKind.EXHAUSTED, changes, on=row, told=0, restored=True)


def _leave_unread(uow: UnitOfWork) -> int:
    """Leave texts and dropped drafts alone that were to be acted on long ago; return how many texts there are."""
    long_ago = uow.now - restored.RESTS_AFTER
    unread = and_(Inbound.handled_at.is_(None), Inbound.received_at < long_ago)
    ids = uow.session.scalars(select(Inbound.id).where(unread)).all()
    _change(uow, update(Inbound).where(unread).values(handled_at=uow.now, result=_RESULT))
    _change(uow, update(DraftRow).where(DraftRow.due_at < long_ago).values(due_at=None))
    _change(uow, update(Incident).where(Incident.words_due_at < long_ago).values(words_due_at=None))
    return len(ids)


def _ask_nobody(uow: UnitOfWork) -> None:
    """Ask nobody for an answer to a question of long ago: their silence would raise an alarm."""
    long_ago = uow.now - restored.RESTS_AFTER
    _change(uow, delete(DangerQuestion).where(DangerQuestion.asked_at < long_ago))
    _change(uow, update(Notification).where(Notification.safe_asked_at < long_ago).values(safe_asked_at=None))


def _tell(uow: UnitOfWork, directory: Directory, taken_at: datetime) -> None:
    for record in directory.communities():
        moment = wording.moment(record.community, taken_at, uow.now)
        for person in coordinators(uow, record):
            notify(uow, record, person, Text.RESTORED, lane=Lane.RED, at=moment)
