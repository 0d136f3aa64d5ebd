"""Tests of Wilson intervals against known values and the equation that defines them."""

from math import isclose

import pytest
from hypothesis import given
from hypothesis import strategies as st

from menus.domain import wilson

_Z = 1.959963984540054


@pytest.mark.parametrize(
    ("hits", "of", "low", "high"),
    [
        # Newcombe (1998), Statistics in Medicine 17, table I, method 3: 81/263, 15/148, 0/20 and 1/29.
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0, 0.1611),
        (1, 29, 0.0061, 0.1718),
        (5, 10, 0.2366, 0.7634),
        (10, 10, 0.7225, 1.0),
    ],
)
def test_known_values(hits: int, of: int, low: float, high: float) -> None:
    found = wilson.interval(hits, of)
    assert (round(found.low, 4), round(found.high, 4)) == (low, high)


@st.composite
def shares(draw: st.DrawFn) -> tuple[int, int]:
    of = draw(st.integers(1, 100_000))
    return draw(st.integers(0, of)), of


@given(shares())
def test_it_holds_the_share_and_stays_within_the_range(share: tuple[int, int]) -> None:
    hits, of = share
    found = wilson.interval(hits, of)
    assert 0 <= found.low <= hits / of <= found.high <= 1
    assert found.low < found.high


@given(shares())
def test_at_its_ends_the_share_is_just_as_far_as_the_deviate(share: tuple[int, int]) -> None:
    """The interval is defined so: |share - end| = z * sqrt(end * (1 - end) / n)."""
    hits, of = share
    found = wilson.interval(hits, of)
    for end in (found.low, found.high):
        if 0 < end < 1:
            assert isclose(abs(hits / of - end), _Z * (end * (1 - end) / of) ** 0.5, rel_tol=1e-6, abs_tol=1e-9)


@given(shares())
def test_the_other_side_has_the_mirrored_interval(share: tuple[int, int]) -> None:
    hits, of = share
    found, other = wilson.interval(hits, of), wilson.interval(of - hits, of)
    assert isclose(found.low, 1 - other.high, abs_tol=1e-9)
    assert isclose(found.high, 1 - other.low, abs_tol=1e-9)


@pytest.mark.parametrize(("hits", "of"), [(0, 0), (-1, 3), (4, 3)])
def test_what_is_no_share_has_none(hits: int, of: int) -> None:
    with pytest.raises(ValueError, match="no share"):
        wilson.interval(hits, of)
