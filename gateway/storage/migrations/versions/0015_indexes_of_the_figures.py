"""Index what the metrics count: messages by the time they were made, and incidents by state over all communities."""

from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index("ix_messages_created_at", "messages", ["created_at"])
    op.create_index("ix_incidents_state_opened_at", "incidents", ["state", "opened_at"])


def downgrade() -> None:
    op.drop_index("ix_incidents_state_opened_at", table_name="incidents")
    op.drop_index("ix_messages_created_at", table_name="messages")
