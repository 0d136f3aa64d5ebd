"""Keep passkeys and authenticators of the desk, requests to begin anew, and the stage of a session."""

import sqlalchemy as sa
from alembic import op

revision = "0045"
down_revision = "0044"
branch_labels = None
depends_on = None

_SERIAL = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.add_column("desk_codes", sa.Column("told_at", sa.DateTime(timezone=True), nullable=True))
    # The sessions of the release before end within half a day; each of them had passed its only proof.
    op.add_column("desk_sessions", sa.Column("stage", sa.String(), nullable=False, server_default="signed-in"))
    op.add_column("desk_sessions", sa.Column("wrong_proofs", sa.Integer(), nullable=False, server_default="0"))
    op.create_table(
        "desk_credentials",
        sa.Column("id", _SERIAL, nullable=False),
        sa.Column("person_id", _SERIAL, nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("credential_hash", sa.LargeBinary(16), nullable=True),
        sa.Column("credential_id", sa.LargeBinary(), nullable=True),
        sa.Column("secret", sa.LargeBinary(), nullable=False),
        sa.Column("pin", sa.LargeBinary(), nullable=True),
        sa.Column("sign_count", sa.Integer(), nullable=False),
        sa.Column("is_backed_up", sa.Boolean(), nullable=False),
        sa.Column("last_step", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_used_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_desk_credentials_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_desk_credentials")),
        sa.UniqueConstraint("credential_hash", name=op.f("uq_desk_credentials_credential_hash")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_desk_credentials_person_id"), "desk_credentials", ["person_id"])
    op.create_index(op.f("ix_desk_credentials_ended_at"), "desk_credentials", ["ended_at"])
    op.create_table(
        "desk_recoveries",
        sa.Column("id", _SERIAL, nullable=False),
        sa.Column("person_id", _SERIAL, nullable=False),
        sa.Column("first_by", _SERIAL, nullable=True),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_desk_recoveries_person_id")),
        sa.ForeignKeyConstraint(["first_by"], ["people.id"], name=op.f("fk_desk_recoveries_first_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_desk_recoveries")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_desk_recoveries_person_id"), "desk_recoveries", ["person_id"])
    op.create_index(op.f("ix_desk_recoveries_first_by"), "desk_recoveries", ["first_by"])
    op.create_index(op.f("ix_desk_recoveries_expires_at"), "desk_recoveries", ["expires_at"])


def downgrade() -> None:
    op.drop_table("desk_recoveries")
    op.drop_table("desk_credentials")
    op.drop_column("desk_sessions", "wrong_proofs")
    op.drop_column("desk_sessions", "stage")
    op.drop_column("desk_codes", "told_at")
