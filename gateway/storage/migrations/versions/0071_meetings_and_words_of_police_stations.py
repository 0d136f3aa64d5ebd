"""Keep joint barazas and visits with a police station, and what a station says to its card."""

import sqlalchemy as sa
from alembic import op

revision = "0071"
down_revision = "0070"
branch_labels = None
depends_on = None

_SERIAL = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "station_meetings",
        sa.Column("id", _SERIAL, nullable=False),
        sa.Column("community_id", _SERIAL, nullable=False),
        sa.Column("station", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("planned_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("planned_by", _SERIAL, nullable=True),
        sa.Column("held_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("held_by", _SERIAL, nullable=True),
        sa.ForeignKeyConstraint(["community_id"], ["communities.id"], name=op.f("fk_station_meetings_community_id")),
        sa.ForeignKeyConstraint(["planned_by"], ["people.id"], name=op.f("fk_station_meetings_planned_by")),
        sa.ForeignKeyConstraint(["held_by"], ["people.id"], name=op.f("fk_station_meetings_held_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_station_meetings")),
        sa.UniqueConstraint(
            "community_id", "station", "kind", "day", name=op.f("uq_station_meetings_community_id_station_kind_day")
        ),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_station_meetings_day"), "station_meetings", ["day"])
    op.create_table(
        "station_replies",
        sa.Column("id", _SERIAL, nullable=False),
        sa.Column("community_id", _SERIAL, nullable=False),
        sa.Column("station", sa.String(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("person_id", _SERIAL, nullable=False),
        sa.ForeignKeyConstraint(["community_id"], ["communities.id"], name=op.f("fk_station_replies_community_id")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_station_replies_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_station_replies")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_station_replies_community_id_station"), "station_replies", ["community_id", "station"])
    op.create_index(op.f("ix_station_replies_at"), "station_replies", ["at"])


def downgrade() -> None:
    op.drop_table("station_replies")
    op.drop_table("station_meetings")
