"""Changes of numbers by SMS: who must agree before a person gets another number, and how often that may be asked.

The holder of a number gets its alerts, and acts in the name of a person. So a thief who holds the phone of one officer
must never take over a person. Two things are needed: the new phone sends a code that came to it, and somebody else than
the asker sends a code of their own: another officer, or the phone that has the number until now.

A thief who also forges the numbers of the others never sees their codes, and must guess. With MOST_ASKED requests of
TRIES codes for each of ten people that is less than 1 in 100 a day. The test of this file counts it.
"""

from dataclasses import dataclass
from datetime import timedelta

from menus.domain import circles
from menus.domain.community import Community, Person
from menus.domain.roles import Role

VALID_FOR = timedelta(hours=1)
"""The time that a request waits for its two codes. A new SIM card gets its first texts late, and the second officer may
sit in a matatu; after an hour, nobody remembers what it was. A guess, to be tested.
"""
TRIES = 3
"""Wrong codes of the new phone, or of one officer, after which a request ends. The old phone's end nothing."""
DAY = timedelta(days=1)
MOST_ASKED = 3
"""Requests of one coordinator in a day. A guess, to be tested: a stolen phone must not text half the town."""
MOST_HERE = 9
"""Requests in one community in a day. A guess, to be tested."""
MOST_TO_NUMBER = 3
"""Requests for one new number in a day: it may be a stranger's, who gets a text for each. A guess, to be tested."""


@dataclass(frozen=True)
class Confirmers:
    """The people who may confirm a change: `old` is the holder of the number until now, unless they ask themselves."""

    old: Person | None
    officers: tuple[Person, ...]

    @property
    def everybody(self) -> tuple[Person, ...]:
        """All of them, the holder of the number first."""
        return ((self.old,) if self.old is not None else ()) + self.officers


def confirmers(community: Community, asker: Person, person: Person) -> Confirmers:
    """Return who may confirm that a person gets the number that a coordinator asks for.

    Officers are the other coordinators and oversight. For somebody of a closed circle coordinators do not count: two of
    them must not come to read what is hidden from them, such as a complaint about themselves.
    """
    roles = {Role.OVERSIGHT} if person.roles & circles.CLOSED else {Role.COORDINATOR, Role.OVERSIGHT}
    others = (one for one in community.having(roles) if one.phone not in {asker.phone, person.phone})
    return Confirmers(None if person.phone == asker.phone else person, tuple(others))


def may_ask(by_asker: int, here: int, to_number: int) -> bool:
    """Return whether a request may be made, by those of a day: of the asker, of the community, and for the number."""
    return by_asker < MOST_ASKED and here < MOST_HERE and to_number < MOST_TO_NUMBER


def is_over(wrong: int) -> bool:
    """Return whether so many wrong codes from one phone end a request."""
    return wrong >= TRIES


def ending(number: str) -> str:
    """Return the last three digits of a number: enough to tell it from another one, and no code."""
    return number[-3:]


_LOCAL = 9
"""Inside the country a zero stands before so many digits of a whole number."""
READ_OUT = 4
"""The digits of a new number that a second officer types. One number in ten thousand has the same: a guess that this is
enough against a coordinator who gives somebody's place to a number of their own.
"""


def is_read_out(number: str, typed: str) -> bool:
    """Return whether somebody has typed the end of a number (E.164): READ_OUT digits of it, or more, in any groups."""
    digits = "".join(letter for letter in typed if letter.isascii() and letter.isdigit())
    if len(digits) > _LOCAL:
        digits = digits.removeprefix("0")
    return len(digits) >= READ_OUT and number.endswith(digits)
