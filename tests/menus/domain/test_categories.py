"""Categories: the level at which a report opens, which is higher if the caller is not sure."""

import pytest

from menus.domain.categories import Category, Harm, Level, asks_harm, first_level

ARMED_OR_UNSURE = (Harm.WEAPON, Harm.WEAPON_AND_HURT, Harm.UNSURE, None)


@pytest.mark.parametrize("harm", [*Harm, None])
@pytest.mark.parametrize(
    ("category", "level"),
    [
        (Category.GUN_KILLING, Level.MAJOR),
        (Category.MOB_BEATING, Level.MAJOR),
        (Category.OFFICER_DOWN, Level.MAJOR),
        (Category.ABUSE_CHILD, Level.PRIVATE),
        (Category.COMPLAINT_OTHER, Level.COMPLAINT),
    ],
)
def test_some_levels_hang_on_no_answer(category: Category, level: Level, harm: Harm | None) -> None:
    assert first_level(category, harm) is level


@pytest.mark.parametrize("harm", ARMED_OR_UNSURE)
@pytest.mark.parametrize("category", [Category.ROBBERY, Category.BREAK_IN, Category.THEFT, Category.FIGHT_THREAT])
def test_a_weapon_or_doubt_makes_it_major(category: Category, harm: Harm | None) -> None:
    assert first_level(category, harm) is Level.MAJOR


def test_without_a_weapon_each_has_its_own_level() -> None:
    assert first_level(Category.ROBBERY, Harm.NONE) is Level.URGENT
    assert first_level(Category.BREAK_IN, Harm.HURT) is Level.URGENT
    assert first_level(Category.THEFT, Harm.NONE) is Level.MINOR
    assert first_level(Category.FIGHT_THREAT, Harm.NONE) is Level.URGENT
    assert first_level(Category.FIGHT_THREAT, Harm.HURT) is Level.MAJOR


def test_a_hazard_is_urgent_once_it_burns_or_nobody_knows() -> None:
    assert first_level(Category.FIRE_HAZARD, Harm.NONE) is Level.HAZARD
    assert first_level(Category.FIRE_HAZARD, Harm.FIRE) is Level.URGENT
    assert first_level(Category.FIRE_HAZARD, None) is Level.URGENT


def test_keys_are_those_of_the_menus() -> None:
    assert Category.from_key("1") is Category.GUN_KILLING
    assert Category.from_key("0") is None
    assert Harm.from_key("5") is Harm.UNSURE
    assert Harm.from_key("6") is None
    assert asks_harm(Category.THEFT)
    assert not asks_harm(Category.ABUSE_CHILD)


@pytest.mark.parametrize("category", Category)
@pytest.mark.parametrize("harm", [None, *Harm])
def test_every_category_has_a_level_whatever_the_harm(category: Category, harm: Harm | None) -> None:
    assert isinstance(first_level(category, harm), Level)
