"""Upsert: one statement that inserts rows or changes existing ones, on both databases."""

from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Dialect, inspect
from sqlalchemy.dialects import postgresql, sqlite

from gateway.storage.models import Row
from gateway.storage.prepared import Prepared, columns_of

Computed = tuple[tuple[str, ColumnElement[Any]], ...]


def upsert(
    dialect: Dialect,
    table: type[Row],
    changed: tuple[str, ...],
    by: str = "",
    computed: Computed = (),
    *,
    has_id: bool = False,
) -> Prepared:
    """Return an insert that changes the named columns if the row exists already.

    A row is found by its primary key, or by the unique column `by`. `computed` holds columns with the expression that
    gives their value in a row that exists already. `has_id`: the ids of the rows are given.
    """
    return _upsert(dialect.name, table, changed, by, computed, has_id)


@cache
def _upsert(
    dialect: str,
    table: type[Row],
    changed: tuple[str, ...],
    by: str,
    computed: Computed,
    has_id: bool,  # noqa: FBT001 - `cache` takes it by its place
) -> Prepared:
    made = sqlite.insert(table) if dialect == "sqlite" else postgresql.insert(table)
    statement = made.inline().on_conflict_do_update(
        index_elements=[by] if by else inspect(table).primary_key,
        set_={name: made.excluded[name] for name in changed} | dict(computed),
    )
    return Prepared(statement, columns_of(table, has_id=has_id))
