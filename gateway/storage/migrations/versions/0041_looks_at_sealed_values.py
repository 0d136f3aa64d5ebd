"""Keep each look at sealed values: the name of the person who looked, and why. Old looks stand in their events."""

import sqlalchemy as sa
from alembic import op

revision = "0041"
down_revision = "0040"
branch_labels = None
depends_on = None

_SERIAL = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_WAITS = sa.text("proof IS NOT NULL")
_OF_EVENTS = sa.text("looked_by IS NOT NULL")


def upgrade() -> None:
    op.create_table(
        "looks",
        sa.Column("id", _SERIAL, nullable=False),
        sa.Column("community_id", _SERIAL, nullable=False),
        sa.Column("incident_id", _SERIAL, nullable=True),
        sa.Column("report_id", _SERIAL, nullable=True),
        sa.Column("person_id", _SERIAL, nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("by", sa.LargeBinary(), nullable=True),
        sa.Column("why", sa.LargeBinary(), nullable=True),
        sa.Column("proof", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(["community_id"], ["communities.id"], name=op.f("fk_looks_community_id")),
        sa.ForeignKeyConstraint(["incident_id"], ["incidents.id"], name=op.f("fk_looks_incident_id")),
        sa.ForeignKeyConstraint(["report_id"], ["reports.id"], name=op.f("fk_looks_report_id")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_looks_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_looks")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_looks_community_id_id"), "looks", ["community_id", "id"])
    op.create_index(op.f("ix_looks_incident_id_id"), "looks", ["incident_id", "id"])
    op.create_index(op.f("ix_looks_at"), "looks", ["at"])
    op.create_index(
        "ix_looks_waiting", "looks", ["community_id", "at", "id"], sqlite_where=_WAITS, postgresql_where=_WAITS
    )
    op.create_index(
        "ix_events_looked", "events", ["community_id", "id"], sqlite_where=_OF_EVENTS, postgresql_where=_OF_EVENTS
    )


def downgrade() -> None:
    op.drop_index("ix_events_looked", "events")
    op.drop_table("looks")
