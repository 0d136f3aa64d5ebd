"""Readable text: what keyboards add is taken away, and no number becomes another one."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from menus.domain.references import mint
from menus.sms import grammar
from menus.sms.command import Command
from menus.sms.verbs import Verb
from menus.text import gsm7
from menus.text.readable import readable

REF = mint(17)
INVISIBLE = (
    "\u200b\u200c\u200d\u2060\ufeff\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u061c\u00ad"
)
_GSM7 = sorted(gsm7.BASIC | gsm7.EXTENDED)


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("\u200e1\u200f 48273\ufeff", "1 48273"),
        ("\ufeffSTOP", "STOP"),
        ("S\u200bT\u200bO\u200bP", "STOP"),
        ("bun\u00adduki", "bunduki"),
        ("\u202bnaenda\u202c 48273", "naenda 48273"),
        ("1\u00a048273", "1 48273"),
        ("48\u202f273", "48 273"),
        ("48\u3000273", "48 273"),
        ("1\ufe0f\u20e3 48273", "1 48273"),
        ("1\ufe0f\u20e348273", "1 48273"),
        ("4\u20e38\u20e32\ufe0f\u20e37\u20e33\u20e3", "48273"),
        ("482731\ufe0f\u20e3", "48273 1"),
        ("*\ufe0f\u20e3384#\ufe0f\u20e3", "*384#"),
        ("\uff11 \uff14\uff18\uff12\uff17\uff13", "1 48273"),
        ("\uff27\uff2f 48273", "GO 48273"),
        ("\u2460 48273", "1 48273"),
        ("\u246048273", "1 48273"),
        ("48\u00b273", "48 2 73"),
        ("48\u200b273", "48\u200b273"),
        ("1\u200e\ufeff48273", "1\u200e\ufeff48273"),
        ("48\u00ad273", "48\u00ad273"),
        ("\u201cSTOP\u201d", '"STOP"'),
        ("nyang\u2019anya \u00abkisu\u00bb", 'nyang\'anya "kisu"'),
        ("1\u201348273", "1-48273"),
        ("wezi\u2026", "wezi..."),
        ("pole\u2028naenda", "pole\nnaenda"),
        ("cafe\u0301", "caf\u00e9"),
        ("\u0664\u0668\u0662\u0667\u0663", "\u0664\u0668\u0662\u0667\u0663"),
        ("moto \N{FIRE}", "moto \N{FIRE}"),
        ("", ""),
    ],
)
def test_each_form_is_read_as_the_plain_one(text: str, plain: str) -> None:
    assert readable(text) == plain


@given(st.text(st.sampled_from(_GSM7), max_size=200))
def test_plain_text_stays_as_it_is(text: str) -> None:
    assert readable(text) == text


@given(st.text(max_size=200))
def test_what_was_read_once_is_plain(text: str) -> None:
    assert readable(readable(text)) == readable(text)


@given(
    st.lists(st.from_regex(r"[0-9]{1,9}", fullmatch=True), min_size=1, max_size=4),
    st.lists(st.text(st.sampled_from(INVISIBLE + " a\u00a0\u2019"), min_size=1, max_size=4), min_size=5, max_size=5),
)
def test_the_numbers_of_a_text_stay_the_same_numbers(numbers: list[str], between: list[str]) -> None:
    text = between[0] + "".join(number + mark for number, mark in zip(numbers, between[1:], strict=False))
    assert re.findall(r"[0-9]+", readable(text)) == numbers


@pytest.mark.parametrize(
    "text", [f"1\ufe0f\u20e3 {REF}", f"\u200e1\u200f {REF}\u200f", f"\u201c1 {REF}\u201d", f"1\u2013{REF}"]
)
def test_a_command_is_read_in_plain_characters(text: str) -> None:
    assert grammar.parse(text) == Command(Verb.GO, REF, is_led=True)


@pytest.mark.parametrize("mark", INVISIBLE)
def test_an_invisible_character_inside_a_reference_makes_it_none(mark: str) -> None:
    assert grammar.parse(f"1 {REF[:2]}{mark}{REF[2:]}").verb is None
    assert grammar.parse(f"1{mark}{REF}").verb is None
