"""Classes: each incident has exactly one class, and each class one of the police and one code, or a stated none."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from menus.domain import classes
from menus.domain.categories import Category, Harm, Level
from menus.domain.classes import Codes, CrimeClass, PoliceClass


@pytest.mark.parametrize("crime", CrimeClass)
def test_every_class_has_its_codes_or_states_that_it_has_none(crime: CrimeClass) -> None:
    found = classes.codes_of(crime)
    assert isinstance(found, Codes)
    assert found.iccs is None or re.fullmatch(r"0[1-9]0[1-9]", found.iccs)
    assert (found.police is None) is (crime is CrimeClass.NONE)


@given(category=st.sampled_from(Category), harm=st.sampled_from([None, *Harm]), is_death=st.booleans())
def test_every_category_and_harm_has_one_class(category: Category, harm: Harm | None, *, is_death: bool) -> None:
    crime = classes.class_of(category, harm, is_death=is_death)
    assert crime in classes.CODES
    if crime is CrimeClass.HOMICIDE:
        assert is_death


@pytest.mark.parametrize(
    ("category", "harm", "is_death", "police", "iccs"),
    [
        (Category.GUN_KILLING, Harm.WEAPON_AND_HURT, True, PoliceClass.HOMICIDE, "0101"),
        (Category.GUN_KILLING, Harm.WEAPON_AND_HURT, False, PoliceClass.PERSONS, "0201"),
        (Category.MOB_BEATING, None, True, PoliceClass.HOMICIDE, "0101"),
        (Category.ROBBERY, Harm.NONE, False, PoliceClass.ROBBERY, "0401"),
        (Category.THEFT, Harm.NONE, False, PoliceClass.STEALING, "0502"),
        (Category.THEFT, Harm.WEAPON, False, PoliceClass.ROBBERY, "0401"),
        (Category.BREAK_IN, Harm.HURT, False, PoliceClass.BREAKINGS, "0501"),
        (Category.FIRE_HAZARD, Harm.FIRE, True, None, None),
        (Category.COMPLAINT_OTHER, None, False, None, None),
        (Category.UNKNOWN, None, False, None, None),
    ],
)
def test_the_class_that_the_rule_chooses(
    category: Category, harm: Harm | None, *, is_death: bool, police: PoliceClass | None, iccs: str | None
) -> None:
    assert classes.codes_of(classes.class_of(category, harm, is_death=is_death)) == Codes(police, iccs)


@given(st.sampled_from(Category), st.sampled_from(CrimeClass))
def test_a_class_that_is_as_grave_as_a_killing_contradicts_what_was_not_reported_as_major(
    category: Category, crime: CrimeClass
) -> None:
    """Who asks for a code for a minor one asks for an urgent one, too; a major one is asked about in any case."""
    less = [classes.contradicts(category, level, crime) for level in (Level.MINOR, Level.URGENT, Level.HAZARD)]
    assert len({*less}) == 1
    assert less[0] or not classes.contradicts(category, Level.MAJOR, crime)
    if crime is classes.class_of(category, None):
        assert not less[0], "the rule itself never contradicts"


def test_no_class_tells_of_a_group() -> None:
    assert not [crime for crime in CrimeClass if re.search("ethnic|tribe|clan", crime)]
