"""Statistics: counts of messages, incidents and failures, for metrics and for the operator."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from gateway.messaging.claims import STALE
from gateway.messaging.failover import TWICE
from gateway.storage.models import Attempt, EscalationRow, Incident, Message
from gateway.storage.states import MessageState
from menus.domain.categories import Level
from menus.domain.escalation_life import EscalationPhase
from menus.domain.incident_life import LIVE
from menus.domain.messages import WaitsFor
from menus.domain.outcomes import Cause


@dataclass(frozen=True)
class Counts:
    """Counts of messages by (lane, state), of incidents by state, and of exhausted tracks without an answer.

    Incidents of a closed circle, and incidents that accuse somebody, are not counted. Otherwise a reader of the
    figures could see that a hidden report has come.

    `oldest_due` is the age in seconds of the oldest due message, since it was created; a message that waits to be
    tried again counts as due. `failures` counts the reasons of messages given up, `retries` those of messages that
    wait to be tried again. `twice` counts texts that went out through both providers. `for_money` counts texts that
    wait because the account has too little money, and `dropped` those that were too old when they could leave, by what
    they had waited for.
    """

    messages: dict[tuple[str, str], int]
    incidents: dict[str, int]
    exhausted: int
    oldest_due: float
    failures: dict[str, int]
    retries: dict[str, int]
    twice: int
    for_money: int = 0
    dropped: dict[WaitsFor | None, int] = field(default_factory=dict)


def count(session: Session, now: datetime) -> Counts:
    """Return the figures at `now` (aware)."""
    messages = session.execute(
        select(Message.lane, Message.state, func.count()).group_by(Message.lane, Message.state)
    ).all()
    circles = [level for level in Level if level.has_circle]
    open_to_all = (Incident.level.not_in(circles), Incident.accused_group.is_(None))
    by_status = session.execute(
        select(Incident.status, func.count()).where(*open_to_all).group_by(Incident.status)
    ).all()
    incidents: Counter[str] = Counter()
    for status, number in by_status:
        incidents["open" if status.is_live else status.value] += number
    exhausted = session.scalar(
        select(func.count())
        .select_from(EscalationRow)
        .join(Incident, Incident.id == EscalationRow.incident_id)
        .where(
            EscalationRow.phase == EscalationPhase.EXHAUSTED,
            Incident.status.in_(LIVE),
            *open_to_all,
        )
    )
    oldest = session.scalar(
        select(func.min(Message.created_at)).where(
            Message.state == MessageState.QUEUED, (Message.due_at <= now) | (Message.attempts > 0)
        )
    )
    retries = session.execute(
        select(Message.reason, func.count())
        .where(Message.state == MessageState.QUEUED, Message.attempts > 0)
        .group_by(Message.reason)
    ).all()
    failures = session.execute(
        select(Message.reason, func.count()).where(Message.state == MessageState.FAILED).group_by(Message.reason)
    ).all()
    twice = session.scalar(select(func.count()).select_from(Attempt).where(Attempt.reason == TWICE))
    return Counts(
        messages={(lane, state): number for lane, state, number in messages},
        incidents=dict(incidents),
        exhausted=exhausted or 0,
        oldest_due=(now - oldest).total_seconds() if oldest else 0.0,
        failures={reason or "unknown": number for reason, number in failures},
        retries={reason or "unknown": number for reason, number in retries},
        twice=twice or 0,
        for_money=_for_money(session),
        dropped=_dropped(session),
    )


def _for_money(session: Session) -> int:
    """Return how many queued texts wait for money: Doria holds them back, or the network refused them for now."""
    waits = (Message.waits_for == WaitsFor.LOW_BALANCE) | ((Message.attempts > 0) & (Message.cause == Cause.NO_CREDIT))
    queued = select(func.count()).select_from(Message).where(Message.state == MessageState.QUEUED, waits)
    return session.scalar(queued) or 0


def _dropped(session: Session) -> dict[WaitsFor | None, int]:
    rows = session.execute(
        select(Message.waits_for, func.count())
        .where(Message.state == MessageState.CANCELLED, Message.reason == STALE)
        .group_by(Message.waits_for)
    ).all()
    return {row[0]: row[1] for row in rows}
