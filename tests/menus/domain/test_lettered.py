"""Numbers with a letter: no two things share one, a slip in a digit is found, and an incident's number is never one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from menus.domain import lettered, references
from menus.domain.lettered import COUNTED, Letter

CHECKED = [letter for letter in Letter if letter not in COUNTED]
SERIALS = st.integers(min_value=1, max_value=90_000)


@given(st.sampled_from(list(Letter)), SERIALS, st.binary(max_size=64))
def test_a_number_is_read_as_it_was_given(letter: Letter, serial: int, key: bytes) -> None:
    number = lettered.mint(letter, serial, key)
    assert lettered.is_valid(number)
    assert lettered.named(number.lower() + ".", letter) == number
    assert not references.looks_like(number)
    assert all(lettered.named(number, other) is None for other in Letter if other is not letter)


@given(st.sampled_from(list(Letter)), SERIALS, SERIALS, st.binary(max_size=64))
def test_two_serials_never_share_a_number(letter: Letter, one: int, other: int, key: bytes) -> None:
    same = lettered.mint(letter, one, key) == lettered.mint(letter, other, key)
    assert same == (one == other)


@given(st.sampled_from(CHECKED), SERIALS, st.data())
def test_a_slip_in_one_digit_is_found(letter: Letter, serial: int, data: st.DataObject) -> None:
    number = lettered.mint(letter, serial, b"key")
    at = data.draw(st.integers(min_value=1, max_value=len(number) - 1))
    digit = data.draw(st.sampled_from([sign for sign in "0123456789" if sign != number[at]]))
    assert not lettered.is_valid(number[:at] + digit + number[at + 1 :])


@given(SERIALS)
def test_kinds_have_orders_of_their_own(serial: int) -> None:
    bodies = {lettered.mint(letter, number, b"key")[1:] for letter in CHECKED for number in range(serial, serial + 4)}
    assert len(bodies) > len(CHECKED)


@pytest.mark.parametrize(
    ("word", "letter", "kept"),
    [
        ("d12", Letter.DECISION, "D12"),
        ("D0", Letter.DECISION, None),
        ("D1234567", Letter.DECISION, None),
        ("R48", Letter.RECEIPT, None),
        ("r412783,", Letter.RECEIPT, "R412783"),
        ("412783", Letter.RECEIPT, None),
        ("R４12783", Letter.RECEIPT, None),  # noqa: RUF001 - a digit of another script
        ("", Letter.GIVER, None),
    ],
)
def test_forms(word: str, letter: Letter, kept: str | None) -> None:
    assert lettered.named(word, letter) == kept


def test_a_letter_and_its_digits_may_be_written_apart() -> None:
    assert lettered.with_glued(["50", "g", "482731", "Nov"]) == ["50", "g482731", "Nov"]
    assert lettered.with_glued(["a", "man", "7"]) == ["a", "man", "7"]


def test_serials_begin_at_one() -> None:
    for letter in (Letter.QUESTION, Letter.TASK):
        with pytest.raises(ValueError, match="begin at 1"):
            lettered.mint(letter, 0)
