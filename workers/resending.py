"""Resending: the clock sends the hints for messages and SMS that nobody has taken again; later it acts itself."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from gateway.core.unit_of_work import UnitOfWork
from gateway.core.wakeups import HANDLE, SEND, Wakeup, WakeupQueue
from gateway.logs import logger
from gateway.messaging import failover, outbox
from gateway.sms import inbox
from menus.domain.messages import sent_by_clock
from workers.clock_actions import ClockActions

log = logger()
UNCLAIMED_FOR = timedelta(seconds=2)
"""After this time, the hint for a due and unclaimed message counts as lost."""
ABANDONED = timedelta(seconds=5)
"""After this time an unclaimed red message, an answer or an SMS has no worker: the clock acts itself.

A person with a role is answered within twelve seconds: this time, twice if a worker takes the SMS and none the answer.
"""


@dataclass(frozen=True)
class Messages:
    """Messages that nobody has claimed, and messages that are due at the backup provider, at the moment `now`."""

    now: datetime
    unclaimed: Sequence[outbox.Due]
    by_backup: Sequence[int]


def unsent(uow: UnitOfWork) -> Messages:
    """Return the messages that nobody sends, though they are due."""
    return Messages(uow.now, outbox.overdue(uow, UNCLAIMED_FOR), failover.due(uow))


def send_on(found: Messages | None, wakeup_queue: WakeupQueue, actions: ClockActions) -> None:
    """Send the hints for unclaimed messages again; send abandoned messages from here.

    While Redis is away no hint reaches a worker: then every message that is due is sent from here.
    """
    if found is None:
        return
    is_heard = wakeup_queue.remind(Wakeup(due.lane, SEND, due.message_id) for due in found.unclaimed)
    others = actions.send_others or actions.send
    for due in found.unclaimed:
        if is_heard and not _is_abandoned(due, found.now):
            continue
        send_from_here([due.message_id], actions.send if sent_by_clock(due.kind, due.lane) else others)
    if actions.send_by_backup is not None:
        for message_id in found.by_backup:
            actions.send_by_backup(message_id)


def send_from_here(message_ids: Sequence[int] | None, send: Callable[[int], bool]) -> None:
    """Send messages from the clock: no worker is there for them."""
    for message_id in message_ids or ():
        # A text that waits in the clock's own threads has a sender: it does not count as abandoned again.
        if send(message_id):
            log.warning("message.no_worker")


def _is_abandoned(due: outbox.Due, now: datetime) -> bool:
    return sent_by_clock(due.kind, due.lane) and now - due.since >= ABANDONED


def unhandled(uow: UnitOfWork) -> tuple[datetime, list[inbox.Waiting]]:
    """Return the moment, and the SMS that nobody handles."""
    return uow.now, inbox.unhandled(uow, UNCLAIMED_FOR)


def act_on(
    found: tuple[datetime, list[inbox.Waiting]] | None, wakeup_queue: WakeupQueue, actions: ClockActions
) -> None:
    """Send the hints for unhandled SMS again; handle abandoned SMS from here, and all of them while Redis is away."""
    if found is None:
        return
    now, unread = found
    is_heard = wakeup_queue.remind(Wakeup(sms.lane, HANDLE, sms.inbound_id) for sms in unread)
    for sms in unread:
        if (not is_heard or now - sms.since >= ABANDONED) and actions.handle(sms.inbound_id):
            log.warning("sms.no_worker")
