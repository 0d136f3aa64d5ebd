"""Keep what waits for a second person, gifts in kind, notes of residents about giving, and who has counted."""

import sqlalchemy as sa
from alembic import op

revision = "0061"
down_revision = "0060"
branch_labels = None
depends_on = None

_SERIAL = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_WAITS = sa.text("state = 'waiting'")


def _links(table: str, **columns: str) -> list[sa.Constraint]:
    return [
        sa.ForeignKeyConstraint([column], [f"{to}.id"], name=op.f(f"fk_{table}_{column}"))
        for column, to in columns.items()
    ]


def _index(table: str, *columns: str) -> None:
    op.create_index(op.f(f"ix_{table}_{'_'.join(columns)}"), table, list(columns))


def upgrade() -> None:
    op.add_column("givers", sa.Column("phone", sa.LargeBinary(), nullable=True))
    op.add_column("givers", sa.Column("language", sa.String(), nullable=True))
    known = sa.text("phone_hash IS NOT NULL")
    op.create_index("ix_givers_kept", "givers", ["made_at"], sqlite_where=known, postgresql_where=known)
    op.create_table(
        "giving_asks",
        sa.Column("id", _SERIAL, nullable=False),
        sa.Column("community_id", _SERIAL, nullable=False),
        sa.Column("number", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("amount_kes", sa.Integer(), nullable=False),
        sa.Column("from_account_id", _SERIAL, nullable=True),
        sa.Column("to_account_id", _SERIAL, nullable=True),
        sa.Column("decision_id", _SERIAL, nullable=True),
        sa.Column("movement_id", _SERIAL, nullable=True),
        sa.Column("recipient_id", _SERIAL, nullable=True),
        sa.Column("asked_by", _SERIAL, nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("settled_by", _SERIAL, nullable=True),
        sa.CheckConstraint("amount_kes > 0", name="ck_giving_asks_amount"),
        *_links(
            "giving_asks",
            community_id="communities",
            from_account_id="accounts",
            to_account_id="accounts",
            decision_id="decisions",
            movement_id="movements",
            recipient_id="people",
            asked_by="people",
            settled_by="people",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_giving_asks")),
        sa.UniqueConstraint("number", name=op.f("uq_giving_asks_number")),
        sqlite_autoincrement=True,
    )
    _index("giving_asks", "community_id", "asked_at")
    for column in ("from_account_id", "to_account_id", "movement_id", "decision_id", "recipient_id"):
        _index("giving_asks", column)
    for column in ("asked_by", "settled_by"):
        _index("giving_asks", column)
    op.create_index(
        "ix_giving_asks_waiting", "giving_asks", ["expires_at"], sqlite_where=_WAITS, postgresql_where=_WAITS
    )
    _create_gifts_in_kind()
    _create_notes_and_checks()


def _create_gifts_in_kind() -> None:
    op.create_table(
        "gifts_in_kind",
        sa.Column("id", _SERIAL, nullable=False),
        sa.Column("community_id", _SERIAL, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("things", sa.String(), nullable=False),
        sa.Column("giver_id", _SERIAL, nullable=False),
        sa.Column("receipt_id", _SERIAL, nullable=False),
        sa.Column("by", _SERIAL, nullable=False),
        sa.Column("undone_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("count > 0", name="ck_gifts_in_kind_count"),
        *_links(
            "gifts_in_kind", community_id="communities", giver_id="givers", receipt_id="giving_receipts", by="people"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_gifts_in_kind")),
        sa.UniqueConstraint("receipt_id", name=op.f("uq_gifts_in_kind_receipt_id")),
        sqlite_autoincrement=True,
    )
    _index("gifts_in_kind", "community_id", "at")
    _index("gifts_in_kind", "giver_id")
    _index("gifts_in_kind", "by")


def _create_notes_and_checks() -> None:
    op.create_table(
        "giving_notes",
        sa.Column("id", _SERIAL, nullable=False),
        sa.Column("community_id", _SERIAL, nullable=False),
        sa.Column("once", sa.LargeBinary(length=16), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("giver_id", _SERIAL, nullable=False),
        sa.Column("receipt_id", _SERIAL, nullable=True),
        sa.Column("offered", sa.String(), nullable=True),
        sa.Column("words", sa.LargeBinary(), nullable=True),
        *_links("giving_notes", community_id="communities", giver_id="givers", receipt_id="giving_receipts"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_giving_notes")),
        sa.UniqueConstraint("once", name=op.f("uq_giving_notes_once")),
        sqlite_autoincrement=True,
    )
    _index("giving_notes", "at")
    _index("giving_notes", "giver_id")
    _index("giving_notes", "receipt_id")
    op.create_table(
        "book_checks",
        sa.Column("id", _SERIAL, nullable=False),
        sa.Column("community_id", _SERIAL, nullable=False),
        sa.Column("month", sa.String(), nullable=False),
        sa.Column("person_id", _SERIAL, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        *_links("book_checks", community_id="communities", person_id="people"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_book_checks")),
        sa.UniqueConstraint(
            "community_id", "month", "person_id", name=op.f("uq_book_checks_community_id_month_person_id")
        ),
        sqlite_autoincrement=True,
    )
    _index("book_checks", "person_id")


def downgrade() -> None:
    for table in ("book_checks", "giving_notes", "gifts_in_kind", "giving_asks"):
        op.drop_table(table)
    op.drop_index("ix_givers_kept", "givers")
    op.drop_column("givers", "language")
    op.drop_column("givers", "phone")
