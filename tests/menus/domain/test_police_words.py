"""Words of police contacts: told at once, in bounds, and never those that a phone writes by itself."""

from datetime import timedelta

import pytest

from menus.domain.further_words import MOST_PASSED_ON, QUIET, SAME
from menus.domain.police_words import Relay, Words, compared_within, decide
from menus.text import auto_replies

MOMENT = timedelta(seconds=1)


@pytest.mark.parametrize(
    ("words", "relay"),
    [
        (Words(is_automatic=False, is_repeated=False, since=None, told=0), Relay.NOW),
        (Words(is_automatic=False, is_repeated=False, since=MOMENT, told=1), Relay.NOW),
        (Words(is_automatic=False, is_repeated=False, since=MOMENT, told=MOST_PASSED_ON), Relay.LATER),
        (Words(is_automatic=False, is_repeated=False, since=QUIET + MOMENT, told=MOST_PASSED_ON), Relay.NOW),
        (Words(is_automatic=True, is_repeated=False, since=None, told=0), Relay.NEVER),
        (Words(is_automatic=False, is_repeated=True, since=None, told=0), Relay.NEVER),
    ],
)
def test_what_becomes_of_words(words: Words, relay: Relay) -> None:
    assert decide(words) is relay


def test_a_short_question_may_be_asked_again_of_another_incident() -> None:
    assert compared_within("Where exactly?") == SAME
    assert compared_within("I am busy with something else") > SAME


@pytest.mark.parametrize(
    "text", ["I'm driving", "Can't talk now. Call me later?", "I'll call you back.", "Naendesha gari, nitakupigia simu"]
)
def test_what_a_phone_writes_by_itself_is_known(text: str) -> None:
    assert auto_replies.is_like_one(text)


@pytest.mark.parametrize("text", ["Where exactly?", "Tuko mbali, dakika ishirini", "who called you? we need the house"])
def test_what_a_person_writes_is_not_taken_for_it(text: str) -> None:
    assert not auto_replies.is_like_one(text)
