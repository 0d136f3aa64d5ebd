"""Recorded rows: each gets a proof that Doria wrote it, at the moment of its insert.

The proof is a keyed hash of the whole row. Whoever has the database alone cannot make one, so that a row which was
added or changed before it got its place is found.
"""

import json
from collections.abc import Mapping
from enum import StrEnum
from functools import cache
from typing import Any

from sqlalchemy import JSON

from gateway.storage import prepared
from gateway.storage.models.base import Row
from gateway.storage.models.recording import recording_of
from gateway.storage.sealed_columns import InRow
from gateway.storage.sealing import Keyring
from menus.domain import record


def is_recorded(model: type[Row]) -> bool:
    """Return whether the rows of a model get a place in the record."""
    return recording_of(model) is not None


def proof(keyring: Keyring, model: type[Row], row: Mapping[str, Any]) -> bytes:
    """Return the proof of a new row of a recorded table, given by the names of its attributes, with its id."""
    recording = recording_of(model)
    if recording is None:
        message = f"{model.__name__} is not recorded"
        raise LookupError(message)
    whole = {**prepared.defaults_of(model), **row}
    json_columns = _json_columns(model)
    facts = [json.dumps(whole[name]) if name in json_columns else _as_json(whole[name]) for name in recording.facts]
    words = [_plain(whole[name]) for name in recording.words]
    made = record.proven(
        recording.source, row["id"], record.part(recording.facts, facts), record.words_part(recording.words, words)
    )
    return keyring.prove(made)


def _as_json(value: object) -> str:
    return record.as_json(value.value if isinstance(value, StrEnum) else value)


def _plain(value: str | InRow | None) -> str | None:
    return value.value if isinstance(value, InRow) else value


@cache
def _json_columns(model: type[Row]) -> frozenset[str]:
    return frozenset(column.key for column in model.__table__.c if isinstance(column.type, JSON))
