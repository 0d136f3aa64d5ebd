"""Acts at the desk: which a page offers, and which events make a form ask again."""

from hypothesis import given
from hypothesis import strategies as st

from menus.domain.desk_acts import RESPONDING, STEERING, DeskAct, Meanwhile, acted, acts_of
from menus.domain.timeline import EventKind

EVENTS = st.lists(
    st.builds(Meanwhile, st.integers(1, 50), st.sampled_from(list(EventKind)), st.none() | st.sampled_from([1, 2])),
    max_size=12,
)


@given(st.booleans(), st.booleans(), st.booleans(), st.booleans())
def test_acts_are_those_of_ones_part(is_live: bool, coordinates: bool, goes: bool, has_several: bool) -> None:  # noqa: FBT001 - facts of a case
    found = acts_of(is_live=is_live, may_coordinate=coordinates, may_go=goes, has_several_reports=has_several)
    assert bool(found) == is_live
    assert not (found & (STEERING - RESPONDING) and not coordinates)
    assert not (found & (RESPONDING - STEERING) and not goes)
    assert not (DeskAct.SPLIT in found and not has_several)
    if is_live and coordinates:
        assert found >= STEERING - {DeskAct.SPLIT}


@given(EVENTS)
def test_a_form_asks_again_for_whatever_people_did(events: list[Meanwhile]) -> None:
    late = acted(events)
    assert late == [event for event in events if event in late]
    for event in events:
        if event.person_id is not None and event.kind is not EventKind.REVEALED:
            assert event in late


def test_what_doria_does_all_the_time_does_not_ask_again() -> None:
    rungs = [Meanwhile(9, kind, None) for kind in (EventKind.RUNG_FIRED, EventKind.NOT_REACHED, EventKind.REMINDED)]
    assert acted(rungs) == []


def test_a_resident_who_takes_a_report_back_asks_again() -> None:
    withdrawn = Meanwhile(9, EventKind.WITHDRAWN, None)
    assert acted([withdrawn]) == [withdrawn]
