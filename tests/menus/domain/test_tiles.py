"""The tiles of the zones: one for each, none twice, where the file says, and else beside the neighbours."""

from dataclasses import replace

from hypothesis import example, given
from hypothesis import strategies as st

from menus.domain.community import Zone
from menus.domain.tiles import COLUMNS, SIDE, Tile, lay_out, neighbours, together

MOST_ZONES = 95
PLACES = st.tuples(st.integers(0, SIDE - 1), st.integers(0, SIDE - 1))


def zone(number: int, *near: int, at: tuple[int, int] | None = None) -> Zone:
    return Zone(f"z{number}", {"sw": f"Eneo {number}"}, (), frozenset(f"z{other}" for other in near), at)


@st.composite
def communities(draw: st.DrawFn) -> list[Zone]:
    """Give zones with any neighbours, some of them with a tile of their own."""
    number = draw(st.integers(1, 24))
    places = draw(st.lists(PLACES, unique=True, max_size=number))
    near = draw(st.lists(st.lists(st.integers(0, number), max_size=5), min_size=number, max_size=number))
    at = [*places, *[None] * (number - len(places))]
    order = draw(st.permutations(range(number)))
    return [zone(each, *near[each], at=at[order[each]]) for each in range(number)]


def touch(one: Tile, other: Tile) -> bool:
    return abs(one.column - other.column) + abs(one.row - other.row) == 1


@given(zones=communities())
def test_every_zone_has_one_tile_of_its_own_in_the_picture(zones: list[Zone]) -> None:
    placed = lay_out(zones)
    assert list(placed) == [each.key for each in zones]
    assert len(set(placed.values())) == len(zones)
    assert all(0 <= number < SIDE for tile in placed.values() for number in tile)


@given(zones=communities())
def test_a_zone_stands_where_the_file_says(zones: list[Zone]) -> None:
    placed = lay_out(zones)
    assert all(placed[each.key] == Tile(*each.at) for each in zones if each.at is not None)


@given(zones=communities(), name=st.text(min_size=1), landmark=st.text())
def test_names_and_landmarks_move_no_tile(zones: list[Zone], name: str, landmark: str) -> None:
    renamed = [replace(each, names={"sw": f"{name}{each.key}"}, landmarks=(landmark,)) for each in zones]
    assert lay_out(renamed) == lay_out(zones)


@given(zones=communities())
def test_it_is_enough_that_one_of_two_neighbours_names_the_other(zones: list[Zone]) -> None:
    near = neighbours(zones)
    both = [replace(each, near=near[each.key]) for each in zones]
    assert lay_out(both) == lay_out(zones)
    assert all(one in near[other] for one in near for other in near[one])
    assert all(one not in near[one] for one in near)


@given(order=st.permutations(range(14)), number=st.integers(2, 14))
# A picture that begins with zone 7 closes in the end of this road.
@example(order=[7, 1, 2, 3, 11, 5, 0, 8, 9, 10, 6, 4, 12, 13], number=14)
def test_zones_along_a_road_stand_side_by_side_in_whatever_order_the_file_has_them(
    order: list[int], number: int
) -> None:
    placed = lay_out([zone(each, each + 1) for each in order if each < number])
    assert all(touch(placed[f"z{each}"], placed[f"z{each + 1}"]) for each in range(number - 1))


@given(order=st.permutations(range(5)), number=st.integers(2, 5))
def test_a_zone_has_up_to_four_neighbours_at_its_sides(order: list[int], number: int) -> None:
    placed = lay_out([zone(each, 0) for each in order if each < number])
    assert all(touch(placed["z0"], placed[f"z{each}"]) for each in range(1, number))


@given(at=PLACES)
def test_a_neighbour_of_a_tile_of_the_file_stands_at_its_side(at: tuple[int, int]) -> None:
    placed = lay_out([zone(0, 1), zone(1, at=at)])
    assert touch(placed["z0"], placed["z1"])


@given(number=st.integers(1, MOST_ZONES))
def test_zones_without_neighbours_fill_rows_that_a_phone_shows_in_the_order_of_the_file(number: int) -> None:
    placed = together(lay_out([zone(each) for each in range(number)]))
    rows = SIDE // 2
    if number <= COLUMNS * rows:
        assert list(placed.values()) == [Tile(each % COLUMNS, each // COLUMNS) for each in range(number)]
    assert len(set(placed.values())) == number


@given(zones=communities())
def test_the_picture_has_no_empty_row_or_column_and_everything_keeps_its_side(zones: list[Zone]) -> None:
    before, after = lay_out(zones), together(lay_out(zones))
    for axis in (0, 1):
        numbers = {tile[axis] for tile in after.values()}
        assert numbers == set(range(len(numbers)))
        assert all(
            (before[one][axis] < before[other][axis]) == (after[one][axis] < after[other][axis])
            for one in before
            for other in before
        )
    assert together({}) == {}
