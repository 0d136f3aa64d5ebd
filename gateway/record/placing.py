"""Placing: a committed row gets its place in the tree of its community, and its proof is emptied.

The clock does it, so that a hop pays nothing. Whoever places holds the row of the tree: there is one writer for each
community. A transaction places few rows, all of them or none, so that no row gets two places. A row that cannot be
placed stays as it is, and holds up no other.
"""

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from functools import cache
from heapq import merge
from itertools import islice
from typing import Any, NamedTuple

from sqlalchemy import bindparam, exists, select, text, tuple_, update

from gateway.core import record_trees
from gateway.core.unit_of_work import UnitOfWork
from gateway.record import trees
from gateway.record.sources import SOURCES, RawRow, RecordedSource, as_bytes
from gateway.record.waiting import UPGRADES_FOR
from gateway.storage.models import RecordEntry
from gateway.storage.models.recording import WAITS
from gateway.storage.prepared import Prepared
from gateway.storage.record_seals import Sealer
from gateway.storage.sealing import Keyring, UnsealError
from menus.domain import merkle, record
from menus.domain.record import SALT_BYTES, Leaf, Source

MOST = 200
"""The most rows of a transaction: another writer of SQLite waits so long. A guess."""


class Stuck(StrEnum):
    """The reason why a row gets no place."""

    UNPROVEN = "unproven"
    """Its proof was made by somebody else, or with a key that is not at hand; or the row was changed since."""
    UNREADABLE = "unreadable"
    """Its words do not open, or a column holds what Doria never writes."""
    HAS_PLACE = "has-place"
    """It has a place already: somebody has put a proof back."""


class Position(NamedTuple):
    """A position among the waiting rows of a source: its moment as text, and its id."""

    at: str
    row_id: int

    @property
    def moment(self) -> datetime | None:
        """The moment (UTC); None if the text is none."""
        try:
            return datetime.fromisoformat(self.at).replace(tzinfo=UTC)
        except ValueError:
            return None


BEGINNING: Mapping[Source, Position] = dict.fromkeys(SOURCES, Position("0001-01-01 00:00:00.000000", 0))


@dataclass(frozen=True)
class Batch:
    """The result of one transaction: the number of rows placed, those that are stuck, and up to where it has read.

    `is_last`: nothing waits behind that.
    """

    community: str
    placed: int
    stuck: Sequence[tuple[Source, Position, Stuck]]
    read_to: Mapping[Source, Position]
    is_last: bool


class _Waiting(NamedTuple):
    """A waiting row, as it was read."""

    source: RecordedSource
    position: Position
    row: RawRow | None
    proof: bytes
    is_hidden: bool
    has_place: bool


def place_all(uow: UnitOfWork, community_id: int) -> int:
    """Give every waiting row of a community its place, in this transaction; return how many got one.

    Raise TreeBrokenError if the tree is not as Doria wrote it.
    """
    placed, after = 0, BEGINNING
    while True:
        batch = place_some(uow, community_id, after)
        placed += batch.placed
        if batch.is_last or (not batch.placed and batch.read_to == after):
            return placed
        after = batch.read_to


def place_some(
    uow: UnitOfWork, community_id: int, after: Mapping[Source, Position] = BEGINNING, most: int = MOST
) -> Batch:
    """Give the first waiting rows of a community behind some positions their places.

    They are ordered by their moment, then by their source and their id. Raise TreeBrokenError if the tree is not as
    Doria wrote it.
    """
    tree, frontier, community = trees.locked(uow, community_id)
    read = [_read(uow, source, community_id, after[source.source], most) for source in SOURCES.values()]
    found = list(islice(merge(*read, key=_order), most))
    is_last = sum(map(len, read)) == len(found) and all(len(some) < most for some in read)
    entries, stuck = [], []
    sealer = record_trees.sealer(tree)
    salts = os.urandom(2 * SALT_BYTES * len(found))
    for number, one in enumerate(found):
        parts = _parts(uow.keyring, one, takes_old=tree.carried_over_at is None)
        if isinstance(parts, Stuck):
            stuck.append((one.source.source, one.position, parts))
            continue
        own = salts[2 * SALT_BYTES * number :]
        entry = _entry(one, parts, sealer, own[:SALT_BYTES], own[SALT_BYTES : 2 * SALT_BYTES])
        leaf = merkle.leaf_hash(_leaf(one, entry, community, frontier.size).content())
        entries.append({**entry, "community_id": community_id, "seq": frontier.size, "leaf": leaf})
        frontier = frontier.append(leaf)
    carried_over_at = tree.carried_over_at
    if is_last and carried_over_at is None and uow.now - tree.began_at > UPGRADES_FOR:
        carried_over_at = uow.now
    if entries or carried_over_at != tree.carried_over_at:
        uow.insert(RecordEntry, [{**one, "seal": sealer.entry(one["seq"], one["leaf"])} for one in entries])
        _empty_proofs(uow, entries)
        record_trees.grow(tree, frontier.size, frontier.root(), frontier.packed(), carried_over_at)
        uow.session.flush()
    read_to = {**after, **{one.source.source: one.position for one in found if one.position.moment is not None}}
    return Batch(community, len(entries), stuck, read_to, is_last)


