"""Receipts: what the network's word on a message does to it."""

from enum import Enum, auto


class News(Enum):
    """The meaning of a receipt. A phone that is absent may still come back."""

    ON_ITS_WAY = auto()
    ABSENT = auto()
    DELIVERED = auto()
    FAILED = auto()


class Effect(Enum):
    """The effect of a receipt on its message.

    `HAND_ON`: the next people are notified, and the message stays as it is. `REQUEUE`: the first provider tries again.
    `CANCEL`: nobody needs the message any more.
    """

    IGNORE = auto()
    HAND_ON = auto()
    DELIVER = auto()
    REQUEUE = auto()
    CANCEL = auto()
    FAIL = auto()

    @property
    def is_undelivered(self) -> bool:
        """Return whether the text has not reached its phone, so that the next people are notified."""
        return self in {Effect.HAND_ON, Effect.REQUEUE, Effect.CANCEL, Effect.FAIL}


def effect(news: News, *, is_final: bool, was_backup_alone: bool, is_obsolete: bool) -> Effect:
    """Return what a receipt does.

    `is_final` says that the message has a final state: that stays. `was_backup_alone` says that only the backup
    provider had accepted the text, so that the first provider can still try.
    """
    if is_final or news is News.ON_ITS_WAY:
        return Effect.IGNORE
    if news is News.ABSENT:
        return Effect.HAND_ON
    if news is News.DELIVERED:
        return Effect.DELIVER
    if not was_backup_alone:
        return Effect.FAIL
    return Effect.CANCEL if is_obsolete else Effect.REQUEUE
