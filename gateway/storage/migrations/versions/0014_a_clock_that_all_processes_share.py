"""Keep how far the database's clock has stepped, and how far time was simulated, where every process sees it."""

import sqlalchemy as sa
from alembic import op

from gateway.storage.columns import UtcDateTime

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "clock",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("stepped", sa.BigInteger(), nullable=False),
        sa.Column("simulated", sa.BigInteger(), nullable=False),
        sa.Column("last_step", sa.BigInteger(), nullable=True),
        sa.Column("stepped_at", UtcDateTime(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_clock"),
    )


def downgrade() -> None:
    op.drop_table("clock")
