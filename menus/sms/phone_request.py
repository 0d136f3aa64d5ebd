"""Requests for another number by SMS: `PHONE Otieno 0712 345 678`.

`phone` and `simu` stand in many texts (`phone snatchers at the stage`). So this is a command in its full form alone:
the word, a name and a number, and nothing else.
"""

import re
from dataclasses import dataclass

from menus.text.readable import readable

_WORDS = frozenset({"PHONE", "SIMU"})
_FORM = re.compile(r"\W*(?P<word>[A-Za-z]+)(?P<rest>.*)", re.DOTALL)
_DIGITS = r"\(?\+?\(?\d[\d\s().\-/]*"
_NAME_FIRST = re.compile(rf"(?P<name>.*?)(?P<number>{_DIGITS})\W*", re.DOTALL)
_NUMBER_FIRST = re.compile(rf"\W*(?P<number>{_DIGITS}?)(?P<name>[^\d]*)", re.DOTALL)
_LEAST_DIGITS = 7
"""Most numbers of phones have more digits. A guess, to be tested."""


@dataclass(frozen=True)
class PhoneRequest:
    """A request that a person gets another number: the name and the number as they are written, perhaps empty."""

    name: str
    number: str

    @property
    def is_whole(self) -> bool:
        """Whether it has a name, and a number of so many digits that it can be meant as nothing else."""
        return bool(self.name) and self.has_long_number

    @property
    def is_bare(self) -> bool:
        """Whether the word for it stands alone, or with a number alone: then its sender may not know its form."""
        return not self.name and (not self.number or self.has_long_number)

    @property
    def has_long_number(self) -> bool:
        """Whether the number has so many digits that it is hardly one of a plot or a price."""
        return sum(sign.isdigit() for sign in self.number) >= _LEAST_DIGITS


def read(text: str) -> PhoneRequest | None:
    """Return the request of a text, or None if the text does not begin with the word for it."""
    found = _FORM.fullmatch(readable(text).strip())
    if found is None or found["word"].upper() not in _WORDS:
        return None
    rest = found["rest"]
    parted = _NAME_FIRST.fullmatch(rest) or _NUMBER_FIRST.fullmatch(rest)
    if parted is None:
        return PhoneRequest(_name(rest), "")
    return PhoneRequest(_name(parted["name"]), parted["number"].strip(" ./-("))


def _name(written: str) -> str:
    return " ".join(written.strip(" \n\t:,.;-*").split())
