"""Interests: who is tied to an incident or a zone, and is out of it."""

from datetime import datetime

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from gateway.storage.columns import Sealed
from gateway.storage.models.base import Row, Serial, some_rows
from menus.domain.interests import InterestKind

KEPT_SAYER = "said_by IS NOT NULL"


class InterestRow(Row):
    """An interest of a person in one incident, or in a zone (its key) until a moment; null is for good.

    `said_by` is the name of whoever said it, if it was not the person: it is erased some time later. The row stays, so
    that nobody finds again what they were out of.
    """

    __tablename__ = "interests"
    __table_args__ = (
        UniqueConstraint("person_id", "incident_id"),
        some_rows("ix_interests_kept", "at", where=KEPT_SAYER),
        {"sqlite_autoincrement": True},
    )
    id: Mapped[int] = mapped_column(Serial, primary_key=True)
    community_id: Mapped[int] = mapped_column(ForeignKey("communities.id"), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    kind: Mapped[InterestKind]
    incident_id: Mapped[int | None] = mapped_column(ForeignKey("incidents.id"), index=True)
    zone: Mapped[str | None]
    until: Mapped[datetime | None]
    at: Mapped[datetime]
    said_by: Mapped[str | None] = mapped_column(Sealed("interests.said_by"))
