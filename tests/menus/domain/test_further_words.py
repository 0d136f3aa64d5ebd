"""Further words: who is told of them. One line a case."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from menus.domain.further_words import (
    MOST_PASSED_ON,
    MOST_RED,
    QUIET,
    Keep,
    News,
    PassOn,
    Update,
    Waiting,
    decide,
    is_urgent,
    notifies_helpers,
    of_waiting,
)

NOW = timedelta(seconds=5)
LATE = QUIET + timedelta(seconds=1)
IDLE = News(
    is_red=False,
    was_red=False,
    has_new_weapon=False,
    has_new_killing=False,
    are_inside=False,
    brings_facts=False,
    accuses=False,
    since=NOW,
    passed_on=0,
    is_repeated=False,
)
FACTS = replace(IDLE, brings_facts=True)
RED = replace(IDLE, is_red=True, has_new_weapon=True)
ELSEWHERE = Waiting(is_red=True, was_red=True, is_placed=False, has_category=True, is_late=False, is_moved=True)
AS_BEFORE = Waiting(is_red=False, was_red=False, is_placed=False, has_category=True, is_late=False)
QUIETLY = Update(turns_red=False, notifies_coordinators=False)
TELLS, TURNS_RED = replace(QUIETLY, notifies_coordinators=True), Update(turns_red=True, notifies_coordinators=True)
SHOWS, WAITS = replace(QUIETLY, shows_words=True), replace(QUIETLY, waits=True)
TOLD, EVERYBODY = PassOn(weapons_only=False, alerts_all=False), PassOn(weapons_only=False, alerts_all=True)
RAISED = replace(EVERYBODY, raises=True)


@pytest.mark.parametrize(
    ("news", "expected"),
    [
        (IDLE, Keep()),
        (replace(IDLE, since=LATE), TOLD),
        (FACTS, TOLD),
        (replace(FACTS, passed_on=MOST_PASSED_ON), TOLD),
        (replace(FACTS, passed_on=MOST_PASSED_ON + 1), Keep()),
        (replace(FACTS, passed_on=MOST_PASSED_ON + 1, since=LATE), TOLD),
        (replace(FACTS, is_repeated=True, since=LATE), Keep(waits=False)),
        (RED, RAISED),
        (replace(RED, has_new_weapon=False, has_new_killing=True), RAISED),
        (replace(RED, has_new_weapon=False, has_new_killing=True, was_red=True, passed_on=MOST_RED + 1), RAISED),
        (replace(RED, has_new_weapon=False, has_new_killing=True, is_red=False), Keep()),
        (replace(RED, has_new_weapon=False), EVERYBODY),
        (replace(RED, has_new_weapon=False, was_red=True), TOLD),
        (replace(RED, has_new_weapon=False, was_red=True, passed_on=MOST_RED + 1), Keep()),
        (replace(RED, passed_on=MOST_RED + 1), RAISED),
        (replace(RED, has_new_weapon=False, are_inside=True, was_red=True, passed_on=MOST_RED + 1), EVERYBODY),
        # The accused may be among those who go.
        (replace(RED, accuses=True), PassOn(weapons_only=True, alerts_all=False)),
        (replace(FACTS, accuses=True), PassOn(weapons_only=True, alerts_all=False)),
    ],
)
def test_a_further_text_is_passed_on_as_the_table_says(news: News, expected: PassOn | Keep) -> None:
    assert decide(news) == expected


NEWS = st.builds(
    News,
    *(st.booleans() for _ in range(7)),
    since=st.timedeltas(timedelta(0), timedelta(minutes=5)),
    passed_on=st.integers(0, 30),
    is_repeated=st.booleans(),
)


@given(NEWS)
def test_an_accusation_is_never_shown_to_everybody_and_silence_never_lasts(news: News) -> None:
    told = decide(news)
    if isinstance(told, PassOn) and news.accuses:
        assert told == PassOn(weapons_only=True, alerts_all=news.are_inside)
    if news.since > QUIET and not news.is_repeated:
        assert isinstance(told, PassOn)
    assert isinstance(told, Keep) or news.since > QUIET or is_urgent(news)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (Waiting(is_red=False, was_red=False, is_placed=False, has_category=True, is_late=True), SHOWS),
        (Waiting(is_red=False, was_red=False, is_placed=False, has_category=True, is_late=False), WAITS),
        (Waiting(is_red=False, was_red=False, is_placed=False, has_category=False, is_late=True), QUIETLY),
        (replace(AS_BEFORE, brings_facts=True), SHOWS),
        (replace(AS_BEFORE, brings_facts=True, passed_on=MOST_PASSED_ON + 1), WAITS),
        (replace(AS_BEFORE, brings_facts=True, is_repeated=True), QUIETLY),
        (Waiting(is_red=True, was_red=False, is_placed=False, has_category=False, is_late=False), TURNS_RED),
        (Waiting(is_red=True, was_red=True, is_placed=False, has_category=True, is_late=False), WAITS),
        (Waiting(is_red=True, was_red=True, is_placed=False, has_category=True, is_late=True), TELLS),
        (replace(ELSEWHERE, is_moved=False, has_new_killing=True), TURNS_RED),
        (replace(AS_BEFORE, has_new_killing=True), WAITS),
        (Waiting(is_red=False, was_red=False, is_placed=True, has_category=True, is_late=False), TELLS),
        (Waiting(is_red=False, was_red=False, is_placed=True, has_category=False, is_late=False), SHOWS),
        (replace(AS_BEFORE, brings_facts=True, has_category=False), SHOWS),
        (replace(ELSEWHERE, passed_on=MOST_PASSED_ON), TELLS),
        (replace(ELSEWHERE, passed_on=MOST_PASSED_ON + 1), WAITS),
        (replace(ELSEWHERE, has_category=False), SHOWS),
    ],
)
def test_a_report_that_awaits_review_changes_as_the_table_says(text: Waiting, expected: Update) -> None:
    assert of_waiting(text) == expected


@pytest.mark.parametrize(
    ("is_red", "is_placed", "in_danger", "is_late", "are_told"),
    [
        (False, False, False, True, False),
        (False, True, True, False, True),
        (True, False, False, False, True),
        (True, False, True, False, False),
        (True, False, True, True, True),
    ],
)
def test_helpers_are_told_of_danger_and_of_a_place(
    *, is_red: bool, is_placed: bool, in_danger: bool, is_late: bool, are_told: bool
) -> None:
    told = notifies_helpers(is_urgent=is_red, is_placed=is_placed, in_danger=in_danger, is_late=is_late)
    assert told is are_told
