"""Keep how far a person has read what REF tells of an incident, so that MORE goes on there."""

import sqlalchemy as sa
from alembic import op

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None


def upgrade() -> None:
    serial = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    op.create_table(
        "readings",
        sa.Column("person_id", serial, nullable=False),
        sa.Column("incident_id", serial, nullable=False),
        sa.Column("details", sa.Integer(), nullable=False),
        sa.Column("words", sa.Integer(), nullable=False),
        sa.Column("has_more", sa.Boolean(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["incident_id"], ["incidents.id"], name=op.f("fk_readings_incident_id")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_readings_person_id")),
        sa.PrimaryKeyConstraint("person_id", "incident_id", name=op.f("pk_readings")),
    )
    op.create_index(op.f("ix_readings_incident_id"), "readings", ["incident_id"])
    op.create_index(op.f("ix_readings_at"), "readings", ["at"])


def downgrade() -> None:
    op.drop_table("readings")
