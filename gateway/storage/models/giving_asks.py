"""Giving, beside the movements: what waits for a second person, gifts in kind, notes of residents, and counts.

No table here names an incident, and no table of incidents names one of these: who is helped knows no money.
"""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from gateway.storage.columns import Sealed
from gateway.storage.models.base import Hash, Row, Serial, some_rows
from menus.domain.giving import AskKind, AskState, NoteKind, Offered


class GivingAsk(Row):
    """An act that a second person must agree to: a payment, a handing over of cash, or the undoing of a gift.

    It is known as `P20417`. A payment and a handing over have two accounts; an undoing has the movement that is wrong.
    `recipient_id` is who gets a stipend. What was agreed is a movement of its own.
    """

    __tablename__ = "giving_asks"
    __table_args__ = (
        CheckConstraint("amount_kes > 0", name="ck_giving_asks_amount"),
        Index(None, "community_id", "asked_at"),
        Index(None, "from_account_id"),
        Index(None, "to_account_id"),
        Index(None, "movement_id"),
        some_rows("ix_giving_asks_waiting", "expires_at", where="state = 'waiting'"),
        {"sqlite_autoincrement": True},
    )
    id: Mapped[int] = mapped_column(Serial, primary_key=True)
    community_id: Mapped[int] = mapped_column(ForeignKey("communities.id"))
    number: Mapped[str] = mapped_column(unique=True)
    kind: Mapped[AskKind]
    amount_kes: Mapped[int]
    from_account_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    to_account_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    decision_id: Mapped[int | None] = mapped_column(ForeignKey("decisions.id"), index=True)
    movement_id: Mapped[int | None] = mapped_column(ForeignKey("movements.id"))
    recipient_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"), index=True)
    asked_by: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    asked_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    state: Mapped[AskState]
    settled_at: Mapped[datetime | None]
    settled_by: Mapped[int | None] = mapped_column(ForeignKey("people.id"), index=True)


class GiftInKind(Row):
    """A gift of things: how many of what, with a receipt. Names were crossed out of `things`."""

    __tablename__ = "gifts_in_kind"
    __table_args__ = (
        CheckConstraint("count > 0", name="ck_gifts_in_kind_count"),
        Index(None, "community_id", "at"),
        {"sqlite_autoincrement": True},
    )
    id: Mapped[int] = mapped_column(Serial, primary_key=True)
    community_id: Mapped[int] = mapped_column(ForeignKey("communities.id"))
    at: Mapped[datetime]
    count: Mapped[int]
    things: Mapped[str]
    giver_id: Mapped[int] = mapped_column(ForeignKey("givers.id"), index=True)
    receipt_id: Mapped[int] = mapped_column(ForeignKey("giving_receipts.id"), unique=True)
    by: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    undone_at: Mapped[datetime | None]


class GivingNote(Row):
    """A note of a resident about giving: an offer of things, or a question about a receipt.

    `once` names the hop: the same post twice writes one note.
    """

    __tablename__ = "giving_notes"
    __table_args__ = (Index(None, "at"), {"sqlite_autoincrement": True})
    id: Mapped[int] = mapped_column(Serial, primary_key=True)
    community_id: Mapped[int] = mapped_column(ForeignKey("communities.id"))
    once: Mapped[bytes] = mapped_column(Hash, unique=True)
    at: Mapped[datetime]
    kind: Mapped[NoteKind]
    giver_id: Mapped[int] = mapped_column(ForeignKey("givers.id"), index=True)
    receipt_id: Mapped[int | None] = mapped_column(ForeignKey("giving_receipts.id"), index=True)
    offered: Mapped[Offered | None]
    words: Mapped[str | None] = mapped_column(Sealed("giving_notes.words"))


class BookCheck(Row):
    """Somebody with a role has counted the money of a month (`2026-11`), and found it as the books say."""

    __tablename__ = "book_checks"
    __table_args__ = (UniqueConstraint("community_id", "month", "person_id"), {"sqlite_autoincrement": True})
    id: Mapped[int] = mapped_column(Serial, primary_key=True)
    community_id: Mapped[int] = mapped_column(ForeignKey("communities.id"))
    month: Mapped[str]
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    at: Mapped[datetime]