def _order(one: _Waiting) -> tuple[str, str, int]:
    return one.position.at, one.source.source.value, one.position.row_id


class _Parts(NamedTuple):
    """A row that may get its place, and its words part, if it has words."""

    row: RawRow
    words: bytes | None


def _parts(keyring: Keyring, one: _Waiting, *, takes_old: bool) -> _Parts | Stuck:
    """Return the parts of a row, or the reason why it gets no place."""
    if one.row is None:
        return Stuck.UNREADABLE
    if one.has_place:
        return Stuck.HAS_PLACE
    try:
        words = one.source.words(keyring, one.row)
    except UnsealError:
        return Stuck.UNREADABLE
    if one.proof == record.CARRIED_OVER:
        return _Parts(one.row, words) if takes_old else Stuck.UNPROVEN
    proven = record.proven(one.source.source, one.row.id, one.row.facts, words)
    return _Parts(one.row, words) if keyring.is_proven(proven, one.proof) else Stuck.UNPROVEN


def _entry(one: _Waiting, parts: _Parts, sealer: Sealer, salt: bytes, word_salt: bytes) -> dict[str, Any]:
    has_words = parts.words is not None
    return {
        "source": one.source.source,
        "row_id": parts.row.id,
        "is_hidden": one.is_hidden,
        "salt": salt,
        "word_salt": word_salt if has_words else None,
        "words_hash": record.salted(sealer.word_salt(word_salt), parts.words) if parts.words is not None else None,
    }


def _leaf(one: _Waiting, entry: Mapping[str, Any], community: str, seq: int) -> Leaf:
    row = one.row
    assert row is not None  # noqa: S101 - for the type checker: a row that was not read gets no entry
    facts = record.salted(entry["salt"], row.facts)
    shown = one.source.shown(row, is_hidden=one.is_hidden)
    return Leaf(community, seq, facts, entry["words_hash"], shown)


def _empty_proofs(uow: UnitOfWork, entries: Sequence[Mapping[str, Any]]) -> None:
    for source in SOURCES.values():
        ids = [entry["row_id"] for entry in entries if entry["source"] is source.source]
        if ids:
            uow.connection.execute(update(source.table).where(source.table.c.id.in_(ids)).values(proof=None))


def _read(uow: UnitOfWork, source: RecordedSource, community_id: int, after: Position, most: int) -> list[_Waiting]:
    """Return the first waiting rows of a source behind a position."""
    asked = {"community_id": community_id, "after_at": after.moment, "after_id": after.row_id, "most": most}
    return [_waiting(source, row) for row in _reading(source, uow.is_only_writer).rows(uow.connection, asked)]


def _waiting(source: RecordedSource, values: Sequence[Any]) -> _Waiting:
    at, row_id, proof, has_place, *more = values
    marks, columns = more[: len(source.hiding)], more[len(source.hiding) :]
    try:
        row, made = source.raw(columns), as_bytes(proof)
    except (TypeError, ValueError):
        # SQLite keeps what it is given: a moment that is no text, bytes that are no words.
        row, made = None, b""
    is_hidden = source.is_hidden(marks)
    return _Waiting(source, Position(str(at), row_id), row, made, is_hidden, bool(has_place))


@cache
def _reading(source: RecordedSource, is_sqlite: bool) -> Prepared:  # noqa: FBT001 - `cache` takes it by its place
    """Return the query for the first waiting rows of a community behind a position."""
    table = source.table
    has_place = exists().where(RecordEntry.source == source.source, RecordEntry.row_id == table.c.id)
    own = (source.moment(is_sqlite=is_sqlite), table.c.id, table.c.proof, has_place)
    return Prepared(
        select(*own, *source.hiding, *source.columns(is_sqlite=is_sqlite))
        .select_from(source.with_incidents)
        .where(
            table.c.community_id == bindparam("community_id"),
            text(f"{table.name}.{WAITS}"),
            tuple_(source.at, table.c.id) > tuple_(bindparam("after_at", type_=source.at.type), bindparam("after_id")),
        )
        .order_by(source.at, table.c.id)
        .limit(bindparam("most"))
    )
