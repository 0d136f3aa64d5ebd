"""Handing over by SMS: whom a coordinator means by a name, and the references of what is gravest."""

from collections.abc import Sequence
from enum import StrEnum

from menus.domain.community import Person
from menus.domain.roles import Role
from menus.text import person_matching

MOST_RED = 4
"""The most references that the text to the other coordinator holds: with a long name beside them, no more fit."""


class Unmet(StrEnum):
    """The reason for which a name leads to no other coordinator."""

    NOBODY = "nobody"
    SEVERAL = "several"
    ONESELF = "oneself"
    NO_COORDINATOR = "no-coordinator"


def whom(name: str, sender: Person, people: Sequence[Person]) -> Person | Unmet:
    """Return the other coordinator whom a name means, or why it means none.

    Other coordinators count first: somebody else with a like name is not asked for here.
    """
    others = [one for one in people if Role.COORDINATOR in one.roles and one.phone != sender.phone]
    meant = person_matching.named(name, others)
    own = person_matching.named(name, [sender])
    if len(meant) == 1 and not (own and _is_nearer(name, sender, meant[0])):
        return meant[0]
    if own and not meant:
        return Unmet.ONESELF
    if meant:
        return Unmet.ONESELF if own and len(person_matching.named(name, [sender, *meant])) == 1 else Unmet.SEVERAL
    return Unmet.NO_COORDINATOR if person_matching.named(name, people) else Unmet.NOBODY


def _is_nearer(name: str, sender: Person, other: Person) -> bool:
    """Return whether a name is rather the sender's own than the other one's."""
    return person_matching.named(name, [sender, other]) == [sender]


def named(references: Sequence[str]) -> str:
    """Return references as a text names them, and how many more there are: `48273 59102 +2`."""
    more = len(references) - MOST_RED
    return " ".join([*references[:MOST_RED], *([f"+{more}"] if more > 0 else [])])
