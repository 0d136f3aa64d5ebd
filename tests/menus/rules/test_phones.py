"""Phone numbers: many spellings, one identity."""

import pytest

from menus.rules import phones


@pytest.mark.parametrize(
    "spelling",
    ["+254700000101", "254700000101", "0700000101", "0700 000 101", "0700-000-101", " +254 700 000101\n"],
)
def test_every_spelling_is_one_phone(spelling: str) -> None:
    assert phones.normalise(spelling) == "+254700000101"


def test_the_newer_prefix_is_a_phone_too() -> None:
    assert phones.normalise("0110000101") == "+254110000101"


@pytest.mark.parametrize("text", ["", "police", "+1234", "07", "\u0660\u0667" + "\u0660" * 8, "0700FLOWERS", "+" * 30])
def test_what_can_be_no_phone_is_refused(text: str) -> None:
    assert phones.normalise(text) is None


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("0711222333", "xxx"),
        ("duka la +254 711 222-333 karibu", "duka la xxx karibu"),
        ("plot 209/7854 block 12", "plot 209/7854 block 12"),
        ("nyumba 12345678", "nyumba 12345678"),
    ],
)
def test_a_phone_number_in_typed_words_is_crossed_out_and_a_plot_is_not(typed: str, shown: str) -> None:
    assert phones.without_numbers(typed) == shown
