"""Recorded tables: a table whose rows get a place in the record declares here how, and nowhere else."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from sqlalchemy import Index, LargeBinary, inspect
from sqlalchemy.orm import Mapped, mapped_column

from gateway.storage.models.base import Row, some_rows
from menus.domain.record import Source

WAITS = "proof IS NOT NULL"
"""The condition that a row waits for its place."""


@dataclass(frozen=True)
class Recording:
    """The standing of a table's rows in the record.

    `facts` are the columns that are kept for ever, and `words` the sealed ones that can be erased: together with
    `proof` they are all columns of the table. `at` is the column of the moment, and `kind` that of the kind; without
    one, the name of the source is its kind. `incident` is the column of the incident that a row is about: a row about a
    hidden one is hidden. `hidden` is a column that says so itself. Columns go by the names of their attributes.
    """

    source: Source
    facts: tuple[str, ...]
    words: tuple[str, ...]
    at: str = "at"
    kind: str | None = "kind"
    incident: str | None = None
    hidden: str | None = None


class Recorded:
    """A row of a recorded table.

    Doria writes `proof`, a keyed hash of the row, when it inserts the row, and empties it when the row gets its place.
    A row without a proof and without a place was not written by Doria.
    """

    recording: ClassVar[Recording]
    id: Mapped[int]
    community_id: Mapped[int]
    proof: Mapped[bytes | None] = mapped_column(LargeBinary)


def waiting_index(table: str, at: str = "at") -> Index:
    """Return the index by which the rows of a table are found that wait for their place."""
    return some_rows(f"ix_{table}_waiting", "community_id", at, "id", where=WAITS)


def recorded_tables() -> Iterator[type[Recorded]]:
    """Yield the models of all recorded tables, in the order of their sources."""
    found = {made.recording.source: made for made in _models() if issubclass(made, Recorded)}
    yield from (found[source] for source in Source if source in found)


def _models() -> Iterator[type[Row]]:
    yield from (mapper.class_ for mapper in Row.registry.mappers)


def recording_of(model: type[Row]) -> Recording | None:
    """Return how the rows of a model stand in the record; None for a table that is not recorded."""
    return model.recording if issubclass(model, Recorded) else None


def covered(model: type[Recorded]) -> tuple[set[str], set[str]]:
    """Return the columns that a recording covers, and those that the table has, by the names of their attributes."""
    recording = model.recording
    named = {*recording.facts, *recording.words, "proof"}
    return named, {column.key for column in inspect(model).column_attrs}
