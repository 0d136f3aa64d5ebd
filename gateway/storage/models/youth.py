"""Youth work: tasks made of hazards, what callers say of them, the duty history, and the vetting of new patrollers."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from gateway.storage.columns import Sealed
from gateway.storage.models.base import Hash, Row, Serial, some_rows
from menus.domain.tasks import TaskKind, TaskState, VoiceKind
from menus.domain.vetting import RefusalReason, VettingState


class Task(Row):
    """A task of a youth group, known as `T50217`.

    `project` is what is to be done and `did` what was done, as anybody may read it: names were crossed out before.
    `taken_by` leads the group that took it. `reopened_at` is when callers last said that it is still as it was.
    """

    __tablename__ = "tasks"
    __table_args__ = (Index(None, "community_id", "state"), {"sqlite_autoincrement": True})
    id: Mapped[int] = mapped_column(Serial, primary_key=True)
    community_id: Mapped[int] = mapped_column(ForeignKey("communities.id"))
    number: Mapped[str] = mapped_column(unique=True)
    zone: Mapped[str | None]
    kind: Mapped[TaskKind]
    project: Mapped[str]
    state: Mapped[TaskState]
    made_at: Mapped[datetime]
    made_by: Mapped[int | None] = mapped_column(ForeignKey("people.id"), index=True)
    taken_at: Mapped[datetime | None]
    taken_by: Mapped[int | None] = mapped_column(ForeignKey("people.id"), index=True)
    done_at: Mapped[datetime | None]
    did: Mapped[str | None]
    reopened_at: Mapped[datetime | None]


class TaskReport(Row):
    """A hazard that a task is about: its incident. An incident belongs to one task at most."""

    __tablename__ = "task_reports"
    incident_id: Mapped[int] = mapped_column(ForeignKey("incidents.id"), primary_key=True)
    task_id: Mapped[int] = mapped_column(ForeignKey("tasks.id"), index=True)


class TaskVoice(Row):
    """The word of one phone on a task or a project, once.

    `voice` is a keyed hash of the phone together with the thing and what it says: two rows of one phone cannot be found
    by each other, nor by its reports. `subject` is the number of a task, or the name of a project in the file.
    """

    __tablename__ = "task_voices"
    __table_args__ = (Index(None, "community_id", "subject", "kind"), Index(None, "at"))
    voice: Mapped[bytes] = mapped_column(Hash, primary_key=True)
    community_id: Mapped[int] = mapped_column(ForeignKey("communities.id"))
    subject: Mapped[str]
    kind: Mapped[VoiceKind]
    at: Mapped[datetime]


class DutyLogRow(Row):
    """A time on duty of a person, from ON to OFF. `last_on_at` is when they last sent ON in it.

    Without an OFF it lapses at `lapses_at`, as `menus/domain/duty_hours.py` says.
    """

    __tablename__ = "duty_log"
    __table_args__ = (
        Index(None, "person_id", "on_at"),
        some_rows("ix_duty_log_open", "person_id", where="off_at IS NULL"),
        {"sqlite_autoincrement": True},
    )
    id: Mapped[int] = mapped_column(Serial, primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    on_at: Mapped[datetime]
    last_on_at: Mapped[datetime]
    lapses_at: Mapped[datetime]
    off_at: Mapped[datetime | None]


class Vetting(Row):
    """The vetting of somebody who wants to patrol. `checks` holds the names of those that are done.

    `reason` stands in a closed list: no words are kept. The row is deleted some time after the decision, or if nobody
    decides; an act on record stays, without the name.
    """

    __tablename__ = "vettings"
    __table_args__ = ({"sqlite_autoincrement": True},)
    id: Mapped[int] = mapped_column(Serial, primary_key=True)
    community_id: Mapped[int] = mapped_column(ForeignKey("communities.id"), index=True)
    name: Mapped[str] = mapped_column(Sealed("vettings.name"))
    checks: Mapped[dict[str, Any]]
    state: Mapped[VettingState]
    asked_at: Mapped[datetime] = mapped_column(index=True)
    asked_by: Mapped[int | None] = mapped_column(ForeignKey("people.id"), index=True)
    decided_at: Mapped[datetime | None] = mapped_column(index=True)
    decided_by: Mapped[int | None] = mapped_column(ForeignKey("people.id"), index=True)
    reason: Mapped[RefusalReason | None]
