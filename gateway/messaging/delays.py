"""Delays: the reason why each queued text waits, as it was recorded when the text was delayed."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from gateway.storage.models import Message
from gateway.storage.states import MessageState
from menus.domain.messages import WaitsFor

_SAID = {
    WaitsFor.LOW_BALANCE: "low balance",
    WaitsFor.RED_FIRST: "bulk gives way to red",
    WaitsFor.CIRCUIT_OPEN: "circuit breaker of the provider is open",
    WaitsFor.HOURLY_LIMIT: "hourly limit of texts to one phone",
    WaitsFor.QUIET_HOURS: "quiet hours",
    # Say no more than this: a text to a zone may wait because of a report that the reader must not know of.
    WaitsFor.ITS_TIME: "its time has not come",
}
_A_WORKER = "a worker has not taken it yet"


def said(waits_for: WaitsFor | None) -> str:
    """Return what a text waits for, or waited for, in the operator's words."""
    return _SAID[waits_for] if waits_for is not None else _A_WORKER


@dataclass(frozen=True)
class Delay:
    """The number of texts of a community that wait for one `cause`. The first leaves at `until` (aware) or later."""

    cause: str
    number: int
    community_id: int
    until: datetime

    @property
    def ends_quiet(self) -> bool:
        """Return whether the texts leave when quiet hours end."""
        return self.cause == _SAID[WaitsFor.QUIET_HOURS]


def delays(session: Session, now: datetime, *, since: datetime | None = None) -> list[Delay]:
    """Return the delays of all queued texts, one for each cause and community. Each text is counted once.

    With `since` (aware) only texts count that are not older.
    """
    is_due, was_tried = Message.due_at <= now, Message.attempts > 0
    rows = session.execute(
        select(
            Message.community_id,
            is_due,
            Message.waits_for,
            was_tried,
            Message.reason,
            func.count(),
            func.min(Message.due_at),
        )
        .where(Message.state == MessageState.QUEUED, *([Message.created_at >= since] if since is not None else []))
        .group_by(Message.community_id, is_due, Message.waits_for, was_tried, Message.reason)
        .order_by(func.min(Message.due_at))
    ).all()
    found: dict[tuple[str, int], Delay] = {}
    for community_id, due, waits_for, tried, reason, number, until in rows:
        cause = _cause(waits_for, reason, is_due=due, was_tried=tried)
        known = found.get((cause, community_id))
        total = number + (known.number if known else 0)
        found[cause, community_id] = Delay(cause, total, community_id, known.until if known else until)
    return list(found.values())


def _cause(waits_for: WaitsFor | None, reason: str | None, *, is_due: bool, was_tried: bool) -> str:
    if is_due:
        return _A_WORKER
    if waits_for is not None:
        return _SAID[waits_for]
    return f"another try after {reason or 'unknown'}" if was_tried else _SAID[WaitsFor.ITS_TIME]
