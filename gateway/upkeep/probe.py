"""The heartbeat: a made-up report takes the whole way, from a dialled code to a sink number's receipt, and is timed."""

import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from gateway.communities.directory import Directory
from gateway.core.unit_of_work import Unit, UnitMaker
from gateway.logs import logger
from gateway.messaging import outbox
from gateway.messaging.notices import coordinators
from gateway.storage.models import Beat, HeartbeatRow, Message
from gateway.storage.states import MessageState
from menus.sms import wording

LATE = timedelta(seconds=60)
"""How long a heartbeat may take."""
MISSES = 3
"""How many in a row may stay away before that is silence."""
SILENT = "heart-silent"
_KEYS = ("", "1", "1*1", "1*1*1", "1*1*1*1")
_KEPT = timedelta(days=2)
_TRACK = "heartbeat"
log = logger()
Post = Callable[[Mapping[str, str]], str]
"""Posts one USSD hop to the webhook; returns the page."""


@dataclass(frozen=True)
class Pulse:
    """How the heart stands: seconds the newest that arrived took, its age in seconds, and whether it is silent."""

    latency: float | None
    age: float | None
    is_silent: bool


def beat(units: UnitMaker, directory: Directory, post: Post, sink: str) -> bool:
    """Dial a made-up report of a killing from the sink number; True when its last page says that it was received."""
    towns = directory.towns()
    if not towns:
        return False
    session_id = f"heartbeat-{uuid.uuid4().hex}"
    with units() as unit:
        key = unit.keyring.session(session_id, sink)
        unit.session.add(HeartbeatRow(session_key=key, started_at=unit.now))
    page = ""
    for text in _KEYS:
        form = {"sessionId": session_id, "phoneNumber": sink, "networkCode": "99999", "text": text}
        page = post({**form, "serviceCode": towns[0].community.ussd_codes[0]})
        if not page.startswith("CON "):
            break
    if not page.startswith("END ") or text != _KEYS[-1]:
        log.warning("heartbeat.not_taken", hops=text.count("*") + 1)
        return False
    return True


def pulse(session: Session, now: datetime) -> Pulse:
    """Return how the heart stands."""
    arrived = session.execute(
        select(HeartbeatRow.started_at, Message.settled_at)
        .join(Message, Message.id == HeartbeatRow.message_id)
        .where(Message.state == MessageState.DELIVERED)
        .order_by(HeartbeatRow.id.desc())
        .limit(1)
    ).first()
    newest = session.execute(
        select(HeartbeatRow.id, Message.state)
        .outerjoin(Message, Message.id == HeartbeatRow.message_id)
        .where(HeartbeatRow.started_at <= now - LATE)
        .order_by(HeartbeatRow.id.desc())
        .limit(MISSES)
    ).all()
    is_silent = len(newest) == MISSES and all(row.state != MessageState.DELIVERED for row in newest)
    if arrived is None or arrived.settled_at is None:
        return Pulse(None, None, is_silent)
    latency = (arrived.settled_at - arrived.started_at).total_seconds()
    return Pulse(latency, (now - arrived.started_at).total_seconds(), is_silent)


def watch(unit: Unit, directory: Directory) -> None:
    """Tell coordinators once, by both ways, that the heart has fallen silent; forget old heartbeats."""
    unit.session.execute(delete(HeartbeatRow).where(HeartbeatRow.started_at < unit.now - _KEPT))
    told = unit.session.get(Beat, SILENT)
    if not pulse(unit.session, unit.now).is_silent:
        if told is not None:
            log.warning("heartbeat.back")
            unit.session.delete(told)
        return
    if told is not None:
        return
    unit.session.add(Beat(name=SILENT, at=unit.now))
    log.error("heartbeat.silent")
    for town in directory.towns():
        for person in coordinators(unit, town):
            text = wording.say(town.community, person.language, "heart_silent")
            outbox.queue(unit, town, outbox.Envelope("alert", "red", text, (person.phone,), track=_TRACK))
    if unit.policy.has_second:
        # The first way is what fell silent: nobody waits for it to say so.
        unit.session.execute(
            update(Message)
            .where(Message.track == _TRACK, Message.state == MessageState.QUEUED)
            .values(second_due_at=unit.now)
            .execution_options(synchronize_session=False)
        )
