"""Keep who has an address at which a calendar reads their shifts, so that it can be ended and made anew."""

import sqlalchemy as sa
from alembic import op

revision = "0049"
down_revision = "0047"
branch_labels = None
depends_on = None

_SERIAL = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "shift_calendars",
        sa.Column("person_id", _SERIAL, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("is_open", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_shift_calendars_person_id")),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_shift_calendars")),
    )


def downgrade() -> None:
    op.drop_table("shift_calendars")
