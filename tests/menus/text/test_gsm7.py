"""GSM-7: the characters that a basic phone can show, counted as the network counts them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from menus.text import gsm7


def test_an_extended_character_fills_two() -> None:
    assert gsm7.septets("a€[") == 5
    assert gsm7.fits("a" * 160)
    assert not gsm7.fits("a" * 159 + "€")


def test_what_is_outside_is_refused() -> None:
    assert not gsm7.is_gsm7("😀")
    assert not gsm7.fits("😀")
    with pytest.raises(ValueError, match="GSM-7"):
        gsm7.septets("ж")


@given(st.text())
def test_plain_text_can_always_be_shown_on_one_line(text: str) -> None:
    shown = gsm7.plain(text)
    assert set(shown) <= gsm7.BASIC - {"\n", "\r"}
    assert gsm7.plain(shown) == shown


def test_plain_text_keeps_what_it_can() -> None:
    assert gsm7.plain("Bōndeni\n\u2019s “bridge”") == 'Bondeni \'s "bridge"'


@given(st.text(), st.integers(1, 200))
def test_a_cut_is_never_too_wide(text: str, width: int) -> None:
    assert len(gsm7.cut(text, width)) <= width


def test_a_cut_falls_between_words_where_that_loses_little() -> None:
    assert gsm7.cut("behind the school gate", 18) == "behind the school"
    assert gsm7.cut("a verylongwordindeed", 10) == "a verylong"
    assert gsm7.cut("karibu na kanisa", 9) == "karibu na"
    assert gsm7.cut("kwa Kiambiuquarry la zamani", 12) == "kwa Kiambiuq"


@given(st.lists(st.text("abcdef", min_size=1, max_size=6), min_size=1, max_size=12), st.integers(12, 60))
def test_a_cut_never_falls_within_a_word_of_usual_length(typed: list[str], width: int) -> None:
    text = " ".join(typed)
    assert f"{text} ".startswith(f"{gsm7.cut(text, width)} ")
