"""Keep the pulse: counts of answers, and apart from them the phones that have answered."""

import sqlalchemy as sa
from alembic import op

revision = "0069"
down_revision = "0068"
branch_labels = None
depends_on = None

_SERIAL = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "pulse_counts",
        sa.Column("community_id", _SERIAL, nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("period", sa.String(), nullable=False),
        sa.Column("zone", sa.String(), nullable=False),
        sa.Column("answer", sa.String(), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["community_id"], ["communities.id"], name=op.f("fk_pulse_counts_community_id")),
        sa.PrimaryKeyConstraint("community_id", "kind", "period", "zone", "answer", name=op.f("pk_pulse_counts")),
    )
    op.create_table(
        "pulse_phones",
        sa.Column("community_id", _SERIAL, nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("period", sa.String(), nullable=False),
        sa.Column("phone_hash", sa.LargeBinary(length=16), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["community_id"], ["communities.id"], name=op.f("fk_pulse_phones_community_id")),
        sa.PrimaryKeyConstraint("community_id", "kind", "period", "phone_hash", name=op.f("pk_pulse_phones")),
    )
    op.create_index(op.f("ix_pulse_phones_ends_at"), "pulse_phones", ["ends_at"])


def downgrade() -> None:
    op.drop_table("pulse_phones")
    op.drop_table("pulse_counts")
