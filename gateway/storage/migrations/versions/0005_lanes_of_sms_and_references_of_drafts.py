"""On which lane an SMS is hinted at, how often it could not be acted on, and the reference of a draft that was sent."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("inbound_sms", sa.Column("lane", sa.String(), nullable=False, server_default="normal"))
    op.add_column("inbound_sms", sa.Column("tries", sa.Integer(), nullable=False, server_default="0"))

    op.add_column("drafts", sa.Column("reference", sa.String(), nullable=True))
    op.execute("UPDATE drafts SET reference = (SELECT reference FROM reports WHERE reports.id = drafts.report_id)")


def downgrade() -> None:
    op.drop_column("drafts", "reference")
    op.drop_column("inbound_sms", "tries")
    op.drop_column("inbound_sms", "lane")
