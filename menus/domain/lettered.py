"""Lettered numbers: those of receipts, tasks, decisions and the like. The letter tells them from an incident's.

An incident is known by digits alone. Everything else that people name by a number in a text has a letter before its
digits, such as `R412783` for a receipt. A number that somebody may be told on the phone has a check digit, as a
reference has, and does not tell how many were given before it. Questions and decisions are counted from 1: people hear
them read out at a meeting.
"""

import re
from enum import StrEnum

from menus.domain import references


class Letter(StrEnum):
    """The letter of a number: it says which thing the number is of. The values are stored."""

    RECEIPT = "R"
    TASK = "T"
    REQUEST = "A"
    PAYMENT = "P"
    QUESTION = "Q"
    DECISION = "D"
    GIVER = "G"


COUNTED = frozenset({Letter.QUESTION, Letter.DECISION})
"""The letters whose numbers are counted from 1 and have no check digit."""
_LONGEST_COUNT = 6
"""Nobody takes a million decisions. A guess."""
_FORM = re.compile(r"([A-Z])([1-9][0-9]{0,8})", re.ASCII)


def mint(letter: Letter, serial: int, key: bytes = b"") -> str:
    """Return the number of the serial-th thing of a kind (from 1); raise ValueError below 1."""
    if letter in COUNTED:
        if serial < 1:
            message = f"serial numbers begin at 1, not {serial}"
            raise ValueError(message)
        return f"{letter}{serial}"
    # The letter leads, for a key is cut at its end: two kinds never share an order.
    return f"{letter}{references.mint(serial, letter.encode() + key)}"


def named(word: str, letter: Letter) -> str | None:
    """Return the number of that kind which a word has the form of, as it is kept; None if it has another form.

    The check digit is not tested: `is_valid` does that.
    """
    found = _FORM.fullmatch(word.strip(".,;:!?()").upper())
    if found is None or found[1] != letter:
        return None
    is_fitting = len(found[2]) <= _LONGEST_COUNT if letter in COUNTED else references.looks_like(found[2])
    return found[1] + found[2] if is_fitting else None


def is_valid(number: str) -> bool:
    """Return whether a number in the form that is kept has the right check digit. A counted one has none."""
    found = _FORM.fullmatch(number)
    if found is None or found[1] not in set(Letter):
        return False
    return Letter(found[1]) in COUNTED or references.is_valid(found[2])


def with_glued(words: list[str]) -> list[str]:
    """Return words with a letter and the digits behind it as one word: people write `G 48273`, too."""
    glued: list[str] = []
    for word in words:
        if glued and glued[-1].upper() in set(Letter) and word.strip(".,;:!?()").isdecimal():
            glued[-1] += word
        else:
            glued.append(word)
    return glued
