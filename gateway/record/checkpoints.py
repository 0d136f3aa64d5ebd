"""Checkpoints: the size and the root of a record at a moment, signed with the key of the record, and kept."""

from datetime import date

from sqlalchemy import select

from gateway.communities.records import CommunityRecord
from gateway.core.unit_of_work import UnitOfWork
from gateway.record import notes, placing
from gateway.record.notes import Checkpoint
from gateway.storage.models import RecordCheckpoint, RecordTree


def make(uow: UnitOfWork, record: CommunityRecord, day: date | None) -> RecordCheckpoint:
    """Return a new checkpoint of a record. What waits gets its place first.

    `day` is the local date of the one that leaves each night; there is one for each day. Without a day, the newest
    checkpoint is returned again if nothing was added since. Raise TreeBrokenError if the tree is not as Doria wrote it.
    """
    placing.place_all(uow, record.id)
    own = select(RecordCheckpoint).where(RecordCheckpoint.community_id == record.id)
    tree = uow.session.scalars(select(RecordTree).where(RecordTree.community_id == record.id)).one()
    if day is not None:
        known = uow.session.scalar(own.where(RecordCheckpoint.day == day))
    else:
        known = uow.session.scalar(own.order_by(RecordCheckpoint.id.desc()).limit(1))
        if known is not None and (known.size, known.root) != (tree.size, tree.root):
            known = None
    if known is not None:
        return known
    # A note tells the second, as the forms of others do.
    at = uow.now.replace(microsecond=0)
    note = notes.signed(Checkpoint(record.community.key, tree.size, tree.root, at), bytes.fromhex(tree.seed))
    made = RecordCheckpoint(community_id=record.id, at=at, day=day, size=tree.size, root=tree.root, note=note)
    uow.session.add(made)
    uow.session.flush()
    return made
