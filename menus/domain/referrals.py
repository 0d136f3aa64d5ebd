"""Referrals: where people find help near them that is no emergency, such as work, food or a lawyer."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum

CHECKED_WITHIN = timedelta(days=180)
"""A line is shown for so long after somebody last checked it (the association's specification)."""


class ReferralKind(StrEnum):
    """The kind of help. The values are the words of a community file, in the order in which they are listed."""

    CLINIC = "clinic"
    DRUGS = "drugs"
    FOOD = "food"
    WORK = "work"
    SCHOOL = "school"
    LEGAL = "legal"
    FAMILY = "family"
    FAITH = "faith"


@dataclass(frozen=True)
class Referral:
    """A place of help: its kind, its name by language, its number, its zones (none: all), and when it was checked."""

    kind: ReferralKind
    names: dict[str, str] = field(hash=False)
    number: str
    zones: frozenset[str]
    checked_on: date


def shown(referrals: Iterable[Referral], today: date | None) -> tuple[Referral, ...]:
    """Return the lines that were checked lately, by kind; one that is checked in the future is not. None: all."""
    kinds = list(ReferralKind)
    fresh = (one for one in referrals if today is None or timedelta(0) <= today - one.checked_on <= CHECKED_WITHIN)
    return tuple(sorted(fresh, key=lambda one: kinds.index(one.kind)))
