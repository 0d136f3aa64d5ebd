"""Tenures: nobody comes back as a tenant or a landlord that they were not before, by one officer alone."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from gateway.communities.file import load_example, parse
from menus.domain import interests, patrol_requests, signing, tenures, votes
from menus.domain.accused import AccusedGroup, is_accused
from menus.domain.community import Person
from menus.domain.people_changes import AtOnce, Change, ruling, with_tenures
from menus.domain.roles import Role

TOWN = parse(load_example("mlango-kubwa"))
CLERK = TOWN.having((Role.COORDINATOR,))[0]
PATROLLER = next(one for one in TOWN.people if one.roles == {Role.PATROL})
KINDS = st.sampled_from([None, "tenant", "landlord", "absent"])
people = st.builds(
    lambda name, phone, tenure: replace(PATROLLER, name=name, phone=phone, tenure=tenure),
    st.sampled_from(["Asha (example)", "Otieno (example)"]),
    st.sampled_from(["+254711000777", "+254711000778"]),
    KINDS,
)


def is_alone(change: Change, lately: list[Person]) -> bool:
    """Return whether one officer does a change, after files that named these people."""
    return ruling(TOWN, CLERK, with_tenures([change], tenures.known(lately))) == AtOnce()


@given(st.lists(people, max_size=4), people)
def test_who_comes_back_by_number_or_name_with_another_tenure_needs_two(lately: list[Person], now: Person) -> None:
    same = [one for one in lately if one.phone == now.phone or one.name == now.name]
    assert is_alone(Change(None, now), lately) == all(one.tenure == now.tenure for one in same)


@given(people, people)
def test_two_owners_are_of_one_tenure_wherever_they_live(one: Person, other: Person) -> None:
    """Whatever needs somebody of another tenure is not done by a landlord and one who lives elsewhere."""
    officers = [replace(person, roles=frozenset({Role.COORDINATOR, Role.TREASURER})) for person in (one, other)]
    first, second = officers[0], replace(officers[1], phone="+254711000779", household=None)
    if None in {first.tenure, second.tenure}:
        return
    are_two = (first.tenure == "tenant") != (second.tenure == "tenant")
    assert signing.may_agree(first, second) == are_two
    assert patrol_requests.may_agree(second, first) == are_two
    assert votes.may_second(first, second) == are_two
    assert interests.is_other_tenure(second, first) == are_two
    third = replace(first, phone="+254711000780")
    assert (votes.fault_of_tellers([first, second, third]) is None) == are_two


@given(people)
def test_a_report_about_landlords_is_hidden_from_all_of_them(person: Person) -> None:
    assert is_accused(person, AccusedGroup.LEADER) == (person.tenure in {"landlord", "absent"})


@given(people, people, KINDS)
def test_somebody_with_a_new_number_or_name_of_a_person_of_before_needs_two(
    was: Person, gone: Person, other: str | None
) -> None:
    now = replace(was, phone=gone.phone, name=gone.name)
    gone = replace(gone, tenure=other)
    gets_something = (was.phone, was.name) != (now.phone, now.name)
    assert is_alone(Change(was, now), [was, gone]) == (not gets_something or other == was.tenure)


@given(people)
def test_a_name_is_the_same_in_other_letters(was: Person) -> None:
    now = replace(was, name=f" {was.name.upper()} ", phone="+254711000779", tenure=f"no-{was.tenure}")
    assert not is_alone(Change(None, now), [was])
    assert is_alone(Change(was, None), [was])
