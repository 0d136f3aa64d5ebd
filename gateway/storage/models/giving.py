"""Giving: givers, accounts, receipts, movements of money, what waits for a second person, and gifts in kind.

No table here names an incident, and no table of incidents names one of these: who is helped knows no money.
"""

from datetime import datetime
from typing import ClassVar

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from gateway.storage.columns import Sealed
from gateway.storage.models.base import Hash, Row, Serial, some_rows
from gateway.storage.models.recording import Recorded, Recording, waiting_index
from menus.domain.giving import AccountKind, Band, GivenBy
from menus.domain.record import Source

KEPT_GIVER = "phone_hash IS NOT NULL"
"""The condition that a phone leads to a giver."""


class Giver(Row):
    """Somebody who gives, known by a number (`G482731`) that stands on their receipts. No name is kept.

    `phone_hash` is the keyed hash of the phone from which they have linked themselves, if they have. `phone` is its
    number, to which their receipts go, and `language` that of the receipts. `band` is what they have said of
    themselves.
    """

    __tablename__ = "givers"
    __table_args__ = (
        Index(None, "community_id", "phone_hash"),
        some_rows("ix_givers_phone", "phone_hash", where="phone_hash IS NOT NULL"),
        some_rows("ix_givers_kept", "made_at", where=KEPT_GIVER),
        {"sqlite_autoincrement": True},
    )
    id: Mapped[int] = mapped_column(Serial, primary_key=True)
    community_id: Mapped[int] = mapped_column(ForeignKey("communities.id"))
    number: Mapped[str] = mapped_column(unique=True)
    phone_hash: Mapped[bytes | None] = mapped_column(Hash)
    phone: Mapped[str | None] = mapped_column(Sealed("givers.phone"))
    language: Mapped[str | None]
    band: Mapped[Band | None]
    made_at: Mapped[datetime]


class Account(Row):
    """An account of the association.

    `person_id` is whose hands the cash is in. `name` is the number of a paybill or a bank account, or the heading of
    what was spent. A frozen account is shown to nobody who wants to give.
    """

    __tablename__ = "accounts"
    __table_args__ = (
        UniqueConstraint("community_id", "kind", "name", "person_id"),
        {"sqlite_autoincrement": True},
    )
    id: Mapped[int] = mapped_column(Serial, primary_key=True)
    community_id: Mapped[int] = mapped_column(ForeignKey("communities.id"))
    kind: Mapped[AccountKind]
    person_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"), index=True)
    name: Mapped[str] = mapped_column(default="")
    made_at: Mapped[datetime]
    frozen_at: Mapped[datetime | None]


class GivingReceipt(Row):
    """The number of a receipt (`R412783`). `book` numbers the printed book in which it stands blank, if it does."""

    __tablename__ = "giving_receipts"
    __table_args__ = (Index(None, "community_id", "book"), {"sqlite_autoincrement": True})
    id: Mapped[int] = mapped_column(Serial, primary_key=True)
    community_id: Mapped[int] = mapped_column(ForeignKey("communities.id"))
    number: Mapped[str] = mapped_column(unique=True)
    book: Mapped[int | None]
    made_at: Mapped[datetime]


class Movement(Recorded, Row):
    """An amount that moved from one account to another. It is written once: the database refuses any change of it.

    So the books are in balance at any time. A mistake is put right by a movement the other way, whose `reverses` is the
    id of the wrong one. `month` is the month that a gift is for, as `2026-11`. `external_id` is the number that a
    network gave a payment; no two movements have the same. `agreed_by` is the second person of a payment.
    """

    __tablename__ = "movements"
    __table_args__ = (
        CheckConstraint("amount_kes > 0", name="ck_movements_amount"),
        CheckConstraint("from_account_id <> to_account_id", name="ck_movements_accounts"),
        Index(None, "community_id", "at"),
        Index(None, "from_account_id"),
        Index(None, "to_account_id"),
        some_rows("ix_movements_giver_id", "giver_id", where="giver_id IS NOT NULL"),
        waiting_index("movements"),
        {"sqlite_autoincrement": True},
    )
    recording: ClassVar[Recording] = Recording(
        Source.MOVEMENTS,
        facts=(
            "id",
            "community_id",
            "at",
            "amount_kes",
            "from_account_id",
            "to_account_id",
            "receipt_id",
            "giver_id",
            "month",
            "method",
            "external_id",
            "by",
            "agreed_by",
            "decision_id",
            "reverses",
        ),
        words=(),
        kind=None,
    )
    id: Mapped[int] = mapped_column(Serial, primary_key=True)
    community_id: Mapped[int] = mapped_column(ForeignKey("communities.id"))
    at: Mapped[datetime]
    amount_kes: Mapped[int]
    from_account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    to_account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    receipt_id: Mapped[int | None] = mapped_column(ForeignKey("giving_receipts.id"), unique=True)
    giver_id: Mapped[int | None] = mapped_column(ForeignKey("givers.id"))
    month: Mapped[str | None]
    method: Mapped[GivenBy]
    external_id: Mapped[str | None] = mapped_column(unique=True)
    by: Mapped[int | None] = mapped_column(ForeignKey("people.id"), index=True)
    agreed_by: Mapped[int | None] = mapped_column(ForeignKey("people.id"), index=True)
    decision_id: Mapped[int | None] = mapped_column(ForeignKey("decisions.id"), index=True)
    reverses: Mapped[int | None] = mapped_column(ForeignKey("movements.id"), unique=True)
