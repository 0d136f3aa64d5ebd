"""Keep courses of a second chance, and the moments in which two custodians enter or open who one is about."""

import sqlalchemy as sa
from alembic import op

revision = "0065"
down_revision = "0064"
branch_labels = None
depends_on = None

_SERIAL = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def _links(table: str, **columns: str) -> list[sa.Constraint]:
    return [
        sa.ForeignKeyConstraint([column], [f"{to}.id"], name=op.f(f"fk_{table}_{column}"))
        for column, to in columns.items()
    ]


def _some_rows(name: str, column: str, where: str) -> None:
    condition = sa.text(where)
    op.create_index(name, "courses", [column], sqlite_where=condition, postgresql_where=condition)


def upgrade() -> None:
    words = ("end", "repair", "victim", "code", "zone")
    moments = ("warned_at", "stepped_at", "met_at", "next_at", "rests_at")
    op.create_table(
        "courses",
        sa.Column("id", _SERIAL, nullable=False),
        sa.Column("community_id", _SERIAL, nullable=False),
        *(sa.Column(name, sa.String(), nullable=False) for name in ("month", "matter", "phase", "steps")),
        *(sa.Column(name, sa.String(), nullable=True) for name in words),
        *(sa.Column(name, sa.DateTime(timezone=True), nullable=True) for name in moments),
        sa.Column("asked_step", sa.String(), nullable=True),
        sa.Column("asked_by", _SERIAL, nullable=True),
        *(
            sa.Column(name, sa.DateTime(timezone=True), nullable=True)
            for name in ("asked_at", "person_ends_at", "ends_at")
        ),
        sa.Column("person", sa.LargeBinary(), nullable=True),
        sa.Column("note", sa.LargeBinary(), nullable=True),
        *_links("courses", community_id="communities", asked_by="people"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_courses")),
        sa.UniqueConstraint("community_id", "code", name=op.f("uq_courses_community_id_code")),
        sqlite_autoincrement=True,
    )
    _some_rows("ix_courses_next_at", "next_at", "next_at IS NOT NULL")
    _some_rows("ix_courses_person_ends_at", "person_ends_at", "person IS NOT NULL OR note IS NOT NULL")
    _some_rows("ix_courses_ends_at", "ends_at", "code IS NOT NULL")
    _some_rows("ix_courses_asked_by", "asked_by", "asked_by IS NOT NULL")
    op.create_table(
        "course_openings",
        sa.Column("id", _SERIAL, nullable=False),
        sa.Column("community_id", _SERIAL, nullable=False),
        sa.Column("course_id", _SERIAL, nullable=False),
        sa.Column("asked_by", _SERIAL, nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("agreed_by", _SERIAL, nullable=True),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("why", sa.LargeBinary(), nullable=True),
        sa.Column("person", sa.LargeBinary(), nullable=True),
        *_links(
            "course_openings", community_id="communities", course_id="courses", asked_by="people", agreed_by="people"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_course_openings")),
        sqlite_autoincrement=True,
    )
    for column in ("community_id", "course_id", "asked_by", "agreed_by", "expires_at"):
        op.create_index(op.f(f"ix_course_openings_{column}"), "course_openings", [column])


def downgrade() -> None:
    op.drop_table("course_openings")
    op.drop_table("courses")
