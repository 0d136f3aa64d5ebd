"""The tree of hashes over the entries of a record, as RFC 9162, section 2.1, defines it.

A leaf is the hash of one entry. The root stands for all leaves in their order: nobody finds other leaves with the same
root. A short proof shows that a leaf is in a tree, or that a tree only grew at its end.

The root does not hold the size. A checkpoint names both, and is signed.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from itertools import chain
from typing import Self

HASH_SIZE = 32
EMPTY_ROOT = sha256(b"").digest()
_LEAF, _NODE = b"\x00", b"\x01"


def leaf_hash(content: bytes) -> bytes:
    """Return the leaf of an entry with this content."""
    return sha256(_LEAF + content).digest()


@dataclass(frozen=True, slots=True)
class Frontier:
    """The right edge of a tree: enough to append leaves and to tell the root, without the leaves before.

    `hashes` are the roots of its full subtrees, the largest first. There is one for each bit that is set in `size`.
    """

    size: int = 0
    hashes: tuple[bytes, ...] = ()

    def append(self, leaf: bytes) -> Self:
        """Return the frontier of the tree with one leaf more."""
        hashes, size = self.hashes, self.size
        while size & 1:
            leaf = _node(hashes[-1], leaf)
            hashes = hashes[:-1]
            size >>= 1
        return type(self)(self.size + 1, (*hashes, leaf))

    def root(self) -> bytes:
        """Return the root of the tree."""
        if not self.hashes:
            return EMPTY_ROOT
        *left, root = self.hashes
        for full in reversed(left):
            root = _node(full, root)
        return root

    def packed(self) -> bytes:
        """Return the hashes, joined, as a column keeps them beside the size."""
        return b"".join(self.hashes)

    @classmethod
    def unpacked(cls, size: int, packed: bytes) -> Self:
        """Return the frontier that was packed at this size.

        Raise ValueError if the bytes do not belong to a tree of this size.
        """
        if size < 0 or len(packed) != HASH_SIZE * size.bit_count():
            message = f"{len(packed)} bytes are no right edge of a tree of {size} leaves"
            raise ValueError(message)
        return cls(size, tuple(packed[at : at + HASH_SIZE] for at in range(0, len(packed), HASH_SIZE)))


def root_of(leaves: Sequence[bytes]) -> bytes:
    """Return the root over these leaves.

    Each level is hashed in pairs; a hash without a partner moves up as it is. That gives the same tree as the split of
    the RFC at the largest power of two, without recursion.
    """
    if not leaves:
        return EMPTY_ROOT
    level = list(leaves)
    while len(level) > 1:
        left, right = level[::2], level[1::2]
        rest = left[len(right) :]
        level = [sha256(_NODE + a + b).digest() for a, b in zip(left, right, strict=False)]
        level += rest
    return level[0]


def inclusion(leaves: Sequence[bytes], index: int, size: int) -> list[bytes]:
    """Return the proof that leaf `index` is in the tree of the first `size` leaves.

    Raise ValueError if the tree has no such leaf, or if there are fewer leaves than `size`.
    """
    if not 0 <= index < size <= len(leaves):
        message = f"no entry {index} in a tree of {size} of {len(leaves)} entries"
        raise ValueError(message)
    proof: list[bytes] = []
    start, end = 0, size
    while end - start > 1:
        middle = start + _split(end - start)
        if index < middle:
            proof.append(root_of(leaves[middle:end]))
            end = middle
        else:
            proof.append(root_of(leaves[start:middle]))
            start = middle
    proof.reverse()
    return proof


def consistency(leaves: Sequence[bytes], old: int, new: int) -> list[bytes]:
    """Return the proof that the tree of the first `new` leaves begins with the tree of the first `old` leaves.

    The proof of a tree with itself, or with the empty tree, is empty. Raise ValueError if the sizes are not in this
    order, or if there are fewer leaves than `new`.
    """
    if not 0 <= old <= new <= len(leaves):
        message = f"no tree of {old} entries in a tree of {new} of {len(leaves)} entries"
        raise ValueError(message)
    if old in {0, new}:
        return []
    proof: list[bytes] = []
    start, end = 0, new
    while end != old:
        middle = start + _split(end - start)
        if old <= middle:
            proof.append(root_of(leaves[middle:end]))
            end = middle
        else:
            proof.append(root_of(leaves[start:middle]))
            start = middle
    if start:
        # The old tree ends with this subtree. Where it is the whole old tree, its root is known to whoever verifies.
        proof.append(root_of(leaves[start:end]))
    proof.reverse()
    return proof


def verify_inclusion(leaf: bytes, index: int, size: int, proof: Sequence[bytes], root: bytes) -> bool:
    """Return whether the proof leads from leaf `index` to the root of a tree of `size` leaves.

    Each index of one size has a way of its own. Two sizes can share a way: their difference is only in the checkpoint.
    """
    if not 0 <= index < size or not _are_hashes(leaf, root, *proof):
        return False
    position, last, result = index, size - 1, leaf
    for sibling in proof:
        if last == 0:
            return False
        if position & 1 or position == last:
            result = _node(sibling, result)
            while not position & 1 and position:
                position, last = position >> 1, last >> 1
        else:
            result = _node(result, sibling)
        position, last = position >> 1, last >> 1
    return last == 0 and result == root


def verify_consistency(old: int, new: int, old_root: bytes, new_root: bytes, proof: Sequence[bytes]) -> bool:
    """Return whether the proof shows that a tree of `new` leaves begins with a tree of `old` leaves."""
    if not 0 <= old <= new or not _are_hashes(old_root, new_root, *proof):
        return False
    if old == new:
        return not proof and old_root == new_root
    if old == 0:
        return not proof and old_root == EMPTY_ROOT
    # The proof of a full old tree leaves its root out.
    path = list(chain((old_root,), proof)) if old & (old - 1) == 0 else list(proof)
    return bool(path) and _leads_to_both(old, new, old_root, new_root, iter(path))


def _leads_to_both(old: int, new: int, old_root: bytes, new_root: bytes, path: Iterator[bytes]) -> bool:
    position, last = old - 1, new - 1
    while position & 1:
        position, last = position >> 1, last >> 1
    old_result = new_result = next(path)
    for sibling in path:
        if last == 0:
            return False
        if position & 1 or position == last:
            old_result = _node(sibling, old_result)
            new_result = _node(sibling, new_result)
            while not position & 1 and position:
                position, last = position >> 1, last >> 1
        else:
            new_result = _node(new_result, sibling)
        position, last = position >> 1, last >> 1
    return last == 0 and old_result == old_root and new_result == new_root


def _node(left: bytes, right: bytes) -> bytes:
    return sha256(_NODE + left + right).digest()


def _split(size: int) -> int:
    """Return the largest power of two below `size`."""
    return 1 << (size - 1).bit_length() - 1


def _are_hashes(*hashes: bytes) -> bool:
    return all(len(one) == HASH_SIZE for one in hashes)
