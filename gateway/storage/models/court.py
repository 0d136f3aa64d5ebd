"""Court steps: what became of an arrest, by the incident alone. Rows are written once and never changed."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from gateway.storage.models.base import Row, Serial
from menus.domain.court import CourtStep


class CourtStepRow(Row):
    """A step of an incident between arrest and court. `day` is a day of court. No row names anybody.

    `person_id` is the person with a role who told it.
    """

    __tablename__ = "court_steps"
    __table_args__ = (Index(None, "community_id", "step", "at"), {"sqlite_autoincrement": True})
    id: Mapped[int] = mapped_column(Serial, primary_key=True)
    community_id: Mapped[int] = mapped_column(ForeignKey("communities.id"))
    incident_id: Mapped[int] = mapped_column(ForeignKey("incidents.id"), index=True)
    step: Mapped[CourtStep]
    at: Mapped[datetime]
    day: Mapped[date | None]
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
