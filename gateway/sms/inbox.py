"""Inbound SMS: each is stored first, acted on once, and answered by one text."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Select, bindparam, func, inspect, select, union, update
from sqlalchemy.orm import Session, aliased

from gateway.carrier.payloads import InboundSms
from gateway.communities.directory import Directory
from gateway.core import locks
from gateway.core.locks import Lock
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


def _last(from_hash: ColumnElement[bytes | None]) -> list[Select[int]]:
    """Return the queries for the ids of the last texts of a phone, and of the oldest one that waits before an SMS."""
    other = aliased(Inbound)
    is_theirs = other.from_hash == from_hash
    newest = select(other.id).where(is_theirs).order_by(other.received_at.desc(), other.id.desc())
    waiting = select(func.min(other.id)).where(
        is_theirs,
        other.handled_at.is_(None),
        other.received_at > bindparam("since"),
        other.id < bindparam("inbound_id"),
        other.id.not_in(bindparam("passed_over", expanding=True)),
    )
    return [select(newest.limit(arrivals.MOST + 1).subquery().c.id), select(waiting.scalar_subquery())]


def _rows(*ids: Select[int]) -> Select[Inbound]:
    """Return the query for rows with some ids. Each part finds its ids by an index."""
    wanted = union(*ids).subquery()
    return select(Inbound).join(wanted, wanted.c[0] == Inbound.id)


_OF_PHONE = _rows(*_last(bindparam("from_hash", type_=Inbound.from_hash.type)))
_OWN = aliased(Inbound)
_WITH_OTHERS = _rows(
    select(_OWN.id).where(_OWN.id == bindparam("inbound_id")),
    *_last(select(_OWN.from_hash).where(_OWN.id == bindparam("inbound_id")).scalar_subquery()),
)
log = logger()


def lock_of(keyring: Keyring, sms: InboundSms | None) -> Lock | None:
    """Return the lock with which the transaction that keeps an SMS begins; None without an SMS."""
    return None if sms is None else twins.lock_of(keyring, sms)


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


@dataclass
class Turn:
    """The SMS that a job is about. Earlier texts of its phone are acted on first, one by one.

    `passed_over` are texts that could not be acted on just now. `taken` is the text that a transaction acts on.
    """

    inbound_id: int
    passed_over: set[int] = field(default_factory=set)
    taken: int | None = None

    @property
    def is_last(self) -> bool:
        """Whether the transaction acts on this SMS itself, or on none."""
        return self.taken in {self.inbound_id, None}

    @property
    def lock(self) -> Lock:
        """The lock on the phone: a text's meaning depends on the texts before it, so two workers never act on two."""
        return locks.of_row(Inbound.from_hash, self.inbound_id)


def handle(uow: UnitOfWork, directory: Directory, turn: Turn) -> None:
    """Act once on the SMS whose turn it is, in a transaction that began with the lock of `turn`."""
    turn.taken = None
    found = _taken(uow, turn)
    if found is not None:
        turn.taken = found[0].id
        _handle(uow, directory, *found)


def _taken(uow: UnitOfWork, turn: Turn) -> tuple[Inbound, arrivals.Others] | None:
    """Return the SMS that is acted on now, and the last texts of its phone beside it.

    It is the SMS of the turn, or the oldest one of its phone that waits before it. Return None if the SMS of the turn
    waits no longer.
    """
    since = uow.now - _STALE
    asked = {"inbound_id": turn.inbound_id, "since": since, "passed_over": list(turn.passed_over)}
    rows = {row.id: row for row in uow.session.scalars(_WITH_OTHERS, asked)}
    own = rows.get(turn.inbound_id)
    if own is None or own.handled_at is not None:
        return None
    # Texts that came before a change of keys have another hash of the same phone.
    former = [one for one in writers.hashes(uow.keyring, own.from_phone, own.from_hash) if one != own.from_hash]
    for one in former:
        rows |= {row.id: row for row in uow.session.scalars(_OF_PHONE, {**asked, "from_hash": one})}
    waiting = (
        row.id for row in rows.values() if row.id < own.id and row.handled_at is None and row.received_at > since
    )
    taken = rows[min((one for one in waiting if one not in turn.passed_over), default=own.id)]
    return taken, arrivals.others_of(taken, rows.values())


def wakeup_of(session: Session, inbound_id: int) -> Wakeup | None:
    """Return the wakeup of an SMS that still waits; None if it waits no longer."""
    waits = select(Inbound.lane).where(Inbound.id == inbound_id, Inbound.handled_at.is_(None))
    lane = session.scalar(waits)
    return None if lane is None else Wakeup(lane, HANDLE, inbound_id)


def give_up(uow: UnitOfWork, inbound_id: int) -> None:
    """Count a failed attempt to act on an SMS; after `_MOST_TRIES` mark it as failed. The log has the reasons."""
    row = uow.session.get_one(Inbound, inbound_id)
    row.tries += 1
    if row.tries >= _MOST_TRIES and row.handled_at is None:
        row.handled_at, row.result = uow.now, "failed"


def _handle(uow: UnitOfWork, directory: Directory, row: Inbound, others: arrivals.Others) -> None:
    # Notes about it are written once, at the end.
    uow.session.expunge(row)
    before = _values(row)
    row.handled_at = uow.now
    with outbox.together(uow):
        reply = _act(uow, directory, row, others)
    row.result, row.private_report_id = reply.result, reply.private_report_id
    if row.private_report_id is not None:
        # The words are stored sealed with the report. The link between them and this phone is not needed.
        row.from_phone, row.text = None, ""
    if reply.drops_number:
        row.from_phone = None
    if reply.drops_words:
        row.text = ""
    changed = {name: value for name, value in _values(row).items() if value != before[name]}
    still_waits = (Inbound.id == row.id, Inbound.handled_at.is_(None))
    if not uow.session.connection().execute(update(Inbound).where(*still_waits).values(**changed)).rowcount:
        # Nothing of this is done twice, even if a change of keys gave the phone another lock meanwhile.
        message = "another worker has acted on this text"
        raise RuntimeError(message)
    # The log must not reveal the reporter of a private report either: its result is that of any other text.
    log.info("sms.handled", result=row.result)


def _values(row: Inbound) -> dict[str, object]:
    return {column.key: getattr(row, column.key) for column in inspect(Inbound).column_attrs}


def _act(uow: UnitOfWork, directory: Directory, row: Inbound, others: arrivals.Others) -> Reply:
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
