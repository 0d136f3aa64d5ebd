"""Index the red texts that wait or are under way: other texts give way to them, and thousands of others may wait."""

import sqlalchemy as sa
from alembic import op

revision = "0034"
down_revision = "0033"
branch_labels = None
depends_on = None
_WHICH = sa.text("lane = 'red' AND coalesce(state, '') IN ('queued', 'sending')")


def upgrade() -> None:
    op.create_index("ix_messages_red_due_at", "messages", ["due_at"], sqlite_where=_WHICH, postgresql_where=_WHICH)


def downgrade() -> None:
    op.drop_index("ix_messages_red_due_at", table_name="messages")
