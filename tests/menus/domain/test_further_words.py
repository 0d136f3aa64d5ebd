"""Further words: who is told of them. One line a case."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from menus.domain.further_words import MOST_PASSED_ON, MOST_RED, QUIET, Keep, News, PassOn, decide, is_urgent

NOW = timedelta(seconds=5)
LATE = QUIET + timedelta(seconds=1)
IDLE = News(
    is_red=False,
    was_red=False,
    has_new_weapon=False,
    brings_facts=False,
    accuses=False,
    since=NOW,
    passed_on=0,
    is_repeated=False,
)
FACTS = replace(IDLE, brings_facts=True)
RED = replace(IDLE, is_red=True, has_new_weapon=True)
TOLD, EVERYBODY = PassOn(weapons_only=False, alerts_all=False), PassOn(weapons_only=False, alerts_all=True)


@pytest.mark.parametrize(
    ("news", "expected"),
    [
        (IDLE, Keep()),
        (replace(IDLE, since=LATE), TOLD),
        (FACTS, TOLD),
        (replace(FACTS, passed_on=MOST_PASSED_ON), TOLD),
        (replace(FACTS, passed_on=MOST_PASSED_ON + 1), Keep()),
        (replace(FACTS, passed_on=MOST_PASSED_ON + 1, since=LATE), TOLD),
        (replace(FACTS, is_repeated=True, since=LATE), Keep()),
        (RED, EVERYBODY),
        (replace(RED, has_new_weapon=False), EVERYBODY),
        (replace(RED, has_new_weapon=False, was_red=True), TOLD),
        (replace(RED, has_new_weapon=False, was_red=True, passed_on=MOST_RED + 1), Keep()),
        (replace(RED, passed_on=MOST_RED + 1), EVERYBODY),
        # The accused may be among those who go.
        (replace(RED, accuses=True), PassOn(weapons_only=True, alerts_all=False)),
        (replace(FACTS, accuses=True), PassOn(weapons_only=True, alerts_all=False)),
    ],
)
def test_a_further_text_is_passed_on_as_the_table_says(news: News, expected: PassOn | Keep) -> None:
    assert decide(news) == expected


NEWS = st.builds(
    News,
    *(st.booleans() for _ in range(5)),
    since=st.timedeltas(timedelta(0), timedelta(minutes=5)),
    passed_on=st.integers(0, 30),
    is_repeated=st.booleans(),
)


@given(NEWS)
def test_an_accusation_is_never_shown_to_everybody_and_silence_never_lasts(news: News) -> None:
    told = decide(news)
    if isinstance(told, PassOn) and news.accuses:
        assert told == PassOn(weapons_only=True, alerts_all=False)
    if news.since > QUIET and not news.is_repeated:
        assert isinstance(told, PassOn)
    assert isinstance(told, Keep) or news.since > QUIET or is_urgent(news)
