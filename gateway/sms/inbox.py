"""Inbound SMS: each is stored first, acted on once, and answered by one text."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial

from sqlalchemy import bindparam, select, update
from sqlalchemy.orm import aliased

from gateway.carrier.payloads import InboundSms
from gateway.communities.directory import Directory
from gateway.core.unit_of_work import UnitOfWork
from gateway.core.wakeups import HANDLE
from gateway.logs import logger
from gateway.messaging import outbox
from gateway.sms import addressing, echoes, router
from gateway.sms.sender import Reply
from gateway.storage.columns import in_order
from gateway.storage.models import Inbound
from menus.domain.messages import LANES, Lane, MessageKind

_MOST_TRIES = 5
_STALE = timedelta(hours=12)
"""Age at which an SMS that nobody acted on is left alone, because an answer so old would do harm.

It stays in the database.
"""
log = logger()


def keep(uow: UnitOfWork, directory: Directory, sms: InboundSms) -> None:
    """Store an inbound SMS; ignore one whose provider's id is already stored."""
    if uow.session.scalar(select(Inbound.id).where(Inbound.provider_id == sms.provider_id)) is not None:
        return
    row = Inbound(
        provider_id=sms.provider_id,
        from_hash=uow.keyring.phone(sms.sender_phone) if sms.sender_phone else None,
        from_phone=sms.sender_phone,
        code=sms.to,
        text=sms.text,
        text_hash=uow.keyring.digest(sms.text, "sms"),
        received_at=uow.now,
        route=sms.route,
        # A responder's answer to an alert must not wait behind a flood of other texts.
        lane=Lane.RED if sms.sender_phone is not None and directory.communities_of(sms.sender_phone) else Lane.NORMAL,
    )
    uow.session.add(row)
    uow.session.flush()
    uow.wake(row.lane, HANDLE, row.id)


def handle(uow: UnitOfWork, directory: Directory, inbound_id: int) -> None:
    """Act once on a stored SMS, even if two workers get it; act first on earlier ones of the same phone."""
    for earlier in uow.session.scalars(_EARLIER, {"inbound_id": inbound_id, "since": uow.now - _STALE}).all():
        uow.in_savepoint("sms", earlier, partial(_handle, uow, directory, earlier))
    _handle(uow, directory, inbound_id)


_Other = aliased(Inbound)
_EARLIER = (
    select(Inbound.id)
    .join(_Other, _Other.from_hash == Inbound.from_hash)
    .where(
        _Other.id == bindparam("inbound_id"),
        Inbound.id < bindparam("inbound_id"),
        Inbound.handled_at.is_(None),
        Inbound.received_at > bindparam("since"),
    )
    .order_by(Inbound.id)
)


def give_up(uow: UnitOfWork, inbound_id: int) -> None:
    """Count a failed attempt to act on an SMS; after `_MOST_TRIES` mark it as failed. The log has the reasons."""
    row = uow.session.get_one(Inbound, inbound_id)
    row.tries += 1
    if row.tries >= _MOST_TRIES and row.handled_at is None:
        row.handled_at, row.result = uow.now, "failed"


def _handle(uow: UnitOfWork, directory: Directory, inbound_id: int) -> None:
    taken = uow.session.scalars(
        update(Inbound)
        .where(Inbound.id == inbound_id, Inbound.handled_at.is_(None))
        .values(handled_at=uow.now)
        .returning(Inbound.id)
        .execution_options(synchronize_session=False)
    ).all()
    if not taken:
        return
    row = uow.session.get_one(Inbound, inbound_id)
    reply = _act(uow, directory, row)
    row.result, row.private_report_id = reply.result, reply.private_report_id
    if row.private_report_id is not None:
        # The words are stored sealed with the report. The link between them and this phone is not needed.
        row.from_phone, row.text = None, ""
    # The log must not reveal the reporter of a private report either: its result is that of any other text.
    log.info("sms.handled", inbound=row.id, result=row.result)


def _act(uow: UnitOfWork, directory: Directory, row: Inbound) -> Reply:
    if row.from_phone is None:
        # A sender name or short code cannot be answered, and two machines must not text each other.
        return Reply("not-a-phone", "")
    if echoes.is_echo(uow, directory, row):
        return Reply("echo", "")
    record = addressing.community_of(uow, directory, row)
    if record is None:
        return Reply("no-community", "")
    reply = router.answer(uow, record, row.from_phone, row.text, row.route)
    if reply.text:
        outbox.queue(uow, record, outbox.OutgoingText(MessageKind.ANSWER, Lane.NORMAL, reply.text, (row.from_phone,)))
    return reply


@dataclass(frozen=True)
class Waiting:
    """An SMS that is still not acted on, the lane of its wakeup, and the time since when it waits."""

    inbound_id: int
    lane: Lane
    since: datetime


def unhandled(uow: UnitOfWork, older_than: timedelta) -> list[Waiting]:
    """Return at most 100 stored SMS that nobody has acted on for `older_than`, those of responders first."""
    rows = uow.session.execute(
        select(Inbound.id, Inbound.lane, Inbound.received_at)
        .where(
            Inbound.handled_at.is_(None),
            Inbound.received_at <= uow.now - older_than,
            Inbound.received_at > uow.now - _STALE,
        )
        .order_by(in_order(Inbound.lane, LANES), Inbound.id)
        .limit(100)
    )
    return [Waiting(*row) for row in rows]
