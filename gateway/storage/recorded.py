"""Recorded rows: each gets a proof that Doria wrote it, at the moment of its insert.

The proof is a keyed hash of the whole row. Whoever has the database alone cannot make one, so that a row which was
added or changed before it got its place is found.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import JSON, Integer
from sqlalchemy.sql.elements import KeyedColumnElement

from gateway.storage import prepared
from gateway.storage.models.base import Row
from gateway.storage.models.recording import Recording, recording_of
from gateway.storage.sealed_columns import InRow
from gateway.storage.sealing import Keyring
from menus.domain import record


def is_recorded(model: type[Row]) -> bool:
    """Return whether the rows of a model get a place in the record."""
    return _writing(model) is not None


def proof(keyring: Keyring, model: type[Row], row: Mapping[str, Any]) -> bytes:
    """Return the proof of a new row of a recorded table, given by the names of its attributes, with its id."""
    writing = _writing(model)
    if writing is None:
        message = f"{model.__name__} is not recorded"
        raise LookupError(message)
    whole, recording = {**writing.usual, **row}, writing.recording
    facts = record.part(recording.facts, [write(whole[name]) for name, write in writing.facts])
    words = [_plain(whole[name]) for name in recording.words]
    said = record.words_part(recording.words, words)
    return keyring.prove(record.proven(recording.source, row["id"], facts, said))


@dataclass(frozen=True)
class _Writing:
    """How the rows of a model are written as bytes: each fact as JSON, and what a column holds if nothing is given."""

    recording: Recording
    facts: tuple[tuple[str, Callable[[Any], str]], ...]
    usual: Mapping[str, Any]


@cache
def _writing(model: type[Row]) -> _Writing | None:
    recording = recording_of(model)
    if recording is None:
        return None
    columns = model.__table__.c
    facts = tuple((name, _writer(columns[name])) for name in recording.facts)
    return _Writing(recording, facts, prepared.defaults_of(model))


def _writer(column: KeyedColumnElement[Any]) -> Callable[[Any], str]:
    """Return what writes a value of a column as JSON, as the database keeps it or as the record does."""
    match column.type:
        case JSON():
            return json.dumps
        case Integer():
            return _of_number
        case _:
            return record.as_json


def _of_number(value: int | None) -> str:
    return record.as_json(None) if value is None else str(value)


def _plain(value: str | InRow | None) -> str | None:
    return value.value if isinstance(value, InRow) else value
