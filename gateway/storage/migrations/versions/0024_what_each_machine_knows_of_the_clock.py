"""Keep what each machine knows of the database's clock, so that a process that begins sees a step before its time."""

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "machine_clocks",
        sa.Column("machine", sa.String(), nullable=False),
        sa.Column("ahead", sa.BigInteger(), nullable=False),
        sa.Column("stepped", sa.BigInteger(), nullable=False),
        sa.Column("since", sa.BigInteger(), nullable=False),
        sa.Column("seen", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("machine", name=op.f("pk_machine_clocks")),
    )


def downgrade() -> None:
    op.drop_table("machine_clocks")
