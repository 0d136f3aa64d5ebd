"""Keep the rises that were told, and up to which week each community was looked at."""

import sqlalchemy as sa
from alembic import op

revision = "0070"
down_revision = "0069"
branch_labels = None
depends_on = None

_SERIAL = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "rises",
        sa.Column("id", _SERIAL, nullable=False),
        sa.Column("community_id", _SERIAL, nullable=False),
        sa.Column("week", sa.Date(), nullable=False),
        sa.Column("zone", sa.String(), nullable=True),
        sa.Column("kind", sa.String(), nullable=True),
        sa.Column("level", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("usual", sa.Double(), nullable=False),
        sa.Column("reports", sa.Integer(), nullable=False),
        sa.Column("usual_reports", sa.Double(), nullable=False),
        sa.Column("callers", sa.Integer(), nullable=False),
        sa.Column("usual_callers", sa.Double(), nullable=False),
        sa.Column("unknown", sa.Integer(), nullable=False),
        sa.Column("chance", sa.Double(), nullable=False),
        sa.Column("known", sa.Integer(), nullable=False),
        sa.Column("spread", sa.Double(), nullable=False),
        sa.Column("weeks", sa.JSON(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["community_id"], ["communities.id"], name=op.f("fk_rises_community_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rises")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_rises_community_id_week"), "rises", ["community_id", "week"])
    op.create_index(op.f("ix_rises_at"), "rises", ["at"])
    op.create_table(
        "rise_weeks",
        sa.Column("community_id", _SERIAL, nullable=False),
        sa.Column("week", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(["community_id"], ["communities.id"], name=op.f("fk_rise_weeks_community_id")),
        sa.PrimaryKeyConstraint("community_id", name=op.f("pk_rise_weeks")),
    )
    # A rise of one zone is counted anew for whoever may not know of all its incidents.
    op.create_index(
        op.f("ix_incidents_community_id_zone_opened_at"), "incidents", ["community_id", "zone", "opened_at"]
    )


def downgrade() -> None:
    op.drop_index(op.f("ix_incidents_community_id_zone_opened_at"), "incidents")
    op.drop_table("rise_weeks")
    op.drop_table("rises")
