"""Trees of the record: each community has one from its first moment on, and the state of each is sealed."""

from datetime import datetime

from gateway.core.unit_of_work import UnitOfWork
from gateway.storage.models import RecordTree
from gateway.storage.record_seals import EMPTY_ROOT, Sealer, new_seed, public_key


def begin(uow: UnitOfWork, community_id: int) -> RecordTree:
    """Give a new community its tree. It has no rows of an earlier release."""
    seed = new_seed()
    row = RecordTree(
        community_id=community_id,
        size=0,
        root=EMPTY_ROOT,
        frontier=b"",
        seed=seed.hex(),
        public=public_key(seed),
        began_at=uow.now,
        carried_over_at=uow.now,
        seal=Sealer(seed).tree(community_id, 0, EMPTY_ROOT, is_carried_over=True),
    )
    uow.session.add(row)
    return row


def sealer(tree: RecordTree) -> Sealer:
    """Return the seals of a tree."""
    return Sealer(bytes.fromhex(tree.seed))


def seal(tree: RecordTree) -> bytes:
    """Return the seal that the state of a tree must have."""
    is_carried_over = tree.carried_over_at is not None
    return sealer(tree).tree(tree.community_id, tree.size, tree.root, is_carried_over=is_carried_over)


def is_whole(tree: RecordTree) -> bool:
    """Return whether the state of a tree is as Doria wrote it."""
    return tree.seal == seal(tree)


def grow(tree: RecordTree, size: int, root: bytes, frontier: bytes, carried_over_at: datetime | None) -> None:
    """Put down the new state of a tree, sealed."""
    tree.size, tree.root, tree.frontier, tree.carried_over_at = size, root, frontier, carried_over_at
    tree.seal = seal(tree)
