"""Boxes: the clock opens and closes votes, and signs a checkpoint of the record at each."""

from functools import partial

from gateway.association.votes import timing
from gateway.communities.directory import Directory
from gateway.core.unit_of_work import UnitOfWork
from gateway.record import checkpoints


def follow(uow: UnitOfWork, directory: Directory) -> None:
    """Take the steps of votes that are due. A vote that opens or closes leaves a signed checkpoint."""
    for record in timing.follow(uow, directory):
        # Without one, the vote goes on: a tree that is broken is told by the nightly words.
        uow.in_savepoint("vote-checkpoint", record.id, partial(checkpoints.make, uow, record, None))
