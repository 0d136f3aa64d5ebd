"""The occurrence book (OB): the number that a police station writes down, and the station, in one text."""

from dataclasses import dataclass
from itertools import takewhile

LONGEST = 40
"""The most characters of a number, and of a station, that are kept. A guess: `OB 12/23/11/2026` has sixteen."""


@dataclass(frozen=True)
class Occurrence:
    """A number in the occurrence book, and the station that gave it; empty if it was not said."""

    number: str
    station: str = ""


def read(said: str, station: str = "") -> Occurrence:
    """Return the number and the station of what somebody wrote; a station that is given by itself counts first.

    The words behind the last one with a digit are the station: `12/23/11/2026 Central police`. Without any digit all
    of it is the number.
    """
    words = said.split()
    behind = list(takewhile(lambda word: not _has_digit(word), reversed(words)))
    if not behind or len(behind) == len(words):
        return Occurrence(said.strip()[:LONGEST], _cut(station))
    number = said.strip()
    for word in behind:
        number = number.removesuffix(word).rstrip()
    return Occurrence(number[:LONGEST], _cut(station) or _cut(" ".join(reversed(behind))))


def _has_digit(word: str) -> bool:
    return any(letter.isdigit() for letter in word)


def _cut(station: str) -> str:
    return " ".join(station.split())[:LONGEST].rstrip()
