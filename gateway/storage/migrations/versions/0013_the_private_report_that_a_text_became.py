"""Keep the private report that an SMS became in a column of its own, instead of in the result.

The link is erased after the same time as before: `result` then reads like that of any other text.
"""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

_APART = """
    UPDATE inbound_sms SET private_report_id = CAST(SUBSTR(result, 9) AS BIGINT), result = 'words'
    WHERE result LIKE 'private-%'
"""
_TOGETHER = """
    UPDATE inbound_sms SET result = 'private-' || private_report_id
    WHERE private_report_id IS NOT NULL
"""


def upgrade() -> None:
    serial = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    op.add_column("inbound_sms", sa.Column("private_report_id", serial, nullable=True))
    op.execute(_APART)


def downgrade() -> None:
    op.execute(_TOGETHER)
    op.drop_column("inbound_sms", "private_report_id")
