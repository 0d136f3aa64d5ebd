"""Reading: the entries of a record, each beside the row that it stands for, checked one after the other.

The rows themselves are hashed, never a copy of them. A leaf that does not come out of its row is a fault. Nearly every
entry is whole: each is looked at in a short way first, and only one that fails there is looked at for what is wrong.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, Dialect, Select, bindparam, select

from gateway.record import quick
from gateway.record.findings import Fault
from gateway.record.quick import ERASED_BY, LEAF, SEQ, WORD_SALT, WORDS_HASH
from gateway.record.sources import SOURCES, RawRow, RecordedSource
from gateway.storage.models import RecordEntry
from gateway.storage.record_seals import Sealer
from gateway.storage.sealing import Keyring, UnsealError
from menus.domain import merkle, record
from menus.domain.merkle_levels import Levels
from menus.domain.record import Leaf, Source

_CHUNK = 20_000
"""Entries that are read by one statement: it takes a fraction of a second (measured), and some megabytes."""
MOST_FAULTS = 1_000
"""Faults that are kept of one part: only the first one is told, and the others show what was swapped with it."""
_NO_LEAF = bytes(merkle.HASH_SIZE)
_OF_ENTRY = 9
_ENTRY = RecordEntry.__table__.c


@dataclass(frozen=True)
class Stretch:
    """The entries of a record from `start` to before `end`, with the key of its community and the seed of its tree."""

    community_id: int
    community: str
    seed: bytes = field(repr=False)
    start: int
    end: int


@dataclass
class Checked:
    """The finds of a stretch: the levels of its leaves, and its faults by the numbers of the entries.

    `missing` are entries that are not there. `erased` holds the entries whose words are erased, with the act that their
    row names. `numbers` counts the entries of each table.
    """

    levels: Levels = field(default_factory=lambda: Levels(b""))
    faults: dict[int, Fault] = field(default_factory=dict)
    missing: list[int] = field(default_factory=list)
    erased: list[tuple[int, int | None]] = field(default_factory=list)
    numbers: Counter[Source] = field(default_factory=Counter)


@dataclass(frozen=True)
class Entry:
    """An entry as it is stored."""

    seq: int
    row_id: int
    is_hidden: bool
    salt: bytes
    word_salt: bytes | None
    words_hash: bytes | None
    leaf: bytes
    seal: bytes
    erased_by: int | None


def check(connection: Connection, keyring: Keyring, stretch: Stretch) -> Checked:
    """Check a stretch of a record against its rows."""
    found, leaves = Checked(), []
    checks = [_Check(connection, keyring, stretch, source, found) for source in SOURCES.values()]
    for start in range(stretch.start, stretch.end, _CHUNK):
        chunk: list[bytes | None] = [None] * (min(start + _CHUNK, stretch.end) - start)
        for check_of_source in checks:
            # Most entries are events, which come first: where they are all of a chunk, no other table has any.
            if None not in chunk:
                break
            check_of_source.run(start, chunk)
        if None in chunk:
            found.missing += [start + number for number, leaf in enumerate(chunk) if leaf is None][:MOST_FAULTS]
        leaves.append(b"".join([leaf or _NO_LEAF for leaf in chunk]))
    found.levels = Levels(b"".join(leaves))
    return found


class _Check:
    """The check of the entries of one table in a stretch, chunk by chunk."""

    def __init__(
        self, connection: Connection, keyring: Keyring, stretch: Stretch, source: RecordedSource, found: Checked
    ) -> None:
        self._connection, self._keyring, self._stretch = connection, keyring, stretch
        self._source, self._found = source, found
        self._query = quick.Query(connection, quick.statement(source, connection.dialect))
        self._is_whole = quick.whole(source, stretch.community, keyring, Sealer(stretch.seed))

    def run(self, start: int, chunk: list[bytes | None]) -> None:
        """Check the entries in a chunk that begins at `start`, and put their leaves into it."""
        found, is_whole, number, doubtful = self._found, self._is_whole, 0, []
        given = {"community_id": self._stretch.community_id, "start": start, "end": start + len(chunk)}
        with self._query.lines(given) as lines:
            for values in lines:
                seq = values[SEQ]
                if is_whole(values):
                    chunk[seq - start] = values[LEAF]
                elif isinstance(seq, int):
                    chunk[seq - start] = _leaf(values[LEAF])
                    doubtful.append(seq)
                else:
                    # SQLite keeps halves, too. No leaf has such a number.
                    continue
                number += 1
                if values[WORD_SALT] is None and values[WORDS_HASH] is not None:
                    found.erased.append((seq, values[ERASED_BY]))
        found.numbers[self._source.source] += number
        if doubtful and len(found.faults) < MOST_FAULTS:
            _look_closely(self._connection, self._keyring, self._stretch, self._source, sorted(doubtful), found)


def _look_closely(
    connection: Connection,
    keyring: Keyring,
    stretch: Stretch,
    source: RecordedSource,
    doubtful: Sequence[int],
    found: Checked,
) -> None:
    """Look at entries of one table that are not whole at the first glance for what is wrong with them."""
    seals, seqs = Sealer(stretch.seed), set(doubtful)
    given = {"community_id": stretch.community_id, "start": doubtful[0], "end": doubtful[-1] + 1}
    for values in quick.rows(connection, statement(source, connection.dialect), given):
        if values[0] not in seqs or len(found.faults) >= MOST_FAULTS:
            continue
        entry, row = split(values)
        fault = fault_of(keyring, seals, stretch.community, source, entry, row)
        if fault is not None:
            found.faults[entry.seq] = fault


def _leaf(value: Any) -> bytes:
    """Return the leaf of an entry; SQLite keeps whatever somebody puts there."""
    is_one = isinstance(value, bytes | memoryview) and len(value) == merkle.HASH_SIZE
    return bytes(value) if is_one else _NO_LEAF


def statement(source: RecordedSource, dialect: Dialect) -> Select[Any]:
    """Return the query of the entries of one table in a stretch."""
    return (
        entries_of(source, dialect)
        .where(_ENTRY.community_id == bindparam("community_id"))
        .where(_ENTRY.seq >= bindparam("start"), _ENTRY.seq < bindparam("end"))
        .where(_ENTRY.source == bindparam("source", source.source))
    )


def entries_of(source: RecordedSource, dialect: Dialect) -> Select[Any]:
    """Return the query of entries with their rows: what `Entry` takes, then what `fault_of` takes."""
    table = source.table
    own = (_ENTRY[name] for name in Entry.__dataclass_fields__)
    columns = source.columns(is_sqlite=dialect.name == "sqlite")
    joined = RecordEntry.__table__.outerjoin(table, table.c.id == _ENTRY.row_id)
    return select(*own, table.c.id, table.c.proof, *columns).select_from(joined)


def split(values: Sequence[Any]) -> tuple[Entry, Sequence[Any]]:
    """Return the entry and the row of one line of the statement."""
    return Entry(*values[:_OF_ENTRY]), values[_OF_ENTRY:]


def fault_of(
    keyring: Keyring, seals: Sealer, community: str, source: RecordedSource, entry: Entry, values: Sequence[Any]
) -> Fault | None:
    """Return what is wrong with an entry, or with the row beside it; None if nothing is.

    `values` are the id and the proof of the row, and its columns.
    """
    there, proof, *columns = values
    if _leaf(entry.leaf) == _NO_LEAF or not _is_sealed(seals, entry):
        return Fault.ENTRY_REWRITTEN
    if there is None:
        return Fault.ROW_DELETED
    if proof is not None:
        return Fault.PROOF_WRITTEN
    # An entry has words with their salt, or words that were erased, or none.
    if sum((entry.word_salt is not None, entry.erased_by is not None, entry.words_hash is None)) > 1:
        return Fault.ENTRY_REWRITTEN
    try:
        return _fault_of_row(keyring, seals, community, source, entry, source.raw(columns))
    except (TypeError, ValueError, LookupError, OverflowError):
        # The database holds a value there that Doria never writes: another kind, or an enum's unknown member.
        return Fault.FACTS_CHANGED


def _is_sealed(seals: Sealer, entry: Entry) -> bool:
    """Return whether an entry holds the leaf that Doria sealed, and salts and a hash that are bytes at all."""
    given = (
        entry.salt,
        entry.leaf,
        entry.seal,
        *(one for one in (entry.word_salt, entry.words_hash) if one is not None),
    )
    if entry.is_hidden not in {False, True} or not all(isinstance(one, bytes | memoryview) for one in given):
        return False
    return seals.entry(entry.seq, entry.leaf) == entry.seal


def _fault_of_row(
    keyring: Keyring, seals: Sealer, community: str, source: RecordedSource, entry: Entry, row: RawRow
) -> Fault | None:
    """Return what is wrong with a row whose entry is as Doria wrote it; None if nothing is."""
    has_words = any(row.sealed)
    if has_words != (entry.word_salt is not None):
        return _fault_of_words(entry, has_words=has_words)
    try:
        words = source.words(keyring, row)
    except UnsealError:
        return Fault.WORDS_CHANGED
    if entry.word_salt is not None and (
        words is None or record.salted(seals.word_salt(entry.word_salt), words) != entry.words_hash
    ):
        return Fault.WORDS_CHANGED
    shown = source.shown(row, is_hidden=entry.is_hidden)
    facts = record.salted(entry.salt, row.facts)
    leaf = merkle.leaf_hash(Leaf(community, entry.seq, facts, entry.words_hash, shown).content())
    return None if leaf == entry.leaf else Fault.FACTS_CHANGED


def _fault_of_words(entry: Entry, *, has_words: bool) -> Fault:
    """Return the fault of a row that has words and should have none, or has none and should have some."""
    if has_words:
        return Fault.WORDS_CHANGED if entry.words_hash is None else Fault.WORDS_BACK
    return Fault.WORDS_TAKEN
