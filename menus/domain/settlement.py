"""Settlement: what follows for a text that a carrier was given and did not accept."""

from dataclasses import dataclass
from datetime import timedelta

from menus.domain import retry
from menus.domain.messages import Lane, MessageKind
from menus.domain.outcomes import Cause, Fate


@dataclass(frozen=True)
class Tried:
    """A text that was tried: the number of tries, this one included, and how long ago it was queued.

    `has_sender` says that it had a sender's name or code, `is_obsolete` that it need not be tried again. `share`
    (0 to 1) shortens its next wait.
    """

    kind: MessageKind
    lane: Lane
    attempts: int
    age: timedelta
    has_sender: bool = False
    is_obsolete: bool = False
    share: float = 0.0


@dataclass(frozen=True)
class Fail:
    """The text has failed for good."""


@dataclass(frozen=True)
class Cancel:
    """The text is not tried again: nobody needs it any more."""


@dataclass(frozen=True)
class SendWithoutSender:
    """The text is sent again at once from the network's own number: the sender's name may have expired overnight."""


@dataclass(frozen=True)
class TryAgain:
    """The text is tried again after a wait."""

    wait: timedelta


Next = Fail | Cancel | SendWithoutSender | TryAgain


def after(tried: Tried, fate: Fate, cause: Cause) -> Next:
    """Return what follows for a text that was not accepted."""
    if fate is Fate.REFUSED:
        return Fail()
    if fate is Fate.DEFERRED and cause is Cause.BAD_SENDER and tried.has_sender:
        return SendWithoutSender()
    rules = tried.kind.rules
    # No escalation goes on while a text of another kind waits. If it may have been sent, one more try is enough.
    lane = tried.lane if rules.is_repeated or fate is Fate.DEFERRED else Lane.NORMAL
    wait = retry.next_attempt(
        lane, tried.attempts, fate, tried.age, sensitive=not rules.may_come_twice, share=tried.share
    )
    if wait is None:
        return Fail()
    return Cancel() if tried.is_obsolete else TryAgain(wait)


def is_undelivered(fate: Fate, cause: Cause) -> bool:
    """Return whether the next people are notified now: the text was refused, or its phone is unreachable.

    A text to an unreachable phone is tried again, but the escalation does not wait for it.
    """
    return fate is Fate.REFUSED or (fate is Fate.DEFERRED and cause is Cause.PHONE_UNREACHABLE)


def needs_backup(fate: Fate, attempts: int) -> bool:
    """Return whether the backup provider sends an alert, too. A text that was deferred once is just tried again."""
    return fate is not Fate.DEFERRED or attempts > 1
