"""Inbound SMS: each is stored first, acted on once, and answered by one text."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func, inspect, select, update
from sqlalchemy.orm import Session, aliased

from gateway.carrier.payloads import InboundSms
from gateway.communities.directory import Directory
from gateway.core.unit_of_work import UnitOfWork
from gateway.core.wakeups import HANDLE, Wakeup
from gateway.logs import logger
from gateway.messaging import outbox
from gateway.sms import addressing, answer_limits, arrivals, echoes, no_phone, router, twins, writers
from gateway.sms.sender import Reply
from gateway.storage.columns import in_order
from gateway.storage.models import Inbound, Message
from gateway.storage.sealing import Keyring
from menus.domain import fetched_texts
from menus.domain.messages import LANES, Lane, MessageKind
from menus.sms import quoting

_MOST_TRIES = 5
_STALE = fetched_texts.LATE
"""Age at which an SMS that nobody acted on is left alone, because an answer so old would do harm.

It stays in the database.
"""
_LAST_TEXTS = 20
"""The texts of a phone that are compared with a copy. A guess, to be tested."""
AT_ONCE = 5
"""The most texts of a phone that one job acts on. A guess, to be tested.

Each has a transaction of its own: other writers wait for one text of a long backlog, and never for all of it.
"""
log = logger()


def keep(uow: UnitOfWork, directory: Directory, sms: InboundSms) -> None:
    """Store an SMS of the webhook; ignore one that is stored already, under its id or as a text that was fetched."""
    if not twins.is_known(uow, sms):
        store(uow, directory, sms)


def store(
    uow: UnitOfWork,
    directory: Directory,
    sms: InboundSms,
    fetched_id: str | None = None,
    late_since: datetime | None = None,
) -> None:
    """Store a new SMS, and let a worker act on it.

    Nobody acts on one that was sent so long ago as `late_since`: it would do harm.
    """
    row = Inbound(
        provider_id=twins.stored_id(uow, sms),
        from_hash=uow.keyring.phone(sms.sender_phone) if sms.sender_phone else no_phone.hash_of(uow, sms.sender_name),
        from_phone=sms.sender_phone,
        code=sms.to,
        text=sms.text,
        text_hash=uow.keyring.digest(sms.text, "sms"),
        received_at=late_since or uow.now,
        handled_at=uow.now if late_since else None,
        result="late" if late_since else None,
        fetched_id=fetched_id,
        twin_key=twins.key(uow, sms, twins.Way.FETCH if fetched_id else twins.Way.WEBHOOK),
        link_hash=twins.link_hash(uow, sms),
        network_date=sms.date,
        # The network knows nothing of the simulated time.
        sent_at=sms.sent_at + uow.simulated if sms.sent_at is not None else None,
        route=sms.route,
        # A responder's answer to an alert must not wait behind a flood of other texts.
        lane=Lane.RED if sms.sender_phone is not None and directory.communities_of(sms.sender_phone) else Lane.NORMAL,
    )
    uow.session.add(row)
    uow.session.flush()
    if late_since is None:
        uow.wake(row.lane, HANDLE, row.id)


def handle(uow: UnitOfWork, directory: Directory, inbound_id: int) -> None:
    """Act once on a stored SMS, even if two workers get it."""
    phone = None if uow.is_only_writer else writer(uow.session, inbound_id)
    if phone is not None:
        # A text's meaning depends on the texts before it, so two workers never act on one phone's texts side by side.
        uow.lock_key(phone)
    _handle(uow, directory, inbound_id)


def next_in_turn(
    session: Session, keyring: Keyring, inbound_id: int, now: datetime, passed_over: Collection[int]
) -> int | None:
    """Return the id of the SMS that is acted on next: this one, or the oldest one of its phone that waits before it.

    `passed_over` are texts that could not be acted on just now. Return None if this SMS waits no longer.
    """
    own, other = aliased(Inbound), aliased(Inbound)
    waits = (
        other.handled_at.is_(None),
        other.received_at > now - _STALE,
        other.id < inbound_id,
        other.id.not_in(passed_over),
    )
    first = select(func.min(other.id)).where(other.from_hash == own.from_hash, *waits).scalar_subquery()
    row = session.execute(
        select(own.from_phone, own.from_hash, first).where(own.id == inbound_id, own.handled_at.is_(None))
    ).one_or_none()
    if row is None:
        return None
    # Texts that came before a change of keys have another hash of the same phone.
    others = [one for one in writers.hashes(keyring, row.from_phone, row.from_hash) if one != row.from_hash]
    older = session.scalar(select(func.min(other.id)).where(other.from_hash.in_(others), *waits)) if others else None
    return min((one for one in (row[2], older) if one is not None), default=inbound_id)


def wakeup_of(session: Session, inbound_id: int) -> Wakeup | None:
    """Return the wakeup of an SMS that still waits; None if it waits no longer."""
    waits = select(Inbound.lane).where(Inbound.id == inbound_id, Inbound.handled_at.is_(None))
    lane = session.scalar(waits)
    return None if lane is None else Wakeup(lane, HANDLE, inbound_id)


def writer(session: Session, inbound_id: int) -> bytes | None:
    """Return the hash of the phone that a stored SMS came from, or None."""
    return session.scalar(select(Inbound.from_hash).where(Inbound.id == inbound_id))


def give_up(uow: UnitOfWork, inbound_id: int) -> None:
    """Count a failed attempt to act on an SMS; after `_MOST_TRIES` mark it as failed. The log has the reasons."""
    row = uow.session.get_one(Inbound, inbound_id)
    row.tries += 1
    if row.tries >= _MOST_TRIES and row.handled_at is None:
        row.handled_at, row.result = uow.now, "failed"


def _handle(uow: UnitOfWork, directory: Directory, inbound_id: int) -> None:
    row = uow.session.scalars(
        update(Inbound)
        .where(Inbound.id == inbound_id, Inbound.handled_at.is_(None))
        .values(handled_at=uow.now)
        .returning(Inbound)
        .execution_options(synchronize_session=False)
    ).one_or_none()
    if row is None:
        return
    # Notes about it are written once, at the end.
    uow.session.expunge(row)
    before = _values(row)
    reply = _act(uow, directory, row)
    row.result, row.private_report_id = reply.result, reply.private_report_id
    if row.private_report_id is not None:
        # The words are stored sealed with the report. The link between them and this phone is not needed.
        row.from_phone, row.text = None, ""
    changed = {name: value for name, value in _values(row).items() if value != before[name]}
    uow.session.connection().execute(update(Inbound).where(Inbound.id == row.id).values(**changed))
    # The log must not reveal the reporter of a private report either: its result is that of any other text.
    log.info("sms.handled", inbound=row.id, result=row.result)


def _values(row: Inbound) -> dict[str, object]:
    return {column.key: getattr(row, column.key) for column in inspect(Inbound).column_attrs}


def _act(uow: UnitOfWork, directory: Directory, row: Inbound) -> Reply:
    others = arrivals.others_of(uow, row)
    if echoes.is_echo(uow, directory, row, others):
        return Reply(arrivals.ECHO, "")
    said = _read(uow, directory, row)
    record = addressing.community_of(uow, directory, row, said)
    if record is None:
        return Reply("no-community", "")
    if row.from_phone is None:
        # A sender name or short code cannot be answered, and two machines must not text each other.
        return no_phone.hold(uow, record, row, said)
    reply = router.answer(uow, record, row.from_phone, said, arrivals.arrival_of(uow, record, row, others))
    if reply.text and answer_limits.may_answer(uow, record, row, reply, others):
        erase_at = uow.now + outbox.ERASED if reply.is_erased else None
        for text in (reply.text, *reply.more):
            answer = outbox.OutgoingText(MessageKind.ANSWER, Lane.NORMAL, text, (row.from_phone,), erase_at=erase_at)
            outbox.queue(uow, record, answer)
    return reply


def _read(uow: UnitOfWork, directory: Directory, row: Inbound) -> quoting.Said:
    """Return an SMS as it is read. The last texts that its phone got tell whether it is a copy of one of them."""
    names = directory.shorts()
    has_role = bool(row.from_phone and directory.communities_of(row.from_phone))
    if not quoting.may_quote(row.text, names):
        return quoting.read(row.text, names, freely=has_role)
    got = select(Message.body).where(Message.phone_hash.in_(writers.hashes_of(uow, row)))
    last = uow.session.scalars(got.order_by(Message.id.desc()).limit(_LAST_TEXTS)).all()
    return quoting.read(row.text, names, last, freely=has_role)


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
