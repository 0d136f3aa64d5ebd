"""Keep the references that stand on paper, so that no report gets one, and the last known balance of an account."""

import sqlalchemy as sa
from alembic import op

revision = "0051"
down_revision = "0050"
branch_labels = None
depends_on = None

_SERIAL = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "reserved_references",
        sa.Column("reference", sa.String(), nullable=False),
        sa.Column("community_id", _SERIAL, nullable=False),
        sa.Column("pad", sa.Integer(), nullable=False),
        sa.Column("reserved_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["community_id"], ["communities.id"], name=op.f("fk_reserved_references_community_id")),
        sa.PrimaryKeyConstraint("reference", name=op.f("pk_reserved_references")),
    )
    op.create_index(op.f("ix_reserved_references_community_id_pad"), "reserved_references", ["community_id", "pad"])
    op.create_table(
        "account_balances",
        sa.Column("provider", sa.String(), nullable=False),
        sa.Column("currency", sa.String(), nullable=False),
        sa.Column("amount", sa.Numeric(16, 4), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("provider", name=op.f("pk_account_balances")),
    )


def downgrade() -> None:
    op.drop_table("account_balances")
    op.drop_table("reserved_references")
