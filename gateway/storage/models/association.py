"""The association's decisions: what a change of tariff, leaders, mode or stipends names."""

from datetime import datetime
from typing import ClassVar

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from gateway.storage.models.base import Row, Serial
from gateway.storage.models.recording import Recorded, Recording, waiting_index
from menus.domain.record import Source


class DecisionRow(Recorded, Row):
    """A decision of the association, known as `D` and its `number`, counted from 1 in each community.

    It is written once and never changed; a later decision may say otherwise. `person_id` is who wrote it down; null for
    the operator of the computer. `words` are the decision as it was read out; anybody may
    read them, so they are not sealed.
    """

    __tablename__ = "decisions"
    __table_args__ = (
        UniqueConstraint("community_id", "number"),
        waiting_index("decisions"),
        {"sqlite_autoincrement": True},
    )
    recording: ClassVar[Recording] = Recording(
        Source.DECISIONS,
        facts=("id", "community_id", "number", "at", "person_id", "words"),
        words=(),
        kind=None,
    )
    id: Mapped[int] = mapped_column(Serial, primary_key=True)
    community_id: Mapped[int] = mapped_column(ForeignKey("communities.id"))
    number: Mapped[int]
    at: Mapped[datetime]
    person_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"), index=True)
    words: Mapped[str]
