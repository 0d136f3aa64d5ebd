"""Keep decisions, and the books: givers, accounts, receipts, and movements that the database lets nobody change.

A trigger refuses each UPDATE of what a movement says, and each DELETE. `proof` alone changes, when the movement gets
its place in the record.
"""

import sqlalchemy as sa
from alembic import op

revision = "0060"
down_revision = "0053"
branch_labels = None
depends_on = None

_SERIAL = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_WAITS = sa.text("proof IS NOT NULL")
_FIXED = (
    "id",
    "community_id",
    "at",
    "amount_kes",
    "from_account_id",
    "to_account_id",
    "receipt_id",
    "giver_id",
    "month",
    "method",
    "external_id",
    "by",
    "agreed_by",
    "decision_id",
    "reverses",
)
_REFUSED = "a movement of money is never changed: write one the other way"


def _links(table: str, **columns: str) -> list[sa.Constraint]:
    return [
        sa.ForeignKeyConstraint([column], [f"{to}.id"], name=op.f(f"fk_{table}_{column}"))
        for column, to in columns.items()
    ]


def _waiting(table: str) -> None:
    op.create_index(
        f"ix_{table}_waiting", table, ["community_id", "at", "id"], sqlite_where=_WAITS, postgresql_where=_WAITS
    )


