"""Long numbers: phones and identity cards do not leave, however they are written. Plots, plates and hours stay."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from menus.text.long_numbers import CROSSED_OUT, without_long_numbers

ENGLISH = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
SWAHILI = ("sifuri", "moja", "mbili", "tatu", "nne", "tano", "sita", "saba", "nane", "tisa")


@pytest.mark.parametrize(
    ("typed", "leaves"),
    [
        ("piga 0712345678", "piga xxx"),
        ("id yake 28374655", "id yake xxx"),
        ("kitambulisho 9 876 543", "kitambulisho xxx"),
        ("o722123456 ni yake", "xxx ni yake"),
        ("07l2345678", "xxx"),
        ("072212345six", "xxx"),
        ("oh seven two two, one two three", "xxx"),
        ("double two seven eight nine one zero", "xxx"),
        ("pasipoti A1234567 na A001234567X", "pasipoti xxx na xxx"),
        ("saa 10:30 plot 1187", "saa 10:30 plot 1187"),
        ("gari KDA 123X na KMEA 123B", "gari KDA 123X na KMEA 123B"),
        ("tarehe 23/11/2026", "tarehe 23/11/2026"),
        ("48273 imefungwa", "48273 imefungwa"),
        ("watu watatu, watoto wanne", "watu watatu, watoto wanne"),
        ("saa mbili na dakika ishirini na tano", "saa mbili na dakika ishirini na tano"),
        ("KES 2500000 ya mradi", "KES 2500000 ya mradi"),
    ],
)
def test_long_numbers_are_crossed_out_and_short_ones_stay(typed: str, leaves: str) -> None:
    assert without_long_numbers(typed, "KE") == leaves


@given(st.lists(st.integers(0, 9), min_size=7, max_size=12), st.sampled_from((ENGLISH, SWAHILI)))
def test_a_spelled_number_of_seven_digits_or_more_does_not_leave(digits: list[int], words: tuple[str, ...]) -> None:
    spelled = " ".join(words[digit] for digit in digits)
    assert without_long_numbers(f"namba {spelled} hapo") == f"namba {CROSSED_OUT} hapo"


@given(st.integers(1, 99_999), st.sampled_from(("plot {}", "nyumba {}", "KDA {}", "saa {}", "tuko {} hapa")))
def test_a_number_of_five_digits_or_fewer_stays(number: int, text: str) -> None:
    typed = text.format(number)
    assert without_long_numbers(typed, "KE") == typed
