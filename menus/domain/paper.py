"""Paper: what a report from a pad of paper must say, when somebody enters it after a time without power."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from menus.domain import references
from menus.domain.categories import Category, Harm, asks_harm
from menus.domain.reviewing import KINDS

OLDEST = timedelta(days=60)
"""So old may be what is entered. A guess: a pad serves for an outage, and is not kept for years."""
LATE = timedelta(minutes=15)
"""From this age on alerts say when it happened. A guess: a patrol goes to what is newer in the same way."""
_AHEAD = timedelta(minutes=5)
"""So far ahead a time may be: clocks on walls go wrong. A guess."""
_AT_A_FIRE = frozenset((Harm.FIRE, Harm.NONE, Harm.UNSURE))
KINDS_ON_PAPER = KINDS
"""The kinds that are entered. Private help and complaints are dialled: no third person should copy them."""


class Fault(StrEnum):
    """Why a report from paper is not entered. The value names its words."""

    DIGITS = "digits"
    UNKNOWN = "unknown"
    USED = "used"
    KIND = "kind"
    HARM = "harm"
    PLACE = "place"
    TIME = "time"
    AHEAD = "ahead"
    OLD = "old"
    PHONE = "phone"
    WORDS = "words"


@dataclass(frozen=True)
class OnPaper:
    """A report from paper, as it was typed and read. `at` (aware) is when it happened; None for what is no time."""

    reference: str
    kind: Category | None
    harm: Harm | None
    zone: str | None
    place: str
    at: datetime | None


def fault(slip: OnPaper, now: datetime) -> Fault | None:
    """Return the first fault of a report from paper; None if it can be entered."""
    if not references.is_valid(slip.reference):
        return Fault.DIGITS
    if slip.kind not in KINDS_ON_PAPER:
        return Fault.KIND
    if not fits_harm(slip.kind, slip.harm):
        return Fault.HARM
    if slip.zone is None and not slip.place:
        return Fault.PLACE
    return _fault_of_time(slip.at, now)


def _fault_of_time(at: datetime | None, now: datetime) -> Fault | None:
    if at is None:
        return Fault.TIME
    if at > now + _AHEAD:
        return Fault.AHEAD
    return Fault.OLD if now - at > OLDEST else None


def fits_harm(kind: Category, harm: Harm | None) -> bool:
    """Return whether a harm may be said of a kind: fire and live wires of a fire alone."""
    if kind is Category.FIRE_HAZARD:
        return harm in _AT_A_FIRE
    return harm is not Harm.FIRE and (harm is not None or not asks_harm(kind))


def late_since(at: datetime, now: datetime) -> datetime | None:
    """Return when it happened, if that is so long ago that alerts say it; else None."""
    return at if now - at >= LATE else None
