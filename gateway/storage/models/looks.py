"""Looks: each time that somebody had a sealed number or sealed words shown to them."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from gateway.storage.columns import Sealed
from gateway.storage.models.base import Row, Serial, some_rows
from menus.domain.looks import LookKind


class LookRow(Row):
    """A look at sealed values: the name of the person who looked, and why.

    `person_id` is their row; it is null for an operator. `incident_id` and `report_id` say what was looked at; they are
    null if it belongs to none. `by` and `why` are null once they were erased. A helper gives no reason. `proof` is set
    while the look waits for its place in the record.
    """

    __tablename__ = "looks"
    __table_args__ = (
        Index(None, "community_id", "id"),
        Index(None, "incident_id", "id"),
        Index(None, "at"),
        some_rows("ix_looks_waiting", "community_id", "id", where="proof IS NOT NULL"),
        {"sqlite_autoincrement": True},
    )
    id: Mapped[int] = mapped_column(Serial, primary_key=True)
    community_id: Mapped[int] = mapped_column(ForeignKey("communities.id"))
    incident_id: Mapped[int | None] = mapped_column(ForeignKey("incidents.id"))
    report_id: Mapped[int | None] = mapped_column(ForeignKey("reports.id"))
    person_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    at: Mapped[datetime]
    kind: Mapped[LookKind]
    by: Mapped[str | None] = mapped_column(Sealed("looks.by"))
    why: Mapped[str | None] = mapped_column(Sealed("looks.why"))
    proof: Mapped[bytes | None] = mapped_column(LargeBinary)
