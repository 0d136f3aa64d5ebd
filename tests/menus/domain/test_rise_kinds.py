"""Kinds of rises: each incident has one or none, and a choice at closing that must not be seen changes none."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from menus.domain import rise_kinds
from menus.domain.categories import Category, Harm
from menus.domain.classes import CrimeClass
from menus.sms.patrol_forms import CATEGORIES

HARMS = st.none() | st.sampled_from(Harm)


@given(category=st.sampled_from(Category), harm=HARMS, chosen=st.none() | st.sampled_from(CrimeClass))
def test_each_incident_has_a_kind_that_there_are_series_of_or_none(
    category: Category, harm: Harm | None, chosen: CrimeClass | None
) -> None:
    found = rise_kinds.kind_of(category, harm, chosen)
    assert found is None or found in rise_kinds.KINDS


@given(category=st.sampled_from(Category), harm=HARMS)
@pytest.mark.parametrize(
    "chosen", [CrimeClass.ABUSE, CrimeClass.POLICE_OFFENCE, CrimeClass.CORRUPTION, CrimeClass.NONE, CrimeClass.TERROR]
)
def test_a_hidden_choice_moves_no_number(chosen: CrimeClass, category: Category, harm: Harm | None) -> None:
    assert rise_kinds.kind_of(category, harm, chosen) is rise_kinds.kind_of(category, harm, None)


@pytest.mark.parametrize(
    ("category", "harm", "chosen", "kind"),
    [
        (Category.BREAK_IN, Harm.NONE, None, Category.BREAK_IN),
        (Category.BREAK_IN, Harm.WEAPON, None, Category.ROBBERY),
        (Category.GUN_KILLING, Harm.WEAPON_AND_HURT, None, Category.GUN_KILLING),
        (Category.MOB_BEATING, None, CrimeClass.HOMICIDE, Category.MOB_BEATING),
        (Category.FIGHT_THREAT, Harm.HURT, CrimeClass.HOMICIDE, Category.GUN_KILLING),
        (Category.FIGHT_THREAT, Harm.HURT, CrimeClass.ASSAULT, Category.FIGHT_THREAT),
        (Category.THEFT, Harm.NONE, CrimeClass.VEHICLE_THEFT, Category.THEFT),
        (Category.THEFT, Harm.NONE, CrimeClass.BREAK_IN, Category.BREAK_IN),
        (Category.ROBBERY, Harm.WEAPON, CrimeClass.CARJACKING, Category.ROBBERY),
        (Category.UNKNOWN, None, CrimeClass.ROBBERY, Category.ROBBERY),
        (Category.UNKNOWN, None, None, None),
        (Category.OFFICER_DOWN, None, None, None),
        (Category.FIRE_HAZARD, Harm.FIRE, CrimeClass.DAMAGE, Category.FIRE_HAZARD),
    ],
)
def test_the_kind_follows_the_class_and_where_several_fit_the_report(
    category: Category, harm: Harm | None, chosen: CrimeClass | None, kind: Category | None
) -> None:
    assert rise_kinds.kind_of(category, harm, chosen) is kind


def test_patrols_can_be_asked_for_a_kind_of_which_there_are_series() -> None:
    assert set(CATEGORIES) <= set(rise_kinds.KINDS)
