"""Keep the record: a tree for each community, a place for each recorded row, checkpoints, and acts.

A row of before carries a mark instead of a proof: nobody proved it when it was written. Both databases give the mark to
all rows at once, without writing any of them. It stays the default: while processes are started anew one after the
other, those of the release before still write rows.
"""

import sqlalchemy as sa
from alembic import op

from gateway.storage.record_seals import EMPTY_ROOT, Sealer, new_seed, public_key
from gateway.storage.sealed_columns import keyring_of

revision = "0040"
down_revision = "0039"
branch_labels = None
depends_on = None

_SERIAL = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_WAITS = sa.text("proof IS NOT NULL")
_KEPT = sa.text("words IS NOT NULL")
_CARRYING = sa.text("carried_over_at IS NULL")
_OLD = (("events", "at"), ("community_versions", "loaded_at"))


def upgrade() -> None:
    _create_acts()
    _create_trees()
    for table, at in _OLD:
        _carry_over(table)
        _index_waiting(table, at)
    _begin_trees()


def _create_acts() -> None:
    op.create_table(
        "acts",
        sa.Column("id", _SERIAL, nullable=False),
        sa.Column("community_id", _SERIAL, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("person_id", _SERIAL, nullable=True),
        sa.Column("is_hidden", sa.Boolean(), nullable=False),
        sa.Column("facts", sa.JSON(), nullable=False),
        sa.Column("words", sa.LargeBinary(), nullable=True),
        sa.Column("proof", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(["community_id"], ["communities.id"], name=op.f("fk_acts_community_id")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_acts_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_acts")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_acts_community_id_id"), "acts", ["community_id", "id"])
    op.create_index("ix_acts_kept", "acts", ["at"], sqlite_where=_KEPT, postgresql_where=_KEPT)
    _index_waiting("acts", "at")


def _create_trees() -> None:
    community = ["community_id"], ["communities.id"]
    op.create_table(
        "record_trees",
        sa.Column("id", _SERIAL, nullable=False),
        sa.Column("community_id", _SERIAL, nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("root", sa.LargeBinary(length=32), nullable=False),
        sa.Column("frontier", sa.LargeBinary(), nullable=False),
        sa.Column("seed", sa.LargeBinary(), nullable=False),
        sa.Column("public", sa.LargeBinary(length=32), nullable=False),
        sa.Column("began_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("carried_over_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("seal", sa.LargeBinary(length=32), nullable=False),
        sa.ForeignKeyConstraint(*community, name=op.f("fk_record_trees_community_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_record_trees")),
        sa.UniqueConstraint("community_id", name=op.f("uq_record_trees_community_id")),
    )
    op.create_index(
        "ix_record_trees_carrying", "record_trees", ["began_at"], sqlite_where=_CARRYING, postgresql_where=_CARRYING
    )
    op.create_table(
        "record_entries",
        sa.Column("community_id", _SERIAL, nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("row_id", sa.BigInteger(), nullable=False),
        sa.Column("is_hidden", sa.Boolean(), nullable=False),
        sa.Column("salt", sa.LargeBinary(length=16), nullable=False),
        sa.Column("word_salt", sa.LargeBinary(length=16), nullable=True),
        sa.Column("words_hash", sa.LargeBinary(length=32), nullable=True),
        sa.Column("leaf", sa.LargeBinary(length=32), nullable=False),
        sa.Column("seal", sa.LargeBinary(length=16), nullable=False),
        sa.Column("erased_by", _SERIAL, nullable=True),
        sa.ForeignKeyConstraint(*community, name=op.f("fk_record_entries_community_id")),
        sa.ForeignKeyConstraint(["erased_by"], ["acts.id"], name=op.f("fk_record_entries_erased_by")),
        sa.PrimaryKeyConstraint("community_id", "seq", name=op.f("pk_record_entries")),
        sa.UniqueConstraint("source", "row_id", name=op.f("uq_record_entries_source_row_id")),
    )
    op.create_table(
        "record_checkpoints",
        sa.Column("id", _SERIAL, nullable=False),
        sa.Column("community_id", _SERIAL, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("day", sa.Date(), nullable=True),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("root", sa.LargeBinary(length=32), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(*community, name=op.f("fk_record_checkpoints_community_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_record_checkpoints")),
        sa.UniqueConstraint("community_id", "day", name=op.f("uq_record_checkpoints_community_id_day")),
    )
    op.create_index(op.f("ix_record_checkpoints_community_id_size"), "record_checkpoints", ["community_id", "size"])


def _carry_over(table: str) -> None:
    """Let the mark stand in place of a proof: in every row of before, and in those of processes that still write so."""
    is_sqlite = op.get_bind().dialect.name == "sqlite"
    mark = sa.text("x'00'" if is_sqlite else "'\\x00'::bytea")
    op.add_column(table, sa.Column("proof", sa.LargeBinary(), nullable=True, server_default=mark))


def _index_waiting(table: str, at: str) -> None:
    op.create_index(
        f"ix_{table}_waiting",
        table,
        ["community_id", at, "id"],
        sqlite_where=_WAITS,
        postgresql_where=_WAITS,
    )


def _begin_trees() -> None:
    """Give each community its tree. The key at hand seals the seed, as it seals everything else."""
    connection = op.get_bind()
    communities = connection.execute(sa.text("SELECT id FROM communities ORDER BY id")).scalars().all()
    if not communities:
        return
    ring = keyring_of(connection.dialect)
    names = ("id", "community_id", "size", "root", "frontier", "seed", "public", "seal")
    trees = sa.table("record_trees", *(sa.column(name) for name in names), sa.column("began_at"))
    for number, community_id in enumerate(communities, 1):
        seed = new_seed()
        values = {
            "id": number,
            "community_id": community_id,
            "size": 0,
            "root": EMPTY_ROOT,
            "frontier": b"",
            "seed": ring.seal(seed.hex(), "record_trees.seed", number),
            "public": public_key(seed),
            "seal": Sealer(seed).tree(community_id, 0, EMPTY_ROOT, is_carried_over=False),
            "began_at": sa.func.current_timestamp(),
        }
        connection.execute(sa.insert(trees).values(values))
    if connection.dialect.name == "postgresql":
        connection.execute(
            sa.text("SELECT setval(pg_get_serial_sequence('record_trees', 'id'), max(id)) FROM record_trees")
        )


def downgrade() -> None:
    for table, _ in _OLD:
        op.drop_index(f"ix_{table}_waiting", table)
        op.drop_column(table, "proof")
    for table in ("record_checkpoints", "record_entries", "record_trees", "acts"):
        op.drop_table(table)
