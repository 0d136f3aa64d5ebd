"""Texts about votes: VOUCH in its full form, and what looks like a vote. Any other words are somebody's own."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from menus.sms import vote_forms
from menus.sms.vote_forms import Code, Neighbours, NotTwo, Out

OPTIONS = ({"en": "Yes", "sw": "Ndiyo"}, {"en": "No, later", "sw": "Hapana"})


@pytest.mark.parametrize(
    ("words", "form"),
    [
        ("5182", Code("5182")),
        ("5182.", Code("5182")),
        ("0722000010 0722000011", Neighbours(("0722000010", "0722000011"))),
        ("+254722000010, na 0722-000-011", Neighbours(("+254722000010", "0722000011"))),
        ("0722 000 010 0722 000 011", Neighbours(("0722000010", "0722000011"))),
        ("+254 722 000 010 and +254 722 000 011", Neighbours(("+254722000010", "+254722000011"))),
        ("0722 000 010 +254722000011", Neighbours(("0722000010", "+254722000011"))),
        ("0722000010", NotTwo()),
        ("0722 000 010", NotTwo()),
        ("0722000010 0722000011 0722000012", NotTwo()),
        ("out", Out()),
        ("TOKA.", Out()),
    ],
)
def test_full_forms_are_read(words: str, form: vote_forms.Form) -> None:
    assert vote_forms.read(words.split()) == form


@pytest.mark.parametrize("words", ["", "518", "51822", "5182 now", "0722000010 beat me", "for me", "0182"])
def test_anything_else_is_left_alone(words: str) -> None:
    assert vote_forms.read(words.split()) is None


@given(st.lists(st.text(max_size=12), max_size=4))
def test_any_words_are_read_or_left_alone(words: list[str]) -> None:
    form = vote_forms.read(words)
    assert form is None or isinstance(form, Code | Neighbours | Out | NotTwo)


@pytest.mark.parametrize(
    "text", ["vote 1", "VOTE YES", "kura ndiyo", "napiga kura: hapana", "my vote is no later", "I vote for 2", "kura"]
)
def test_a_vote_is_known(text: str) -> None:
    assert vote_forms.is_vote(text, OPTIONS)


@pytest.mark.parametrize(
    "text",
    [
        "1",
        "yes",
        "ndiyo",
        "they buy votes at Bondeni",
        "kura zinanunuliwa bondeni",
        "vote 1 or we burn your house",
        "napiga simu",
        "wamepiga mtu",
    ],
)
def test_other_words_are_no_vote(text: str) -> None:
    assert not vote_forms.is_vote(text, OPTIONS)


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=80))
def test_a_text_without_a_word_for_voting_is_no_vote(text: str) -> None:
    if not vote_forms.says_vote(text):
        assert not vote_forms.is_vote(text, OPTIONS)


@given(
    st.sampled_from(["vote 1", "kura ndiyo"]), st.sampled_from(["panga", "bunduki", "moto", "thief", "blood", "wezi"])
)
def test_one_word_more_makes_it_somebodys_own(vote: str, word: str) -> None:
    assert not vote_forms.is_vote(f"{vote} {word}", OPTIONS)
