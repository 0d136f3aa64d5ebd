"""The board of the desk: how a track stands, which incidents are red, and which part of a long list is shown."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import TypeVar

from menus.domain.categories import Level
from menus.domain.escalation_life import EscalationPhase
from menus.domain.incident_life import IncidentStatus
from menus.domain.marks import AlarmKind
from menus.domain.reminders import OVERDUE

T = TypeVar("T")
PAGE = 25
"""The incidents of one page: with long names it has less than 60 KB (measured)."""
MARGIN = 5
"""Incidents before and behind a page that a poll brings along: a new one pushes the last one off its page."""
ENDED_FOR = timedelta(hours=1)
"""The time in which a poll tells how an incident has ended, so that an open page strikes it through. A guess."""
KEPT = timedelta(seconds=5)
"""The time that a read board counts if nothing happens: some things on it change without an event. A guess."""
SETTLES = timedelta(seconds=1)
"""An event may be committed so long after one with a higher number. A guess: a transaction takes some 10 ms."""


class TrackView(StrEnum):
    """The standing of a track, as the board says it.

    `STARTS`: no rung was fired yet. `CALLING`: another rung follows. `LAST`: the last rung waits for an answer.
    """

    STARTS = "starts"
    CALLING = "calling"
    LAST = "last"
    EXHAUSTED = "exhausted"
    ANSWERED = "answered"
    REMINDED = "reminded"
    ARRIVED = "arrived"
    STOPPED = "stopped"


_OF_PHASES = {
    EscalationPhase.EXHAUSTED: TrackView.EXHAUSTED,
    EscalationPhase.ANSWERED: TrackView.ANSWERED,
    EscalationPhase.REMINDED: TrackView.REMINDED,
    EscalationPhase.ARRIVED: TrackView.ARRIVED,
    EscalationPhase.STOPPED: TrackView.STOPPED,
}


def track_view(phase: EscalationPhase, fired: int, rungs: int) -> TrackView:
    """Return how a track stands; `fired` counts its rungs through all rounds, and `rungs` all that may be fired."""
    if phase is not EscalationPhase.CALLING:
        return _OF_PHASES[phase]
    if fired == 0:
        return TrackView.STARTS
    return TrackView.CALLING if fired < rungs else TrackView.LAST


def is_red(level: Level, status: IncidentStatus, alarm: AlarmKind | None, *, has_red_words: bool) -> bool:
    """Return whether a new incident comes on top of an open board at once: others wait until they are asked for."""
    if level is Level.MAJOR or alarm is not None:
        return True
    return status is IncidentStatus.AWAITING_REVIEW and has_red_words


def review_overdue_at(status: IncidentStatus, opened_at: datetime, *, has_red_words: bool) -> datetime | None:
    """Return from when the red strip tells of a text that awaits review; None for what never stands there.

    That is when coordinators are first reminded of it by SMS.
    """
    waits = status is IncidentStatus.AWAITING_REVIEW and has_red_words
    return opened_at + OVERDUE if waits else None


@dataclass(frozen=True)
class Part:
    """A page of a list, from 1, of so many pages, and where its rows begin and end in the list."""

    number: int
    pages: int
    begins: int
    ends: int

    def rows(self, everything: Sequence[T]) -> Sequence[T]:
        """Return the rows of the page."""
        return everything[self.begins : self.ends]

    def with_margin(self, everything: Sequence[T]) -> list[tuple[T, bool]]:
        """Return the rows of the page and some on both sides, each with whether it lies beyond the page."""
        begins = max(0, self.begins - MARGIN)
        rows = everything[begins : self.ends + MARGIN]
        return [(row, not self.begins <= number < self.ends) for number, row in enumerate(rows, begins)]


def part(wanted: int, total: int) -> Part:
    """Return the wanted page of a list, or the nearest one that there is. An empty list has one empty page."""
    pages = max(1, -(-total // PAGE))
    number = min(max(1, wanted), pages)
    return Part(number, pages, (number - 1) * PAGE, min(number * PAGE, total))


def clock(passed: timedelta) -> str:
    """Return a stretch of time in minutes and seconds, as the board counts it down: `1:40`; never below `0:00`."""
    minutes, seconds = divmod(max(0, int(passed.total_seconds())), 60)
    return f"{minutes}:{seconds:02}"


def must_read_again(read_at: datetime, newest_at: datetime | None, now: datetime) -> bool:
    """Return whether what was read for the board counts no more, though no newer event is known.

    Something may have changed without an event. An event may also be committed after one that has a higher number:
    right after an event the board is read once more. The clock may have been set back, too.
    """
    age = now - read_at
    if age < timedelta(0) or age >= KEPT:
        return True
    is_settled = newest_at is None or read_at - newest_at >= SETTLES
    return not is_settled and age >= SETTLES
