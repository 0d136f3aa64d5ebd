"""Looks: each time that somebody had a sealed number or sealed words shown to them."""

from datetime import datetime
from typing import ClassVar

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from gateway.storage.columns import Sealed
from gateway.storage.models.base import Row, Serial, some_rows
from gateway.storage.models.recording import Recorded, Recording, waiting_index
from menus.domain.looks import LookKind
from menus.domain.record import Source


class LookRow(Recorded, Row):
    """A look at sealed values: the name of the person who looked, and why.

    `person_id` is their row; it is null for an operator. `incident_id` and `report_id` say what was looked at; they are
    null if it belongs to none. `by` and `why` are null once they were erased. A helper gives no reason.
    """

    __tablename__ = "looks"
    __table_args__ = (
        Index(None, "community_id", "id"),
        Index(None, "incident_id", "id"),
        Index(None, "at"),
        waiting_index("looks"),
        some_rows("ix_looks_person_id", "person_id", where="person_id IS NOT NULL"),
        some_rows("ix_looks_kept", "at", where='"by" IS NOT NULL'),
        {"sqlite_autoincrement": True},
    )
    recording: ClassVar[Recording] = Recording(
        Source.LOOKS,
        facts=("id", "community_id", "incident_id", "report_id", "person_id", "at", "kind"),
        words=("by", "why"),
        incident="incident_id",
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
