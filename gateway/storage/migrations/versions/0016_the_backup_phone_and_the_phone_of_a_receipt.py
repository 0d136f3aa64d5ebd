"""Keep what is known of the backup phone, and the phone that a receipt must be about.

A receipt of before names no phone: none is checked for it.
"""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

_SERIAL = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "backup_phones",
        sa.Column("id", _SERIAL, nullable=False),
        sa.Column("heard_at", _MOMENT, nullable=False),
        sa.Column("missed_at", _MOMENT, nullable=True),
        sa.Column("clock_ahead", sa.Integer(), nullable=True),
        sa.Column("clock_at", _MOMENT, nullable=True),
        sa.Column("devices", sa.JSON(), nullable=False),
        sa.Column("numbers", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_backup_phones"),
    )
    op.add_column("receipts", sa.Column("recipient_hash", sa.LargeBinary(16), nullable=True))


def downgrade() -> None:
    op.drop_column("receipts", "recipient_hash")
    op.drop_table("backup_phones")
