"""Neighbours of a zone: it has just those that are wanted, and no other two zones become or stop to be neighbours."""

from hypothesis import given
from hypothesis import strategies as st

from menus.domain.neighbours import Named, beside, with_beside

KEYS = ("a", "b", "c", "d", "e")
NEAR = st.lists(st.sampled_from(KEYS), max_size=4, unique=True)
ZONES = st.tuples(*(NEAR.map(lambda near, key=key: (key, near)) for key in KEYS))  # type: ignore[misc]


@given(ZONES, st.sampled_from(KEYS), st.sets(st.sampled_from(KEYS)))
def test_a_zone_has_just_the_neighbours_that_are_wanted(zones: list[Named], key: str, wanted: set[str]) -> None:
    changed = with_beside(zones, key, wanted)
    after = [(one, changed.get(place, near)) for place, (one, near) in enumerate(zones)]
    assert beside(after, key) == wanted - {key}
    for place, (one, near) in enumerate(zones):
        if one != key:
            assert beside(after, one) - {key} == beside(zones, one) - {key}
            assert set(changed.get(place, near)) <= set(near), "another zone never names one more"


@given(ZONES, st.sampled_from(KEYS))
def test_the_same_neighbours_change_nothing(zones: list[Named], key: str) -> None:
    assert with_beside(zones, key, beside(zones, key)) == {}
