"""Changes of people: nobody decides alone who leads, who reads what is grave, and who reads what is hidden."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.communities.file import EXAMPLES, load_example, parse
from menus.domain import people_changes as rules
from menus.domain.circles import CLOSED
from menus.domain.community import Community, Person
from menus.domain.people_changes import GUARDED, LEADERS, AtOnce, Change, Field, Operator, Second
from menus.domain.roles import PATROL_ROLES, Role

TOWNS = [parse(load_example(key)) for key in EXAMPLES]
NEW = "+254711000777"
towns = st.sampled_from(TOWNS)
roles = st.frozensets(st.sampled_from(Role), min_size=1, max_size=3)


@st.composite
def changes(draw: st.DrawFn, town: Community) -> Change:
    """Draw a change of somebody of a town: they come, they go, or something about them is another."""
    person = draw(st.sampled_from(town.people))
    match draw(st.sampled_from(["comes", "goes", "roles", "number", "zones", "name"])):
        case "comes":
            return Change(None, replace(person, name="Asha (example)", phone=NEW, roles=draw(roles)))
        case "goes":
            return Change(person, None)
        case "roles":
            return Change(person, replace(person, roles=draw(roles)))
        case "number":
            return Change(person, replace(person, phone=NEW))
        case "zones":
            return Change(person, replace(person, zones=frozenset({"bondeni"}), team="Owls"))
        case _:
            return Change(person, replace(person, name="Somebody (example)"))


def people_of(change: Change) -> set[str]:
    return {one.phone for one in (change.was, change.now) if one is not None}


@given(towns, st.data())
def test_nobody_agrees_to_what_they_ask_for_or_to_a_change_of_themselves(town: Community, data: st.DataObject) -> None:
    asker = data.draw(st.sampled_from(town.having((Role.COORDINATOR,))))
    asked = data.draw(st.lists(changes(town), max_size=3))
    found = rules.ruling(town, asker, asked)
    if isinstance(found, Second):
        concerned = set().union(*(people_of(one) for one in asked if one.is_guarded))
        assert not {one.phone for one in found.officers} & {asker.phone, *concerned}
        assert all(one.roles & {Role.COORDINATOR, Role.OVERSIGHT} for one in found.officers)


@given(towns, st.data())
def test_a_closed_circle_is_never_changed_without_oversight(town: Community, data: st.DataObject) -> None:
    asker = data.draw(st.sampled_from(town.having((Role.COORDINATOR,))))
    asked = data.draw(st.lists(changes(town), min_size=1, max_size=3))
    found = rules.ruling(town, asker, asked)
    if any(change.is_guarded and change.roles & CLOSED for change in asked):
        assert not isinstance(found, AtOnce)
    if isinstance(found, Second) and any(change.is_guarded and change.roles & CLOSED for change in asked):
        assert all(Role.OVERSIGHT in one.roles for one in found.officers)


@given(towns, st.data())
def test_what_concerns_no_guarded_role_is_done_at_once_and_the_rest_waits(town: Community, data: st.DataObject) -> None:
    asker = data.draw(st.sampled_from(town.having((Role.COORDINATOR,))))
    change = data.draw(changes(town))
    found = rules.ruling(town, asker, [change])
    assert isinstance(found, AtOnce) == (not change.is_guarded)
    assert change.is_guarded <= bool(change.roles & GUARDED)


OTHER = {
    Field.NAME: "Somebody (example)",
    Field.PHONE: NEW,
    Field.ROLES: frozenset({Role.COORDINATOR, Role.CHIEF}),
    Field.ZONES: frozenset({"of-nowhere"}),
    Field.TEAM: "Owls",
    Field.LANGUAGE: "fr",
    Field.TENURE: "absent",
}


@given(towns, st.data(), st.sampled_from(Field))
def test_of_a_guarded_role_one_officer_alone_changes_the_language(
    town: Community, data: st.DataObject, field: Field
) -> None:
    person = replace(data.draw(st.sampled_from(town.people)), roles=frozenset({data.draw(st.sampled_from(Role))}))
    change = Change(person, replace(person, **{field.value: OTHER[field]}))  # type: ignore[arg-type]
    is_role = bool(change.roles & GUARDED)
    assert change.is_guarded == (field is Field.TENURE or (is_role and field is not Field.LANGUAGE))


def test_only_patrollers_and_observers_come_and_go_by_one_officer() -> None:
    assert frozenset(Role) - GUARDED == {Role.PATROL, Role.OBSERVER}
    for role in (Role.TREASURER, Role.CHIEF, Role.YOUTH_LEAD):
        person = replace(TOWNS[0].people[0], roles=frozenset({role}))
        assert Change(None, person).is_guarded
        assert not Change(None, person).needs_decision


@given(towns, st.data())
def test_what_no_page_shows_is_never_changed_by_one_officer(town: Community, data: st.DataObject) -> None:
    asker = data.draw(st.sampled_from(town.having((Role.COORDINATOR,))))
    person = data.draw(st.sampled_from(town.people))
    key, language = data.draw(st.sampled_from(["duress", "public_phone"])), data.draw(st.sampled_from(["fr", ""]))
    now = replace(person, duress="word") if key == "duress" else replace(person, public_phone=NEW)
    found = rules.ruling(town, asker, [Change(person, replace(now, language=language or now.language))])
    assert not isinstance(found, AtOnce)


@given(towns, st.data())
def test_one_officer_is_enough_only_where_nobody_else_is_an_officer(town: Community, data: st.DataObject) -> None:
    asker = data.draw(st.sampled_from(town.having((Role.COORDINATOR,))))
    gone = data.draw(st.frozensets(st.sampled_from(town.people)))
    left = replace(town, people=tuple(one for one in town.people if one == asker or one not in gone))
    asked = data.draw(st.lists(changes(left), max_size=3))
    others = [one for one in left.having(rules.SECOND_OFFICERS) if one != asker]
    bundled = [Change(one, replace(one, name=f"Other {number}")) for number, one in enumerate(others)]
    for each in (asked, [*asked, *bundled]):
        if any(change.is_guarded for change in each) and others:
            assert not isinstance(rules.ruling(left, asker, each), AtOnce)
    if bundled:
        assert rules.ruling(left, asker, [*asked, *bundled]) == Operator()


@given(towns, st.data())
def test_a_change_that_names_other_leaders_names_a_decision(town: Community, data: st.DataObject) -> None:
    change = data.draw(changes(town))
    if change.needs_decision:
        assert change.is_guarded
        assert change.roles & LEADERS
    if change.was is None or change.now is None or Field.ROLES in change.fields:
        assert change.needs_decision == bool(change.roles & LEADERS)


def one(town: Community, role: Role) -> Person:
    return town.having((role,))[0]


@pytest.mark.parametrize("role", sorted(LEADERS))
def test_a_leader_with_a_new_sim_card_is_the_same_and_with_another_name_is_not(role: Role) -> None:
    leader = one(TOWNS[0], role)
    moved = Change(leader, replace(leader, phone=NEW))
    other = Change(leader, replace(leader, phone=NEW, name="Somebody (example)"))
    assert (moved.is_guarded, moved.needs_decision) == (True, False)
    assert (other.is_guarded, other.needs_decision) == (True, True)


def test_nobody_makes_themselves_see_more_alone() -> None:
    town = TOWNS[0]
    landlord = next(each for each in town.having((Role.COORDINATOR,)) if each.tenure == "landlord")
    for now in (replace(landlord, tenure="tenant"), replace(landlord, zones=frozenset({"market"}))):
        found = rules.ruling(town, landlord, [Change(landlord, now)])
        assert isinstance(found, Second)
        assert landlord not in found.officers
    friend = next(each for each in town.having((Role.COORDINATOR,)) if each != landlord)
    assert isinstance(rules.ruling(town, friend, [Change(landlord, replace(landlord, tenure=None))]), Second)
    patroller = one(town, Role.PATROL)
    assert isinstance(rules.ruling(town, friend, [Change(patroller, replace(patroller, tenure="landlord"))]), Second)


def test_without_a_second_officer_a_leader_changes_at_once_and_nobody_stops_coordinating_alone() -> None:
    town = TOWNS[0]
    asker = one(town, Role.COORDINATOR)
    alone = replace(
        town, people=tuple(each for each in town.people if each == asker or not each.roles & rules.SECOND_OFFICERS)
    )
    leader = one(town, Role.PATROL_LEADER)
    assert rules.ruling(alone, asker, [Change(leader, None)]) == AtOnce()
    assert rules.ruling(alone, asker, [Change(asker, replace(asker, phone=NEW))]) == AtOnce()
    for now in (None, replace(asker, roles=frozenset({Role.OBSERVER}))):
        assert rules.ruling(alone, asker, [Change(asker, now)]) == Operator()
    assert not rules.keeps_coordinator(replace(alone, people=(leader,)))
    assert rules.keeps_coordinator(alone)


@given(towns, st.data())
def test_a_ladder_misses_a_role_exactly_when_the_last_one_loses_it(town: Community, data: st.DataObject) -> None:
    person, kept = data.draw(st.sampled_from(town.people)), data.draw(roles)
    called = {role for ladder in town.ladders for step in ladder.steps for role in step.notify}
    after = [replace(person, roles=kept) if each == person else each for each in town.people]
    held = frozenset().union(*(each.roles for each in after))
    assert rules.missed_roles(town, person, kept) == (called & person.roles) - held


def test_every_role_of_a_patrol_but_one_leads() -> None:
    assert {Role.PATROL} == PATROL_ROLES - LEADERS


@given(towns, st.data())
def test_the_changes_between_two_files_lead_from_one_to_the_other(town: Community, data: st.DataObject) -> None:
    kept = data.draw(st.lists(st.sampled_from(town.people), unique_by=lambda one: one.phone))
    after = replace(town, people=tuple(kept))
    changes = rules.between(town, after)
    assert {change.was for change in changes if change.now is None} == {*town.people} - {*kept}
    assert rules.between(town, town) == ()
    assert {change.now for change in rules.between(after, town) if change.was is None} == {*town.people} - {*kept}
