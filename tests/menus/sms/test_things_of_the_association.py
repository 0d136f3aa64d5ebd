"""Texts that name a thing of the association by its number: they answer no alert, whoever sends them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from menus.domain import lettered
from menus.domain.lettered import COUNTED, Letter
from menus.sms import grammar, likely_answers
from menus.sms.association_verbs import names_a_thing
from menus.sms.verbs import Verb

TEXTS = (
    "ANSWER Q2 other",
    "AGREE A1",
    "KUBALI Q2 sawa",
    "sawa kubali p89845",
    "DONE T26691 3 lamps",
    "T 26691 done",
    "TAYARI T26691",
    "RECEIVED 50 G58984 NOV",
    "DECIDED D12 patrols begin at 8",
)


@pytest.mark.parametrize("text", TEXTS)
def test_a_thing_of_the_association_answers_no_alert(text: str) -> None:
    assert names_a_thing(text)
    assert grammar.parse(text, freely=True).verb is None
    assert likely_answers.read(text) is None


@pytest.mark.parametrize("text", ["nimefika D4", "tayari", "DONE talked to them", "sawa", "niko Q2 stage", "naenda"])
def test_a_house_or_a_word_alone_names_no_thing(text: str) -> None:
    assert not names_a_thing(text)


def test_with_the_number_of_an_incident_it_stays_an_answer() -> None:
    command = grammar.parse("4 48271 gave T26691 to the youth", freely=True)
    reference = command.reference
    assert (command.verb, reference) == (Verb.DONE, "48271")


def test_a_call_for_help_is_one_whatever_stands_beside_it() -> None:
    assert grammar.parse("5 T26691", freely=True).verb is Verb.DANGER


@given(st.integers(1, 9_999), st.sampled_from([one for one in Letter if one not in COUNTED]))
def test_every_number_with_a_check_digit_is_seen(serial: int, letter: Letter) -> None:
    number = lettered.mint(letter, serial)
    assert names_a_thing(f"sawa {number.lower()}")
    assert likely_answers.read(f"done {number}") is None
