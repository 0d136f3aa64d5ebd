"""Sources: the recorded tables, read as the record needs them: raw, many rows at once, without objects.

Moments and JSON are read as text, and sealed values as the bytes that are stored: both databases give the same. A
sealed value is opened for each row apart, so that one that does not open holds up no other.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

from sqlalchemy import (
    JSON,
    Boolean,
    ColumnElement,
    FromClause,
    Integer,
    LargeBinary,
    String,
    Table,
    cast,
    false,
    func,
    inspect,
    type_coerce,
)

from gateway.storage.columns import UtcDateTime
from gateway.storage.models import Incident
from gateway.storage.models.recording import Recorded, Recording, recorded_tables
from gateway.storage.sealed_columns import Sealed, SealedNamed
from gateway.storage.sealing import Keyring
from menus.domain import circles, record
from menus.domain.accused import AccusedGroup
from menus.domain.categories import Level
from menus.domain.marks import AlarmKind, Caution
from menus.domain.record import Shown, Source

_PG_MOMENT = "YYYY-MM-DD HH24:MI:SS.US"


class RawRow(NamedTuple):
    """A recorded row as it is stored: its kind and moment in text, its facts part, and its words, still sealed."""

    id: int
    kind: str
    at: str
    facts: bytes
    sealed: tuple[bytes | None, ...]


@dataclass(frozen=True)
class RecordedSource:
    """One recorded table, as its model declares it."""

    model: type[Recorded]

    @property
    def recording(self) -> Recording:
        """The declaration."""
        return self.model.recording

    @property
    def source(self) -> Source:
        """The name of its rows in the record."""
        return self.recording.source

    @cached_property
    def table(self) -> Table:
        """The table."""
        found = inspect(self.model).local_table
        assert isinstance(found, Table)  # noqa: S101 - for the type checker: every model has a table
        return found

    @property
    def at(self) -> ColumnElement[Any]:
        """The column of the moment."""
        return self._column(self.recording.at)

    def _column(self, name: str) -> ColumnElement[Any]:
        return self.table.c[name]

    @cached_property
    def _facts(self) -> tuple[ColumnElement[Any], ...]:
        return tuple(self._column(name) for name in self.recording.facts)

    @cached_property
    def _words(self) -> tuple[ColumnElement[Any], ...]:
        return tuple(self._column(name) for name in self.recording.words)

    def moment(self, *, is_sqlite: bool) -> ColumnElement[Any]:
        """Return the column of the moment, as text."""
        return as_stored(self.at, is_sqlite=is_sqlite)

    def columns(self, *, is_sqlite: bool) -> tuple[ColumnElement[Any], ...]:
        """Return the columns that `raw` takes, in their order."""
        facts = (as_stored(column, is_sqlite=is_sqlite) for column in self._facts)
        return (*facts, *(type_coerce(column, LargeBinary) for column in self._words))

    def raw(self, values: Sequence[Any]) -> RawRow:
        """Return a row, given as the values of `columns`."""
        read, facts = self._readers, values[: len(self._readers)]
        texts = [_NULL if value is None else convert(value) for convert, value in zip(read, facts, strict=True)]
        at, kind = self._places
        return RawRow(
            facts[self._id],
            self.source.value if kind is None else facts[kind],
            facts[at],
            record.part(self.recording.facts, texts),
            tuple(None if one is None else as_bytes(one) for one in values[len(facts) :]),
        )

    def with_id(self, values: Sequence[Any], row_id: int) -> Sequence[Any]:
        """Return the values of `columns` as they would be in the row with another id."""
        return (*values[: self._id], row_id, *values[self._id + 1 :])

    @cached_property
    def _readers(self) -> tuple[Callable[[Any], str], ...]:
        return tuple(_reader(column) for column in self._facts)

    @cached_property
    def _id(self) -> int:
        return self.recording.facts.index("id")

    @cached_property
    def _places(self) -> tuple[int, int | None]:
        """The places of the moment and of the kind among the facts."""
        names, kind = self.recording.facts, self.recording.kind
        return names.index(self.recording.at), None if kind is None else names.index(kind)

    def words(self, keyring: Keyring, row: RawRow) -> bytes | None:
        """Return the words part of a row; None if it holds no words. Raise UnsealError if a value does not open."""
        if not any(row.sealed):
            return None
        texts = [
            keyring.unseal(sealed, name, row.id) if sealed else None
            for name, sealed in zip(self.bound_to, row.sealed, strict=True)
        ]
        return record.words_part(self.recording.words, texts)

    @cached_property
    def bound_to(self) -> tuple[str, ...]:
        """The names that the sealed values are bound to."""
        kinds = [column.type for column in self._words]
        return tuple(kind.column for kind in kinds if isinstance(kind, Sealed | SealedNamed))

    @property
    def with_incidents(self) -> FromClause:
        """The table, with the incident of each row beside it if its rows are about incidents."""
        name = self.recording.incident
        if name is None:
            return self.table
        incidents = inspect(Incident).local_table
        return self.table.outerjoin(incidents, self._column(name) == incidents.c.id)

    @property
    def hiding(self) -> tuple[ColumnElement[Any], ...]:
        """The columns that `is_hidden` takes, of `with_incidents`."""
        if self.recording.incident is not None:
            incidents = inspect(Incident).local_table.c
            return tuple(type_coerce(incidents[name], String) for name in _MARKS)
        return (false() if self.recording.hidden is None else self._column(self.recording.hidden),)

    def is_hidden(self, values: Sequence[Any]) -> bool:
        """Return whether a row is hidden, given the values of `hiding`.

        A row whose incident is gone, or has a mark that Doria does not know, is hidden.
        """
        if self.recording.incident is None:
            return bool(values[0])
        level, *marks = values
        try:
            kinds = (kind(mark) if mark is not None else None for kind, mark in zip(_MARKS_OF, marks, strict=True))
            return level is None or circles.is_hidden(Level(level), *kinds)
        except ValueError:
            return True

    def shown(self, row: RawRow, *, is_hidden: bool) -> Shown | None:
        """Return what the leaf of a row shows; None for a hidden one."""
        return None if is_hidden else Shown(self.source, row.kind, row.at)


_MARKS = ("level", "accused_group", "alarm", "caution")
_MARKS_OF: tuple[Callable[[str], Any], ...] = (AccusedGroup, AlarmKind, Caution)
_NULL = record.as_json(None)


def as_bytes(value: Any) -> bytes:
    """Return bytes that a database gave; raise TypeError for anything else, which SQLite keeps as it is given."""
    if not isinstance(value, bytes | memoryview):
        message = f"{type(value).__name__} in the place of bytes"
        raise TypeError(message)
    return bytes(value)


def as_stored(column: ColumnElement[Any], *, is_sqlite: bool) -> ColumnElement[Any]:
    """Return a column that is not sealed, as both databases give it alike."""
    match column.type:
        case JSON():
            return type_coerce(column, String) if is_sqlite else cast(column, String)
        case UtcDateTime():
            if is_sqlite:
                return type_coerce(column, String)
            return type_coerce(func.to_char(func.timezone("UTC", column), _PG_MOMENT), String)
        case Boolean() | Integer() | LargeBinary():
            return column
        case _:
            return type_coerce(column, String)


def _reader(column: ColumnElement[Any]) -> Callable[[Any], str]:
    """Return what makes JSON of a raw value that is not null."""
    match column.type:
        case JSON():
            return str
        case Integer():
            return _of_number
        case Boolean() | LargeBinary():
            return _of_plain
        case _:
            return record.quoted


def _of_number(value: Any) -> str:
    # SQLite keeps a text in a column of numbers: the text "null" would pass for no value.
    if not isinstance(value, int):
        message = f"a number was expected, not {type(value).__name__}"
        raise TypeError(message)
    return str(value)


def _of_plain(value: Any) -> str:
    return record.as_json(bytes(value) if isinstance(value, memoryview) else value)


SOURCES: Mapping[Source, RecordedSource] = {
    model.recording.source: RecordedSource(model) for model in recorded_tables()
}
"""Every recorded table, by the name of its rows in the record."""

__all__ = ["SOURCES", "RawRow", "RecordedSource", "as_bytes", "as_stored"]
