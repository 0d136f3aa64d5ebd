"""Reviewing: a coordinator says what a text is, and nobody takes the people of a killing away with it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from menus.domain.categories import Category, Harm, Level, level_so_far, rank
from menus.domain.reviewing import KINDS, DispatchedAs, Refusal, Waiting, decide, kinds_for
from menus.domain.triage import filed_as


def waiting_text(category: Category | None, *, is_red: bool) -> Waiting:
    """Return a text as it is filed."""
    kind, harm = filed_as(category, is_red=is_red), Harm.UNSURE if is_red else None
    return Waiting(kind, level_so_far(kind, harm), harm, is_red)


TEXTS = st.builds(waiting_text, st.sampled_from([None, *KINDS]), is_red=st.booleans())


@given(TEXTS, st.sampled_from(Category))
def test_a_text_becomes_the_kind_that_was_chosen_or_nothing(text: Waiting, kind: Category) -> None:
    found = decide(text, kind)
    if kind not in KINDS:
        assert found is Refusal.KIND
    elif isinstance(found, DispatchedAs):
        assert found.category is kind
        assert found.level is level_so_far(kind, found.harm)
        assert not found.level.has_circle


@given(TEXTS, st.sampled_from(KINDS))
def test_a_red_text_or_a_killing_never_falls(text: Waiting, kind: Category) -> None:
    found = decide(text, kind)
    if isinstance(found, DispatchedAs) and (text.has_red_words or text.category is Category.GUN_KILLING):
        assert rank(found.level) >= rank(text.level)


@given(TEXTS)
def test_there_is_always_a_kind_to_choose(text: Waiting) -> None:
    assert Category.GUN_KILLING in kinds_for(text)
    assert set(kinds_for(text)) <= set(KINDS)


@pytest.mark.parametrize(
    ("text", "kind", "expected"),
    [
        (waiting_text(None, is_red=False), Category.THEFT, DispatchedAs(Category.THEFT, None, Level.MINOR)),
        (waiting_text(Category.ROBBERY, is_red=False), Category.THEFT, DispatchedAs(Category.THEFT, None, Level.MINOR)),
        (waiting_text(Category.GUN_KILLING, is_red=False), Category.THEFT, Refusal.LOWER),
        (waiting_text(Category.ROBBERY, is_red=True), Category.FIRE_HAZARD, Refusal.LOWER),
        (
            waiting_text(Category.ROBBERY, is_red=True),
            Category.THEFT,
            DispatchedAs(Category.THEFT, Harm.UNSURE, Level.MAJOR),
        ),
        (waiting_text(Category.THEFT, is_red=False), Category.ABUSE_CHILD, Refusal.KIND),
        (waiting_text(Category.THEFT, is_red=False), Category.COMPLAINT_OTHER, Refusal.KIND),
    ],
)
def test_a_text_is_dispatched_as(text: Waiting, kind: Category, expected: DispatchedAs | Refusal) -> None:
    assert decide(text, kind) == expected
