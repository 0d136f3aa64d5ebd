"""Unplaced: the rows that have no place yet. Each must carry the proof that Doria wrote it; else somebody added it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, func, select

from gateway.record import subjects
from gateway.record.findings import Fault, Finding
from gateway.record.sources import SOURCES, RecordedSource, as_bytes
from gateway.storage.models import RecordEntry
from gateway.storage.sealing import Keyring, UnsealError
from menus.domain import record
from menus.domain.record import Source

_ENTRY = RecordEntry.__table__.c


@dataclass
class Unplaced:
    """The rows of a community that wait for their place.

    `ids` are those with a good proof, by their table; `forged` are those with another one, in the order of their ids.
    `number` counts the good ones, `oldest` is the moment of the oldest of them, and
    `carried_over` counts the rows that an earlier release has written.
    """

    ids: dict[Source, set[int]] = field(default_factory=dict)
    forged: list[tuple[Source, int]] = field(default_factory=list)
    number: int = 0
    carried_over: int = 0
    oldest: datetime | None = None


def read(connection: Connection, keyring: Keyring, community_id: int, *, takes_carried_over: bool) -> Unplaced:
    """Return the rows of a community that wait; rows of an earlier release need no proof while the tree takes them."""
    found = Unplaced()
    for source in SOURCES.values():
        table, ids = source.table, found.ids.setdefault(source.source, set())
        columns = source.columns(is_sqlite=connection.dialect.name == "sqlite")
        wanted = select(table.c.proof, table.c.id, *columns).where(
            table.c.community_id == community_id, table.c.proof.is_not(None)
        )
        for values in connection.execute(wanted.order_by(source.at, table.c.id)):
            proof, row_id = values[0], values[1]
            if takes_carried_over and proof == record.CARRIED_OVER:
                found.carried_over += 1
            elif (at := _proven_at(keyring, source, proof, values[2:])) is not None:
                ids.add(row_id)
                found.oldest = min(found.oldest or at, at)
            else:
                found.forged.append((source.source, row_id))
    found.number = sum(map(len, found.ids.values()))
    return found


def _proven_at(keyring: Keyring, source: RecordedSource, proof: Any, columns: Sequence[Any]) -> datetime | None:
    """Return the moment of a row that waits; None if its proof is not the one that Doria made of it."""
    try:
        proof = as_bytes(proof)
        row = source.raw(columns)
        made = record.proven(source.source, row.id, row.facts, source.words(keyring, row))
        return datetime.fromisoformat(row.at).replace(tzinfo=UTC) if keyring.is_proven(made, proof) else None
    except (TypeError, ValueError, UnsealError):
        return None


def first_added(
    connection: Connection, community_id: int, waiting: Unplaced, numbers: Mapping[Source, int], held: int
) -> Finding | None:
    """Return the first row of a community that nobody but somebody with the database alone can have written.

    `numbers` counts the first `held` entries by their table, all of which have their row: only where more rows are
    there than entries and waiting ones does it look at each row.
    """
    forged = dict(reversed(waiting.forged))
    for source in SOURCES.values():
        table, found = source.table, forged.get(source.source)
        rows = connection.scalar(select(func.count()).where(table.c.community_id == community_id)) or 0
        with_proof = connection.scalar(
            select(func.count()).where(table.c.community_id == community_id, table.c.proof.is_not(None))
        )
        if rows != numbers.get(source.source, 0) + (with_proof or 0):
            # An entry elsewhere, such as in a community that does not exist, gives a row no place in this record.
            place = (_ENTRY.source == source.source, _ENTRY.row_id == table.c.id)
            here = (_ENTRY.community_id == community_id, _ENTRY.seq >= 0, _ENTRY.seq < held)
            unplaced = ~select(_ENTRY.row_id).where(*place, *here).exists()
            wanted = select(func.min(table.c.id)).where(
                table.c.community_id == community_id, table.c.proof.is_(None), unplaced
            )
            added = connection.scalar(wanted)
            found = min(one for one in (found, added) if one is not None) if (found or added) is not None else None
        if found is not None:
            return Finding(Fault.ROW_ADDED, subject=subjects.of(connection, source, found))
    return None
