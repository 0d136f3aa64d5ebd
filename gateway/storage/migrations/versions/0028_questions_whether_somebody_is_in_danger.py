"""Keep the open questions whether a patroller is in danger, so that silence raises the alarm after any restart."""

import sqlalchemy as sa
from alembic import op

revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None

_SERIAL = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "danger_questions",
        sa.Column("id", _SERIAL, nullable=False),
        sa.Column("person_id", _SERIAL, nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("zone", sa.String(), nullable=True),
        sa.Column("words", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_danger_questions_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_danger_questions")),
        sa.UniqueConstraint("person_id", name=op.f("uq_danger_questions_person_id")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_danger_questions_due_at"), "danger_questions", ["due_at"])


def downgrade() -> None:
    op.drop_table("danger_questions")
