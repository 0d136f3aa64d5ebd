"""Numbers in files of people: what spreadsheets make of them is put right where that is certain, and else told."""

import re
from dataclasses import dataclass

from gateway.communities.values import phone_accepted
from menus.text import countries, phones

DESTROYED = "Excel has destroyed this number: format the column as text, and write the number again"
_AS_A_POWER = re.compile(r"[+-]?\d+(?:[.,]\d+)?[eE]\+?\d+")
_AS_A_FORMULA = re.compile(r'="?([^"]*)"?')
_AS_A_FRACTION = re.compile(r"(\+?\d{7,15})[.,]0+")
_PARTS = re.compile(r"[/,;|\n]+|\bor\b|\bau\b", re.IGNORECASE)
_LEAST_DIGITS = 7
_LONGEST = 60


@dataclass(frozen=True)
class Number:
    """A mobile number (E.164). `is_completed`: its first 0 was lost, and was put back."""

    phone: str
    is_completed: bool = False


def read(cell: str, home: str | None) -> Number | str:
    """Return the number of a cell, or what is wrong with it. `home` is the country of national numbers, or None."""
    written = " ".join(cell.split()).lstrip("'").strip()
    if formula := _AS_A_FORMULA.fullmatch(written):
        written = formula[1].strip()
    if not written:
        return "the number is missing"
    if _AS_A_POWER.fullmatch(written):
        return f"{written}: {DESTROYED}"
    if fraction := _AS_A_FRACTION.fullmatch(written):
        written = fraction[1]
    if sum(len(re.sub(r"\D", "", part)) >= _LEAST_DIGITS for part in _PARTS.split(written)) > 1:
        return f"{written[:_LONGEST]}: several numbers; keep the one that Doria shall text"
    number = phones.textable(written, home)
    if number is None:
        if phones.normalise(written, home) is not None and phones.is_landline(written, home):
            return f"{written[:_LONGEST]}: a landline gets no SMS; give a mobile number"
        return f"{written[:_LONGEST]!r} is no mobile number; accepted: {phone_accepted(home)}"
    return Number(number, is_completed=_has_lost_its_zero(written, number, home))


def _has_lost_its_zero(written: str, number: str, home: str | None) -> bool:
    """Return whether a national number was written without the 0 that it begins with at home."""
    if home is None or not countries.mobile_examples(home)[1].startswith("0"):
        return False
    digits = re.sub(r"\D", "", written)
    is_national = not written.startswith("+") and number.endswith(digits)
    return is_national and len(digits) + len(phones.code_of(home)) + 1 == len(number)
