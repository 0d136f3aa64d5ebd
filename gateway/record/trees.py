"""Trees: the tree of a community is read for a change, locked, and only if it is as Doria wrote it."""

from enum import StrEnum

from sqlalchemy import select

from gateway.core import record_trees
from gateway.core.unit_of_work import UnitOfWork
from gateway.storage.models import CommunityRow, RecordTree
from gateway.storage.sealing import UnsealError
from menus.domain.merkle import Frontier


class TreeFault(StrEnum):
    """The reason why a tree takes no further leaf."""

    MISSING = "its tree is missing"
    """It came with the community: somebody has deleted it."""
    SEED = "the seed of its tree does not open"
    SEAL = "its tree was changed by somebody else"


class TreeBrokenError(Exception):
    """A tree takes no further leaf: growing it would hide that somebody has changed it."""

    def __init__(self, fault: TreeFault) -> None:
        super().__init__(fault.value)
        self.fault = fault


def locked(uow: UnitOfWork, community_id: int) -> tuple[RecordTree, Frontier, str]:
    """Return the tree of a community, locked until the commit, with its right edge and the key of the community.

    Raise TreeBrokenError if it is not as Doria wrote it.
    """
    wanted = (
        select(RecordTree, CommunityRow.key)
        .join(CommunityRow, CommunityRow.id == RecordTree.community_id)
        .where(RecordTree.community_id == community_id)
        .with_for_update(of=RecordTree)
        .execution_options(populate_existing=True)
    )
    try:
        found = uow.session.execute(wanted).first()
    except UnsealError:
        raise TreeBrokenError(TreeFault.SEED) from None
    except (ValueError, TypeError):
        raise TreeBrokenError(TreeFault.SEAL) from None
    if found is None:
        raise TreeBrokenError(TreeFault.MISSING)
    tree, key = found
    return tree, frontier_of(tree), key


def frontier_of(tree: RecordTree) -> Frontier:
    """Return the right edge of a tree; raise TreeBrokenError if the tree is not as Doria wrote it."""
    try:
        frontier = Frontier.unpacked(tree.size, tree.frontier)
        is_whole = frontier.root() == tree.root and record_trees.is_whole(tree)
    except (ValueError, TypeError, OverflowError):
        # SQLite keeps what it is given, such as text in the place of a size.
        raise TreeBrokenError(TreeFault.SEAL) from None
    if not is_whole:
        raise TreeBrokenError(TreeFault.SEAL)
    return frontier
