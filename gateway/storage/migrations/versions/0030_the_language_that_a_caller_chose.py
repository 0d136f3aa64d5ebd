"""Keep the language that a caller chose in a row: it outlives a Redis that was wiped."""

import sqlalchemy as sa
from alembic import op

revision = "0030"
down_revision = "0029"
branch_labels = None
depends_on = None

_MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "language_choices",
        sa.Column("phone_hash", sa.LargeBinary(16), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("used_in_week", _MOMENT, nullable=False),
        sa.Column("before", sa.String(), nullable=True),
        sa.Column("chosen_in", sa.LargeBinary(16), nullable=True),
        sa.Column("ends_at", _MOMENT, nullable=True),
        sa.PrimaryKeyConstraint("phone_hash", name=op.f("pk_language_choices")),
    )
    for name in ("used_in_week", "ends_at"):
        op.create_index(op.f(f"ix_language_choices_{name}"), "language_choices", [name])


def downgrade() -> None:
    op.drop_table("language_choices")
