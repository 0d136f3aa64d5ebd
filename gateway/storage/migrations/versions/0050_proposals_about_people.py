"""Keep proposals about people that wait for a second officer, and whose access to the desk an officer has ended."""

import sqlalchemy as sa
from alembic import op

revision = "0050"
down_revision = "0049"
branch_labels = None
depends_on = None

_SERIAL = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "people_proposals",
        sa.Column("id", _SERIAL, nullable=False),
        sa.Column("community_id", _SERIAL, nullable=False),
        sa.Column("asked_by", _SERIAL, nullable=False),
        sa.Column("wanted", sa.LargeBinary(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("decided_by", _SERIAL, nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["community_id"], ["communities.id"], name=op.f("fk_people_proposals_community_id")),
        sa.ForeignKeyConstraint(["asked_by"], ["people.id"], name=op.f("fk_people_proposals_asked_by")),
        sa.ForeignKeyConstraint(["decided_by"], ["people.id"], name=op.f("fk_people_proposals_decided_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_people_proposals")),
        sqlite_autoincrement=True,
    )
    for column in ("community_id", "asked_by", "decided_by", "expires_at"):
        op.create_index(op.f(f"ix_people_proposals_{column}"), "people_proposals", [column])
    op.create_table(
        "desk_bars",
        sa.Column("person_id", _SERIAL, nullable=False),
        sa.Column("ended_by", _SERIAL, nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_desk_bars_person_id")),
        sa.ForeignKeyConstraint(["ended_by"], ["people.id"], name=op.f("fk_desk_bars_ended_by")),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_desk_bars")),
    )
    op.create_index(op.f("ix_desk_bars_ended_by"), "desk_bars", ["ended_by"])


def downgrade() -> None:
    op.drop_table("desk_bars")
    op.drop_table("people_proposals")
