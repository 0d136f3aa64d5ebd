"""Limits on the reports of one caller: abuse delays lesser reports, and never stops a report of a killing."""

from dataclasses import dataclass
from datetime import timedelta

from menus.domain.categories import Level
from menus.domain.marks import Caution

WINDOW = timedelta(hours=1)
"""The time in which the recent reports of a caller are counted. A guess, to be tested."""
MOST_FALSE = 3
"""The number of reports marked false from which on a caller's reports are looked at twice. A guess, to be tested."""
REMEMBERED = timedelta(days=90)
"""The time that a report counts against its caller. A guess, to be tested."""
LONGEST_QUESTION = 100
"""The most characters of a question to a reporter. It must fit on their USSD page, beside the answers."""


@dataclass(frozen=True)
class Past:
    """A caller's past: their reports within WINDOW, and those within REMEMBERED that were marked false."""

    recent: int
    marked_false: int


@dataclass(frozen=True)
class Take:
    """The report is filed like any other."""


@dataclass(frozen=True)
class TakeFlagged:
    """The report is dispatched, and coordinators are told to look twice."""

    caution: Caution


@dataclass(frozen=True)
class Review:
    """The report is kept, and waits until a coordinator has looked at it."""

    caution: Caution


@dataclass(frozen=True)
class Refuse:
    """The report is refused for now."""


Decision = Take | TakeFlagged | Review | Refuse


def reads_past(level: Level) -> bool:
    """Return whether a caller's past matters for a report. That of a caller who asks for private help is never read."""
    return level is not Level.PRIVATE


def decide(level: Level, past: Past, most: int) -> Decision:
    """Say how a report of a level is filed for a caller with that past.

    One caller may send `most` reports within WINDOW. Above that, only a major report is taken, with a flag. After
    MOST_FALSE reports marked false, a major report is flagged and a lesser one awaits review, but a complaint does not.
    A private report has no limit.
    """
    if not reads_past(level):
        return Take()
    if past.recent >= most:
        return TakeFlagged(Caution.MANY) if level is Level.MAJOR else Refuse()
    if level is Level.COMPLAINT or past.marked_false < MOST_FALSE:
        return Take()
    return TakeFlagged(Caution.FALSE_BEFORE) if level is Level.MAJOR else Review(Caution.FALSE_BEFORE)
