"""Second chance: the steps for a petty matter, warning, family, elders, and when each thing is due or forgotten.

A course is known by a code alone. A second person must agree to whatever is harder than the next step.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum, StrEnum, auto


class Petty(StrEnum):
    """The matters for which a course may open. The values are stored."""

    THEFT = "theft"
    """Without a weapon."""
    THREAT = "threat"
    """Without harm."""


class CoursePhase(StrEnum):
    """The stage of a course. The values are stored."""

    WARNED = "warned"
    AGAIN = "again"
    """It was warned a second time."""
    FAMILY = "family"
    ELDERS = "elders"
    POLICE = "police"
    """An officer was asked to come. The rest is said in person."""
    WELL = "well"
    """It ended well; 90 days later somebody asks whether it still is."""


class CourseStep(StrEnum):
    """A step that a text reports of a course. The values are stored."""

    AGAIN = "again"
    FAMILY = "family"
    ELDERS = "elders"
    POLICE = "police"
    WELL = "well"


class CourseEnd(StrEnum):
    """The finding 90 days after a course ended well. The values are stored; null is not known."""

    WELL = "well"
    NOT_WELL = "not-well"


class Repair(StrEnum):
    """The way in which the harm was made good. The values are stored."""

    RETURNED = "returned"
    PAID = "paid"
    WORKED = "worked"


class Victim(StrEnum):
    """Whether the person who was harmed agreed to how it ended. The values are stored."""

    AGREED = "agreed"
    NOT_AGREED = "not-agreed"


class Move(Enum):
    """The result of a step."""

    GOES_ON = auto()
    NEEDS_TWO = auto()
    """It skips a step, or asks for police: somebody of oversight and a leader must both say so."""
    NOT_NOW = auto()
    """It is behind the course already."""
    IS_OVER = auto()


LIVE = frozenset({CoursePhase.WARNED, CoursePhase.AGAIN, CoursePhase.FAMILY, CoursePhase.ELDERS})
"""The phases in which a step is due some time."""
_RUNGS = {
    CoursePhase.WARNED: 0,
    CoursePhase.AGAIN: 0,
    CoursePhase.FAMILY: 1,
    CoursePhase.ELDERS: 2,
    CoursePhase.POLICE: 3,
}
_NEXT = {
    CoursePhase.WARNED: CourseStep.FAMILY,
    CoursePhase.AGAIN: CourseStep.FAMILY,
    CoursePhase.FAMILY: CourseStep.ELDERS,
    CoursePhase.ELDERS: CourseStep.POLICE,
}
REMINDED_AFTER = (timedelta(days=30), timedelta(days=60))
"""When a step is due, since the last one (the association's rules)."""
KEPT_AFTER_WARNING = timedelta(days=90)
"""How long it is kept who a course is about, since the warning (the association's rules)."""
KEPT_AFTER_FAMILY = timedelta(days=180)
"""The same since the family met: it is never made longer (the association's rules)."""
ASKED_AFTER = timedelta(days=90)
"""When it is asked whether a course that ended well still is (the association's rules)."""
ANSWERED_WITHIN = timedelta(days=14)
"""The time for that answer: after it the outcome is not known. A guess."""
AGREED_WITHIN = timedelta(days=7)
"""The time in which a second person may agree to a step. A guess."""
OPENED_WITHIN = timedelta(minutes=5)
"""The time in which both custodians must be there (the association's rules)."""
ADULT = 18
"""The age from which on a course may be about somebody (the Children Act)."""
_WORDS = (
    "JANI NYOTA WINGU UPEPO BAHARI MLIMA MCHANGA TWIGA TEMBO KIPEPEO KOBE TAUSI SWALA MBUNI ZAMBARAU MBUYU JANGWA"
    " CHEMCHEMI UKUNGU UMANDE UPINDE ZUMARI NANGA JAHAZI KASIA KISIWA KICHUGUU"
)
CODE_WORDS = tuple(_WORDS.split())
"""The words of codes: things of nature and the sea, which name no person and which no patrol counts."""
CODE_NUMBERS = range(10, 100)


def code(word: str, number: int) -> str:
    """Return a code as it is kept and shown: JANI 42."""
    return f"{word} {number}"


CODES = tuple(code(word, number) for word in CODE_WORDS for number in CODE_NUMBERS)


def move(phase: CoursePhase, step: CourseStep) -> Move:
    """Say what becomes of a step in a phase."""
    if phase not in LIVE:
        return Move.IS_OVER
    match step:
        case CourseStep.WELL:
            return Move.GOES_ON
        case CourseStep.AGAIN:
            return Move.GOES_ON if phase is CoursePhase.WARNED else Move.NOT_NOW
        case CourseStep.POLICE:
            return Move.NEEDS_TWO
        case CourseStep.FAMILY | CourseStep.ELDERS:
            ahead = _RUNGS[CoursePhase(step.value)] - _RUNGS[phase]
            return Move.NOT_NOW if ahead <= 0 else Move.GOES_ON if ahead == 1 else Move.NEEDS_TWO


def phase_after(step: CourseStep) -> CoursePhase:
    """Return the phase that a step leads to."""
    return CoursePhase(step.value)


def next_step(phase: CoursePhase) -> CourseStep:
    """Return the step that comes next if a course does not end well; raise KeyError for one that is over."""
    return _NEXT[phase]


def next_reminder(stepped_at: datetime, after: datetime) -> datetime | None:
    """Return when a step is due next after a moment, both aware; None if nobody is reminded any more."""
    return next((stepped_at + due for due in REMINDED_AFTER if stepped_at + due > after), None)


def days_since(stepped_at: datetime, now: datetime) -> int:
    """Return the days of the reminder that is due now."""
    return max(due.days for due in REMINDED_AFTER if stepped_at + due <= now)


def person_ends_at(warned_at: datetime, met_at: datetime | None) -> datetime:
    """Return when it is erased who a course is about. `met_at` is when family or elders met first, if they did.

    Neither an objection nor a later step makes that longer.
    """
    return warned_at + KEPT_AFTER_WARNING if met_at is None else met_at + KEPT_AFTER_FAMILY


@dataclass(frozen=True)
class Reform:
    """The ends of courses: of `all` that are over, so many were well, were not, or are not known."""

    well: int
    not_well: int
    not_known: int

    @property
    def all(self) -> int:
        """The denominator: every course that is over, also those of which nothing is known."""
        return self.well + self.not_well + self.not_known


def reform(ends: Iterable[CourseEnd | None]) -> Reform:
    """Count the ends of the courses that are over."""
    found = list(ends)
    well, not_well = found.count(CourseEnd.WELL), found.count(CourseEnd.NOT_WELL)
    return Reform(well, not_well, len(found) - well - not_well)
