"""Keep where the hops of a session with typed text ended: Redis may forget it in the middle of the session."""

import sqlalchemy as sa
from alembic import op

revision = "0035"
down_revision = "0034"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "typed_lengths",
        sa.Column("key", sa.LargeBinary(), nullable=False),
        sa.Column("length", sa.Integer(), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("key", "length", name=op.f("pk_typed_lengths")),
    )
    op.create_index(op.f("ix_typed_lengths_ends_at"), "typed_lengths", ["ends_at"])


def downgrade() -> None:
    op.drop_index(op.f("ix_typed_lengths_ends_at"), "typed_lengths")
    op.drop_table("typed_lengths")
