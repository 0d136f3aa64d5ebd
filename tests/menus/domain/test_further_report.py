"""A further report: what the incident takes over, and who is alerted of it. One line a case."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from menus.domain.categories import Category, Harm, Level, is_worse, rank
from menus.domain.further_report import (
    AlertAgain,
    AlertOfGraverKind,
    CallAnew,
    Effect,
    Nothing,
    RaiseTo,
    Said,
    Stands,
    adopt,
    effect,
    level_with,
)

FIGHT = Stands(Category.FIGHT_THREAT, Level.URGENT, Harm.NONE, unconfirmed=False)
ROBBERY = Stands(Category.ROBBERY, Level.MAJOR, Harm.WEAPON, unconfirmed=False)
SAME_FIGHT = Said(Category.FIGHT_THREAT, Harm.NONE, unconfirmed=False)
KILLING = Said(Category.GUN_KILLING, None, unconfirmed=True)


@pytest.mark.parametrize(
    ("stands", "said", "callers", "is_exhausted", "expected"),
    [
        (FIGHT, SAME_FIGHT, 1, False, Nothing()),
        (FIGHT, SAME_FIGHT, 2, False, AlertAgain(is_confirmation=False)),
        (replace(FIGHT, update_sent=True), SAME_FIGHT, 2, False, Nothing()),
        (replace(FIGHT, unconfirmed=True), SAME_FIGHT, 1, False, AlertAgain(is_confirmation=True)),
        (FIGHT, SAME_FIGHT, 2, True, CallAnew()),
        # A third caller makes an urgent incident major.
        (FIGHT, SAME_FIGHT, 3, False, RaiseTo(Level.MAJOR)),
        (FIGHT, replace(SAME_FIGHT, harm=Harm.WEAPON), 2, False, RaiseTo(Level.MAJOR)),
        (FIGHT, KILLING, 1, False, RaiseTo(Level.MAJOR)),
        # It was major already: the kind alone became graver.
        (replace(FIGHT, level=Level.MAJOR), KILLING, 1, False, AlertOfGraverKind()),
        (replace(FIGHT, level=Level.MAJOR), KILLING, 1, True, AlertOfGraverKind()),
        # A session that broke off before the question of harm raises nothing.
        (FIGHT, Said(Category.FIGHT_THREAT, None, unconfirmed=True), 1, False, Nothing()),
        (ROBBERY, Said(Category.ROBBERY, Harm.NONE, unconfirmed=False), 3, False, AlertAgain(is_confirmation=False)),
    ],
)
def test_responders_are_alerted_as_the_table_says(
    stands: Stands,
    said: Said,
    callers: int,
    is_exhausted: bool,  # noqa: FBT001 - a column
    expected: Effect,
) -> None:
    after, level = adopt(stands, said), level_with(stands, said, callers)
    assert effect(stands, after, level, callers, is_exhausted=is_exhausted) == expected


STANDS = st.builds(
    Stands,
    st.sampled_from(Category),
    st.sampled_from(Level),
    st.none() | st.sampled_from(Harm),
    unconfirmed=st.booleans(),
    reports=st.integers(1, 9),
    update_sent=st.booleans(),
)
SAID = st.builds(Said, st.sampled_from(Category), st.none() | st.sampled_from(Harm), unconfirmed=st.booleans())


@given(STANDS, SAID)
def test_nothing_that_is_known_gets_milder(stands: Stands, said: Said) -> None:
    after = adopt(stands, said)
    assert after.reports == stands.reports + 1
    assert after.unconfirmed <= stands.unconfirmed
    assert after.harm is stands.harm or (after.harm is not None and is_worse(after.harm, stands.harm))
    assert after.level is stands.level


@given(STANDS, SAID, st.integers(1, 5), st.booleans())
def test_a_level_is_only_ever_raised_and_a_closed_circle_never(
    stands: Stands,
    said: Said,
    callers: int,
    is_exhausted: bool,  # noqa: FBT001 - hypothesis gives it
) -> None:
    done = effect(stands, adopt(stands, said), level_with(stands, said, callers), callers, is_exhausted=is_exhausted)
    if isinstance(done, RaiseTo):
        assert not stands.level.has_circle
        assert rank(done.level) > rank(stands.level)
