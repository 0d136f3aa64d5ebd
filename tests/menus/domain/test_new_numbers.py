"""New numbers: the same person with another phone, and nobody else."""

from dataclasses import replace

from gateway.communities.file import load_example, parse
from menus.domain.community import Community
from menus.domain.new_numbers import moved, replaced
from menus.domain.roles import Role
from tests.people import BONDENI, DEPUTY, LEADER

BEFORE = parse(load_example("mlango-kubwa"))
NEW = "+254700000777"


def with_phone(community: Community, old: str, new: str, **more: object) -> Community:
    """Return a community in which somebody has another number."""
    people = (
        replace(person, phone=new, **more) if person.phone == old else person  # type: ignore[arg-type]
        for person in community.people
    )
    return replace(community, people=tuple(people))


def test_the_same_name_with_another_number_is_the_same_person() -> None:
    assert moved(BEFORE, with_phone(BEFORE, LEADER, NEW)) == {LEADER: NEW}
    named = next(person.name for person in BEFORE.people if person.phone == LEADER)
    assert moved(BEFORE, with_phone(BEFORE, LEADER, NEW, name=f"  {named.upper()} ")) == {LEADER: NEW}


def test_another_name_or_no_common_role_is_somebody_else() -> None:
    assert moved(BEFORE, BEFORE) == {}
    assert moved(BEFORE, with_phone(BEFORE, LEADER, NEW, name="Somebody else")) == {}
    assert moved(BEFORE, with_phone(BEFORE, LEADER, NEW, roles=frozenset({Role.OBSERVER}))) == {}


def test_two_people_of_one_name_whose_numbers_change_are_not_guessed() -> None:
    same = with_phone(BEFORE, BONDENI, BONDENI, name="One name")
    same = with_phone(same, DEPUTY, DEPUTY, name="One name")
    assert moved(same, with_phone(with_phone(same, BONDENI, NEW), DEPUTY, "+254700000778")) == {}


def test_a_number_that_passes_to_another_person_of_the_file_moves_nobody() -> None:
    swapped = with_phone(with_phone(with_phone(BEFORE, LEADER, NEW), DEPUTY, LEADER), NEW, DEPUTY)
    assert moved(BEFORE, swapped) == {}


def test_a_newcomer_with_the_same_roles_and_zones_takes_the_one_free_place() -> None:
    assert replaced(BEFORE, with_phone(BEFORE, LEADER, NEW, name="Somebody else")) == {LEADER: NEW}
    assert replaced(BEFORE, with_phone(BEFORE, LEADER, NEW)) == {}, "that is the same person"
    assert replaced(BEFORE, with_phone(BEFORE, LEADER, NEW, name="Else", roles=frozenset({Role.OBSERVER}))) == {}
    assert replaced(BEFORE, with_phone(BEFORE, LEADER, NEW, name="Else", zones=frozenset({"market"}))) == {}


def test_which_of_two_free_places_a_newcomer_takes_is_not_guessed() -> None:
    leader = next(person for person in BEFORE.people if person.phone == LEADER)
    two = replace(BEFORE, people=(*BEFORE.people, replace(leader, name="A second", phone="+254700000779")))
    one = with_phone(BEFORE, LEADER, NEW, name="Somebody else")
    assert replaced(two, one) == {}
    assert replaced(one, two) == {}
