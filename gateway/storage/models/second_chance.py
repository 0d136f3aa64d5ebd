"""Second chances: courses by their codes, and the moments in which two custodians enter or open who one is about."""

from datetime import datetime

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from gateway.storage.columns import Sealed
from gateway.storage.models.base import Row, Serial, some_rows
from menus.domain.second_chance import CourseEnd, CoursePhase, CourseStep, Petty, Repair, Victim


class Course(Row):
    """A course of warning, family and elders after a petty matter, known by a code such as JANI 42.

    `month` (as `2026-11`), the matter, the phase and the steps stay, and the `end`, `repair` and `victim` that are
    known. All else is null once `ends_at` has come. `person` and `note` are null from `person_ends_at` on. `person` is
    sealed under PEOPLE_KEY, and once more like every sealed value. `next_at` is when the next text is due. `asked_step`
    is a step that one person asked for, and a second one must agree to. `met_at` is when family or elders met first.
    """

    __tablename__ = "courses"
    __table_args__ = (
        UniqueConstraint("community_id", "code"),
        some_rows("ix_courses_next_at", "next_at", where="next_at IS NOT NULL"),
        some_rows("ix_courses_person_ends_at", "person_ends_at", where="person IS NOT NULL OR note IS NOT NULL"),
        some_rows("ix_courses_ends_at", "ends_at", where="code IS NOT NULL"),
        some_rows("ix_courses_asked_by", "asked_by", where="asked_by IS NOT NULL"),
        {"sqlite_autoincrement": True},
    )
    id: Mapped[int] = mapped_column(Serial, primary_key=True)
    community_id: Mapped[int] = mapped_column(ForeignKey("communities.id"))
    month: Mapped[str]
    matter: Mapped[Petty]
    phase: Mapped[CoursePhase]
    steps: Mapped[str]
    end: Mapped[CourseEnd | None]
    repair: Mapped[Repair | None]
    victim: Mapped[Victim | None]
    code: Mapped[str | None]
    zone: Mapped[str | None]
    warned_at: Mapped[datetime | None]
    stepped_at: Mapped[datetime | None]
    met_at: Mapped[datetime | None]
    next_at: Mapped[datetime | None]
    rests_at: Mapped[datetime | None]
    asked_step: Mapped[CourseStep | None]
    asked_by: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    asked_at: Mapped[datetime | None]
    person_ends_at: Mapped[datetime | None]
    ends_at: Mapped[datetime | None]
    person: Mapped[str | None] = mapped_column(Sealed("courses.person"))
    note: Mapped[str | None] = mapped_column(Sealed("courses.note"))


class CourseOpening(Row):
    """A custodian who waits for the other one, to enter who a course is about or to see it, until `expires_at`.

    `person` is who it is about, if the first custodian has entered it (sealed as in `courses`). `agreed_by` is the
    second custodian; null until then. The row is deleted after `expires_at`.
    """

    __tablename__ = "course_openings"
    __table_args__ = ({"sqlite_autoincrement": True},)
    id: Mapped[int] = mapped_column(Serial, primary_key=True)
    community_id: Mapped[int] = mapped_column(ForeignKey("communities.id"), index=True)
    course_id: Mapped[int] = mapped_column(ForeignKey("courses.id"), index=True)
    asked_by: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    asked_at: Mapped[datetime]
    agreed_by: Mapped[int | None] = mapped_column(ForeignKey("people.id"), index=True)
    expires_at: Mapped[datetime] = mapped_column(index=True)
    why: Mapped[str | None] = mapped_column(Sealed("course_openings.why"))
    person: Mapped[str | None] = mapped_column(Sealed("course_openings.person"))
