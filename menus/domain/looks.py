"""Looks: the kinds of a look at sealed values, which reading is one, and how many of them are told to oversight."""

from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

MANY = 5
"""The number of reports looked at by one person within `WITHIN` that oversight is told of. A guess, to be tested."""
WITHIN = timedelta(hours=1)
"""The time in which looks are counted together. A guess, to be tested."""


class LookKind(StrEnum):
    """The sealed values that a look showed. The values are stored and shown to operators."""

    NUMBER = "number"
    WORDS = "words"
    NUMBER_AND_WORDS = "number-and-words"
    CASE = "case"
    """A helper opened a case of private help: its number, its words, or a place or a time that the caller typed."""
    NOTES = "notes"
    """The notes of people with a role about a hidden incident, or its facts on record, were shown to somebody."""
    FILE = "file"
    """The community file in force, with the numbers of its people, was given out at the desk."""
    COURSE = "course"
    """Two custodians had shown to them who a course of a second chance is about."""


def shown(*, number: bool, words: bool) -> LookKind | None:
    """Return the kind of a look that shows a number, words or both; None if it shows nothing sealed."""
    if number:
        return LookKind.NUMBER_AND_WORDS if words else LookKind.NUMBER
    return LookKind.WORDS if words else None


def is_of_work(*, is_live: bool) -> bool:
    """Return whether it is ordinary work that a coordinator reads what residents wrote about an incident of theirs.

    While it is open, its coordinators must know its words to steer it. Once it is over, whoever reads them looks.
    """
    return is_live


@dataclass(frozen=True)
class Seen:
    """The number of reports whose words somebody had shown to them, and of numbers of people with a role."""

    reports: int
    numbers: int


def seen_by(looks: Iterable[tuple[Hashable | None, datetime]], now: datetime) -> Seen:
    """Return what these looks of the last hour show, each given as what was looked at and its moment.

    A report counts once, however often it is looked at: whoever rings a caller again and again reads one report. A look
    at none is one at the number of a person with a role, or at the file with all of them: it counts by itself.
    """
    lately = [what for what, at in looks if now - WITHIN < at <= now]
    return Seen(len(set(lately) - {None}), lately.count(None))


def are_many(looks: Iterable[tuple[Hashable | None, datetime]], now: datetime) -> bool:
    """Return whether these looks of one person are so many that oversight is told."""
    seen = seen_by(looks, now)
    return seen.reports + seen.numbers >= MANY
