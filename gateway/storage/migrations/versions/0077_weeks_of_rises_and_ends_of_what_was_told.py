"""Keep the weeks of a rise with what was told of it, and find what is two years old.

Rises of before have no weeks: no line is drawn of them. Nobody has counted these weeks as they were on that Monday.
"""

import sqlalchemy as sa
from alembic import op

revision = "0077"
down_revision = "0076"
branch_labels = None
depends_on = None

_INDEXES = {
    "rises": ["at"],
    "station_alerts": ["sent_at"],
    "station_meetings": ["day"],
    "station_replies": ["at"],
    "incidents": ["community_id", "zone", "opened_at"],
}


def upgrade() -> None:
    op.add_column("rises", sa.Column("spread", sa.Double(), nullable=True))
    op.add_column("rises", sa.Column("weeks", sa.JSON(), nullable=True))
    for table, columns in _INDEXES.items():
        op.create_index(op.f(f"ix_{table}_{'_'.join(columns)}"), table, columns)


def downgrade() -> None:
    for table, columns in _INDEXES.items():
        op.drop_index(op.f(f"ix_{table}_{'_'.join(columns)}"), table)
    op.drop_column("rises", "weeks")
    op.drop_column("rises", "spread")
