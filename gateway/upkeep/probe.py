"""The probe: a made-up report that takes the whole way, from a dialled code to the receipt of the probe phone's text.

The time it takes is measured. Settings and metrics call it the heartbeat.
"""

import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import assert_never

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from gateway.communities.directory import Directory
from gateway.core import notices_once
from gateway.core.notices_once import Course, Notice
from gateway.core.unit_of_work import UnitOfWork, UnitOfWorkMaker
from gateway.logs import logger
from gateway.messaging import outbox
from gateway.messaging.notices import coordinators
from gateway.storage.models import Message, ProbeRow
from gateway.storage.states import MessageState
from menus.domain.messages import Lane, MessageKind
from menus.domain.retention.machine import PROBES
from menus.domain.retention.rules import Since
from menus.sms import wording
from menus.text.names import Text

LATE = timedelta(seconds=60)
"""How long a probe may take. A guess, to be tested."""
MISSES = 3
"""How many probes in a row must stay undelivered before the probe is silent. A guess, to be tested."""
_KEYS = ("", "1", "1*1", "1*1*1", "1*1*1*1")
_KEPT = PROBES.after(Since.MARKED)
log = logger()
Post = Callable[[Mapping[str, str]], str]
"""A function that posts one USSD hop's form to the webhook and returns the page."""


@dataclass(frozen=True)
class ProbeStatus:
    """The status of the probe.

    `latency` is the number of seconds that the newest delivered probe took, and `age` its age in seconds. Both are None
    if none was delivered. `is_silent` says that the last probes were not delivered.
    """

    latency: float | None
    age: float | None
    is_silent: bool


def send(new_uow: UnitOfWorkMaker, directory: Directory, post: Post, probe_phone: str) -> bool:
    """Dial a made-up report of a killing from the probe phone; return whether the session went to its last page."""
    first = directory.first()
    if first is None:
        return False
    session_id = f"heartbeat-{uuid.uuid4().hex}"
    with new_uow() as uow:
        key = uow.keyring.session(session_id, probe_phone)
        uow.session.add(ProbeRow(session_key=key, started_at=uow.now))
    page = ""
    for text in _KEYS:
        form = {"sessionId": session_id, "phoneNumber": probe_phone, "networkCode": "99999", "text": text}
        page = post({**form, "serviceCode": first.community.ussd_codes[0]})
        if not page.startswith("CON "):
            break
    if not page.startswith("END ") or text != _KEYS[-1]:
        log.warning("probe.not_taken", hops=text.count("*") + 1)
        return False
    return True


def probe_status(session: Session, now: datetime) -> ProbeStatus:
    """Return the status of the probe at a moment."""
    arrived = session.execute(
        select(ProbeRow.started_at, Message.settled_at)
        .join(Message, Message.id == ProbeRow.message_id)
        .where(Message.state == MessageState.DELIVERED)
        .order_by(ProbeRow.id.desc())
        .limit(1)
    ).first()
    newest = session.execute(
        select(ProbeRow.id, Message.state)
        .outerjoin(Message, Message.id == ProbeRow.message_id)
        .where(ProbeRow.started_at <= now - LATE)
        .order_by(ProbeRow.id.desc())
        .limit(MISSES)
    ).all()
    is_silent = len(newest) == MISSES and all(row.state != MessageState.DELIVERED for row in newest)
    if arrived is None or arrived.settled_at is None:
        return ProbeStatus(None, None, is_silent)
    latency = (arrived.settled_at - arrived.started_at).total_seconds()
    return ProbeStatus(latency, (now - arrived.started_at).total_seconds(), is_silent)


def watch(uow: UnitOfWork, directory: Directory) -> None:
    """Notify coordinators once, by both providers, that the probe has fallen silent; delete old probes."""
    uow.session.execute(delete(ProbeRow).where(ProbeRow.started_at < uow.now - _KEPT))
    is_silent = probe_status(uow.session, uow.now).is_silent
    match notices_once.while_true(uow, Notice.PROBE_SILENT, condition=is_silent):
        case Course.BEGINS:
            log.error("probe.silent")
            _notify(uow, directory)
        case Course.ENDS:
            log.warning("probe.back")
        case Course.GOES_ON | Course.ABSENT:
            pass
        case never:
            assert_never(never)


def _notify(uow: UnitOfWork, directory: Directory) -> None:
    for record in directory.communities():
        for person in coordinators(uow, record):
            text = wording.say(record.community, person.language, Text.HEART_SILENT)
            # The first provider may be what failed, so the warning goes out by the backup provider at once, too.
            outgoing = outbox.OutgoingText(MessageKind.ALERT, Lane.RED, text, (person.phone,), by_backup_at_once=True)
            outbox.queue(uow, record, outgoing)
