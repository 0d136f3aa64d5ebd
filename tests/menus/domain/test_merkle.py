"""The tree of hashes: it is the tree of RFC 9162, and no proof survives a change."""

from collections.abc import Sequence
from functools import cache, reduce
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from menus.domain import merkle
from menus.domain.merkle import Frontier

LEAVES = [merkle.leaf_hash(f"entry {number}".encode()) for number in range(300)]
SIZES = st.integers(0, len(LEAVES))


def h(*parts: bytes) -> bytes:
    return sha256(b"".join(parts)).digest()


def naive_root(leaves: Sequence[bytes]) -> bytes:
    """Return MTH(D[n]) as RFC 9162, 2.1.1, defines it, over leaves that are hashed already."""
    if not leaves:
        return h(b"")
    if len(leaves) == 1:
        return leaves[0]
    k = 1
    while k * 2 < len(leaves):
        k *= 2
    return h(b"\x01", naive_root(leaves[:k]), naive_root(leaves[k:]))


def naive_path(index: int, leaves: Sequence[bytes]) -> list[bytes]:
    """Return PATH(m, D[n]) as RFC 9162, 2.1.3.1, defines it."""
    if len(leaves) == 1:
        return []
    k = 1
    while k * 2 < len(leaves):
        k *= 2
    if index < k:
        return [*naive_path(index, leaves[:k]), naive_root(leaves[k:])]
    return [*naive_path(index - k, leaves[k:]), naive_root(leaves[:k])]


def naive_subproof(m: int, leaves: Sequence[bytes], *, known: bool) -> list[bytes]:
    """Return SUBPROOF(m, D[n], b) as RFC 9162, 2.1.4.1, defines it."""
    if m == len(leaves):
        return [] if known else [naive_root(leaves)]
    k = 1
    while k * 2 < len(leaves):
        k *= 2
    if m <= k:
        return [*naive_subproof(m, leaves[:k], known=known), naive_root(leaves[k:])]
    return [*naive_subproof(m - k, leaves[k:], known=False), naive_root(leaves[:k])]


@cache
def grown(size: int) -> Frontier:
    return grown(size - 1).append(LEAVES[size - 1]) if size else Frontier()


def way(index: int, size: int) -> tuple[bool, ...]:
    """Return on which side each sibling stands, from the leaf up: left (True) or right (False)."""
    if size == 1:
        return ()
    k = 1 << (size - 1).bit_length() - 1
    return (*way(index, k), False) if index < k else (*way(index - k, size - k), True)


def both_ways(old: int, size: int, *, known: bool = True) -> tuple[tuple[bool, ...], bool]:
    """Return the sides of a proof of consistency, from its first hash up, and whether that first one is left out."""
    if old == size:
        return (), known
    k = 1 << (size - 1).bit_length() - 1
    if old <= k:
        sides, is_known = both_ways(old, k, known=known)
        return (*sides, False), is_known
    sides, is_known = both_ways(old - k, size - k, known=False)
    return (*sides, True), is_known


def test_a_tree_of_each_size_is_that_of_the_definition() -> None:
    for size in range(len(LEAVES) + 1):
        expected = naive_root(LEAVES[:size])
        assert merkle.root_of(LEAVES[:size]) == expected
        assert grown(size).root() == expected
        assert grown(size).size == size


def test_the_trees_of_one_to_eight_leaves_have_the_shape_of_the_rfc() -> None:
    a, b, c, d, e, f, g, last = LEAVES[:8]

    def node(left: bytes, right: bytes) -> bytes:
        return h(b"\x01", left, right)

    ab, cd, ef = node(a, b), node(c, d), node(e, f)
    abcd = node(ab, cd)
    roots = [
        a,
        ab,
        node(ab, c),
        abcd,
        node(abcd, e),
        node(abcd, ef),
        node(abcd, node(ef, g)),
        node(abcd, node(ef, node(g, last))),
    ]
    assert [merkle.root_of(LEAVES[:size]) for size in range(1, 9)] == roots


