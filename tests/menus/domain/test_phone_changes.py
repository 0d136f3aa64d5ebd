"""Changes of numbers: who may confirm one, and what a thief with one officer's phone can expect of a day."""

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.communities.file import EXAMPLES, load_example, parse
from menus.domain import phone_changes as rules
from menus.domain.community import Community
from menus.domain.roles import CARE_ROLES, Role

TOWNS = [parse(load_example(key)) for key in EXAMPLES]
MOST_CONFIRMERS = 10
"""More officers than an association has."""
towns = st.sampled_from(TOWNS)


@given(towns, st.data())
def test_nobody_confirms_what_they_have_asked_for_themselves(town: Community, data: st.DataObject) -> None:
    asker, person = (data.draw(st.sampled_from(town.people)) for _ in range(2))
    found = rules.confirmers(town, asker, person)
    assert asker.phone not in {one.phone for one in found.everybody}
    assert (found.old is None) == (asker == person)
    assert person not in found.officers


@given(towns, st.data())
def test_only_oversight_or_the_old_phone_confirms_for_somebody_of_a_closed_circle(
    town: Community, data: st.DataObject
) -> None:
    asker = data.draw(st.sampled_from(town.having((Role.COORDINATOR,))))
    person = data.draw(st.sampled_from(town.having((*CARE_ROLES, Role.OVERSIGHT))))
    found = rules.confirmers(town, asker, person)
    assert all(Role.OVERSIGHT in officer.roles for officer in found.officers)
    assert found.old == person


@given(towns, st.data())
def test_for_anybody_else_every_other_coordinator_and_oversight_may_confirm(
    town: Community, data: st.DataObject
) -> None:
    asker = data.draw(st.sampled_from(town.having((Role.COORDINATOR,))))
    person = data.draw(st.sampled_from(town.having((Role.POLICE, Role.PATROL, Role.COORDINATOR))))
    officers = set(town.having((Role.COORDINATOR, Role.OVERSIGHT))) - {asker, person}
    assert set(rules.confirmers(town, asker, person).officers) == officers


def test_a_coordinator_who_is_alone_cannot_give_themselves_another_number() -> None:
    town = TOWNS[0]
    asker = town.having((Role.COORDINATOR,))[0]
    alone = replace(
        town, people=(asker, *(one for one in town.people if not one.roles & {*asker.roles, Role.OVERSIGHT}))
    )
    assert rules.confirmers(alone, asker, asker).everybody == ()
    other = alone.people[1]
    assert rules.confirmers(alone, asker, other).everybody == (other,)


@pytest.mark.parametrize(
    ("asked", "may"),
    [
        ((0, 0, 0), True),
        ((rules.MOST_ASKED, 0, 0), False),
        ((0, rules.MOST_HERE, 0), False),
        ((0, 0, rules.MOST_TO_NUMBER), False),
        ((rules.MOST_ASKED - 1, rules.MOST_HERE - 1, rules.MOST_TO_NUMBER - 1), True),
    ],
)
def test_requests_of_a_day_are_limited(asked: tuple[int, int, int], *, may: bool) -> None:
    assert rules.may_ask(*asked) is may


def test_a_thief_who_forges_all_other_numbers_has_less_than_a_chance_in_a_hundred_a_day() -> None:
    chance = Fraction(rules.MOST_ASKED * rules.TRIES * MOST_CONFIRMERS, 10**4)
    assert chance < Fraction(1, 100)


@given(st.integers(700_000_000, 799_999_999), st.integers(0, 12), st.sampled_from(["", " ", "-"]))
def test_the_end_of_a_number_is_known_in_any_groups_from_four_digits_on(number: int, length: int, gap: str) -> None:
    typed = str(number)[-length:] if length else ""
    assert rules.is_read_out(f"+254{number}", gap.join(typed)) == (len(typed) >= rules.READ_OUT)
    assert rules.is_read_out(f"+254{number}", f"0{number}")
    assert rules.is_read_out(f"+254{number}", f"+254 {number}")


@given(st.integers(700_000_000, 799_999_999), st.text(max_size=14))
def test_nothing_else_is_the_end_of_a_number(number: int, typed: str) -> None:
    digits = "".join(one for one in typed if one in "0123456789")
    if rules.is_read_out(f"+254{number}", typed):
        assert len(digits) >= rules.READ_OUT
        assert f"0{number}".endswith(digits) or f"254{number}".endswith(digits)
