"""Requests for another number: the full form in any spelling, and texts that only speak of phones."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from menus.sms import phone_request
from menus.sms.phone_request import PhoneRequest

SPELLINGS = ("0712345678", "0712 345 678", "+254 712-345678", "254712345678", "(0712) 345.678")


@pytest.mark.parametrize("word", ["PHONE", "phone", "Simu", "SIMU:", "*PHONE*"])
@pytest.mark.parametrize("number", SPELLINGS)
def test_a_name_and_a_number_in_either_order(word: str, number: str) -> None:
    for text in (f"{word} Otieno Ouma {number}", f"{word} {number} Otieno Ouma", f"{word} Otieno Ouma: {number}."):
        found = phone_request.read(text)
        assert found is not None
        assert found.name == "Otieno Ouma"
        assert [sign for sign in found.number if sign.isdigit()] == [sign for sign in number if sign.isdigit()]
        assert found.is_whole


@pytest.mark.parametrize(
    "text",
    ["PHONE", "phone stolen at plot 45", "simu yangu imeibiwa", "PHONE 0712345678", "PHONE Otieno", "phone 4 men"],
)
def test_what_lacks_a_name_or_a_number_is_not_whole(text: str) -> None:
    found = phone_request.read(text)
    assert found is not None
    assert not found.is_whole


@pytest.mark.parametrize("text", ["", "  ", "my phone Otieno 0712345678", "PHONES Otieno 0712345678", "48273"])
def test_another_first_word_is_no_request(text: str) -> None:
    assert phone_request.read(text) is None


@given(st.text())
def test_any_text_is_read_without_an_error(text: str) -> None:
    found = phone_request.read(f"PHONE {text}")
    assert found is None or isinstance(found, PhoneRequest)
