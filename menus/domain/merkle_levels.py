"""All levels of a tree of hashes at once: the root of each earlier size, and every proof, by a few hashes each.

The tree is the one of RFC 9162, section 2.1. It takes 64 bytes of memory a leaf, and half a microsecond a hash.
"""

from collections.abc import Iterator, Sequence
from hashlib import sha256
from struct import Struct
from typing import Self

from menus.domain.merkle import EMPTY_ROOT, HASH_SIZE

_NODE = b"\x01"
_PAIR = Struct(f"{2 * HASH_SIZE}s")


class Levels:
    """The hashes of all full subtrees over some leaves, which are given joined."""

    def __init__(self, leaves: bytes) -> None:
        self.size, rest = divmod(len(leaves), HASH_SIZE)
        if rest:
            message = f"{len(leaves)} bytes are no whole number of leaves"
            raise ValueError(message)
        self._levels = [leaves]
        self._rise()

    @classmethod
    def joined(cls, parts: Sequence[Self]) -> Self:
        """Return the levels over the leaves of several parts, one after the other; none of their hashes is made again.

        That holds where each part but the last has a multiple of a large power of two of leaves. With other parts the
        hashes from their smallest power on are made again.
        """
        made = cls(b"")
        made.size = sum(part.size for part in parts)
        aligned = [part.size & -part.size for part in parts[:-1] if part.size]
        height = min(aligned, default=1 << made.size.bit_length()).bit_length()
        made._levels = [b"".join([part.at_height(number) for part in parts]) for number in range(height)]
        made._rise()
        return made

    def at_height(self, number: int) -> bytes:
        """Return the hashes of all full subtrees of this height, joined; those of height 0 are the leaves."""
        return self._levels[number] if number < len(self._levels) else b""

    def _rise(self) -> None:
        """Make the levels above the highest one that is there."""
        begin = sha256(_NODE).copy
        while len(self._levels[-1]) >= _PAIR.size:
            below, above = self._levels[-1], []
            for (pair,) in _PAIR.iter_unpack(memoryview(below)[: len(below) - len(below) % _PAIR.size]):
                node = begin()
                node.update(pair)
                above.append(node.digest())
            self._levels.append(b"".join(above))

    def root(self, size: int) -> bytes:
        """Return the root of the tree of the first `size` leaves; raise ValueError if there are fewer."""
        self._check(size)
        return self._root(0, size) if size else EMPTY_ROOT

    def frontier(self, size: int) -> bytes:
        """Return the right edge of the tree of the first `size` leaves, as `merkle.Frontier` packs it."""
        self._check(size)
        return b"".join(self._full(0, size))

    def inclusion(self, index: int, size: int) -> list[bytes]:
        """Return the proof that leaf `index` is in the tree of the first `size` leaves."""
        self._check(size)
        if not 0 <= index < size:
            message = f"no entry {index} in a tree of {size} entries"
            raise ValueError(message)
        return list(self._siblings(index, size))[::-1]

    def _siblings(self, index: int, size: int) -> Iterator[bytes]:
        start, end = 0, size
        while end - start > 1:
            middle = start + (1 << (end - start - 1).bit_length() - 1)
            if index < middle:
                yield self._root(middle, end)
                end = middle
            else:
                yield self._root(start, middle)
                start = middle

    def _root(self, start: int, end: int) -> bytes:
        """Return the root over some leaves. They begin where a subtree does that is no smaller than they are."""
        full = self._full(start, end)
        root = full.pop()
        while full:
            root = sha256(_NODE + full.pop() + root).digest()
        return root

    def _full(self, start: int, end: int) -> list[bytes]:
        """Return the roots of the full subtrees over some leaves, the largest first."""
        full = []
        while start < end:
            level = (end - start).bit_length() - 1
            at = (start >> level) * HASH_SIZE
            full.append(self._levels[level][at : at + HASH_SIZE])
            start += 1 << level
        return full

    def _check(self, size: int) -> None:
        if not 0 <= size <= self.size:
            message = f"no tree of {size} entries: there are {self.size}"
            raise ValueError(message)
