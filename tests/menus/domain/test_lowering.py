"""Lowering: which incidents may fall to which level. No sequence of acts lowers a killing or an armed crime."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from menus.domain import further_report, lowering
from menus.domain.categories import Category, Harm, Level, first_level, is_kept, rank
from menus.domain.lowering import Refusal, Stands

QUARREL = Stands(Category.FIGHT_THREAT, Level.MAJOR, Harm.UNSURE)
OPEN_KINDS = [category for category in Category if is_kept(category)]
HARMS = st.sampled_from([None, *Harm])
ACTS = st.lists(
    st.one_of(
        st.tuples(st.just("lower"), st.sampled_from(Level)),
        st.tuples(st.just("raise"), st.sampled_from(Level)),
        st.tuples(st.just("report"), st.sampled_from(OPEN_KINDS), HARMS, st.booleans()),
        st.tuples(st.just("words")),
        st.tuples(st.just("note")),
        st.tuples(st.just("alarm")),
    ),
    max_size=12,
)


@pytest.mark.parametrize(
    ("stands", "to", "expected"),
    [
        (QUARREL, Level.URGENT, None),
        (QUARREL, Level.MINOR, None),
        (replace(QUARREL, level=Level.URGENT), Level.MINOR, None),
        (QUARREL, Level.MAJOR, Refusal.NOT_LOWER),
        (replace(QUARREL, level=Level.MINOR), Level.URGENT, Refusal.NOT_LOWER),
        (replace(QUARREL, level=Level.MINOR), Level.MINOR, Refusal.NOT_LOWER),
        (QUARREL, Level.PRIVATE, Refusal.NOT_LOWER),
        (QUARREL, Level.HAZARD, Refusal.NO_SUCH),
        (replace(QUARREL, awaits_review=True), Level.MINOR, Refusal.AWAITS_REVIEW),
        (replace(QUARREL, harm=Harm.WEAPON), Level.MINOR, Refusal.GRAVE),
        (replace(QUARREL, harm=Harm.WEAPON_AND_HURT), Level.URGENT, Refusal.GRAVE),
        (replace(QUARREL, has_red_words=True), Level.MINOR, Refusal.GRAVE),
        (replace(QUARREL, tells_of_harm=True), Level.MINOR, Refusal.GRAVE),
        (replace(QUARREL, is_alarm=True), Level.MINOR, Refusal.GRAVE),
        (Stands(Category.MOB_BEATING, Level.MAJOR, Harm.NONE), Level.URGENT, Refusal.GRAVE),
        (Stands(Category.FIRE_HAZARD, Level.URGENT, Harm.FIRE), Level.HAZARD, None),
        (Stands(Category.FIRE_HAZARD, Level.URGENT, Harm.FIRE), Level.MINOR, Refusal.NO_SUCH),
        (Stands(Category.ABUSE_CHILD, Level.PRIVATE), Level.MINOR, Refusal.CIRCLE),
        (Stands(Category.COMPLAINT_OTHER, Level.COMPLAINT), Level.MINOR, Refusal.CIRCLE),
    ],
)
def test_each_case(stands: Stands, to: Level, expected: Refusal | None) -> None:
    assert lowering.decide(stands, to) is expected


@pytest.mark.parametrize("level", Level)
@pytest.mark.parametrize("harm", [None, *Harm])
def test_a_killing_by_its_kind_never_falls(level: Level, harm: Harm | None) -> None:
    killing = Stands(Category.GUN_KILLING, Level.MAJOR, harm)
    assert lowering.decide(killing, level) is Refusal.GRAVE
    assert lowering.levels(killing) == ()


@given(
    st.builds(
        Stands,
        st.sampled_from(Category),
        st.sampled_from(Level),
        HARMS,
        st.booleans(),
        st.booleans(),
        st.booleans(),
        st.booleans(),
    ),
    st.sampled_from(Level),
)
def test_the_levels_that_are_offered_are_those_that_are_allowed(stands: Stands, to: Level) -> None:
    assert (to in lowering.levels(stands)) is (lowering.decide(stands, to) is None)
    if lowering.decide(stands, to) is None:
        assert rank(to) < rank(stands.level)


@given(st.sampled_from(OPEN_KINDS), HARMS, ACTS)
def test_no_sequence_of_acts_lowers_a_killing_or_an_armed_crime(
    category: Category, harm: Harm | None, acts: list[tuple[object, ...]]
) -> None:
    stands = Stands(category, first_level(category, harm), harm)
    for act in acts:
        before, after = stands, _done(stands, act)
        if lowering.is_grave(before):
            assert lowering.is_grave(after)
            assert rank(after.level) >= rank(before.level)
        stands = after


def _done(stands: Stands, act: tuple[object, ...]) -> Stands:
    """Return an incident after an act, as the rules of that act change it."""
    match act:
        case ("lower", Level() as to):
            return replace(stands, level=to) if lowering.decide(stands, to) is None else stands
        case ("raise", Level() as to):
            return replace(stands, level=to) if further_report.is_raised(stands.level, to) else stands
        case ("report", Category() as category, Harm() | None as harm, bool(unconfirmed)):
            known = further_report.Stands(stands.category, stands.level, stands.harm, unconfirmed=False)
            said = further_report.Said(category, harm, unconfirmed=unconfirmed)
            with_it = further_report.adopt(known, said)
            level = further_report.level_with(known, said, callers=2)
            level = level if further_report.is_raised(stands.level, level) else stands.level
            return replace(stands, category=with_it.category, harm=with_it.harm, level=level)
        case ("words",):
            return replace(stands, has_red_words=True)
        case ("note",):
            return replace(stands, tells_of_harm=True)
        case _:
            return replace(stands, is_alarm=True)
