"""Words of police contacts that are no command: when the coordinators are told of them."""

from dataclasses import dataclass
from datetime import timedelta
from enum import Enum, auto

from menus.domain.further_words import MOST_PASSED_ON, QUIET, SAME

_MACHINE = timedelta(days=1)
"""A person seldom writes the very same sentence twice in this time; a phone that replies by itself does. A guess."""
_SENTENCE = 4
"""The number of words from which on a text is a sentence. `Where?` is asked of each incident. A guess, to be tested."""


class Relay(Enum):
    """The next step with a police contact's words.

    `NOW`: the coordinators are told at once. `LATER`: they are told with the next words, because so many came.
    `NEVER`: a phone has written them by itself, or they were just told.
    """

    NOW = auto()
    LATER = auto()
    NEVER = auto()


@dataclass(frozen=True)
class Words:
    """Words of a police contact.

    `is_automatic`: they look like what a phone writes by itself. `is_repeated`: the very same words came within
    `compared_within`. `since` is the time since words of this person were told, or None if none were lately. `told`
    counts those that were, within `further_words.SAME`.
    """

    is_automatic: bool
    is_repeated: bool
    since: timedelta | None
    told: int


def compared_within(text: str) -> timedelta:
    """Return for how long the very same words are no news."""
    return _MACHINE if len(text.split()) >= _SENTENCE else SAME


def decide(words: Words) -> Relay:
    """Return what becomes of words, by the limits of the further words of residents."""
    if words.is_automatic or words.is_repeated:
        return Relay.NEVER
    is_flood = words.told >= MOST_PASSED_ON and words.since is not None and words.since <= QUIET
    return Relay.LATER if is_flood else Relay.NOW
