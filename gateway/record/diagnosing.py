"""Diagnosing: what was done to the first faulty entry of a record, in the words of a person."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Connection, select

from gateway.record import reading, subjects
from gateway.record.findings import Fault, Finding, Subject
from gateway.record.reading import Entry
from gateway.record.sources import SOURCES, RecordedSource
from gateway.storage.models import RecordEntry
from gateway.storage.record_seals import Sealer
from gateway.storage.sealing import Keyring, UnsealError
from menus.domain import merkle, record
from menus.domain.record import Leaf, Source

_ENTRY = RecordEntry.__table__.c


@dataclass(frozen=True)
class Diagnosis:
    """All that is known when an entry is found faulty: `faults` holds the others, by their numbers."""

    connection: Connection
    keyring: Keyring
    community_id: int
    community: str
    seals: Sealer
    size: int
    faults: Mapping[int, Fault]


def finding(known: Diagnosis, seq: int) -> Finding:
    """Return what is wrong with an entry, as exactly as the database tells it."""
    fault = known.faults[seq]
    if fault is Fault.ENTRY_DELETED:
        return Finding(fault, seq=seq)
    source_name = known.connection.scalar(
        select(_ENTRY.source).where(_ENTRY.community_id == known.community_id, _ENTRY.seq == seq)
    )
    source = SOURCES[Source(str(source_name))]
    entry, values = _read(known, source, seq)
    # Somebody may have made an entry look open: its leaf tells.
    turned = replace(entry, is_hidden=True)
    is_hidden = entry.is_hidden or _leaf(known, source, turned, values[2:]) == entry.leaf
    about = subjects.of(known.connection, source, entry.row_id, is_hidden=is_hidden)
    if fault is Fault.ENTRY_REWRITTEN:
        return _rewritten(known, entry, about)
    if fault in {Fault.FACTS_CHANGED, Fault.WORDS_CHANGED}:
        other = _swapped_row(known, source, entry, values)
        if other is not None:
            return Finding(Fault.ROWS_SWAPPED, seq=seq, subject=about, other=other)
        if _fits_changed_entry(known, source, entry, values):
            return Finding(Fault.ENTRY_REWRITTEN, seq=seq, subject=about)
    return Finding(fault, seq=seq, subject=about)


def _read(known: Diagnosis, source: RecordedSource, seq: int) -> tuple[Entry, Sequence[Any]]:
    given = {"community_id": known.community_id, "start": seq, "end": seq + 1}
    values = known.connection.execute(reading.statement(source, known.connection.dialect), given).one()
    return reading.split(values)


def _rewritten(known: Diagnosis, entry: Entry, about: Subject) -> Finding:
    """Tell an entry that was swapped with another from one that somebody wrote."""
    for other in known.faults:
        if other == entry.seq or known.faults[other] is Fault.ENTRY_DELETED:
            continue
        wanted = select(_ENTRY.leaf, _ENTRY.seal).where(_ENTRY.community_id == known.community_id, _ENTRY.seq == other)
        leaf, seal = known.connection.execute(wanted).one()
        stands_there = known.seals.entry(other, entry.leaf) in {entry.seal, seal}
        if stands_there and known.seals.entry(entry.seq, leaf) in {entry.seal, seal}:
            return Finding(Fault.ENTRIES_SWAPPED, seq=entry.seq, subject=about, other=other)
    if entry.seq >= known.size:
        return Finding(Fault.ENTRY_ADDED, seq=entry.seq, subject=about)
    return Finding(Fault.ENTRY_REWRITTEN, seq=entry.seq, subject=about)


def _swapped_row(known: Diagnosis, source: RecordedSource, entry: Entry, values: Sequence[Any]) -> int | None:
    """Return the entry that the row beside this one belongs to, if it is faulty, too, and somebody swapped the rows."""
    for other, fault in known.faults.items():
        if other == entry.seq or fault not in {Fault.FACTS_CHANGED, Fault.WORDS_CHANGED}:
            continue
        wanted = select(_ENTRY.source).where(_ENTRY.community_id == known.community_id, _ENTRY.seq == other)
        if known.connection.scalar(wanted) != source.source:
            continue
        there, _ = _read(known, source, other)
        if _leaf(known, source, there, source.with_id(values[2:], there.row_id)) == there.leaf:
            return other
    return None


def _fits_changed_entry(known: Diagnosis, source: RecordedSource, entry: Entry, values: Sequence[Any]) -> bool:
    """Return whether the row is as it was, and a column of its entry is not."""
    turned = replace(entry, is_hidden=not entry.is_hidden)
    if _leaf(known, source, turned, values[2:]) == entry.leaf:
        return True
    return _leaf(known, source, entry, values[2:], hashes_words=True) == entry.leaf


def _leaf(
    known: Diagnosis, source: RecordedSource, entry: Entry, columns: Sequence[Any], *, hashes_words: bool = False
) -> bytes | None:
    """Return the leaf of a row in the place of an entry; None if the row cannot be read."""
    try:
        row = source.raw(columns)
        words_hash = entry.words_hash
        if entry.word_salt is not None:
            words = source.words(known.keyring, row)
            made = None if words is None else record.salted(known.seals.word_salt(entry.word_salt), words)
            if made != words_hash and not hashes_words:
                return None
            words_hash = made
        shown = source.shown(row, is_hidden=entry.is_hidden)
        facts = record.salted(entry.salt, row.facts)
        return merkle.leaf_hash(Leaf(known.community, entry.seq, facts, words_hash, shown).content())
    except (TypeError, ValueError, AttributeError, UnsealError):
        return None
