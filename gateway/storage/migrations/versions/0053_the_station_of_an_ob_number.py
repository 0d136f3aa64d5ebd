"""Keep the police station that gave an OB number."""

import sqlalchemy as sa
from alembic import op

revision = "0053"
down_revision = "0052"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("incidents", sa.Column("ob_station", sa.LargeBinary(), nullable=True))


def downgrade() -> None:
    op.drop_column("incidents", "ob_station")
