"""The record as a test reads it: every entry is made again from the rows themselves, slowly and one by one."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from gateway.core import record_trees
from gateway.record.sources import SOURCES, RawRow
from gateway.storage.models import CommunityRow, RecordEntry, RecordTree
from gateway.storage.sealing import Keyring
from menus.domain import merkle, record
from menus.domain.record import Leaf, Source


def raw_rows(session: Session, source: Source, community_id: int) -> dict[int, tuple[RawRow, bytes | None]]:
    """Return the rows of a source by their ids, each with its proof."""
    one = SOURCES[source]
    columns = one.columns(is_sqlite=session.connection().dialect.name == "sqlite")
    read = select(one.table.c.proof, *columns).where(one.table.c.community_id == community_id)
    rows = [(one.raw(values), proof) for proof, *values in session.execute(read)]
    return {row.id: (row, proof) for row, proof in rows}


def entries(session: Session, community_id: int) -> list[RecordEntry]:
    """Return the entries of a community in their order."""
    found = select(RecordEntry).where(RecordEntry.community_id == community_id).order_by(RecordEntry.seq)
    return list(session.scalars(found))


def tree_of(session: Session, community_id: int) -> RecordTree:
    return session.scalars(select(RecordTree).where(RecordTree.community_id == community_id)).one()


def leaf_of(session: Session, keyring: Keyring, entry: RecordEntry) -> bytes:
    """Make the leaf of an entry again from its row; words that were erased count by their hash."""
    source = SOURCES[entry.source]
    row, _ = raw_rows(session, entry.source, entry.community_id)[entry.row_id]
    key = session.get_one(CommunityRow, entry.community_id).key
    words = source.words(keyring, row)
    words_hash = entry.words_hash
    if entry.erased_by is None:
        assert (words is None) == (entry.word_salt is None)
        salt = record_trees.sealer(tree_of(session, entry.community_id)).word_salt(entry.word_salt or b"")
        words_hash = None if words is None else record.salted(salt, words)
    else:
        assert words is None
        assert entry.word_salt is None
    shown = source.shown(row, is_hidden=entry.is_hidden)
    return merkle.leaf_hash(Leaf(key, entry.seq, record.salted(entry.salt, row.facts), words_hash, shown).content())


def assert_whole(session: Session, keyring: Keyring, community_id: int) -> int:
    """Check that every recorded row has one place, and that the tree stands for all of them; return its size."""
    tree, placed = tree_of(session, community_id), entries(session, community_id)
    assert record_trees.is_whole(tree)
    sealer = record_trees.sealer(tree)
    assert [entry.seq for entry in placed] == list(range(tree.size))
    for entry in placed:
        assert entry.leaf == leaf_of(session, keyring, entry)
        assert entry.seal == sealer.entry(entry.seq, entry.leaf)
    assert merkle.root_of([entry.leaf for entry in placed]) == tree.root
    for source in SOURCES:
        found = raw_rows(session, source, community_id)
        assert {row_id for row_id, (_, proof) in found.items() if proof is not None} == set()
        assert found.keys() == {entry.row_id for entry in placed if entry.source is source}
    return tree.size
