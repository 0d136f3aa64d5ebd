"""Keep the route by which an SMS came in: the short code, or the ordinary number of the backup phone.

The ids of texts from the backup phone have always begun with a mark of their own, so the route of older texts is known.
"""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("inbound_sms", sa.Column("route", sa.String(), nullable=False, server_default="short-code"))
    op.execute("UPDATE inbound_sms SET route = 'backup-phone' WHERE provider_id LIKE 'shelf-%'")


def downgrade() -> None:
    op.drop_column("inbound_sms", "route")
