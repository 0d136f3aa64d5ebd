"""Limits on answers: an answer that says nothing new is sent a few times, so that no auto-reply goes on for ever."""

from dataclasses import dataclass
from datetime import timedelta
from enum import Enum, auto

WINDOW = timedelta(hours=1)
"""In this time, the coordinators are told once that a phone gets no more such answers."""


@dataclass(frozen=True)
class Limit:
    """How many texts of one phone get answers that are alike, and within which time."""

    most: int
    within: timedelta


class AnswerKind(Enum):
    """The kind of an answer, and how often one phone gets it.

    `NOTHING`: it says nothing about the text, such as the help text; all such answers count as alike. `REFUSAL`: it
    says why a command was not carried out; all refusals count as alike. `RESULT`: it answers a command or a report that
    was understood; only the very same words count as alike.
    """

    NOTHING = auto()
    REFUSAL = auto()
    RESULT = auto()

    @property
    def limit(self) -> Limit:
        """The limit of answers of this kind."""
        return _LIMITS[self]


_LIMITS = {
    AnswerKind.NOTHING: Limit(3, WINDOW),
    AnswerKind.REFUSAL: Limit(5, timedelta(minutes=10)),
    AnswerKind.RESULT: Limit(5, timedelta(minutes=10)),
}
"""Guesses, to be tested. Three answers, and a line to each of two coordinators, are five texts."""


@dataclass(frozen=True)
class Past:
    """The earlier texts of a phone.

    `alike`: how many texts had an answer like this one within the time of its limit, sent or not. `is_silent`: an
    answer to this phone was left out within `WINDOW`.
    """

    alike: int
    is_silent: bool


@dataclass(frozen=True)
class Send:
    """The answer is sent."""


@dataclass(frozen=True)
class LeaveOut:
    """The answer is not sent. `tells_coordinators`: they get a line about it."""

    tells_coordinators: bool


def decide(kind: AnswerKind, past: Past) -> Send | LeaveOut:
    """Return whether an answer is sent.

    Texts whose answer was left out count, too: a flood gets no more answers as long as it goes on.
    """
    if past.alike < kind.limit.most:
        return Send()
    return LeaveOut(tells_coordinators=not past.is_silent)
