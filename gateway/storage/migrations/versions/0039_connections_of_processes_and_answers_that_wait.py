"""Keep how many connections each process may hold, and index the answers that wait.

Each process may have its own DORIA_POOL, and the doctor adds them up. The clock looks for answers each second, while
thousands of other texts may wait.
"""

import sqlalchemy as sa
from alembic import op

revision = "0039"
down_revision = "0038"
branch_labels = None
depends_on = None
_ANSWERS = sa.text("kind = 'answer' AND coalesce(state, '') = 'queued'")


def upgrade() -> None:
    op.add_column("beats", sa.Column("connections", sa.Integer(), nullable=True))
    op.create_index(
        "ix_messages_answers_due_at", "messages", ["due_at"], sqlite_where=_ANSWERS, postgresql_where=_ANSWERS
    )


def downgrade() -> None:
    op.drop_index("ix_messages_answers_due_at", table_name="messages")
    with op.batch_alter_table("beats") as table:
        table.drop_column("connections")
