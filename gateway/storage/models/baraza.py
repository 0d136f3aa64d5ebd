"""Barazas: meetings that were set by SMS, agendas, questions with the verdicts on them, answers, and reminders."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from gateway.storage.columns import Sealed
from gateway.storage.models.base import Hash, Row, Serial, some_rows
from menus.domain.baraza import LineKind, QuestionState, RefusedWhy


class BarazaMeeting(Row):
    """A meeting that somebody with a role has set. Those of the community file stand there alone.

    `person_id` is who set it last.
    """

    __tablename__ = "baraza_meetings"
    __table_args__ = (UniqueConstraint("community_id", "begins_at"), {"sqlite_autoincrement": True})
    id: Mapped[int] = mapped_column(Serial, primary_key=True)
    community_id: Mapped[int] = mapped_column(ForeignKey("communities.id"))
    begins_at: Mapped[datetime]
    place: Mapped[str]
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)


class BarazaAgendaLine(Row):
    """A line of an agenda. Names in it are crossed out.

    `meeting_at` is when the meeting begins that was the next one when the line was written; null if none was set.
    """

    __tablename__ = "baraza_agenda_lines"
    __table_args__ = (Index(None, "community_id", "id"), {"sqlite_autoincrement": True})
    id: Mapped[int] = mapped_column(Serial, primary_key=True)
    community_id: Mapped[int] = mapped_column(ForeignKey("communities.id"))
    written_at: Mapped[datetime]
    meeting_at: Mapped[datetime | None]
    words: Mapped[str]
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)


class BarazaQuestion(Row):
    """A question for the baraza, known as `Q` and its `number`, counted from 1 in each community.

    Nothing says who asked it: `once` names the hop of the phone alone, and is erased after a day. Names are crossed out
    of the words before they are kept. `why` is the reason of a refusal.
    """

    __tablename__ = "baraza_questions"
    __table_args__ = (
        UniqueConstraint("community_id", "number"),
        UniqueConstraint("once"),
        Index(None, "community_id", "asked_at"),
        some_rows("ix_baraza_questions_traced", "asked_at", where="once IS NOT NULL"),
        some_rows("ix_baraza_questions_kept", "asked_at", where="words IS NOT NULL"),
        {"sqlite_autoincrement": True},
    )
    id: Mapped[int] = mapped_column(Serial, primary_key=True)
    community_id: Mapped[int] = mapped_column(ForeignKey("communities.id"))
    number: Mapped[int]
    asked_at: Mapped[datetime]
    words: Mapped[str | None] = mapped_column(Sealed("baraza_questions.words"))
    once: Mapped[bytes | None] = mapped_column(Hash)
    state: Mapped[QuestionState]
    why: Mapped[RefusedWhy | None]


class BarazaLook(Row):
    """The verdict of a person on a question, with the role and the tenure in which they gave it.

    `why` is null if they have let it through.
    """

    __tablename__ = "baraza_looks"
    question_id: Mapped[int] = mapped_column(ForeignKey("baraza_questions.id"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), primary_key=True, index=True)
    at: Mapped[datetime]
    is_coordinator: Mapped[bool]
    tenure: Mapped[str | None]
    why: Mapped[RefusedWhy | None]


class BarazaLine(Row):
    """A line of "You said, we did": the answer to a question, or what was done about it or about a task.

    `about` is the number of the question or the task. Names are crossed out of the words before they are kept.
    """

    __tablename__ = "baraza_lines"
    __table_args__ = (Index(None, "community_id", "id"), {"sqlite_autoincrement": True})
    id: Mapped[int] = mapped_column(Serial, primary_key=True)
    community_id: Mapped[int] = mapped_column(ForeignKey("communities.id"))
    kind: Mapped[LineKind]
    about: Mapped[str]
    words: Mapped[str]
    at: Mapped[datetime]
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)


class BarazaReminder(Row):
    """A phone that wants one text the day before a meeting: what is needed to send it, and nothing else.

    The number is blanked when the text is queued. The row is deleted after the meeting: until then its hash says that
    the phone has got its text.
    """

    __tablename__ = "baraza_reminders"
    __table_args__ = (
        UniqueConstraint("community_id", "meeting_at", "phone_hash"),
        Index(None, "meeting_at"),
        some_rows("ix_baraza_reminders_due", "due_at", where="phone IS NOT NULL"),
        {"sqlite_autoincrement": True},
    )
    id: Mapped[int] = mapped_column(Serial, primary_key=True)
    community_id: Mapped[int] = mapped_column(ForeignKey("communities.id"))
    meeting_at: Mapped[datetime]
    due_at: Mapped[datetime]
    language: Mapped[str]
    phone: Mapped[str | None] = mapped_column(Sealed("baraza_reminders.phone"))
    phone_hash: Mapped[bytes] = mapped_column(Hash, index=True)
