"""Verifying: the rows of a record lead to its entries, its root and its checkpoints, or the first fault is named.

The rows themselves are read, never a copy. All of it is of one moment, while Doria goes on writing.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, LargeBinary, Select, func, select, type_coerce

from gateway.record import board_check, checkpoints, diagnosing, erasings, notes, parts, reading, subjects, unplaced
from gateway.record.findings import Fault, Finding
from gateway.record.reading import Checked, Stretch
from gateway.record.snapshots import snapshot
from gateway.record.sources import SOURCES, as_bytes
from gateway.storage.database import Database
from gateway.storage.models import CommunityRow, RecordCheckpoint, RecordEntry, RecordTree
from gateway.storage.record_seals import EMPTY_ROOT, Sealer, public_key
from gateway.storage.sealing import Keyring, UnsealError
from menus.domain.merkle_levels import Levels
from menus.domain.record import Source

MOST_WITH_BOARD = 100_000
"""Entries up to which the board is compared without being asked for: it takes some seconds more (measured)."""
_FAR = 1_000
"""Numbers behind which the entries of a record are not looked for one by one, counted from twice their number.

Somebody may write an entry with any number. A guess.
"""
_MOST_SEQ = 2**62
_TREE, _ENTRY, _CHECKPOINT = RecordTree.__table__.c, RecordEntry.__table__.c, RecordCheckpoint.__table__.c


@dataclass(frozen=True)
class HeldCheckpoint:
    """A checkpoint that the database holds, and what its signed note says."""

    size: int
    root: bytes
    at: datetime


@dataclass
class Verified:
    """The result of verifying a record. `finding` is its first fault; None if it is whole.

    `levels` is its tree, over the leaves that are there. `waiting` is how many rows wait for their place, and
    `carried_over` how many of those an earlier release has written. `has_board`: the board was compared, too.
    """

    community_id: int
    community: str
    finding: Finding | None = None
    size: int = 0
    root: bytes = EMPTY_ROOT
    public: bytes = b""
    began_at: datetime | None = None
    levels: Levels = field(default_factory=lambda: Levels(b""))
    checkpoints: list[HeldCheckpoint] = field(default_factory=list)
    waiting: int = 0
    carried_over: int = 0
    oldest: datetime | None = None
    has_board: bool = False


@dataclass(frozen=True)
class _Tree:
    """The row of a tree; `seed` is None if no key opens it."""

    community_id: int
    size: int
    root: bytes
    frontier: bytes
    public: bytes
    seed: bytes | None = field(repr=False)
    began_at: datetime
    carried_over_at: datetime | None
    seal: bytes


def verify(
    database: Database,
    community_id: int,
    community: str,
    *,
    with_board: bool | None = None,
    processes: int | None = None,
) -> Verified:
    """Verify the record of a community (its row, and its key), with several processes if it is large.

    `with_board`: see, too, that each incident is what its events make of it. By itself it does so up to a size: with
    the board it takes more than twice as long.
    """
    with snapshot(database) as connection:
        return _Verification(database, connection, community_id, community, processes).run(with_board=with_board)


def strays(database: Database) -> Finding | None:
    """Return the first recorded row that is in no community, where no record would hold it; None if there is none."""
    with snapshot(database) as connection:
        for source in SOURCES.values():
            community = source.table.c.community_id
            known = select(CommunityRow.id).where(CommunityRow.id == community).exists()
            row_id = connection.scalar(select(func.min(source.table.c.id)).where(~known))
            if row_id is not None:
                return Finding(Fault.ROW_ADDED, subject=subjects.of(connection, source, row_id))
        known = select(CommunityRow.id).where(CommunityRow.id == _ENTRY.community_id).exists()
        entries = connection.scalar(select(func.count()).select_from(RecordEntry).where(~known)) or 0
    return Finding(Fault.ENTRY_STRAY, held=0, said=entries) if entries else None


class _Verification:
    """One verification in one snapshot."""

    def __init__(
        self, database: Database, connection: Connection, community_id: int, community: str, processes: int | None
    ) -> None:
        self._database, self._connection, self._keyring = database, connection, database.keyring
        self._community_id, self._community, self._processes = community_id, community, processes
        self._found = Verified(community_id, community)

    def run(self, *, with_board: bool | None) -> Verified:
        """Return what was found."""
        found = self._found
        try:
            tree = _tree(self._connection, self._keyring, self._community_id)
        except (TypeError, ValueError):
            # SQLite keeps what it is given: a moment that is none, text in the place of a number.
            found.finding = Finding(Fault.TREE_CHANGED)
            return found
        if tree is None:
            found.finding = Finding(Fault.TREE_MISSING)
            return found
        found.began_at, found.size, found.root = tree.began_at, tree.size, tree.root
        if tree.seed is None or public_key(tree.seed) != tree.public:
            found.finding = Finding(Fault.TREE_CHANGED)
            return found
        found.public = tree.public
        self._seed, self._seals = tree.seed, Sealer(tree.seed)
        found.finding = next(self._faults(tree), None)
        found.has_board = found.size <= MOST_WITH_BOARD if with_board is None else with_board
        if found.finding is None and found.has_board:
            found.finding = board_check.first_difference(self._connection, self._community_id)
        return found

    def _faults(self, tree: _Tree) -> Iterator[Finding]:
        """Yield what is wrong, the first entry first; what comes after a fault is not looked for."""
        found = self._found
        rows = unplaced.read(
            self._connection,
            self._keyring,
            self._community_id,
            takes_carried_over=tree.carried_over_at is None,
        )
        found.waiting, found.carried_over, found.oldest = rows.number, rows.carried_over, rows.oldest
        number, held = self._entries()
        checked = self._check(held)
        found.levels = checked.levels
        named = erasings.read(self._connection, self._community_id, held, rows.ids[Source.ACTS])
        faults = {
            **named.faults(checked.erased),
            **checked.faults,
            **dict.fromkeys(checked.missing, Fault.ENTRY_DELETED),
        }
        for seq in sorted(faults):
            yield diagnosing.finding(self._diagnosis(tree, faults), seq)
        placed = sum(checked.numbers.values())
        if number > placed:
            yield Finding(Fault.ENTRY_STRAY, held=placed, said=number)
        yield from self._faults_of_size(tree, held)
        added = unplaced.first_added(self._connection, self._community_id, rows, checked.numbers, held)
        if added is not None:
            yield added
        yield from self._faults_of_tree(tree)
        yield from self._faults_of_checkpoints()

    def _entries(self) -> tuple[int, int]:
        """Return how many entries there are, and the number up to which they are looked for.

        Between two that are there some may be missing. One that stands far behind all others is none of Doria's.
        """
        numbers = func.max(_ENTRY.seq).filter(_ENTRY.seq >= 0, _ENTRY.seq < _MOST_SEQ)
        wanted = select(func.count(), numbers).where(_ENTRY.community_id == self._community_id)
        number, last = self._connection.execute(wanted).one()
        return number, 0 if last is None else min(int(last) + 1, 2 * number + _FAR)

    def _check(self, held: int) -> Checked:
        whole = Stretch(self._community_id, self._community, self._seed, 0, held)
        processes = parts.processes_for(held) if self._processes is None else self._processes
        if processes > 1:
            checked = parts.check(self._database, self._connection, whole, processes)
            if not checked.faults and not checked.missing:
                return checked
            # Each process has a snapshot of its own, and something may have been erased between them.
        return reading.check(self._connection, self._keyring, whole)

    def _diagnosis(self, tree: _Tree, faults: dict[int, Fault]) -> diagnosing.Diagnosis:
        return diagnosing.Diagnosis(
            self._connection, self._keyring, self._community_id, self._community, self._seals, tree.size, faults
        )

    def _faults_of_size(self, tree: _Tree, held: int) -> Iterator[Finding]:
        if held < tree.size:
            yield Finding(Fault.NEWEST_CUT, seq=held, held=held, said=tree.size)
        elif held > tree.size:
            yield Finding(Fault.TREE_TURNED_BACK, held=held, said=tree.size)

    def _faults_of_tree(self, tree: _Tree) -> Iterator[Finding]:
        levels, is_carried_over = self._found.levels, tree.carried_over_at is not None
        seal = self._seals.tree(self._community_id, tree.size, tree.root, is_carried_over=is_carried_over)
        if (levels.root(tree.size), levels.frontier(tree.size), seal) != (tree.root, tree.frontier, tree.seal):
            yield Finding(Fault.TREE_CHANGED)

    def _faults_of_checkpoints(self) -> Iterator[Finding]:
        found = self._found
        own = _CHECKPOINT.community_id == self._community_id
        for checkpoint_id in self._connection.scalars(select(_CHECKPOINT.id).where(own).order_by(_CHECKPOINT.id)).all():
            try:
                row = self._connection.execute(_row_of(checkpoint_id)).one()
                note = notes.read(row.note)
            except (TypeError, ValueError, AttributeError):
                # The note is none, or the database holds what Doria never writes.
                yield Finding(Fault.CHECKPOINT_FORGED)
                continue
            if not self._is_ours(row, note):
                yield Finding(Fault.CHECKPOINT_FORGED, at=row.at, said=row.size)
                continue
            said = note.checkpoint
            if said.size > found.size:
                yield Finding(Fault.CHECKPOINT_AHEAD, at=said.at, held=found.size, said=said.size)
            elif found.levels.root(said.size) != said.root:
                yield Finding(Fault.CHECKPOINT_UNFIT, at=said.at, said=said.size)
            found.checkpoints.append(HeldCheckpoint(said.size, said.root, said.at))

    def _is_ours(self, row: Any, note: notes.Note) -> bool:
        """Return whether the record has signed a note, and the row of the checkpoint says the same."""
        return checkpoints.is_of(note, self._community, self._found.public, (row.size, row.root, row.at))


def _row_of(checkpoint_id: int) -> Select[Any]:
    named = (_CHECKPOINT.at, _CHECKPOINT.size, _CHECKPOINT.root, _CHECKPOINT.note)
    return select(*named).where(_CHECKPOINT.id == checkpoint_id)


def _tree(connection: Connection, keyring: Keyring, community_id: int) -> _Tree | None:
    raw_seed = type_coerce(_TREE.seed, LargeBinary).label("raw_seed")
    names = ("id", "size", "root", "frontier", "public", "began_at", "carried_over_at", "seal")
    wanted = select(*(_TREE[name] for name in names), raw_seed).where(_TREE.community_id == community_id)
    row = connection.execute(wanted).first()
    if row is None:
        return None
    try:
        seed = bytes.fromhex(keyring.unseal(as_bytes(row.raw_seed), str(_TREE.seed), row.id))
    except (UnsealError, ValueError):
        seed = None
    given = {name: getattr(row, name) for name in names if name != "id"}
    if not isinstance(row.size, int) or row.size < 0:
        message = "the size of a tree is a number"
        raise ValueError(message)
    given |= {name: as_bytes(given[name]) for name in ("root", "frontier", "public", "seal")}
    return _Tree(community_id=community_id, seed=seed, **given)
