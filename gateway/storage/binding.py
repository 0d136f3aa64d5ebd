"""Binding: every sealed value gets the id of its row before it is written, and the id is taken if there is none yet.

A row of a recorded table always gets its id here, and with it the proof that Doria wrote it.
"""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from sqlalchemy import Connection, Table, event, inspect
from sqlalchemy.orm import Mapper, Session, attributes, object_session

from gateway.storage import recorded
from gateway.storage.models.base import Row
from gateway.storage.sealed_columns import InRow, Sealed, SealedNamed, keyring_of
from gateway.storage.serials import dialect_of, has_kept, take


@cache
def sealed_attributes(table: type[Row]) -> tuple[str, ...]:
    """Return the names of the attributes of a model that are sealed."""
    columns = inspect(table).column_attrs
    return tuple(known.key for known in columns if isinstance(known.columns[0].type, Sealed | SealedNamed))


def bound(session: Session, table: type[Row], rows: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Return rows for an insert of many, their sealed values bound to ids; rows without such values stay.

    If ids are kept for the table, every row gets one. So does each row of a recorded table, with its proof.
    """
    names, is_recorded = sealed_attributes(table), recorded.is_recorded(table)
    needs_ids = is_recorded or has_kept(session, _table_of(table))
    numbered = [dict(row) for row in rows]
    if not needs_ids and not any(row.get(name) for row in numbered for name in names):
        return numbered
    without = [row for row in numbered if row.get("id") is None]
    if without:
        for row, row_id in zip(without, take(session, _table_of(table), len(without)), strict=True):
            row["id"] = row_id
    if is_recorded:
        keyring = keyring_of(dialect_of(session))
        numbered = [recorded.proved(keyring, table, row) for row in numbered]
    for row in numbered:
        row.update({name: InRow(row[name], row["id"]) for name in names if row.get(name)})
    return numbered


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


def _before_insert(_mapper: Mapper[Any], connection: Connection, target: Row) -> None:
    given, session, held = _values(target), object_session(target), attributes.instance_dict(target)
    is_kept = session is not None and "id" in inspect(type(target)).attrs and has_kept(session, _table_of(type(target)))
    is_recorded = recorded.is_recorded(type(target))
    if not any(given.values()) and not is_kept and not is_recorded:
        return
    if session is not None and held.get("id") is None:
        (target.id,) = take(session, _table_of(type(target)))  # type: ignore[attr-defined]
    if is_recorded:
        held["proof"] = recorded.proof(keyring_of(connection.dialect), type(target), held)
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
