"""Keep the codes that open the desk, and the sessions of the people who have signed in there."""

import sqlalchemy as sa
from alembic import op

revision = "0044"
down_revision = "0043"
branch_labels = None
depends_on = None

_SERIAL = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "desk_codes",
        sa.Column("id", _SERIAL, nullable=False),
        sa.Column("person_id", _SERIAL, nullable=False),
        sa.Column("code_hash", sa.LargeBinary(16), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_desk_codes_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_desk_codes")),
        sa.UniqueConstraint("code_hash", name=op.f("uq_desk_codes_code_hash")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_desk_codes_person_id"), "desk_codes", ["person_id"])
    op.create_index(op.f("ix_desk_codes_expires_at"), "desk_codes", ["expires_at"])
    op.create_table(
        "desk_sessions",
        sa.Column("id", _SERIAL, nullable=False),
        sa.Column("person_id", _SERIAL, nullable=False),
        sa.Column("token_hash", sa.LargeBinary(16), nullable=False),
        sa.Column("began_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("acted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("proven_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_desk_sessions_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_desk_sessions")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_desk_sessions_token_hash")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_desk_sessions_person_id_ends_at"), "desk_sessions", ["person_id", "ends_at"])
    op.create_index(op.f("ix_desk_sessions_ends_at"), "desk_sessions", ["ends_at"])


def downgrade() -> None:
    op.drop_table("desk_sessions")
    op.drop_table("desk_codes")
