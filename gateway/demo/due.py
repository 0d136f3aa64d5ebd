"""The next moment at which something falls due: between two of them the year's clock need not tick."""

from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from gateway.storage.models import (
    BackupSend,
    DangerQuestion,
    DraftRow,
    EraseRequest,
    EscalationRow,
    Incident,
    Message,
    Notification,
)
from gateway.storage.states import MessageState
from menus.domain import backup
from menus.domain.assignment_life import GOING
from menus.domain.backup import BackupEvent
from menus.domain.incident_life import LIVE

_FALLS_DUE = (
    select(func.min(EscalationRow.due_at)),
    select(func.min(Message.due_at)).where(Message.state == MessageState.QUEUED),
    select(func.min(Message.lease_until)).where(Message.state == MessageState.SENDING),
    select(func.min(Incident.words_due_at)),
    select(func.min(DraftRow.due_at)),
    select(func.min(EraseRequest.due_at)),
    select(func.min(DangerQuestion.due_at)),
    select(func.min(BackupSend.due_at)).where(BackupSend.state.in_(backup.before(BackupEvent.CLAIMED))),
)
"""Each finds when something falls due next."""
_IS_ASKED = (
    select(func.min(Notification.safe_asked_at))
    .join(Incident, Incident.id == Notification.incident_id)
    .where(
        Incident.status.in_(LIVE),
        # Nobody is asked in a drill.
        Incident.drill.is_(None),
        Notification.state.in_(GOING),
    )
)
"""Finds when somebody who goes was last asked whether they are safe."""
_MOMENTS = select(*(one.scalar_subquery() for one in (*_FALLS_DUE, _IS_ASKED)))
"""All of these at once: to make them anew and to ask one by one took 6 % of a story's time (measured)."""


def next_due(session: Session, safe_every: timedelta) -> datetime | None:
    """Return when something is due next, or None."""
    *found, safe = session.execute(_MOMENTS).one()
    asked = safe + safe_every if safe is not None else None
    moments = [moment for moment in (*found, asked) if moment is not None]
    return min(moments) if moments else None
