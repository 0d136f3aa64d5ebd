"""What the clock does each second: fire due rungs, hint again at what was lost, take back what a dead worker held."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import TypeVar

from sqlalchemy.exc import OperationalError

from gateway.alerts import digests
from gateway.communities.directory import Directory
from gateway.core import liveness
from gateway.core.unit_of_work import Unit, UnitMaker
from gateway.core.wakeups import HANDLE, SEND, Nudge, Nudger
from gateway.escalation import engine
from gateway.intake import drafts, review_reminders
from gateway.logs import logger
from gateway.messaging import failover, outbox, receipts, settlement
from gateway.roster import gap_warnings, number_checks
from gateway.safety import checks
from gateway.sms import inbox
from gateway.upkeep import probe, retention

LOST = timedelta(seconds=2)
"""What is due and unclaimed this long has lost its hint."""
ABANDONED = timedelta(seconds=10)
"""A due red message that is unclaimed this long has no worker: the clock sends it itself."""
T = TypeVar("T")
log = logger()


@dataclass(frozen=True)
class Hands:
    """What acts on a row outside the clock's own thread: send a message, the other way, or handle an SMS."""

    send: Callable[[int], None]
    handle: Callable[[int], None]
    send_other_way: Callable[[int], None] | None = None


def tick(units: UnitMaker, directory: Directory, nudger: Nudger, hands: Hands) -> bool:
    """Do what is due now; False where another clock is doing so in this very moment.

    Each thing is done in a transaction of its own: what fails is tried again at the next tick, and holds up no other.
    """
    with units() as unit:
        if not unit.leads():
            return False
        liveness.beat(unit, "clock")
    _do(units, "climbs", lambda unit: _climb(unit, directory))
    _do(units, "drafts", lambda unit: drafts.salvage_due(unit, directory))
    _do(units, "leases", settlement.sweep_leases)
    _do(units, "receipts", receipts.match_late)
    _do(units, "guarding", lambda unit: checks.ask_if_safe(unit, directory))
    for name, every, act in _NOW_AND_THEN:
        _do(units, name, partial(_if_time, directory, name, every, act))
    _send_on(_do(units, "messages", _messages), nudger, hands)
    _act_on(_do(units, "sms", _sms), nudger, hands)
    return True


Task = Callable[[Unit, Directory], None]
_NOW_AND_THEN: tuple[tuple[str, timedelta, Task], ...] = (
    ("gaps", timedelta(seconds=30), gap_warnings.tell_gaps),
    ("heart", timedelta(seconds=30), probe.watch),
    ("old", timedelta(minutes=5), retention.forget),
    ("held", timedelta(seconds=30), review_reminders.tell_held),
    ("unread", timedelta(minutes=1), review_reminders.tell_unread),
    ("numbers", timedelta(minutes=10), number_checks.ask_untested),
)
"""What is looked at less often: a name for the beats, how often, and what is done."""


def _do(units: UnitMaker, what: str, act: Callable[[Unit], T]) -> T | None:
    """Do one thing in a transaction of its own; None where it failed, or where another clock works."""
    try:
        with units() as unit:
            return act(unit) if unit.leads() else None
    except OperationalError as error:
        log.warning("clock.part_failed", what=what, error=type(error).__name__)
    except Exception:
        log.exception("clock.part_failed", what=what)
    return None


def _if_time(directory: Directory, name: str, every: timedelta, act: Task, unit: Unit) -> None:
    if liveness.is_time(unit, name, every):
        act(unit, directory)


def _climb(unit: Unit, directory: Directory) -> None:
    engine.climb_due(unit, directory)
    # Before anything leaves: what many rungs bring about at once may be one text.
    unit.tries("bundling", 0, lambda: digests.bundle(unit, directory))


@dataclass(frozen=True)
class _Messages:
    """Messages that nobody has taken, and those that should go the other way; at a moment."""

    now: datetime
    lost: Sequence[outbox.Due]
    other_way: Sequence[int]


def _messages(unit: Unit) -> _Messages:
    return _Messages(unit.now, outbox.overdue(unit, LOST), failover.due(unit))


def _send_on(found: _Messages | None, nudger: Nudger, hands: Hands) -> None:
    """Hint again at messages that nobody has taken; what is red and has waited long goes out from here."""
    if found is None:
        return
    for due in found.lost:
        if due.lane == "red" and found.now - due.since >= ABANDONED:
            log.warning("message.no_worker", message_id=due.message_id)
            hands.send(due.message_id)
    if hands.send_other_way is not None:
        for message_id in found.other_way:
            hands.send_other_way(message_id)
    nudger.remind(Nudge(due.lane, SEND, due.message_id) for due in found.lost)


def _sms(unit: Unit) -> tuple[datetime, list[inbox.Waiting]]:
    return unit.now, inbox.unhandled(unit, LOST)


def _act_on(found: tuple[datetime, list[inbox.Waiting]] | None, nudger: Nudger, hands: Hands) -> None:
    """Hint again at SMS that nobody has acted on; those that have waited long are acted on from here."""
    if found is None:
        return
    now, unread = found
    for sms in unread:
        if now - sms.since >= ABANDONED:
            log.warning("sms.no_worker", inbox=sms.inbound_id)
            hands.handle(sms.inbound_id)
    nudger.remind(Nudge(sms.lane, HANDLE, sms.inbound_id) for sms in unread)
