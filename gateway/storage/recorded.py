"""Recorded rows: each gets a proof that Doria wrote it, at the moment of its insert.

The proof is a keyed hash of the whole row. Whoever has the database alone cannot make one, so that a row which was
added or changed before it got its place is found.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import JSON, Integer
from sqlalchemy.sql.elements import KeyedColumnElement

from gateway.storage import prepared
from gateway.storage.columns import Named, UtcDateTime
from gateway.storage.models.base import Row
from gateway.storage.models.recording import Recording, recording_of
from gateway.storage.sealed_columns import InRow
from gateway.storage.sealing import Keyring
from gateway.storage.written_json import WrittenJson
from menus.domain import record

_NULL = record.as_json(None)


@cache
def is_recorded(model: type[Row]) -> bool:
    """Return whether the rows of a model get a place in the record."""
    return recording_of(model) is not None


def proof(keyring: Keyring, model: type[Row], row: Mapping[str, Any]) -> bytes:
    """Return the proof of a new row of a recorded table, given by the names of its attributes, with its id."""
    writing = _writing(model)
    whole = {**writing.usual, **row}
    return writing.proof(keyring, whole, writing.facts_of(whole))


def proved(keyring: Keyring, model: type[Row], row: Mapping[str, Any]) -> dict[str, Any]:
    """Return a new row of a recorded table with all its columns, its proof among them.

    Its JSON is written here: the text that is proved is the text that is stored, and nothing writes it again.
    """
    writing = _writing(model)
    whole = {**writing.usual, **row}
    facts = writing.facts_of(whole)
    whole["proof"] = writing.proof(keyring, whole, facts)
    for name, place in writing.json:
        if whole[name] is not None:
            whole[name] = WrittenJson(facts[place])
    return whole


@dataclass(frozen=True)
class _Writing:
    """The bytes of a model's rows: each fact as JSON, and what a column holds if nothing is given.

    `json` are the columns that hold JSON, with their places among the facts.
    """

    recording: Recording
    facts: tuple[tuple[str, Callable[[Any], str]], ...]
    json: tuple[tuple[str, int], ...]
    usual: Mapping[str, Any]

    def facts_of(self, row: Mapping[str, Any]) -> list[str]:
        """Return the facts of a whole row, each as JSON."""
        return [write(row[name]) for name, write in self.facts]

    def proof(self, keyring: Keyring, row: Mapping[str, Any], facts: Sequence[str]) -> bytes:
        """Return the proof of a whole row with these facts."""
        recording = self.recording
        words = [_plain(row[name]) for name in recording.words]
        said = record.words_part(recording.words, words)
        return keyring.prove(record.proven(recording.source, row["id"], record.part(recording.facts, facts), said))


@cache
def _writing(model: type[Row]) -> _Writing:
    recording = recording_of(model)
    if recording is None:
        message = f"{model.__name__} is not recorded"
        raise LookupError(message)
    columns = model.__table__.c
    facts = tuple((name, _writer(columns[name])) for name in recording.facts)
    written = tuple((name, place) for place, (name, write) in enumerate(facts) if write is json.dumps)
    return _Writing(recording, facts, written, prepared.defaults_of(model))


def _writer(column: KeyedColumnElement[Any]) -> Callable[[Any], str]:
    """Return what writes a value of a column as JSON, as the database keeps it or as the record does."""
    match column.type:
        case JSON():
            return json.dumps
        case Integer():
            return _of_number
        case Named():
            return _of_member
        case UtcDateTime():
            return _of_moment
        case _:
            return record.as_json


def _of_number(value: int | None) -> str:
    return _NULL if value is None else str(value)


def _of_member(value: str | None) -> str:
    return _NULL if value is None else record.quoted(value)


def _of_moment(value: datetime | None) -> str:
    # A moment holds nothing that JSON would write in another way.
    return _NULL if value is None else f'"{record.moment(value)}"'


def _plain(value: str | InRow | None) -> str | None:
    return value.value if isinstance(value, InRow) else value
