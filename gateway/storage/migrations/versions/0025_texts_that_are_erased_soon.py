"""Let a message say when its words are erased: a text to a helper with the number of a caller is not kept."""

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("messages", sa.Column("erase_at", sa.DateTime(timezone=True), nullable=True))
    op.create_index(
        "ix_messages_erase_at",
        "messages",
        ["erase_at"],
        sqlite_where=sa.text("erase_at IS NOT NULL"),
        postgresql_where=sa.text("erase_at IS NOT NULL"),
    )


def downgrade() -> None:
    op.drop_index("ix_messages_erase_at", table_name="messages")
    op.drop_column("messages", "erase_at")
