"""Filing of the probe's made-up report: the probe phone gets a text, and nobody is alerted."""

from datetime import datetime

from sqlalchemy import select, update

from gateway.communities.directory import CommunityRecord
from gateway.core.unit_of_work import UnitOfWork
from gateway.messaging import outbox
from gateway.storage.models import Message, ProbeRow
from gateway.storage.states import MessageState
from menus.domain.messages import Lane, MessageKind
from menus.sms import wording
from menus.text.names import Text

REFERENCE = "0"
"""The reference on the answer page: a made-up report has none of its own."""


def file(uow: UnitOfWork, record: CommunityRecord, key: bytes, probe_phone: str) -> None:
    """Send the probe phone its text, once for each probe; a call from that phone that is no probe files nothing."""
    row = uow.session.scalar(select(ProbeRow).where(ProbeRow.session_key == key).with_for_update())
    if row is None or row.filed_at is not None:
        return
    # Cancel older probe texts that have not left: they are late, and after an outage they would come all at once.
    uow.session.execute(
        update(Message)
        .where(Message.phone_hash.in_(uow.keyring.phones(probe_phone)), Message.kind == MessageKind.HEARTBEAT)
        .where(Message.state == MessageState.QUEUED)
        .values(state=MessageState.CANCELLED, settled_at=uow.now, reason="late")
        .execution_options(synchronize_session=False)
    )
    text = wording.say(record.community, record.community.language, Text.HEARTBEAT, at=_local(record, uow.now))
    outbox.queue(uow, record, outbox.OutgoingText(MessageKind.HEARTBEAT, Lane.RED, text, (probe_phone,)))
    row.filed_at = uow.now
    row.message_id = uow.session.scalar(
        select(Message.id)
        .where(Message.kind == MessageKind.HEARTBEAT, Message.phone_hash.in_(uow.keyring.phones(probe_phone)))
        .order_by(Message.id.desc())
        .limit(1)
    )


def _local(record: CommunityRecord, now: datetime) -> str:
    return now.astimezone(record.community.timezone).strftime("%H:%M:%S")
