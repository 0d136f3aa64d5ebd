"""Keep the pauses of communities, which incidents are drills, and which lines went out beside SMS."""

import sqlalchemy as sa
from alembic import op

revision = "0038"
down_revision = "0037"
branch_labels = None
depends_on = None

_SERIAL = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_OPEN = sa.text("resumed_at IS NULL")
_KEPT = sa.text("why IS NOT NULL AND resumed_at IS NOT NULL")
_DRILLS = sa.text("drill IS NOT NULL")


def upgrade() -> None:
    op.create_table(
        "pauses",
        sa.Column("id", _SERIAL, nullable=False),
        sa.Column("community_id", _SERIAL, nullable=False),
        sa.Column("paused_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("paused_by", _SERIAL, nullable=True),
        sa.Column("why", sa.LargeBinary(), nullable=True),
        sa.Column("resumed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("resumed_by", _SERIAL, nullable=True),
        sa.Column("texts_told", sa.Integer(), nullable=False),
        sa.Column("told_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["community_id"], ["communities.id"], name=op.f("fk_pauses_community_id")),
        sa.ForeignKeyConstraint(["paused_by"], ["people.id"], name=op.f("fk_pauses_paused_by")),
        sa.ForeignKeyConstraint(["resumed_by"], ["people.id"], name=op.f("fk_pauses_resumed_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pauses")),
        sqlite_autoincrement=True,
    )
    op.create_index(
        "uq_pauses_open", "pauses", ["community_id"], unique=True, sqlite_where=_OPEN, postgresql_where=_OPEN
    )
    op.create_index(op.f("ix_pauses_community_id_id"), "pauses", ["community_id", "id"])
    op.create_index("ix_pauses_kept", "pauses", ["resumed_at"], sqlite_where=_KEPT, postgresql_where=_KEPT)
    op.create_table(
        "lines_beside",
        sa.Column("incident_id", _SERIAL, nullable=False),
        sa.Column("step", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("has_left", sa.Boolean(), nullable=True),
        sa.ForeignKeyConstraint(["incident_id"], ["incidents.id"], name=op.f("fk_lines_beside_incident_id")),
        sa.PrimaryKeyConstraint("incident_id", "step", name=op.f("pk_lines_beside")),
    )
    op.create_index(op.f("ix_lines_beside_at"), "lines_beside", ["at"])
    op.add_column("incidents", sa.Column("drill", sa.String(), nullable=True))
    op.create_index("ix_incidents_drills", "incidents", ["opened_at"], sqlite_where=_DRILLS, postgresql_where=_DRILLS)


def downgrade() -> None:
    op.drop_index("ix_incidents_drills", "incidents")
    op.drop_column("incidents", "drill")
    op.drop_table("lines_beside")
    op.drop_table("pauses")
