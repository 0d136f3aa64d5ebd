"""Keep when further texts are due, whom alerts reach, which texters were answered, and who has a new number."""

import sqlalchemy as sa
from alembic import op

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None

_MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.add_column("incidents", sa.Column("told", sa.String(), nullable=True))
    op.add_column("incidents", sa.Column("words_due_at", _MOMENT, nullable=True))
    op.create_index(op.f("ix_incidents_words_due_at"), "incidents", ["words_due_at"])
    op.add_column("reports", sa.Column("is_texted_back", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.add_column("people", sa.Column("moved_at", _MOMENT, nullable=True))


def downgrade() -> None:
    op.drop_column("people", "moved_at")
    op.drop_column("reports", "is_texted_back")
    op.drop_index(op.f("ix_incidents_words_due_at"), "incidents")
    op.drop_column("incidents", "words_due_at")
    op.drop_column("incidents", "told")
