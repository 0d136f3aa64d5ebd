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
