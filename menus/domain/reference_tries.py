"""Reference tries: how Doria answers a person with a role who names references that are not theirs."""

from datetime import timedelta
from enum import Enum, auto

WINDOW = timedelta(hours=1)
"""The time in which a person's unknown references are counted."""
PLAIN_FROM = 5
"""Unknown references in WINDOW from which on every further one is answered as unknown, and coordinators are told.

People mistype a digit, but seldom five times in an hour. A guess, to be tested.
"""
SILENT_FROM = 15
"""Unknown references in WINDOW from which on a further one gets no answer. A guess, to be tested."""


class TryAnswer(Enum):
    """The answer to a reference that is not the sender's: what is wrong with it, that it is unknown, or none."""

    WHY = auto()
    UNKNOWN = auto()
    SILENCE = auto()


def answer_to(before: int, *, explains: bool = False) -> TryAnswer:
    """Return the answer to an unknown reference of a person who sent `before` others within WINDOW.

    A reference of their own is answered as ever: a forger must not silence a patroller. With `explains` a mistyped
    one is always explained: somebody who is called to an incident would believe that their answer has counted, and a
    wrong check digit tells nothing about any incident.
    """
    if explains:
        return TryAnswer.WHY
    if before >= SILENT_FROM:
        return TryAnswer.SILENCE
    return TryAnswer.WHY if before < PLAIN_FROM - 1 else TryAnswer.UNKNOWN


def is_told(before: int) -> bool:
    """Return whether coordinators must know of the tries of a person who sent `before` others within WINDOW."""
    return before >= PLAIN_FROM - 1
