"""Confirmation codes: how many tries a command has, how long its code is, and when a number seems to be forged.

A forger writes in the name of a coordinator and never sees the code: the answer goes to the coordinator's own phone.
The rules here keep the chance of a guess small, and never refuse the coordinator's next command.

The chance of a forger over a whole day: a try with a code of 4 digits hits one of the commands that wait, which is at
most MOST_SHORT_WAITING of 10,000. Once FORGED_FROM codes of a day were wrong, one such command may wait, and once
MOST_WRONG_A_DAY were, none: then codes have 8 digits, and one try in 100,000,000 hits. The test of this file plays the
best forger: together less than 1 in 100 a day.
"""

from collections.abc import Sequence
from datetime import timedelta

from menus.domain import phone_changes
from menus.domain.pending import PendingVerb

VALID_FOR = timedelta(minutes=10)
TRIES = 5
"""Wrong codes after which the command that they counted against lapses. No other command does."""
DAY = timedelta(days=1)
"""The time in which the wrong codes in a person's name are counted."""
SHORT, LONG = 4, 8
"""Digits of a code, and of a code while somebody seems to forge the number. The long one is longer to type, no more."""
MOST_SHORT_WAITING = 3
"""The commands of one person that may wait with a short code at once. A guess, to be tested."""
FORGED_FROM = 10
"""Wrong codes in a day from which on one command at a time may wait with a short code. A guess, to be tested."""
MOST_WRONG_A_DAY = 50
"""Wrong codes in a day from which on every code is long. A guess, to be tested."""
TOLD_FROM = 5
"""Wrong codes in a day from which on coordinators are told, once a day. A guess, to be tested."""


def tries(verb: PendingVerb) -> int:
    """Return how many wrong codes a command takes before it lapses."""
    return phone_changes.TRIES if verb is PendingVerb.PHONE else TRIES


def digits(short_waiting: int, wrong: int) -> int:
    """Return the number of digits of the code of a new command.

    `short_waiting` is how many other commands of the person wait with a short code, `wrong` how many wrong codes came
    in their name within DAY.
    """
    if wrong >= MOST_WRONG_A_DAY:
        return LONG
    most = MOST_SHORT_WAITING if wrong < FORGED_FROM else 1
    return SHORT if short_waiting < most else LONG


def counts_against(wrong: str, waiting: Sequence[str]) -> int:
    """Return the place of the command that a wrong code counts against, among the codes that wait, newest first.

    It is the newest one with a code of that length: a longer code must not shield a short one from its end.
    """
    return next((place for place, code in enumerate(waiting) if len(code) == len(wrong)), 0)


def is_told(wrong: int) -> bool:
    """Return whether coordinators must know that so many wrong codes came in a person's name within DAY."""
    return wrong >= TOLD_FROM
