"""Keep which alerts reached a police station, and when.

The hash of a text's number goes after thirty days, and a card tells of ninety: so it is written down when the receipt
comes. What reached a station before this release is not known any more, and is no part of a card.
"""

import sqlalchemy as sa
from alembic import op

revision = "0072"
down_revision = "0071"
branch_labels = None
depends_on = None

_SERIAL = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "station_alerts",
        sa.Column("incident_id", _SERIAL, nullable=False),
        sa.Column("station", sa.String(), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("delivered_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["incident_id"], ["incidents.id"], name=op.f("fk_station_alerts_incident_id")),
        sa.PrimaryKeyConstraint("incident_id", "station", name=op.f("pk_station_alerts")),
    )
    op.create_index(op.f("ix_station_alerts_sent_at"), "station_alerts", ["sent_at"])


def downgrade() -> None:
    op.drop_table("station_alerts")
