"""Limits on answers: an answer that says nothing new is sent a few times, so that no auto-reply goes on for ever.

Texts by the network's short code and texts by a number that anybody can write to in another's name count apart: a
forger uses up no answer of the person whose name they use, as long as that person writes to the short code.

Somebody who is called to an open incident and reads no answer believes that their word has counted. So the few answers
that tell them the contrary have an allowance of their own, beside that of all refusals: whatever else was refused in
their name, by the same way, too, they are sent. The allowance is small and is counted by what the answer says, not by
its words: an endless row of ever new wrong numbers is one and the same answer. A loop says one thing and costs five
texts, as ever. Somebody who mixes refusals on purpose gets two more of each of these answers.
"""

from dataclasses import dataclass
from datetime import timedelta
from enum import Enum, auto

WINDOW = timedelta(hours=1)
"""The time in which the coordinators are told once that a phone gets no more such answers."""


@dataclass(frozen=True)
class Limit:
    """The number of texts of one phone that get answers that are alike, and the time in which they count."""

    most: int
    within: timedelta


class AnswerKind(Enum):
    """The kind of an answer, and how often one phone gets it.

    `NOTHING`: it says nothing about the text, such as the help text; all such answers count as alike. `REFUSAL`: it
    says why a command was not carried out; all refusals count as alike, those of `NEEDED` too. `NEEDED`: it tells
    somebody who is called to an open incident that their answer did not count; those that say the same count as alike.
    `COMMAND`: it answers a command that was understood; only the very same words count as alike. Such answers end only
    for a machine: people ask the same thing again, and a silent Doria looks broken. `RESULT`: it answers a report; only
    the very same words count as alike. `CODE`: it tells the code of a command; those of one command count as alike,
    whatever the code is, until it is done or lapses.
    """

    NOTHING = auto()
    REFUSAL = auto()
    NEEDED = auto()
    COMMAND = auto()
    RESULT = auto()
    CODE = auto()

    @property
    def limits(self) -> tuple[Limit, ...]:
        """The limits of answers of this kind, each of which holds."""
        return _LIMITS[self]


_LIMITS = {
    AnswerKind.NOTHING: (Limit(3, WINDOW),),
    AnswerKind.REFUSAL: (Limit(5, timedelta(minutes=10)),),
    AnswerKind.NEEDED: (Limit(2, timedelta(minutes=10)),),
    AnswerKind.COMMAND: (Limit(5, timedelta(seconds=50)), Limit(30, WINDOW)),
    AnswerKind.RESULT: (Limit(5, timedelta(minutes=10)),),
    AnswerKind.CODE: (Limit(5, timedelta(minutes=10)),),
}
"""Guesses, to be tested. Three answers, and a line to each of two coordinators, are five texts.

Nobody writes the same command by hand more than five times in 50 seconds, or 30 times in an hour.
"""


@dataclass(frozen=True)
class Past:
    """The earlier texts of a phone.

    `alike`: how many texts had an answer like this one within the time of each of its limits, sent or not.
    `is_silent`: an answer to this phone was left out within `WINDOW`. `has_room`: fewer refusals came than are
    answered, so that a needed answer does without its allowance.
    """

    alike: tuple[int, ...]
    is_silent: bool
    has_room: bool = False


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
    has_room = all(count < limit.most for count, limit in zip(past.alike, kind.limits, strict=True))
    if has_room or (kind is AnswerKind.NEEDED and past.has_room):
        return Send()
    return LeaveOut(tells_coordinators=not past.is_silent)
