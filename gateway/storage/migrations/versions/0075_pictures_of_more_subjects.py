"""Keep pictures of more subjects than the answers: the number of weeks becomes the name of a period.

What is left out of a picture is part of its key, so that nobody reads of an interest that is newer than it.

The rows are taken out, and put back into a table with a new key: there are few, and each lives for a week.
"""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0075"
down_revision = "0074"
branch_labels = None
depends_on = None

_SERIAL = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_MOMENT = sa.DateTime(timezone=True)
_ANSWERS = "answers"
_Columns = dict[str, sa.types.TypeEngine[Any]]
_SAME: _Columns = {
    "id": _SERIAL,
    "community_id": _SERIAL,
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
_OPTIONAL = {"drawn_at", "data_hash", "counted_at"}
_LEFT_OUT = "left_out"
_NEW: _Columns = {"subject": sa.String(), "period": sa.String(), _LEFT_OUT: sa.String()}
_OLD: _Columns = {"weeks": sa.Integer()}


def _table(more: _Columns) -> sa.TableClause:
    return sa.table("figure_plots", *(sa.column(name, kind) for name, kind in (_SAME | more).items()))


def _rows(more: _Columns) -> list[dict[str, object]]:
    return [dict(row) for row in op.get_bind().execute(sa.select(_table(more))).mappings()]


def _make(more: _Columns, rows: list[dict[str, object]]) -> None:
    """Make the table anew with other columns in its key, and fill it."""
    op.drop_table("figure_plots")
    key = ("community_id", *(name for name in more if name != _LEFT_OUT), "audience", "language")
    key = (*key, _LEFT_OUT) if _LEFT_OUT in more else key
    op.create_table(
        "figure_plots",
        *(sa.Column(name, kind, nullable=name in _OPTIONAL) for name, kind in (_SAME | more).items()),
        sa.ForeignKeyConstraint(["community_id"], ["communities.id"], name=op.f("fk_figure_plots_community_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_figure_plots")),
        sa.UniqueConstraint(*key, name=op.f(f"uq_figure_plots_{'_'.join(key)}")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_figure_plots_asked_at"), "figure_plots", ["asked_at"])
    # The rows get new ids: a hint that still waits finds none, and is asked for again after a minute.
    op.bulk_insert(_table(more), [{name: row[name] for name in row if name != "id"} for row in rows])


def upgrade() -> None:
    rows = _rows(_OLD)
    _make(_NEW, [row | {"subject": _ANSWERS, "period": str(row.pop("weeks")), _LEFT_OUT: ""} for row in rows])


def downgrade() -> None:
    # Pictures without what some people are out of would become those of everybody.
    rows = [row for row in _rows(_NEW) if row.pop("subject") == _ANSWERS and not row.pop(_LEFT_OUT)]
    _make(_OLD, [row | {"weeks": int(str(row.pop("period")))} for row in rows])
