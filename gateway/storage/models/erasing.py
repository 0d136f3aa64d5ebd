"""Erasing that is asked for and not done yet."""

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from gateway.storage.models.base import Hash, Row, Serial


class EraseRequest(Row):
    """The request to erase what is kept of a number, or of one private report, as long as some of it must wait.

    `phone_hash` is a hash of the number, `report_id` the private report that a helper has named: one of them is null.
    What came after `asked_at` does not belong to it. At `due_at` the clock looks at it again. The row is deleted as
    soon as nothing is left to erase.
    """

    __tablename__ = "erase_requests"
    id: Mapped[int] = mapped_column(Serial, primary_key=True)
    phone_hash: Mapped[bytes | None] = mapped_column(Hash, unique=True)
    report_id: Mapped[int | None] = mapped_column(ForeignKey("reports.id"), unique=True)
    asked_at: Mapped[datetime]
    due_at: Mapped[datetime | None] = mapped_column(index=True)
