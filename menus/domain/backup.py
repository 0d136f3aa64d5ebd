"""The backup provider: the life of a text that it sends, or may have to send, beside the first provider."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from menus.domain import retry
from menus.domain.outcomes import Fate

NO_RECEIPT = timedelta(seconds=60)
"""The time without a receipt after which the backup provider sends a red alert, too. A guess, to be tested."""
BLIP, TRIED_FOR = timedelta(seconds=15), timedelta(minutes=30)
"""The time after which the backup provider tries a deferred text again, and the age at which it gives up.

A deferred text was certainly not sent. A guess, to be tested.
"""


class BackupState(StrEnum):
    """The state of a text at the backup provider. The value is stored.

    A waiting text is sent when it is due. A text that is not needed was delivered meanwhile, or is obsolete.
    """

    WAITING = "waiting"
    SENDING = "sending"
    SENT = "sent"
    GIVEN_UP = "given-up"
    NOT_NEEDED = "not-needed"


class BackupEvent(StrEnum):
    """An event in the life of a text at the backup provider.

    `PLANNED`: the first provider accepted it, and a receipt may still come. `HURRIED`: the first provider did not
    deliver it, or may not have. `SPARED`: it is delivered or obsolete. `CLAIMED`: a process sends it now. `DROPPED`:
    that process sees that it is delivered or obsolete. The others are what the backup provider answered.
    """

    PLANNED = "planned"
    HURRIED = "hurried"
    CLAIMED = "claimed"
    SPARED = "spared"
    DROPPED = "dropped"
    ACCEPTED = "accepted"
    DEFERRED = "deferred"
    LOST = "lost"


_NEXT = {
    (BackupState.NOT_NEEDED, BackupEvent.PLANNED): BackupState.WAITING,
    (BackupState.NOT_NEEDED, BackupEvent.HURRIED): BackupState.WAITING,
    (BackupState.WAITING, BackupEvent.HURRIED): BackupState.WAITING,
    (BackupState.WAITING, BackupEvent.CLAIMED): BackupState.SENDING,
    # The process that had claimed it has died.
    (BackupState.SENDING, BackupEvent.CLAIMED): BackupState.SENDING,
    (BackupState.WAITING, BackupEvent.SPARED): BackupState.NOT_NEEDED,
    (BackupState.SENDING, BackupEvent.DROPPED): BackupState.NOT_NEEDED,
    (BackupState.SENDING, BackupEvent.ACCEPTED): BackupState.SENT,
    # The answer came so late that another process had claimed the text meanwhile.
    (BackupState.WAITING, BackupEvent.ACCEPTED): BackupState.SENT,
    (BackupState.SENDING, BackupEvent.DEFERRED): BackupState.WAITING,
    (BackupState.SENDING, BackupEvent.LOST): BackupState.GIVEN_UP,
}
"""The state that follows. A pair that is not here changes nothing: a text under way or tried is never sent again."""


def next_state(state: BackupState, event: BackupEvent) -> BackupState:
    """Return the state that follows an event; the same state if the event changes nothing."""
    return _NEXT.get((state, event), state)


def before(event: BackupEvent) -> tuple[BackupState, ...]:
    """Return the states that an event changes, or whose time it changes, for the WHERE of an update."""
    return tuple(state for state, known in _NEXT if known is event)


@dataclass(frozen=True)
class Sent:
    """The backup provider accepted the text."""


@dataclass(frozen=True)
class TryAgain:
    """The backup provider was away for a moment: it tries again after a wait."""

    wait: timedelta


@dataclass(frozen=True)
class GiveUp:
    """The backup provider does not try again: it refused the text, or may send it twice, or the text is too old."""


Next = Sent | TryAgain | GiveUp


def after(fate: Fate, age: timedelta, share: float = 0.0, *, repeats_safely: bool = False) -> Next:
    """Return what follows a try by the backup provider.

    `age` is how long ago the text was queued. `share` (0 to 1) shortens the wait, as in `retry.next_attempt`. With
    `repeats_safely`, the provider knows the text from an earlier try: one that may have been sent is given again.
    """
    if fate is Fate.ACCEPTED:
        return Sent()
    is_tried = fate is Fate.DEFERRED or (fate is Fate.UNKNOWN and repeats_safely)
    return TryAgain(retry.shortened(BLIP, share)) if is_tried and age < TRIED_FOR else GiveUp()


def may_come_twice(earlier: Iterable[Fate], *, is_under_way: bool) -> bool:
    """Return whether a text that the backup provider has accepted may come twice.

    `earlier` holds the fates of the other tries that did not certainly fail, `is_under_way` says that the first
    provider is being given the text now. A text that was only refused or deferred comes once.
    """
    return is_under_way or any(fate in {Fate.ACCEPTED, Fate.UNKNOWN} for fate in earlier)
