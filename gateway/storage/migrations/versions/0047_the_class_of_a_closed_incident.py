"""Keep the class of crime of a closed incident: a rule chooses it at closing."""

import sqlalchemy as sa
from alembic import op

revision = "0047"
down_revision = "0046"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("incidents", sa.Column("crime_class", sa.String(), nullable=True))


def downgrade() -> None:
    op.drop_column("incidents", "crime_class")
