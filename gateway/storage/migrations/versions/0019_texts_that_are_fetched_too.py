"""Keep what tells an SMS that came by the webhook and was fetched, too; keep how far each inbox was fetched."""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None

_SERIAL = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_MOMENT = sa.DateTime(timezone=True)
_COLUMNS = ("fetched_id", "twin_key", "link_hash", "network_date")


def upgrade() -> None:
    op.add_column("inbound_sms", sa.Column("fetched_id", sa.String(), nullable=True))
    op.add_column("inbound_sms", sa.Column("twin_key", sa.LargeBinary(16), nullable=True))
    op.add_column("inbound_sms", sa.Column("link_hash", sa.LargeBinary(16), nullable=True))
    op.add_column("inbound_sms", sa.Column("network_date", sa.String(), nullable=False, server_default=""))
    op.create_index("uq_inbound_sms_fetched_id", "inbound_sms", ["fetched_id"], unique=True)
    op.create_index("ix_inbound_sms_twin_key_id", "inbound_sms", ["twin_key", "id"])
    op.create_table(
        "inboxes",
        sa.Column("account", sa.String(), nullable=False),
        sa.Column("last_number", _SERIAL, nullable=False),
        sa.Column("fetched_at", _MOMENT, nullable=True),
        sa.PrimaryKeyConstraint("account", name="pk_inboxes"),
    )


def downgrade() -> None:
    op.drop_table("inboxes")
    op.drop_index("ix_inbound_sms_twin_key_id", "inbound_sms")
    op.drop_index("uq_inbound_sms_fetched_id", "inbound_sms")
    for column in _COLUMNS:
        op.drop_column("inbound_sms", column)
