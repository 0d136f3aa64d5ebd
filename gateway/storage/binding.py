"""Binding: every sealed value gets the id of its row before it is written, and the id is taken if there is none yet."""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from sqlalchemy import Connection, Table, event, inspect
from sqlalchemy.orm import Mapper, Session, attributes, object_session

from gateway.storage.models.base import Row
from gateway.storage.sealed_columns import InRow, Sealed, SealedNamed
from gateway.storage.serials import has_kept, take


@cache
def sealed_attributes(table: type[Row]) -> tuple[str, ...]:
    """Return the names of the attributes of a model that are sealed."""
    columns = inspect(table).column_attrs
    return tuple(known.key for known in columns if isinstance(known.columns[0].type, Sealed | SealedNamed))


def bound(session: Session, table: type[Row], rows: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Return rows for an insert of many, their sealed values bound to ids; rows without such values stay.

    If ids are kept for the table, every row gets one.
    """
    names = sealed_attributes(table)
    if not any(row.get(name) for row in rows for name in names) and not has_kept(session, _table_of(table)):
        return [dict(row) for row in rows]
    without = [row for row in rows if row.get("id") is None]
    ids = iter(take(session, _table_of(table), len(without)) if without else ())
    numbered = [dict(row) if row.get("id") is not None else {**row, "id": next(ids)} for row in rows]
    return [row | {name: InRow(row[name], row["id"]) for name in names if row.get(name)} for row in numbered]


def _table_of(table: type[Row]) -> Table:
    found = table.__table__
    assert isinstance(found, Table)  # noqa: S101 - for the type checker: every model has a table
    return found


@cache
def listen() -> None:
    """Bind the values of every object that a session writes, from now on."""
    event.listen(Row, "before_insert", _before_insert, propagate=True)
    event.listen(Row, "before_update", _before_update, propagate=True)
    event.listen(Row, "after_insert", _after, propagate=True)
    event.listen(Row, "after_update", _after, propagate=True)


def _before_insert(_mapper: Mapper[Any], _connection: Connection, target: Row) -> None:
    given, session = _values(target), object_session(target)
    is_kept = session is not None and "id" in inspect(type(target)).attrs and has_kept(session, _table_of(type(target)))
    if not any(given.values()) and not is_kept:
        return
    if session is not None and attributes.instance_dict(target).get("id") is None:
        (target.id,) = take(session, _table_of(type(target)))  # type: ignore[attr-defined]
    _wrap(target, given)


def _before_update(_mapper: Mapper[Any], _connection: Connection, target: Row) -> None:
    changed = inspect(target).committed_state
    _wrap(target, {name: value for name, value in _values(target).items() if name in changed})


def _after(_mapper: Mapper[Any], _connection: Connection, target: Row) -> None:
    """Give the object its plain values back."""
    held = attributes.instance_dict(target)
    for name, value in _values(target).items():
        if isinstance(value, InRow):
            held[name] = value.value


def _values(target: Row) -> dict[str, Any]:
    """Return the sealed values that an object holds; those that were not read are left out."""
    held = attributes.instance_dict(target)
    return {name: held[name] for name in sealed_attributes(type(target)) if name in held}


def _wrap(target: Row, given: Mapping[str, Any]) -> None:
    held = attributes.instance_dict(target)
    for name, value in given.items():
        if value:
            held[name] = InRow(value, held["id"])