def upgrade() -> None:
    op.create_table(
        "decisions",
        sa.Column("id", _SERIAL, nullable=False),
        sa.Column("community_id", _SERIAL, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("person_id", _SERIAL, nullable=True),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("proof", sa.LargeBinary(), nullable=True),
        *_links("decisions", community_id="communities", person_id="people"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_decisions")),
        sa.UniqueConstraint("community_id", "number", name=op.f("uq_decisions_community_id_number")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_decisions_person_id"), "decisions", ["person_id"])
    _waiting("decisions")
    _create_givers_and_accounts()
    _create_movements()


def _create_givers_and_accounts() -> None:
    known = sa.text("phone_hash IS NOT NULL")
    op.create_table(
        "givers",
        sa.Column("id", _SERIAL, nullable=False),
        sa.Column("community_id", _SERIAL, nullable=False),
        sa.Column("number", sa.String(), nullable=False),
        sa.Column("phone_hash", sa.LargeBinary(length=16), nullable=True),
        sa.Column("band", sa.String(), nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        *_links("givers", community_id="communities"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_givers")),
        sa.UniqueConstraint("number", name=op.f("uq_givers_number")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_givers_community_id_phone_hash"), "givers", ["community_id", "phone_hash"])
    op.create_index("ix_givers_phone", "givers", ["phone_hash"], sqlite_where=known, postgresql_where=known)
    op.create_table(
        "accounts",
        sa.Column("id", _SERIAL, nullable=False),
        sa.Column("community_id", _SERIAL, nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("person_id", _SERIAL, nullable=True),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("frozen_at", sa.DateTime(timezone=True), nullable=True),
        *_links("accounts", community_id="communities", person_id="people"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_accounts")),
        sa.UniqueConstraint(
            "community_id", "kind", "name", "person_id", name=op.f("uq_accounts_community_id_kind_name_person_id")
        ),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_accounts_person_id"), "accounts", ["person_id"])
    op.create_table(
        "giving_receipts",
        sa.Column("id", _SERIAL, nullable=False),
        sa.Column("community_id", _SERIAL, nullable=False),
        sa.Column("number", sa.String(), nullable=False),
        sa.Column("book", sa.Integer(), nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        *_links("giving_receipts", community_id="communities"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_giving_receipts")),
        sa.UniqueConstraint("number", name=op.f("uq_giving_receipts_number")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_giving_receipts_community_id_book"), "giving_receipts", ["community_id", "book"])


def _create_movements() -> None:
    given = sa.text("giver_id IS NOT NULL")
    op.create_table(
        "movements",
        sa.Column("id", _SERIAL, nullable=False),
        sa.Column("community_id", _SERIAL, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("amount_kes", sa.Integer(), nullable=False),
        sa.Column("from_account_id", _SERIAL, nullable=False),
        sa.Column("to_account_id", _SERIAL, nullable=False),
        sa.Column("receipt_id", _SERIAL, nullable=True),
        sa.Column("giver_id", _SERIAL, nullable=True),
        sa.Column("month", sa.String(), nullable=True),
        sa.Column("method", sa.String(), nullable=False),
        sa.Column("external_id", sa.String(), nullable=True),
        sa.Column("by", _SERIAL, nullable=True),
        sa.Column("agreed_by", _SERIAL, nullable=True),
        sa.Column("decision_id", _SERIAL, nullable=True),
        sa.Column("reverses", _SERIAL, nullable=True),
        sa.Column("proof", sa.LargeBinary(), nullable=True),
        sa.CheckConstraint("amount_kes > 0", name="ck_movements_amount"),
        sa.CheckConstraint("from_account_id <> to_account_id", name="ck_movements_accounts"),
        *_links(
            "movements",
            community_id="communities",
            from_account_id="accounts",
            to_account_id="accounts",
            receipt_id="giving_receipts",
            giver_id="givers",
            by="people",
            agreed_by="people",
            decision_id="decisions",
            reverses="movements",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_movements")),
        sa.UniqueConstraint("receipt_id", name=op.f("uq_movements_receipt_id")),
        sa.UniqueConstraint("external_id", name=op.f("uq_movements_external_id")),
        sa.UniqueConstraint("reverses", name=op.f("uq_movements_reverses")),
        sqlite_autoincrement=True,
    )
    for columns in (["community_id", "at"], ["from_account_id"], ["to_account_id"], ["by"], ["agreed_by"]):
        op.create_index(op.f(f"ix_movements_{'_'.join(columns)}"), "movements", columns)
    op.create_index(op.f("ix_movements_decision_id"), "movements", ["decision_id"])
    op.create_index("ix_movements_giver_id", "movements", ["giver_id"], sqlite_where=given, postgresql_where=given)
    _waiting("movements")
    _refuse_changes()


def _refuse_changes() -> None:
    columns = ", ".join(f'"{column}"' for column in _FIXED)
    if op.get_bind().dialect.name == "sqlite":
        for name, act in (("update", f"UPDATE OF {columns}"), ("delete", "DELETE")):
            op.execute(
                f"CREATE TRIGGER movements_no_{name} BEFORE {act} ON movements"
                f" BEGIN SELECT RAISE(ABORT, '{_REFUSED}'); END"
            )
        return
    op.execute(
        "CREATE FUNCTION refuse_change_of_movement() RETURNS trigger LANGUAGE plpgsql AS"
        f" $$ BEGIN RAISE EXCEPTION '{_REFUSED}'; END $$"
    )
    old, new = (", ".join(f'{row}."{column}"' for column in _FIXED) for row in ("OLD", "NEW"))
    run = "EXECUTE FUNCTION refuse_change_of_movement()"
    op.execute(
        f"CREATE TRIGGER movements_no_update BEFORE UPDATE ON movements FOR EACH ROW"
        f" WHEN (ROW({old}) IS DISTINCT FROM ROW({new})) {run}"
    )
    op.execute(f"CREATE TRIGGER movements_no_delete BEFORE DELETE ON movements FOR EACH ROW {run}")
    op.execute(f"CREATE TRIGGER movements_no_truncate BEFORE TRUNCATE ON movements FOR EACH STATEMENT {run}")


def downgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        op.execute("DROP TRIGGER movements_no_delete")
    op.drop_table("movements")
    if op.get_bind().dialect.name != "sqlite":
        op.execute("DROP FUNCTION refuse_change_of_movement()")
    for table in ("giving_receipts", "accounts", "givers", "decisions"):
        op.drop_table(table)
