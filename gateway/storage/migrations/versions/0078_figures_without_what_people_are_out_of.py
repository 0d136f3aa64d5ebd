"""Keep figures and pictures by what is left out of them, so that nobody reads of an interest that is newer than they.

Kept figures also say when a worker has begun. The rows of both tables live for a week, and are made anew when somebody
asks: pictures of everybody go on, those of one reader go, and so do kept figures, which tell more by now.
"""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0078"
down_revision = "0077"
branch_labels = None
depends_on = None

_SERIAL = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_MOMENT = sa.DateTime(timezone=True)
_Columns = dict[str, sa.types.TypeEngine[Any]]
_PICTURES: _Columns = {
    "id": _SERIAL,
    "community_id": _SERIAL,
    "subject": sa.String(),
    "period": sa.String(),
    "audience": sa.String(),
    "language": sa.String(),
    "status": sa.String(),
    "asked_at": _MOMENT,
    "drawn_at": _MOMENT,
    "data_hash": sa.String(),
    "counted_at": _MOMENT,
    "counts": sa.JSON(),
    "plots": sa.JSON(),
}
_KEPT: _Columns = {
    "id": _SERIAL,
    "community_id": _SERIAL,
    "subject": sa.String(),
    "period": sa.String(),
    "asked_at": _MOMENT,
    "counted_at": _MOMENT,
    "found": sa.JSON(),
}
_OPTIONAL = {"drawn_at", "data_hash", "counted_at", "begun_at"}
_OF_PICTURES = ("community_id", "subject", "period", "audience", "language")
_OF_KEPT = ("community_id", "subject", "period")
_LEFT_OUT: _Columns = {"left_out": sa.String()}


def _make(table: str, columns: _Columns, key: tuple[str, ...]) -> None:
    """Make a table anew: SQLite changes no key of one that is there."""
    op.drop_table(table)
    op.create_table(
        table,
        *(sa.Column(name, kind, nullable=name in _OPTIONAL) for name, kind in columns.items()),
        sa.ForeignKeyConstraint(["community_id"], ["communities.id"], name=op.f(f"fk_{table}_community_id")),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
        sa.UniqueConstraint(*key, name=op.f(f"uq_{table}_{'_'.join(key)}")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f(f"ix_{table}_asked_at"), table, ["asked_at"])


def _pictures(old: _Columns, new: _Columns, of_everybody: object, empty: object) -> None:
    """Make the table of pictures with another column in its key, and put back those of everybody."""
    ((was, _),), ((is_now, _),) = old.items(), new.items()
    table = sa.table("figure_plots", *(sa.column(name, kind) for name, kind in (_PICTURES | old).items()))
    found = op.get_bind().execute(sa.select(table).where(table.c[was] == of_everybody)).mappings()
    rows = [{name: value for name, value in row.items() if name not in {"id", was}} for row in found]
    _make("figure_plots", _PICTURES | new, (*_OF_PICTURES, is_now))
    filled = sa.table("figure_plots", *(sa.column(name, kind) for name, kind in (_PICTURES | new).items()))
    # The rows get new ids: a hint that still waits finds none, and is asked for again after a minute.
    op.bulk_insert(filled, [row | {is_now: empty} for row in rows])


def upgrade() -> None:
    _pictures({"reader_id": _SERIAL}, _LEFT_OUT, 0, "")
    _make("kept_figures", _KEPT | _LEFT_OUT | {"begun_at": _MOMENT}, (*_OF_KEPT, "left_out"))


def downgrade() -> None:
    _pictures(_LEFT_OUT, {"reader_id": _SERIAL}, "", 0)
    _make("kept_figures", _KEPT, _OF_KEPT)
