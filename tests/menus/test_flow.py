"""The conversation: whatever is pressed or typed yields a page that fits, and the same page again."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.community_file import load_example, parse
from menus import flow
from menus.rules.categories import Category, Harm
from menus.rules.community import Community

TOWNS = [parse(load_example(key)) for key in ("mlango-kubwa", "kawangware")]
INPUTS = st.one_of(
    st.sampled_from([*"0123456789", "00", "98", "01", " 1 ", "", "base ya bondeni", "a*b#c"]),
    st.text(max_size=40),
)


@pytest.mark.parametrize("town", TOWNS, ids=lambda town: town.key)
@given(typed=st.lists(INPUTS, max_size=9), language=st.sampled_from(["sw", "en"]), remembered=st.booleans())
def test_any_keys_yield_a_page_that_fits(town: Community, typed: list[str], language: str, *, remembered: bool) -> None:
    transcript, cuts = "", [0]
    for number, given_text in enumerate(typed):
        transcript += ("*" if number else "") + given_text
        cuts.append(len(transcript))
    scene = flow.Scene(town, language, tuple(sorted(set(cuts))) if remembered else None, ())
    # Screen itself refuses what does not fit: getting here without an error is the claim.
    turn = flow.advance(scene, transcript)
    assert turn == flow.advance(scene, transcript)
    if isinstance(turn.effect, flow.File):
        assert flow.filed(scene, turn.effect.draft, "987654321").text
    else:
        assert turn.screen is not None


def test_a_star_in_a_typed_place_never_shifts_the_state() -> None:
    transcript = "1*7*near A*B*2*1"
    cuts = (0, 1, 3, len("1*7*near A*B"), len("1*7*near A*B*2"), len(transcript))
    turn = flow.advance(flow.Scene(TOWNS[0], "en", cuts), transcript)
    assert isinstance(turn.effect, flow.File)
    assert turn.effect.draft.category is Category.GUN_KILLING
    assert turn.effect.draft.harm is Harm.WEAPON
    assert turn.effect.draft.place == "near A*B"
