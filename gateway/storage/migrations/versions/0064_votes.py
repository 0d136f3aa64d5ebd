"""Keep the list of households, votes with their tellers, the box of an open vote, and the ballots of a closed one."""

import sqlalchemy as sa
from alembic import op

revision = "0064"
down_revision = "0063"
branch_labels = None
depends_on = None

_SERIAL = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_HASH = sa.LargeBinary(length=16)
_AT = sa.DateTime(timezone=True)


def _links(table: str, **columns: str) -> list[sa.Constraint]:
    return [
        sa.ForeignKeyConstraint([column], [f"{to}.id"], name=op.f(f"fk_{table}_{column}"))
        for column, to in columns.items()
    ]


def _index(table: str, *columns: str) -> None:
    op.create_index(op.f(f"ix_{table}_{'_'.join(columns)}"), table, list(columns))


def upgrade() -> None:
    _create_households()
    _create_votes()
    _create_boxes()


def _create_households() -> None:
    op.create_table(
        "households",
        sa.Column("id", _SERIAL, nullable=False),
        sa.Column("community_id", _SERIAL, nullable=False),
        sa.Column("household_hash", _HASH, nullable=False),
        *_links("households", community_id="communities"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_households")),
        sa.UniqueConstraint("community_id", "household_hash", name=op.f("uq_households_community_id_household_hash")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "household_requests",
        sa.Column("id", _SERIAL, nullable=False),
        sa.Column("community_id", _SERIAL, nullable=False),
        sa.Column("household_hash", _HASH, nullable=False),
        sa.Column("phone", sa.LargeBinary(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("first_hash", _HASH, nullable=False),
        sa.Column("second_hash", _HASH, nullable=False),
        sa.Column("first_vouched", sa.Boolean(), nullable=False),
        sa.Column("second_vouched", sa.Boolean(), nullable=False),
        sa.Column("expires_at", _AT, nullable=False),
        *_links("household_requests", community_id="communities"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_household_requests")),
        sqlite_autoincrement=True,
    )
    _index("household_requests", "community_id", "household_hash")
    _index("household_requests", "expires_at")
    op.create_table(
        "household_sheets",
        sa.Column("id", _SERIAL, nullable=False),
        sa.Column("community_id", _SERIAL, nullable=False),
        sa.Column("entered_by", _SERIAL, nullable=False),
        sa.Column("numbers", sa.LargeBinary(), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("expires_at", _AT, nullable=False),
        *_links("household_sheets", community_id="communities", entered_by="people"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_household_sheets")),
        sqlite_autoincrement=True,
    )
    for column in ("community_id", "entered_by", "expires_at"):
        _index("household_sheets", column)


def _create_votes() -> None:
    op.create_table(
        "votes",
        sa.Column("id", _SERIAL, nullable=False),
        sa.Column("community_id", _SERIAL, nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("void", sa.String(), nullable=True),
        sa.Column("is_poll", sa.Boolean(), nullable=False),
        sa.Column("questions", sa.JSON(), nullable=False),
        sa.Column("options", sa.JSON(), nullable=False),
        sa.Column("opens_at", _AT, nullable=False),
        sa.Column("closes_at", _AT, nullable=False),
        sa.Column("proposed_by", _SERIAL, nullable=False),
        sa.Column("agreed_by", _SERIAL, nullable=True),
        sa.Column("public_key", sa.LargeBinary(length=32), nullable=True),
        sa.Column("ended_at", _AT, nullable=True),
        sa.Column("listed", sa.Integer(), nullable=True),
        sa.Column("voted", sa.Integer(), nullable=True),
        sa.Column("counts", sa.JSON(none_as_null=True), nullable=True),
        *_links("votes", community_id="communities", proposed_by="people", agreed_by="people"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_votes")),
        sqlite_autoincrement=True,
    )
    for columns in (["community_id", "state"], ["proposed_by"], ["agreed_by"], ["ended_at"]):
        _index("votes", *columns)
    op.create_table(
        "vote_tellers",
        sa.Column("id", _SERIAL, nullable=False),
        sa.Column("vote_id", _SERIAL, nullable=False),
        sa.Column("seat", sa.Integer(), nullable=False),
        sa.Column("person_id", _SERIAL, nullable=False),
        sa.Column("public_key", sa.LargeBinary(length=32), nullable=True),
        sa.Column("is_known", sa.Boolean(), nullable=False),
        sa.Column("shares", sa.LargeBinary(), nullable=True),
        sa.Column("is_lost", sa.Boolean(), nullable=False),
        *_links("vote_tellers", vote_id="votes", person_id="people"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_vote_tellers")),
        sa.UniqueConstraint("vote_id", "seat", name=op.f("uq_vote_tellers_vote_id_seat")),
        sqlite_autoincrement=True,
    )
    _index("vote_tellers", "person_id")


def _create_boxes() -> None:
    op.create_table(
        "vote_voters",
        sa.Column("vote_id", _SERIAL, nullable=False),
        sa.Column("household_hash", _HASH, nullable=False),
        sa.Column("has_voted", sa.Boolean(), nullable=False),
        *_links("vote_voters", vote_id="votes"),
        sa.PrimaryKeyConstraint("vote_id", "household_hash", name=op.f("pk_vote_voters")),
    )
    op.create_table(
        "envelopes",
        sa.Column("vote_id", _SERIAL, nullable=False),
        sa.Column("household_hash", _HASH, nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=True),
        sa.Column("has_voted", sa.Boolean(), nullable=False),
        sa.Column("hop", _HASH, nullable=True),
        sa.Column("hop_before", _HASH, nullable=True),
        *_links("envelopes", vote_id="votes"),
        sa.PrimaryKeyConstraint("vote_id", "household_hash", name=op.f("pk_envelopes")),
    )
    op.create_table(
        "ballots",
        sa.Column("id", _SERIAL, autoincrement=False, nullable=False),
        sa.Column("vote_id", _SERIAL, nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=True),
        *_links("ballots", vote_id="votes"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ballots")),
    )
    _index("ballots", "vote_id")


def downgrade() -> None:
    for table in (
        "ballots",
        "envelopes",
        "vote_voters",
        "vote_tellers",
        "votes",
        "household_sheets",
        "household_requests",
        "households",
    ):
        op.drop_table(table)
