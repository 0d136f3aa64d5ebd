"""Payments by mobile money that came in. A payer's name and phone are not kept, nor what they typed as the account."""

from datetime import datetime

from sqlalchemy import BigInteger, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from gateway.storage.models.base import Row, Serial, some_rows
from menus.domain.paying import PaymentSource, PaymentState


class IncomingPayment(Row):
    """A payment to a paybill of the association.

    `external_id` is the number that the network gave it: a callback that comes twice is one payment. `account` is the
    number of a giver, if the payer typed something of that form. `amount_cents` is null if no amount could be read.
    `community_id` is null while no community has that paybill. Once it is booked, the movement with the same
    `external_id` is its gift.
    """

    __tablename__ = "incoming_payments"
    __table_args__ = (
        Index(None, "community_id", "state", "id"),
        some_rows("ix_incoming_payments_nobodys", "shortcode", where="community_id IS NULL"),
        {"sqlite_autoincrement": True},
    )
    id: Mapped[int] = mapped_column(Serial, primary_key=True)
    community_id: Mapped[int | None] = mapped_column(ForeignKey("communities.id"))
    external_id: Mapped[str] = mapped_column(unique=True)
    shortcode: Mapped[str | None]
    account: Mapped[str | None]
    amount_cents: Mapped[int | None] = mapped_column(BigInteger)
    paid_at: Mapped[datetime]
    came_at: Mapped[datetime]
    came_by: Mapped[PaymentSource]
    state: Mapped[PaymentState]
    booked_at: Mapped[datetime | None]
