"""Safety checks: what follows, if a person at an armed incident has not answered the question whether they are safe."""

from dataclasses import dataclass
from datetime import timedelta

MISSES = 2
"""After this many unanswered questions a person counts as in danger. A guess, to be tested."""

SILENCE = timedelta(minutes=3)
"""The silence after the question about danger, after which the alarm is raised for the person who was asked.

It is the wait of the first rung of a major ladder in the example community. A guess, to be tested.
"""
UNREAD = timedelta(minutes=1)
"""The further time that the alarm waits for a text of theirs that came in and was not acted on yet. A guess."""


@dataclass(frozen=True)
class RaiseAlarm:
    """The person has been silent for too long: raise the alarm for them, and ask no more."""


@dataclass(frozen=True)
class AskLater:
    """The last question has not left yet, so that silence means nothing: count nothing, and look again later."""


@dataclass(frozen=True)
class Ask:
    """Ask the person again. `missed` is the number of unanswered questions, if this one is not answered either."""

    missed: int


def decide(missed: int, *, has_left: bool) -> RaiseAlarm | AskLater | Ask:
    """Say what happens when a person's next question is due.

    `missed` counts the questions in a row that left Doria and got no answer. `has_left` says that no red text to the
    person about the incident still waits for the network.
    """
    if missed >= MISSES:
        return RaiseAlarm()
    return Ask(missed + 1) if has_left else AskLater()
