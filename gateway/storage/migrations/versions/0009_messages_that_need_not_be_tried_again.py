"""Mark the messages that need not be tried again: their incident is over, or somebody answered their track."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

_OVER = """
    UPDATE messages SET is_obsolete = :yes
    WHERE state NOT IN ('delivered', 'cancelled') AND EXISTS (
        SELECT 1 FROM incidents
        WHERE incidents.id = messages.incident_id AND messages.created_at < incidents.closed_at
    )
"""
_ANSWERED = """
    UPDATE messages SET is_obsolete = :yes
    WHERE state NOT IN ('delivered', 'cancelled') AND kind = 'alert' AND EXISTS (
        SELECT 1 FROM climbs
        WHERE climbs.incident_id = messages.incident_id AND climbs.track = messages.track
        AND messages.created_at <= climbs.answered_at
    )
"""


def upgrade() -> None:
    op.add_column("messages", sa.Column("is_obsolete", sa.Boolean(), nullable=False, server_default=sa.false()))
    for statement in (_OVER, _ANSWERED):
        op.execute(sa.text(statement).bindparams(sa.bindparam("yes", value=True, type_=sa.Boolean())))


def downgrade() -> None:
    op.drop_column("messages", "is_obsolete")
