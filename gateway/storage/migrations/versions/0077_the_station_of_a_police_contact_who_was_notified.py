"""Keep the station of a police contact who was notified, as the file named it that day: contacts move.

Of those who were notified before this release it is not known. They count for the station that the file names now.
"""

import sqlalchemy as sa
from alembic import op

revision = "0077"
down_revision = "0076"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("pages", sa.Column("station", sa.String(), nullable=True))


def downgrade() -> None:
    op.drop_column("pages", "station")
