"""Keep how many connections each process may hold: each may have its own DORIA_POOL, and the doctor adds them up."""

import sqlalchemy as sa
from alembic import op

revision = "0039"
down_revision = "0035"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("beats", sa.Column("connections", sa.Integer(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("beats") as table:
        table.drop_column("connections")
