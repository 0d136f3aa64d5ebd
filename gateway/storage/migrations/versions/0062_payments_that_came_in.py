"""Keep the payments that came to a paybill: each once, without the name and the phone of who paid.

On SQLite two ways still led around the triggers of movements: `INSERT OR REPLACE` takes a row away without a DELETE,
and `UPDATE ... SET rowid` numbers it anew. Both are refused from now on.
"""

import sqlalchemy as sa
from alembic import op

revision = "0062"
down_revision = "0061"
branch_labels = None
depends_on = None

_SERIAL = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_NOBODYS = sa.text("community_id IS NULL")


_REFUSED = "a movement of money is never changed: write one the other way"
_UNIQUE = ("id", "receipt_id", "external_id", "reverses")


def _close_gaps() -> None:
    if op.get_bind().dialect.name != "sqlite":
        return
    known = " OR ".join(f'"{column}" = NEW."{column}"' for column in _UNIQUE)
    refuse = f"BEGIN SELECT RAISE(ABORT, '{_REFUSED}'); END"
    op.execute(
        "CREATE TRIGGER movements_no_replace BEFORE INSERT ON movements"  # noqa: S608 - our own names
        f" WHEN EXISTS (SELECT 1 FROM movements WHERE {known}) {refuse}"
    )
    op.execute(f"CREATE TRIGGER movements_no_number BEFORE UPDATE ON movements WHEN OLD.id IS NOT NEW.id {refuse}")


def upgrade() -> None:
    _close_gaps()
    op.create_table(
        "incoming_payments",
        sa.Column("id", _SERIAL, nullable=False),
        sa.Column("community_id", _SERIAL, nullable=True),
        sa.Column("external_id", sa.String(), nullable=False),
        sa.Column("shortcode", sa.String(), nullable=True),
        sa.Column("account", sa.String(), nullable=True),
        sa.Column("amount_cents", sa.BigInteger(), nullable=True),
        sa.Column("paid_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("came_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("came_by", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("booked_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["community_id"], ["communities.id"], name=op.f("fk_incoming_payments_community_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_incoming_payments")),
        sa.UniqueConstraint("external_id", name=op.f("uq_incoming_payments_external_id")),
        sqlite_autoincrement=True,
    )
    op.create_index(
        op.f("ix_incoming_payments_community_id_state_id"), "incoming_payments", ["community_id", "state", "id"]
    )
    op.create_index(
        "ix_incoming_payments_nobodys",
        "incoming_payments",
        ["shortcode"],
        sqlite_where=_NOBODYS,
        postgresql_where=_NOBODYS,
    )


def downgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        for name in ("replace", "number"):
            op.execute(f"DROP TRIGGER movements_no_{name}")
    op.drop_table("incoming_payments")
