"""Filing a made-up report: its sink number gets a text, and nobody is alerted."""

from datetime import datetime

from sqlalchemy import select, update

from gateway.communities.directory import Town
from gateway.core.unit_of_work import Unit
from gateway.messaging import outbox
from gateway.storage.models import HeartbeatRow, Message
from gateway.storage.states import MessageState
from menus.sms import wording

REFERENCE = "0"
"""The number on the answer page: a made-up report has none."""


def file(unit: Unit, town: Town, key: bytes, sink: str) -> None:
    """Send the sink number its text, once; a call from there that is no heartbeat files nothing."""
    row = unit.session.scalar(select(HeartbeatRow).where(HeartbeatRow.session_key == key).with_for_update())
    if row is None or row.filed_at is not None:
        return
    # One that could not leave yet has missed its time: after an outage they would come all at once.
    unit.session.execute(
        update(Message)
        .where(Message.phone_hash == unit.keyring.phone(sink), Message.kind == "heartbeat")
        .where(Message.state == MessageState.QUEUED)
        .values(state=MessageState.CANCELLED, settled_at=unit.now, reason="late")
        .execution_options(synchronize_session=False)
    )
    text = wording.say(town.community, town.community.language, "heartbeat", at=_local(town, unit.now))
    outbox.queue(unit, town, outbox.Envelope("heartbeat", "red", text, (sink,)))
    row.filed_at = unit.now
    row.message_id = unit.session.scalar(
        select(Message.id)
        .where(Message.kind == "heartbeat", Message.phone_hash == unit.keyring.phone(sink))
        .order_by(Message.id.desc())
        .limit(1)
    )


def _local(town: Town, now: datetime) -> str:
    return now.astimezone(town.community.timezone).strftime("%H:%M:%S")
