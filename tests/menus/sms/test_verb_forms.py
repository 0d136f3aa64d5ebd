"""Tests of commands that a text begins with: words behind them are no answer, and each has a form that is told."""

from dataclasses import replace

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from gateway.communities.file import load_example, parse
from gateway.sms import forms_told
from menus.domain.roles import Role
from menus.sms import association_verbs, grammar, likely_answers, verb_forms, verbs, wording
from menus.sms.association_verbs import AssociationVerb
from menus.sms.verbs import Verb
from menus.text import gsm7, languages
from menus.text.names import Text

LONG = replace(parse(load_example("mlango-kubwa")), short="W" * 11)
HELD = forms_told.held(frozenset(Role))
ANSWERS = {Verb.GO, Verb.CANNOT, Verb.HERE, Verb.DONE, Verb.ACK, Verb.ON, Verb.OFF, Verb.SAFE, Verb.OK}
SAY_AN_ANSWER = {"RECEIVED", "NIMEPOKEA", "WELL", "SAFI", "ENDED", "IMEMALIZIKA"}
"""Words of commands that are also answers alone: `received with thanks`."""
OF_PATROL = {word for word in languages.commands() if verbs.verb_of(word) in HELD}
OF_ASSOCIATION = {word for word in languages.association() if association_verbs.verb_of(word) in HELD}
WORDS = sorted((OF_PATROL | OF_ASSOCIATION) - {"DONE", "TAYARI"})
PIECES = """
4827 20/11 D12 Q17 T50217 A30514 50 meeting held planned over busy job work market today tomorrow naenda siwezi nimefika
tayari imeisha home station lunch Bondeni Otieno lamps river meetng sijui done calm quiet ready leo kesho now please to
the team VISIT BARAZA HELD
"""
BEHIND = PIECES.split()
texts_behind = st.lists(st.sampled_from(BEHIND) | st.text("abekniostu", min_size=2, max_size=7), max_size=5)


def answered(text: str) -> Verb | None:
    """Return the answer to an alert that a text of somebody with every role counts as; None if it is none."""
    verb = grammar.parse(text, freely=True).verb
    if verb is None:
        before = grammar.answer_before_news(text)
        likely = likely_answers.read(text, HELD)
        verb = before.verb if before is not None else likely.verb if likely is not None else None
    return verb if verb in ANSWERS else None


@given(st.sampled_from([word for word in WORDS if word not in SAY_AN_ANSWER]), texts_behind)
@example("NOTE", ["STATION", "MEETING", "HELD", "20/11"])
@example("ANDIKA", ["KITUO", "MKUTANO", "UMEFANYIKA", "20/11"])
@example("DECIDED", [])
@example("AGREE", ["today"])
@example("WARN", ["48271"])
def test_a_command_in_a_wrong_form_is_no_answer(word: str, behind: list[str]) -> None:
    text = " ".join((word, *behind))
    found = verb_forms.begun(text, HELD)
    assume(found is None or not verb_forms.is_sentence(text, found))
    assert answered(text) is None


@pytest.mark.parametrize(
    ("text", "verb"),
    [
        ("police have arrived, all calm", Verb.DONE),
        ("more men are there we are going", Verb.GO),
        ("support has arrived we are there", Verb.HERE),
        ("answer: we are going now", Verb.GO),
        ("support 5000 over now busy", None),
        ("note that we are going now", None),
        ("SUPPORT busy", None),
        ("SILENT", None),
        ("kimya", None),
    ],
)
def test_a_sentence_of_everyday_words_may_be_an_answer(text: str, verb: Verb | None) -> None:
    likely = likely_answers.read(text, HELD)
    assert (likely.verb if likely is not None else None) is verb


@given(st.sampled_from(sorted(SAY_AN_ANSWER)), texts_behind)
def test_beside_a_digit_a_word_of_both_kinds_is_no_likely_answer(word: str, behind: list[str]) -> None:
    assert likely_answers.read(" ".join((word, *behind, "4827")), HELD) is None


@pytest.mark.parametrize("text", ["ended peacefully", "naenda", "police took him", "1 4827", "kazi imeisha hapa"])
def test_from_somebody_without_the_command_words_stay_their_own(text: str) -> None:
    assert verb_forms.begun(text, forms_told.held(frozenset({Role.PATROL}))) is None


@pytest.mark.parametrize(
    ("text", "verb"),
    [("4827 JOIN now", Verb.JOIN), ("note station lunch", Verb.NOTE), ("D12 decided now", AssociationVerb.DECIDED)],
)
def test_the_verb_stands_first_or_behind_a_number(text: str, verb: verb_forms.AnyVerb) -> None:
    found = verb_forms.begun(text, HELD)
    assert found is not None
    assert found.verb == verb


def test_the_answer_of_a_digit_is_no_number_before_a_verb() -> None:
    assert verb_forms.begun("4 police took him", HELD) is None


@pytest.mark.parametrize("language", ["en", "sw"])
@pytest.mark.parametrize("word", WORDS)
def test_each_form_fits_one_text(word: str, language: str) -> None:
    found = verb_forms.begun(f"{word} 4827", HELD)
    assert found is not None
    assert verb_forms.has_form(found.verb)
    told = verb_forms.example(found, language)
    assert told.startswith(word) or found.verb is Verb.SHOW
    assert gsm7.septets(wording.say(LONG, language, Text.SAY_MORE, example=told)) <= gsm7.LIMIT


def test_note_station_is_known_by_its_second_word() -> None:
    found = verb_forms.begun("andika kituo mkutano", HELD)
    assert found is not None
    assert verb_forms.says_station(found)
