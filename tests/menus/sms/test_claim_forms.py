"""The form of a claim of a payment: its exact words alone, so that nobody's words are swallowed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from menus.domain import lettered
from menus.domain.lettered import Letter
from menus.sms import claim_forms
from menus.sms.claim_forms import ClaimedPayment

GIVER = lettered.mint(Letter.GIVER, 7, b"key")
NUMBERS = st.from_regex(r"\A[A-Z]{3}[0-9][A-Z0-9]{6}\Z")


@given(NUMBERS, st.booleans(), st.booleans())
def test_a_payment_and_a_giver_are_read_in_any_order_and_case(number: str, is_small: bool, is_first: bool) -> None:  # noqa: FBT001 - drawn
    words = [number.lower() if is_small else number, GIVER]
    assert claim_forms.of_payment(words if is_first else words[::-1]) == ClaimedPayment(number, GIVER)


@given(NUMBERS, st.lists(st.text(min_size=1, max_size=8).filter(lambda word: word.split()), min_size=1, max_size=4))
def test_more_words_are_no_claim(number: str, more: list[str]) -> None:
    words = [number, GIVER, *(word.split()[0] for word in more)]
    assert claim_forms.of_payment(words) is None


@pytest.mark.parametrize(
    "words",
    [["50", GIVER], ["50", GIVER, "NOV"], ["0711000009", GIVER], ["SEPTEMBERS", GIVER], ["SKU1ABC234"], [GIVER], []],
)
def test_gifts_of_cash_are_another_commands(words: list[str]) -> None:
    assert claim_forms.of_payment(words) is None
