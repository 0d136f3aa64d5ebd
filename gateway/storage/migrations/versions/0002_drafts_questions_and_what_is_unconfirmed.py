"""Drafts that survive a session, questions to reporters, and what is unconfirmed, held, flagged or about somebody."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

_SERIAL = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    for column in ("unconfirmed", "held"):
        op.add_column("incidents", sa.Column(column, sa.Boolean(), nullable=False, server_default=sa.false()))
    for column in ("around", "flag"):
        op.add_column("incidents", sa.Column(column, sa.String(), nullable=True))
    op.add_column("reports", sa.Column("unconfirmed", sa.Boolean(), nullable=False, server_default=sa.false()))
    for column in ("place", "hint_words"):
        op.add_column("reports", sa.Column(column, sa.LargeBinary(), nullable=True))
    op.create_table(
        "drafts",
        sa.Column("id", _SERIAL, nullable=False),
        sa.Column("community_id", _SERIAL, nullable=False),
        sa.Column("session_key", sa.LargeBinary(length=16), nullable=False),
        sa.Column("caller_hash", sa.LargeBinary(length=16), nullable=False),
        sa.Column("phone", sa.LargeBinary(), nullable=True),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("category", sa.String(), nullable=False),
        sa.Column("harm", sa.String(), nullable=True),
        sa.Column("zone", sa.String(), nullable=True),
        sa.Column("place", sa.LargeBinary(), nullable=True),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("length", sa.Integer(), nullable=False),
        sa.Column("touched_at", _MOMENT, nullable=False),
        sa.Column("due_at", _MOMENT, nullable=True),
        sa.Column("offered_to", sa.LargeBinary(length=16), nullable=True),
        sa.Column("report_id", _SERIAL, nullable=True),
        sa.ForeignKeyConstraint(["community_id"], ["communities.id"], name="fk_drafts_community_id"),
        sa.ForeignKeyConstraint(["report_id"], ["reports.id"], name="fk_drafts_report_id"),
        sa.PrimaryKeyConstraint("id", name="pk_drafts"),
        sa.UniqueConstraint("session_key", name="uq_drafts_session_key"),
    )
    op.create_index("ix_drafts_caller_hash_touched_at", "drafts", ["caller_hash", "touched_at"])
    op.create_index("ix_drafts_due_at", "drafts", ["due_at"])
    op.create_index("ix_drafts_offered_to", "drafts", ["offered_to"])
    op.create_table(
        "questions",
        sa.Column("id", _SERIAL, nullable=False),
        sa.Column("report_id", _SERIAL, nullable=False),
        sa.Column("person_id", _SERIAL, nullable=False),
        sa.Column("text", sa.LargeBinary(), nullable=False),
        sa.Column("asked_at", _MOMENT, nullable=False),
        sa.Column("answer", sa.LargeBinary(), nullable=True),
        sa.Column("answered_at", _MOMENT, nullable=True),
        sa.Column("answered_in", sa.LargeBinary(length=16), nullable=True),
        sa.ForeignKeyConstraint(["report_id"], ["reports.id"], name="fk_questions_report_id"),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name="fk_questions_person_id"),
        sa.PrimaryKeyConstraint("id", name="pk_questions"),
    )
    op.create_index("ix_questions_report_id", "questions", ["report_id"])


def downgrade() -> None:
    op.drop_table("questions")
    op.drop_table("drafts")
    for column in ("hint_words", "place", "unconfirmed"):
        op.drop_column("reports", column)
    for column in ("flag", "around", "held", "unconfirmed"):
        op.drop_column("incidents", column)
