"""Safety: the questions whether somebody is in danger."""

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from gateway.storage.columns import Sealed
from gateway.storage.models.base import Row, Serial


class DangerQuestion(Row):
    """The open question whether a person is in danger, from their cry on until they answer it.

    At `due_at` silence raises the alarm. `words` is their cry, and `zone` the place that it named. `sent_at` is when
    the cry was sent, if it came in long after that. The row is deleted as soon as the question is settled.
    """

    __tablename__ = "danger_questions"
    __table_args__ = ({"sqlite_autoincrement": True},)
    id: Mapped[int] = mapped_column(Serial, primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), unique=True)
    asked_at: Mapped[datetime]
    due_at: Mapped[datetime] = mapped_column(index=True)
    sent_at: Mapped[datetime | None]
    zone: Mapped[str | None]
    words: Mapped[str] = mapped_column(Sealed("danger_questions.words"))
