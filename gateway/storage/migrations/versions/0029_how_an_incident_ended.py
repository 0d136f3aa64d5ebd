"""Keep how an incident ended, as one of a few outcomes, beside the words of its closing."""

import sqlalchemy as sa
from alembic import op

revision = "0029"
down_revision = "0028"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("incidents", sa.Column("ended_as", sa.String(), nullable=True))


def downgrade() -> None:
    op.drop_column("incidents", "ended_as")
