"""Triage: what a text in own words does after what its phone wrote before. One line a case."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from menus.domain.categories import Category, Level
from menus.domain.draft import Channel
from menus.domain.triage import (
    Answer,
    Earlier,
    Heard,
    Join,
    JoinPrivate,
    OpenNew,
    OpenPrivate,
    Outcome,
    decide,
    in_context,
)

THIEVES, GUNS, NOTHING = Heard(Category.THEFT), Heard(None, is_red=True), Heard(None)
ROBBERS = Heard(Category.ROBBERY, is_red=True)
FIGHT = Heard(Category.FIGHT_THREAT, is_red=True)
ABUSE = Heard(Category.ABUSE_CHILD)
FIRE = Heard(Category.FIRE_HAZARD)
COMPLAINT = Heard(Category.COMPLAINT_OTHER)
TEXTED = Earlier(Channel.SMS, Category.THEFT, Level.MINOR, awaits_review=True)
DIALLED = Earlier(Channel.USSD, Category.THEFT, Level.MINOR, "bondeni")
PRIVATE = Earlier(Channel.SMS, Category.ABUSE_CHILD, Level.PRIVATE, "bondeni")
TO_OVERSIGHT = Earlier(Channel.SMS, Category.COMPLAINT_OTHER, Level.COMPLAINT)
HOW, PASSED, NONE = Answer.HOW_TO_REPORT, Answer.PASSED_ON, Answer.NONE


@pytest.mark.parametrize(
    ("heard", "open_one", "private_one", "expected"),
    [
        (THIEVES, None, None, OpenNew(HOW)),
        (NOTHING, None, None, OpenNew(HOW)),
        (ABUSE, None, None, OpenPrivate()),
        # A further text.
        (NOTHING, TEXTED, None, Join(NONE)),
        (GUNS, TEXTED, None, Join(NONE)),
        (NOTHING, DIALLED, None, Join(PASSED)),
        (NOTHING, replace(DIALLED, has_more=True), None, Join(NONE)),
        (NOTHING, replace(DIALLED, awaits_review=True), None, Join(HOW)),
        # Guns after a lesser report that was dialled and dispatched.
        (GUNS, DIALLED, None, Join(PASSED)),
        (GUNS, replace(DIALLED, has_more=True), None, Join(PASSED)),
        (replace(GUNS, zone="bondeni"), DIALLED, None, Join(PASSED)),
        (replace(GUNS, is_of_kin=True), DIALLED, None, Join(NONE)),
        (replace(GUNS, zone="mtoni"), replace(DIALLED, zone=None), None, Join(PASSED)),
        # In another place nobody is sent yet. The people who go to the first place are told: people run.
        (replace(GUNS, zone="mtoni"), DIALLED, None, OpenNew(HOW, notifies_responders=True)),
        (ROBBERS, replace(DIALLED, category=Category.FIRE_HAZARD), None, OpenNew(HOW, notifies_responders=True)),
        (replace(ROBBERS, zone="mtoni"), replace(DIALLED, category=Category.FIRE_HAZARD), None, OpenNew(HOW)),
        (replace(ROBBERS, zone="mtoni"), DIALLED, None, OpenNew(HOW, notifies_responders=True)),
        (replace(FIGHT, zone="mtoni"), DIALLED, None, OpenNew(HOW)),
        (GUNS, replace(DIALLED, level=Level.MAJOR), None, Join(PASSED)),
        (GUNS, replace(DIALLED, has_red_words=True), None, Join(PASSED)),
        # A fire is another matter.
        (FIRE, DIALLED, None, OpenNew(HOW)),
        (FIRE, replace(DIALLED, category=Category.UNKNOWN), None, Join(PASSED)),
        # Private matters and complaints keep to their own circle.
        (ABUSE, DIALLED, None, OpenPrivate()),
        (COMPLAINT, DIALLED, None, OpenNew(HOW)),
        (COMPLAINT, TO_OVERSIGHT, None, Join(NONE)),
        (THIEVES, TO_OVERSIGHT, None, OpenNew(HOW)),
        (NOTHING, TO_OVERSIGHT, None, Join(NONE)),
        (GUNS, TO_OVERSIGHT, None, OpenNew(HOW)),
        # After a private text.
        (NOTHING, None, PRIVATE, JoinPrivate()),
        (ABUSE, None, PRIVATE, JoinPrivate()),
        (replace(ABUSE, zone="mtoni"), None, PRIVATE, OpenPrivate()),
        (replace(ABUSE, zone="bondeni"), None, PRIVATE, JoinPrivate()),
        (THIEVES, None, PRIVATE, OpenNew(NONE)),
        (GUNS, None, PRIVATE, JoinPrivate()),
        (replace(GUNS, is_by_one=True), None, PRIVATE, JoinPrivate()),
        (replace(NOTHING, brings_news=True), DIALLED, PRIVATE, Join(PASSED)),
        (NOTHING, DIALLED, PRIVATE, JoinPrivate()),
        # Kin are armed: whoever reads that phone learns nothing.
        (replace(GUNS, is_of_kin=True), None, None, OpenNew(NONE)),
    ],
)
def test_a_text_does_what_the_table_says(
    heard: Heard, open_one: Earlier | None, private_one: Earlier | None, expected: Outcome
) -> None:
    assert decide(heard, open_one, private_one) == expected


def test_a_beating_by_an_unnamed_person_after_an_open_report_is_most_likely_there() -> None:
    beaten = Heard(Category.ABUSE_CHILD, is_beaten_by_somebody=True)
    assert decide(in_context(beaten, None), None, None) == OpenPrivate()
    assert decide(in_context(beaten, DIALLED), DIALLED, None) == Join(PASSED)


HEARD = st.builds(
    Heard,
    st.none() | st.sampled_from(Category),
    st.sampled_from([None, "bondeni", "mtoni"]),
    *(st.booleans() for _ in range(5)),
)
EARLIER = st.builds(
    Earlier,
    st.sampled_from(Channel),
    st.sampled_from(Category),
    st.sampled_from(Level),
    st.sampled_from([None, "bondeni"]),
    st.booleans(),
    st.booleans(),
    st.booleans(),
)


@given(HEARD, st.none() | EARLIER, st.none() | st.just(PRIVATE))
def test_private_words_never_join_an_open_report_and_never_get_an_answer(
    heard: Heard, open_one: Earlier | None, private_one: Earlier | None
) -> None:
    outcome = decide(heard, open_one, private_one)
    if heard.is_private:
        assert isinstance(outcome, JoinPrivate | OpenPrivate)
    if isinstance(outcome, OpenNew) and private_one is not None:
        assert outcome.answer is Answer.NONE
    if isinstance(outcome, Join):
        assert open_one is not None
        assert open_one.level.has_circle == (heard.filed_as is Category.COMPLAINT_OTHER) or heard.category is None
