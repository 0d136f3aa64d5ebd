"""Checkpoints: the size and the root of a record at a moment, signed with the key of the record, and kept."""

from datetime import date, datetime

from sqlalchemy import select

from gateway.communities.records import CommunityRecord
from gateway.core.unit_of_work import UnitOfWork
from gateway.record import notes, placing
from gateway.record.notes import Checkpoint, Note, NoteError
from gateway.storage.models import RecordCheckpoint, RecordTree
from gateway.storage.record_seals import public_key
from menus.domain import local_days


def make(uow: UnitOfWork, record: CommunityRecord, day: date | None) -> RecordCheckpoint:
    """Return a new checkpoint of a record. What waits gets its place first.

    `day` is the local date of the one that leaves each night; there is one for each day. Without a day, the newest
    checkpoint is returned again if nothing was added since. One that Doria has not signed is none. Raise
    TreeBrokenError if the tree is not as Doria wrote it.
    """
    placing.place_all(uow, record.id)
    own = select(RecordCheckpoint).where(RecordCheckpoint.community_id == record.id)
    tree = uow.session.scalars(select(RecordTree).where(RecordTree.community_id == record.id)).one()
    seed = bytes.fromhex(tree.seed)
    wanted = (
        own.order_by(RecordCheckpoint.id.desc()).limit(1) if day is None else own.where(RecordCheckpoint.day == day)
    )
    known = uow.session.scalar(wanted)
    if known is not None and _is_signed(known, record.community.key, seed):
        if (known.size, known.root) == (tree.size, tree.root):
            return known
        if day is not None and local_days.day_of(known.at, record.community.timezone) > day:
            return known
    if known is not None and day is not None:
        # Somebody has written it, or has moved one of an earlier day: its words must not leave for this one.
        known.day = None
        uow.session.flush()
    # A note tells the second, as the forms of others do.
    at = uow.now.replace(microsecond=0)
    note = notes.signed(Checkpoint(record.community.key, tree.size, tree.root, at), seed)
    made = RecordCheckpoint(community_id=record.id, at=at, day=day, size=tree.size, root=tree.root, note=note)
    uow.session.add(made)
    uow.session.flush()
    return made


def _is_signed(row: RecordCheckpoint, community: str, seed: bytes) -> bool:
    """Return whether a checkpoint is as the record signed it."""
    try:
        note = notes.read(row.note)
    except (NoteError, TypeError):
        return False
    return is_of(note, community, public_key(seed), (row.size, row.root, row.at))


def is_of(note: Note, community: str, public: bytes, says: tuple[int, bytes, datetime]) -> bool:
    """Return whether a record has signed a note, and the note `says` this size, this root and this moment."""
    said = note.checkpoint
    return (said.community, said.size, said.root, said.at) == (community, *says) and note.is_signed_by(public)