def test_the_example_of_the_rfc_with_seven_leaves() -> None:
    """Section 2.1.5 draws a tree of seven leaves and names these proofs."""
    leaves = LEAVES[:7]
    a, b, c, d, e, f, j = leaves
    g, hh, i = h(b"\x01", a, b), h(b"\x01", c, d), h(b"\x01", e, f)
    k, m = h(b"\x01", g, hh), h(b"\x01", i, j)
    assert merkle.inclusion(leaves, 0, 7) == [b, hh, m]
    assert merkle.inclusion(leaves, 3, 7) == [c, g, m]
    assert merkle.inclusion(leaves, 4, 7) == [f, j, k]
    assert merkle.inclusion(leaves, 6, 7) == [i, k]
    assert merkle.consistency(leaves, 3, 7) == [c, d, g, m]
    assert merkle.consistency(leaves, 4, 7) == [m]
    assert merkle.consistency(leaves, 6, 7) == [i, j, k]


def test_a_leaf_and_a_node_never_have_the_same_hash() -> None:
    a, b = LEAVES[:2]
    assert merkle.leaf_hash(a + b) != merkle.root_of([a, b])
    assert merkle.leaf_hash(b"words") == h(b"\x00words")
    assert merkle.root_of([]) == Frontier().root() == h(b"")


@given(SIZES, st.data())
def test_the_proofs_are_those_of_the_definition(size: int, data: st.DataObject) -> None:
    leaves = LEAVES[:size]
    old = data.draw(SIZES.filter(lambda number: number <= size))
    expected = naive_subproof(old, leaves, known=True) if old else []
    assert merkle.consistency(LEAVES, old, size) == expected
    assert merkle.verify_consistency(old, size, naive_root(LEAVES[:old]), naive_root(leaves), expected)
    if size:
        index = data.draw(st.integers(0, size - 1))
        path = merkle.inclusion(LEAVES, index, size)
        assert path == naive_path(index, leaves)
        assert merkle.verify_inclusion(LEAVES[index], index, size, path, naive_root(leaves))


def test_every_proof_of_the_small_trees_verifies() -> None:
    for size in range(1, 40):
        root = grown(size).root()
        for index in range(size):
            assert merkle.verify_inclusion(LEAVES[index], index, size, merkle.inclusion(LEAVES, index, size), root)
        for old in range(size + 1):
            proof = merkle.consistency(LEAVES, old, size)
            assert merkle.verify_consistency(old, size, grown(old).root(), root, proof)


def _changed(whole: bytes, at: int, by: int) -> bytes:
    at %= len(whole)
    return whole[:at] + bytes([whole[at] ^ by]) + whole[at + 1 :]


@given(st.integers(1, 300), st.data())
def test_no_changed_byte_of_an_inclusion_passes(size: int, data: st.DataObject) -> None:
    index = data.draw(st.integers(0, size - 1))
    at, by = data.draw(st.integers(0, 31)), data.draw(st.integers(1, 255))
    leaf, root, proof = LEAVES[index], grown(size).root(), merkle.inclusion(LEAVES, index, size)
    assert not merkle.verify_inclusion(_changed(leaf, at, by), index, size, proof, root)
    assert not merkle.verify_inclusion(leaf, index, size, proof, _changed(root, at, by))
    for number, sibling in enumerate(proof):
        wrong = [*proof[:number], _changed(sibling, at, by), *proof[number + 1 :]]
        assert not merkle.verify_inclusion(leaf, index, size, wrong, root)
        assert not merkle.verify_inclusion(leaf, index, size, [*proof[:number], *proof[number + 1 :]], root)
        assert not merkle.verify_inclusion(leaf, index, size, [*proof[:number], sibling, *proof[number:]], root)
    assert not merkle.verify_inclusion(leaf, index, size, [*proof, root], root)
    assert not merkle.verify_inclusion(leaf[:-1], index, size, proof, root)


def test_a_changed_index_never_passes_and_a_changed_size_only_where_the_way_is_the_same() -> None:
    """The root does not hold the size: it stands in the checkpoint."""
    shared = 0
    for size in range(1, 34):
        root = grown(size).root()
        for index in range(size):
            proof = merkle.inclusion(LEAVES, index, size)
            for other in range(-1, size + 2):
                if other != index:
                    assert not merkle.verify_inclusion(LEAVES[index], other, size, proof, root)
            for other in range(-1, 70):
                is_same = index < other and way(index, other) == way(index, size)
                assert merkle.verify_inclusion(LEAVES[index], index, other, proof, root) == is_same
                shared += is_same and other != size
    assert shared > 0


