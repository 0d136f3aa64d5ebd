"""The USSD flow: any keys yield a page that fits, and the same keys yield the same page again."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.communities.file import load_example, parse
from menus.domain.categories import Category, Harm
from menus.domain.community import Community, Project
from menus.ussd import endings, flow, longest_facts
from menus.ussd.screen_names import ScreenName
from menus.ussd.youth_steps import YouthFacts

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
    known = tuple(sorted(set(cuts))) if remembered else None
    facts = longest_facts.of(town, language, datetime(2026, 1, 1, tzinfo=UTC))
    context = flow.SessionContext(town, language, known, (), kept=flow.KeptOfCaller(1, 0, 1), facts=facts)
    # `Screen` refuses a page that does not fit. This test claims that no such error comes.
    result = flow.advance(context, transcript)
    assert result == flow.advance(context, transcript)
    if isinstance(result.effect, flow.File):
        assert endings.filed(context, result.effect.draft, "987654321", None).text
    else:
        assert result.screen is not None


def test_a_star_in_a_typed_place_never_shifts_the_state() -> None:
    transcript = "1*7*near A*B*2*1"
    cuts = (0, 1, 3, len("1*7*near A*B"), len("1*7*near A*B*2"), len(transcript))
    result = flow.advance(flow.SessionContext(TOWNS[0], "en", cuts), transcript)
    assert isinstance(result.effect, flow.File)
    assert result.effect.draft.category is Category.GUN_KILLING
    assert result.effect.draft.harm is Harm.WEAPON
    assert result.effect.draft.place == "near A*B"


def test_youth_projects_are_listed_with_when_they_meet() -> None:
    projects = (Project({"sw": "Mitaro", "en": "Drains"}, {"sw": "Jumamosi", "en": "Saturdays 9:00"}),)
    context = flow.SessionContext(replace(TOWNS[0], projects=projects), "sw", facts={YouthFacts: YouthFacts()})
    page = flow.advance(context, "0*4").screen
    assert page is not None
    assert "Mitaro: Jumamosi" in page.text


def test_every_screen_name_has_one_step() -> None:
    assert set(flow.STEPS) == set(ScreenName)
    assert all(step.name is name for name, step in flow.STEPS.items())
