"""Replace ids of inbound SMS that lead to a phone.

Where the network gave no id, earlier releases made one from the content and the number, without a key: the number
could be found by trying all. Such an id is hashed with a key now. Where the tie of a private text to its phone was cut,
its ids are cut, too.
"""

import os
import re

import sqlalchemy as sa
from alembic import op

from gateway.storage.sealed_columns import keyring_of

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None

_SMS = sa.table(
    "inbound_sms",
    sa.column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite")),
    sa.column("provider_id", sa.String()),
    sa.column("fetched_id", sa.String()),
    *(sa.column(name, sa.LargeBinary()) for name in ("from_hash", "from_phone", "link_hash")),
)
_MADE_UP = re.compile(r"(?:shelf|made-up)-([0-9a-f]{40})")
_MANY = 500


def upgrade() -> None:
    connection = op.get_bind()
    ring = keyring_of(connection.dialect)
    is_cut = _SMS.c.from_hash.is_(None) & _SMS.c.from_phone.is_(None)
    was_made_up = _SMS.c.provider_id.like("shelf-%") | _SMS.c.provider_id.like("made-up-%")
    wanted = sa.select(_SMS.c.id, _SMS.c.provider_id, is_cut.label("is_cut")).where(is_cut | was_made_up)
    anew = sa.update(_SMS).where(_SMS.c.id == sa.bindparam("row")).values(provider_id=sa.bindparam("anew"))
    last = 0
    while rows := connection.execute(wanted.where(_SMS.c.id > last).order_by(_SMS.c.id).limit(_MANY)).fetchall():
        last, changes = rows[-1].id, []
        for row in rows:
            made_up = _MADE_UP.fullmatch(row.provider_id)
            if row.is_cut:
                changes.append({"row": row.id, "anew": f"cut-{os.urandom(16).hex()}"})
            elif made_up is not None:
                changes.append({"row": row.id, "anew": f"made-up-{ring.digest(made_up[1], 'sms-id').hex()}"})
        if changes:
            connection.execute(anew, changes)
    connection.execute(sa.update(_SMS).where(is_cut).values(fetched_id=None, link_hash=None))


def downgrade() -> None:
    # An id that was replaced cannot be had back, and an earlier release reads any id.
    pass
