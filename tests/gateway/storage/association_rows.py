"""A row in each table of the association's own life, for the test of later columns."""

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from gateway.storage.binding import bound
from gateway.storage.models import DecisionRow, Row
from gateway.storage.models.giving import Account, Giver, GivingReceipt, Movement
from gateway.storage.models.giving_asks import BookCheck, GiftInKind, GivingAsk, GivingNote
from gateway.storage.models.paying import IncomingPayment
from menus.domain.giving import AccountKind, AskKind, AskState, GivenBy, NoteKind
from menus.domain.paying import PaymentSource, PaymentState
from tests.first_release import STOPPED_AT

TABLES: tuple[type[Row], ...] = (
    DecisionRow,
    Giver,
    Account,
    GivingReceipt,
    Movement,
    GivingAsk,
    GiftInKind,
    GivingNote,
    BookCheck,
    IncomingPayment,
)
"""The tables of the association's own life."""


def fill(session: Session, community_id: int, person_id: int) -> None:
    """Put a row into each of them."""
    ours = {"community_id": community_id}
    decision = {**ours, "number": 1, "at": STOPPED_AT, "person_id": person_id, "words": "50 a month"}
    session.execute(insert(DecisionRow), bound(session, DecisionRow, [decision]))
    giver = {**ours, "number": "G10009", "phone_hash": bytes(16), "phone": "+254711000021", "made_at": STOPPED_AT}
    session.execute(insert(Giver), bound(session, Giver, [giver]))
    kinds = [AccountKind.GIVEN, AccountKind.CASH]
    accounts = [Account(**ours, kind=kind, made_at=STOPPED_AT) for kind in kinds]
    session.add_all(accounts)
    session.flush()
    session.execute(insert(GivingReceipt), [{**ours, "number": "R10009", "book": 1, "made_at": STOPPED_AT}])
    moved = {**ours, "at": STOPPED_AT, "amount_kes": 50, "method": GivenBy.CASH, "by": person_id}
    ends = {"from_account_id": accounts[0].id, "to_account_id": accounts[1].id}
    session.execute(insert(Movement), [{**moved, **ends}])
    given = {**ours, "giver_id": session.scalars(select(Giver.id)).one()}
    receipt_id = session.scalars(select(GivingReceipt.id)).one()
    asked = {"number": "P10009", "kind": AskKind.UNDOING, "amount_kes": 50, "asked_by": person_id}
    times = {"asked_at": STOPPED_AT, "expires_at": STOPPED_AT, "state": AskState.WAITING}
    session.execute(insert(GivingAsk), [{**ours, **asked, **times}])
    things = {"at": STOPPED_AT, "count": 4, "things": "torches", "receipt_id": receipt_id, "by": person_id}
    session.execute(insert(GiftInKind), [{**given, **things}])
    note = {**given, "once": bytes(16), "at": STOPPED_AT, "kind": NoteKind.OFFER, "words": "ten chairs"}
    session.execute(insert(GivingNote), bound(session, GivingNote, [note]))
    checked = {**ours, "month": "2026-11", "person_id": person_id, "at": STOPPED_AT}
    session.execute(insert(BookCheck), [checked])
    paid = {"external_id": "SKU1ABC234", "amount_cents": 5_000, "paid_at": STOPPED_AT, "came_at": STOPPED_AT}
    waits = {"came_by": PaymentSource.CALLBACK, "state": PaymentState.UNCLAIMED}
    session.execute(insert(IncomingPayment), [{**ours, **paid, **waits}])