@given(st.integers(2, 300), st.data())
def test_no_changed_byte_of_a_consistency_passes(new: int, data: st.DataObject) -> None:
    old = data.draw(st.integers(1, new - 1))
    at, by = data.draw(st.integers(0, 31)), data.draw(st.integers(1, 255))
    old_root, new_root, proof = grown(old).root(), grown(new).root(), merkle.consistency(LEAVES, old, new)
    assert not merkle.verify_consistency(old, new, _changed(old_root, at, by), new_root, proof)
    assert not merkle.verify_consistency(old, new, old_root, _changed(new_root, at, by), proof)
    for number, sibling in enumerate(proof):
        wrong = [*proof[:number], _changed(sibling, at, by), *proof[number + 1 :]]
        assert not merkle.verify_consistency(old, new, old_root, new_root, wrong)
        assert not merkle.verify_consistency(old, new, old_root, new_root, [*proof[:number], *proof[number + 1 :]])
    assert not merkle.verify_consistency(old, new, old_root, new_root, [*proof, new_root])
    assert not merkle.verify_consistency(old, new, old_root[:-1], new_root, proof)


def test_a_changed_size_of_a_consistency_passes_only_where_the_way_is_the_same() -> None:
    shared = 0
    for new in range(2, 14):
        for old in range(1, new):
            proof = merkle.consistency(LEAVES, old, new)
            for other_old in range(-1, 24):
                for other_new in range(-1, 24):
                    passes = merkle.verify_consistency(
                        other_old, other_new, grown(old).root(), grown(new).root(), proof
                    )
                    is_same = 0 < other_old < other_new and both_ways(other_old, other_new) == both_ways(old, new)
                    assert passes == is_same, (old, new, other_old, other_new)
                    shared += is_same and (other_old, other_new) != (old, new)
    assert shared > 0


def test_a_tree_that_was_cut_or_rewritten_is_not_consistent() -> None:
    rewritten = [*LEAVES[:50], merkle.leaf_hash(b"another night"), *LEAVES[51:]]
    for new in range(60, 80):
        proof = merkle.consistency(rewritten, 60, new)
        assert not merkle.verify_consistency(60, new, grown(60).root(), merkle.root_of(rewritten[:new]), proof)
    assert not merkle.verify_consistency(60, 59, grown(60).root(), grown(59).root(), [])
    assert not merkle.verify_consistency(60, 60, grown(60).root(), merkle.root_of(rewritten[:60]), [])


def test_the_empty_tree_is_consistent_with_each_tree_and_is_no_other() -> None:
    assert merkle.verify_consistency(0, 7, merkle.EMPTY_ROOT, grown(7).root(), [])
    assert not merkle.verify_consistency(0, 7, LEAVES[0], grown(7).root(), [])
    assert not merkle.verify_consistency(0, 7, merkle.EMPTY_ROOT, grown(7).root(), [LEAVES[0]])
    assert not merkle.verify_inclusion(LEAVES[0], 0, 0, [], merkle.EMPTY_ROOT)


@given(SIZES)
def test_a_frontier_is_packed_and_unpacked(size: int) -> None:
    frontier = grown(size)
    assert Frontier.unpacked(size, frontier.packed()) == frontier
    assert len(frontier.hashes) == size.bit_count()
    rest = LEAVES[size:]
    again = reduce(Frontier.append, rest, Frontier.unpacked(size, frontier.packed()))
    assert again == grown(len(LEAVES))


@pytest.mark.parametrize(("size", "length"), [(0, 32), (1, 0), (3, 32), (4, 64), (5, 63), (-1, 32)])
def test_a_torn_frontier_is_refused(size: int, length: int) -> None:
    with pytest.raises(ValueError, match="no right edge"):
        Frontier.unpacked(size, bytes(length))


def test_a_proof_of_nothing_is_refused() -> None:
    for index, size in ((-1, 5), (5, 5), (0, 0), (0, 301)):
        with pytest.raises(ValueError, match="no entry"):
            merkle.inclusion(LEAVES, index, size)
    for old, new in ((-1, 5), (6, 5), (0, 301)):
        with pytest.raises(ValueError, match="no tree of"):
            merkle.consistency(LEAVES, old, new)
