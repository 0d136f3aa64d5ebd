"""Keep barazas: meetings set by SMS, agendas, questions and the verdicts on them, answers, and reminders."""

from datetime import datetime

import sqlalchemy as sa
from alembic import op

revision = "0063"
down_revision = "0062"
branch_labels = None
depends_on = None

_SERIAL = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_TABLES = (
    "baraza_meetings",
    "baraza_agenda_lines",
    "baraza_questions",
    "baraza_looks",
    "baraza_lines",
    "baraza_reminders",
)


def _links(table: str, **columns: str) -> list[sa.Constraint]:
    return [
        sa.ForeignKeyConstraint([column], [f"{to}.id"], name=op.f(f"fk_{table}_{column}"))
        for column, to in columns.items()
    ]


def _at(name: str, *, nullable: bool = False) -> "sa.Column[datetime]":
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)


def _ids() -> "list[sa.Column[int]]":
    return [sa.Column("id", _SERIAL, nullable=False), sa.Column("community_id", _SERIAL, nullable=False)]


def _some(name: str, table: str, column: str, where: str) -> None:
    op.create_index(name, table, [column], sqlite_where=sa.text(where), postgresql_where=sa.text(where))


def upgrade() -> None:
    _create_meetings()
    _create_questions()
    op.create_table(
        "baraza_lines",
        *_ids(),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("about", sa.String(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        _at("at"),
        sa.Column("person_id", _SERIAL, nullable=False),
        *_links("baraza_lines", community_id="communities", person_id="people"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_baraza_lines")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_baraza_lines_community_id_id"), "baraza_lines", ["community_id", "id"])
    op.create_index(op.f("ix_baraza_lines_person_id"), "baraza_lines", ["person_id"])
    op.create_table(
        "baraza_reminders",
        *_ids(),
        _at("meeting_at"),
        _at("due_at"),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("phone", sa.LargeBinary(), nullable=True),
        sa.Column("phone_hash", sa.LargeBinary(length=16), nullable=False),
        *_links("baraza_reminders", community_id="communities"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_baraza_reminders")),
        sa.UniqueConstraint(
            "community_id",
            "meeting_at",
            "phone_hash",
            name=op.f("uq_baraza_reminders_community_id_meeting_at_phone_hash"),
        ),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_baraza_reminders_meeting_at"), "baraza_reminders", ["meeting_at"])
    op.create_index(op.f("ix_baraza_reminders_phone_hash"), "baraza_reminders", ["phone_hash"])
    _some("ix_baraza_reminders_due", "baraza_reminders", "due_at", "phone IS NOT NULL")


def _create_meetings() -> None:
    op.create_table(
        "baraza_meetings",
        *_ids(),
        _at("begins_at"),
        sa.Column("place", sa.String(), nullable=False),
        sa.Column("person_id", _SERIAL, nullable=False),
        *_links("baraza_meetings", community_id="communities", person_id="people"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_baraza_meetings")),
        sa.UniqueConstraint("community_id", "begins_at", name=op.f("uq_baraza_meetings_community_id_begins_at")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_baraza_meetings_person_id"), "baraza_meetings", ["person_id"])
    op.create_table(
        "baraza_agenda_lines",
        *_ids(),
        _at("written_at"),
        _at("meeting_at", nullable=True),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("person_id", _SERIAL, nullable=False),
        *_links("baraza_agenda_lines", community_id="communities", person_id="people"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_baraza_agenda_lines")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_baraza_agenda_lines_community_id_id"), "baraza_agenda_lines", ["community_id", "id"])
    op.create_index(op.f("ix_baraza_agenda_lines_person_id"), "baraza_agenda_lines", ["person_id"])


def _create_questions() -> None:
    op.create_table(
        "baraza_questions",
        *_ids(),
        sa.Column("number", sa.Integer(), nullable=False),
        _at("asked_at"),
        sa.Column("words", sa.LargeBinary(), nullable=True),
        sa.Column("once", sa.LargeBinary(length=16), nullable=True),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("why", sa.String(), nullable=True),
        *_links("baraza_questions", community_id="communities"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_baraza_questions")),
        sa.UniqueConstraint("community_id", "number", name=op.f("uq_baraza_questions_community_id_number")),
        sa.UniqueConstraint("once", name=op.f("uq_baraza_questions_once")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_baraza_questions_community_id_asked_at"), "baraza_questions", ["community_id", "asked_at"])
    _some("ix_baraza_questions_traced", "baraza_questions", "asked_at", "once IS NOT NULL")
    _some("ix_baraza_questions_kept", "baraza_questions", "asked_at", "words IS NOT NULL")
    op.create_table(
        "baraza_looks",
        sa.Column("question_id", _SERIAL, nullable=False),
        sa.Column("person_id", _SERIAL, nullable=False),
        _at("at"),
        sa.Column("is_coordinator", sa.Boolean(), nullable=False),
        sa.Column("tenure", sa.String(), nullable=True),
        sa.Column("why", sa.String(), nullable=True),
        *_links("baraza_looks", question_id="baraza_questions", person_id="people"),
        sa.PrimaryKeyConstraint("question_id", "person_id", name=op.f("pk_baraza_looks")),
    )
    op.create_index(op.f("ix_baraza_looks_person_id"), "baraza_looks", ["person_id"])


def downgrade() -> None:
    for table in reversed(_TABLES):
        op.drop_table(table)
