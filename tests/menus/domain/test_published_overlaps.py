"""Which rows of stations may be added up: the sets are all the largest ones, however stations share their incidents."""

from itertools import chain, combinations

from hypothesis import given
from hypothesis import strategies as st

from menus.domain import published_overlaps
from menus.domain.small_cells import SMALLEST

rows = st.dictionaries(st.sampled_from("ABCDEF"), st.frozensets(st.integers(0, 60), max_size=40), max_size=6)


def fits(of: dict[str, frozenset[int]], names: tuple[str, ...]) -> bool:
    """Return whether some rows may be added up, found in another way than Doria finds it."""
    pairs = [(of[one], of[other]) for one, other in combinations(names, 2)]
    are_mostly_own = all(len(one & other) <= min(len(one), len(other)) / 2 for one, other in pairs)
    return are_mostly_own and sum(len(one & other) for one, other in pairs) < SMALLEST


@given(rows)
def test_each_set_that_shares_hardly_anything_is_part_of_one_that_is_found(of: dict[str, frozenset[int]]) -> None:
    found = published_overlaps.apart(of)
    every = chain.from_iterable(combinations(of, size) for size in range(1, len(of) + 1))
    fitting = [set(some) for some in every if fits(of, some)]
    assert all(set(one) in fitting for one in found)
    assert all(any(one <= set(largest) for largest in found) for one in fitting)
    assert not any(set(one) < set(other) for one in found for other in found)
    covered = [sum(len(of[row]) for row in one) for one in found]
    assert covered == sorted(covered, reverse=True)


def test_where_nothing_is_shared_all_rows_are_one_set() -> None:
    of = {"A": frozenset(range(10)), "B": frozenset(range(10, 14)), "C": frozenset[int]()}
    assert published_overlaps.apart(of) == [("A", "B", "C")]
    assert published_overlaps.apart({}) == []


def test_a_post_and_a_main_station_are_added_up_each_with_what_it_shares_nothing_with() -> None:
    of = {"A": frozenset(range(90)), "B": frozenset(range(60, 90)), "C": frozenset({90, 91, 92})}
    assert published_overlaps.apart(of) == [("A", "C"), ("B", "C")]
    assert list(published_overlaps.inside(of)) == [("A", ("B", "C")), ("B", ("C",))]


def test_a_row_of_which_all_counts_for_another_one_is_added_up_without_it() -> None:
    """The small row would spoil the sum, and hide that the large one is all of it."""
    of = {"A": frozenset(range(70)), "B": frozenset(range(40)), "C": frozenset(range(40, 67)), "D": frozenset({67, 68})}
    assert published_overlaps.apart(of) == [("A",), ("B", "C", "D")]
    assert next(iter(published_overlaps.inside(of))) == ("A", ("B", "C", "D"))


def test_a_row_without_incidents_is_added_up_with_those_that_are_called_elsewhere() -> None:
    of = {"A": frozenset(range(70)), "B": frozenset[int]()}
    assert published_overlaps.apart(of, {"A": ["a"], "B": ["b"]}) == [("A", "B")]
    for of_main in (None, ["a", "b"]):
        assert published_overlaps.apart(of, {"A": of_main, "B": ["b"]}) == [("A",), ("B",)]


def test_many_stations_are_looked_at_in_a_moment() -> None:
    """Thirty stations, of which each shares ten incidents with the next one."""
    of = {f"S{number:02}": frozenset(range(number * 20, number * 20 + 30)) for number in range(30)}
    found = published_overlaps.apart(of)
    assert 0 < len(found) <= 1024
    assert all(fits(of, some) for some in found)


def test_stations_that_share_everything_are_each_a_sum() -> None:
    of = {name: frozenset(range(50)) for name in "ABC"}
    assert published_overlaps.apart(of) == [("A",), ("B",), ("C",)]
    assert list(published_overlaps.inside(of)) == [
        (whole, (part,)) for whole in "ABC" for part in "ABC" if part != whole
    ]
