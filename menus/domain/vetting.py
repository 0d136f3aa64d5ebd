"""Vetting: what is checked of somebody who wants to patrol, and the reasons for which they may be refused.

A past is none of these reasons, and no check asks for one. So nobody can refuse somebody for it, and nothing that is
kept tells of it.
"""

from collections.abc import Collection
from enum import StrEnum

from menus.domain.lives import Life


class VettingCheck(StrEnum):
    """A thing that is checked of somebody who wants to patrol. The values are stored."""

    MET = "met"
    """A leader has met them."""
    NEIGHBOURS = "neighbours"
    """Two neighbours know them."""
    ADULT = "adult"
    """They are 18 or older."""
    RULES = "rules"
    """They have heard the rules of conduct and accept them: no weapon, no arrest, no name."""
    TRAINED = "trained"
    """They know how to answer an alert, and how to call for help."""


class VettingState(StrEnum):
    """The state of a vetting. The values are stored."""

    OPEN = "open"
    ACCEPTED = "accepted"
    REFUSED = "refused"


class VettingStep(StrEnum):
    """A decision about somebody who wants to patrol."""

    ACCEPT = "accept"
    REFUSE = "refuse"


VETTING = Life(
    {
        (VettingState.OPEN, VettingStep.ACCEPT): VettingState.ACCEPTED,
        (VettingState.OPEN, VettingStep.REFUSE): VettingState.REFUSED,
    }
)


class RefusalReason(StrEnum):
    """The reason for which somebody is refused. The values are stored.

    The list is closed, and no words can be added. A past, a course that somebody has finished, and a warning are no
    reasons, and must never become one.
    """

    UNDER_AGE = "under-age"
    NOT_MET = "not-met"
    """They did not come to be met."""
    NOT_KNOWN = "not-known"
    """No two neighbours know them."""
    RULES_NOT_ACCEPTED = "rules-not-accepted"
    OWN_WISH = "own-wish"
    NO_PLACE = "no-place"
    """No shift needs anybody at this time."""


def lacking(done: Collection[VettingCheck]) -> frozenset[VettingCheck]:
    """Return the checks that must still be done before somebody is accepted."""
    return frozenset(VettingCheck) - frozenset(done)


def reason_named(typed: str) -> RefusalReason | None:
    """Return the reason with this name; None for any other word: it is then no reason."""
    return RefusalReason(typed) if typed in set(RefusalReason) else None
