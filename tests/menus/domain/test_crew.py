"""The crew: positions are 1, 2, 3 and so on, and a person who leaves makes room for those behind them."""

from hypothesis import given
from hypothesis import strategies as st

from menus.domain.crew import LEAD, Member, going, led_anew, next_position, promoted, without

CREWS = st.lists(st.booleans(), max_size=6).map(
    lambda goes: tuple(Member(person, person, is_going) for person, is_going in enumerate(goes, start=1))
)


@given(CREWS, st.integers(1, 8))
def test_a_person_who_leaves_makes_room_and_the_order_stays(crew: tuple[Member, ...], person: int) -> None:
    after = without(crew, (person,))
    assert [member.position for member in after] == list(range(1, len(after) + 1))
    assert [member.person_id for member in after] == [each.person_id for each in crew if each.person_id != person]
    assert next_position(after) == len(after) + 1


@given(CREWS, st.integers(1, 8))
def test_only_a_person_who_goes_leads_anew(crew: tuple[Member, ...], person: int) -> None:
    after = led_anew(crew, person)
    others = [member for member in going(crew) if member.person_id != person]
    assert bool(after) == bool(others)
    if after:
        assert (after[0].person_id, after[0].position) == (others[0].person_id, LEAD)
        assert sorted(member.position for member in after) == list(range(1, len(after) + 1))


@given(CREWS, st.integers(1, 8))
def test_those_who_move_up_to_lead_or_support_are_promoted_and_nobody_else(
    crew: tuple[Member, ...], person: int
) -> None:
    after = without(crew, (person,))
    left = next((member.position for member in crew if member.person_id == person), len(crew) + 1)
    assert [member.position for member in promoted(crew, after)] == [
        position for position in (1, 2) if left <= position <= len(after)
    ]


def test_nobody_goes_in_an_empty_crew() -> None:
    assert (next_position(()), going(()), led_anew((), 1)) == (1, (), ())
