"""Statistics: counts of messages, incidents and failures, for metrics and for the operator.

The tables grow for years. Metrics are asked for every few seconds, so they count what waits or is open, and the last
day; an index leads to each row that they count. The operator's `doria outbox` counts everything.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from gateway.messaging.claims import STALE
from gateway.messaging.failover import TWICE
from gateway.storage.models import Attempt, EscalationRow, Incident, Message
from gateway.storage.states import MessageState
from menus.domain.categories import Level
from menus.domain.escalation_life import EscalationPhase
from menus.domain.incident_life import LIVE, IncidentStatus
from menus.domain.messages import WaitsFor
from menus.domain.outcomes import Cause

LATELY = timedelta(days=1)
"""The age up to which metrics count what has ended. A guess: long enough to see a bad night the next day."""
_WAITING = frozenset({MessageState.QUEUED, MessageState.SENDING})
_ENDED = frozenset(IncidentStatus) - LIVE


@dataclass(frozen=True)
class Figures:
    """The figures of the metrics: messages by (lane, state), incidents by state, exhausted tracks that nobody answered.

    All messages that wait and all open incidents are counted, whatever their age, and others of the last day.

    Drills are not counted. Neither are incidents of a closed circle, and incidents that accuse somebody: otherwise a
    reader of the figures could see that a hidden report has come.

    `oldest_due` is the age in seconds of the oldest due message, since it was created; a message that waits to be
    tried again counts as due.
    """

    messages: dict[tuple[str, str], int]
    incidents: dict[str, int]
    exhausted: int
    oldest_due: float


@dataclass(frozen=True)
class Outbox:
    """Counts of all messages by (lane, state), and the age of the oldest due one, as in `Figures`.

    `failures` counts the reasons of messages given up, `retries` those of messages that wait to be tried again. `twice`
    counts texts that went out through both providers. `for_money` counts texts that wait because the account has too
    little money, `kept_back` those that the stage of their community keeps back, by the stage. `dropped` counts those
    that were too old when they could leave, by what they had waited for.
    """

    messages: dict[tuple[str, str], int]
    oldest_due: float
    failures: dict[str, int]
    retries: dict[str, int]
    twice: int
    for_money: int = 0
    dropped: dict[WaitsFor | None, int] = field(default_factory=dict)
    kept_back: dict[str, int] = field(default_factory=dict)


def figures(session: Session, now: datetime) -> Figures:
    """Return the figures of the metrics at `now` (aware)."""
    since = now - LATELY
    by_state = select(Message.lane, Message.state, func.count()).group_by(Message.lane, Message.state)
    # Two statements: with one condition for both, SQLite would read the whole table.
    messages = [
        *session.execute(by_state.where(Message.state.in_(_WAITING))),
        *session.execute(by_state.where(Message.state.not_in(_WAITING), Message.created_at > since)),
    ]
    circles = [level for level in Level if level.has_circle]
    open_to_all = (Incident.level.not_in(circles), Incident.accused_group.is_(None), Incident.drill.is_(None))
    by_status = select(Incident.status, func.count()).where(*open_to_all).group_by(Incident.status)
    incidents: Counter[str] = Counter()
    for _, number in session.execute(by_status.where(Incident.status.in_(LIVE))):
        incidents["open"] += number
    for status, number in session.execute(by_status.where(Incident.status.in_(_ENDED), Incident.opened_at > since)):
        incidents[status.value] += number
    exhausted = session.scalar(
        select(func.count())
        .select_from(EscalationRow)
        .join(Incident, Incident.id == EscalationRow.incident_id)
        .where(EscalationRow.phase == EscalationPhase.EXHAUSTED, Incident.status.in_(LIVE), *open_to_all)
    )
    return Figures(
        messages={(lane, state): number for lane, state, number in messages},
        incidents=dict(incidents),
        exhausted=exhausted or 0,
        oldest_due=oldest_due(session, now),
    )


def oldest_due(session: Session, now: datetime, only: Sequence[ColumnElement[bool]] = ()) -> float:
    """Return the age in seconds of the oldest due message, or 0; with `only`, of those that meet these conditions."""
    oldest = session.scalar(
        select(func.min(Message.created_at)).where(
            Message.state == MessageState.QUEUED, (Message.due_at <= now) | (Message.attempts > 0), *only
        )
    )
    return (now - oldest).total_seconds() if oldest else 0.0


def outbox(
    session: Session, now: datetime, *, since: datetime | None = None, community_id: int | None = None
) -> Outbox:
    """Return the counts of the outbox at `now` (aware): of all messages, or of those not older than `since` (aware).

    With `community_id` only messages of that community count.
    """
    only: list[ColumnElement[bool]] = []
    if since is not None:
        only.append(Message.created_at >= since)
    if community_id is not None:
        only.append(Message.community_id == community_id)
    messages = session.execute(
        select(Message.lane, Message.state, func.count()).where(*only).group_by(Message.lane, Message.state)
    ).all()
    retries = session.execute(
        select(Message.reason, func.count())
        .where(Message.state == MessageState.QUEUED, Message.attempts > 0, *only)
        .group_by(Message.reason)
    ).all()
    failures = session.execute(
        select(Message.reason, func.count()).where(Message.state == MessageState.FAILED, *only).group_by(Message.reason)
    ).all()
    went_twice = select(func.count()).select_from(Attempt).where(Attempt.reason == TWICE)
    if only:
        went_twice = went_twice.join(Message, Message.id == Attempt.message_id).where(*only)
    twice = session.scalar(went_twice)
    return Outbox(
        messages={(lane, state): number for lane, state, number in messages},
        oldest_due=oldest_due(session, now, only),
        failures={reason or "unknown": number for reason, number in failures},
        retries={reason or "unknown": number for reason, number in retries},
        twice=twice or 0,
        for_money=for_money(session, only),
        dropped=_dropped(session, only),
        kept_back=_kept_back(session, only),
    )


def for_money(session: Session, only: Sequence[ColumnElement[bool]] = ()) -> int:
    """Return how many queued texts wait for money: Doria holds them back, or the network refused them for now."""
    waits = (Message.waits_for == WaitsFor.LOW_BALANCE) | ((Message.attempts > 0) & (Message.cause == Cause.NO_CREDIT))
    queued = select(func.count()).select_from(Message).where(Message.state == MessageState.QUEUED, waits, *only)
    return session.scalar(queued) or 0


def _kept_back(session: Session, only: Sequence[ColumnElement[bool]]) -> dict[str, int]:
    kept = select(Message.reason, func.count()).where(Message.state == MessageState.KEPT_BACK, *only)
    return {stage or "unknown": number for stage, number in session.execute(kept.group_by(Message.reason)).all()}


def _dropped(session: Session, only: Sequence[ColumnElement[bool]]) -> dict[WaitsFor | None, int]:
    rows = session.execute(
        select(Message.waits_for, func.count())
        .where(Message.state == MessageState.CANCELLED, Message.reason == STALE, *only)
        .group_by(Message.waits_for)
    ).all()
    return {row[0]: row[1] for row in rows}
