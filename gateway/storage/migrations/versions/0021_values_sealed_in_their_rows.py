"""Seal every value anew, bound to its row and with the newest key, and keep a check value of that key.

A value that no key at hand opens is left as it is. Hash keys of earlier secrets are kept: numbers are looked up by
them. An empty text, which says that a value was erased, is stored as it is.
"""

from collections.abc import Callable

import sqlalchemy as sa
from alembic import op

from gateway.logs import logger
from gateway.storage.sealed_columns import keyring_of
from gateway.storage.sealing import Keyring, UnsealError, hash_key, key_id

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None

_SERIAL = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
SEALED = {
    "community_versions": ("body",),
    "confirmations": ("words",),
    "drafts": ("phone", "place"),
    "events": ("words", "looked_by"),
    "inbound_sms": ("from_phone", "text"),
    "incidents": ("place", "person", "outcome", "ob_number", "weapons"),
    "messages": ("phone", "body"),
    "people": ("phone",),
    "questions": ("text", "answer"),
    "reports": ("words", "subject", "reporter_phone", "place", "hint_words", "call_at", "private_kind"),
}
_MANY = 500
_CHECKED = "doria"
log = logger()


def upgrade() -> None:
    op.create_table(
        "sealing_keys",
        sa.Column("key_id", sa.LargeBinary(4), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("key_id", name=op.f("pk_sealing_keys")),
    )
    op.create_table(
        "hash_keys",
        sa.Column("id", _SERIAL, nullable=False),
        sa.Column("key", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hash_keys")),
    )
    connection = op.get_bind()
    ring = keyring_of(connection.dialect)

    def bound(sealed: bytes, column: str, row_id: int) -> bytes:
        text = ring.unseal(sealed, column)
        return ring.seal(text, column, row_id) if text else b""

    found = _seal_anew(connection, bound)
    if found:
        _keep_keys(connection, ring)


def _keep_keys(connection: sa.Connection, ring: Keyring) -> None:
    kept = sa.table("sealing_keys", sa.column("key_id"), sa.column("sealed"))
    check = {"key_id": key_id(ring.secrets[0]), "sealed": ring.seal(_CHECKED, "sealing_keys.sealed")}
    connection.execute(sa.insert(kept), [check])
    former = sa.table("hash_keys", sa.column("id"), sa.column("key"))
    for number, secret in enumerate(ring.secrets[1:], 1):
        sealed = ring.seal(hash_key(secret).hex(), "hash_keys.key", number)
        connection.execute(sa.insert(former), [{"id": number, "key": sealed}])
    if connection.dialect.name == "postgresql" and ring.secrets[1:]:
        connection.execute(sa.text("SELECT setval(pg_get_serial_sequence('hash_keys', 'id'), max(id)) FROM hash_keys"))


def _seal_anew(connection: sa.Connection, seal: Callable[[bytes, str, int], bytes]) -> int:
    """Replace every sealed value by what `seal` makes of it; return how many were read."""
    found = 0
    for name, columns in SEALED.items():
        table = sa.table(name, sa.column("id", _SERIAL), *(sa.column(one, sa.LargeBinary()) for one in columns))
        for column in columns:
            found += _seal_column(connection, table, column, seal)
    return found


def _seal_column(
    connection: sa.Connection, table: sa.TableClause, column: str, seal: Callable[[bytes, str, int], bytes]
) -> int:
    kept, last, found = table.c[column], 0, 0
    anew = sa.update(table).where(table.c.id == sa.bindparam("row")).values({column: sa.bindparam("anew")})
    while True:
        wanted = sa.select(table.c.id, kept).where(kept.is_not(None), table.c.id > last).order_by(table.c.id)
        rows = connection.execute(wanted.limit(_MANY)).fetchall()
        if not rows:
            return found
        last, changes = rows[-1].id, []
        for row_id, value in rows:
            try:
                changes.append({"row": row_id, "anew": seal(bytes(value), f"{table.name}.{column}", row_id)})
            except UnsealError:
                log.warning("migration.sealed_with_another_key", table=table.name, column=column, row=row_id)
        if changes:
            connection.execute(anew, changes)
        found += len(changes)


def downgrade() -> None:
    connection = op.get_bind()
    ring = keyring_of(connection.dialect)
    _seal_anew(
        connection,
        lambda sealed, column, row_id: ring.seal(ring.unseal(sealed, column, row_id) if sealed else "", column),
    )
    op.drop_table("hash_keys")
    op.drop_table("sealing_keys")
