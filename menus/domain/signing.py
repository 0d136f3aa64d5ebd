"""Signing: who may keep money of the association, and who may agree to what another one asks to pay or to undo."""

from menus.domain import tenures
from menus.domain.community import Person
from menus.domain.roles import Role

SIGNATORIES = frozenset({Role.TREASURER, Role.COORDINATOR})
"""The roles that may take gifts, keep money, and sign for it. There is no role of a collector: a coordinator is one."""


def may_agree(asker: Person, other: Person) -> bool:
    """Return whether somebody may agree to what another one has asked: of another household, and of another tenure.

    A person without a tenure never may: nobody knows that it is another one.
    """
    if not SIGNATORIES & other.roles or asker.phone == other.phone:
        return False
    return live_apart(asker, other) and tenures.are_of_two(asker, other)


def live_apart(one: Person, other: Person) -> bool:
    """Return whether two people are not of one household, as far as the file says."""
    return one.phone != other.phone and (one.household is None or one.household != other.household)
