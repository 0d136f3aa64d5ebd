"""Replies about giving that several commands share: what is wrong with a command, and how it is written."""

from collections.abc import Callable
from typing import TypeVar

from gateway.sms.sender import Reply, Sender
from menus.domain.giving import Giving
from menus.sms.giving_forms import Mistake
from menus.text import giving_in_force
from menus.text.names import Text

T = TypeVar("T")
EXAMPLES = {
    "received": "RECEIVED 50 G48273 NOV",
    "kind": "KIND torches 4 G48273",
    "handover": "HANDOVER 1850 TO ...",
    "pay": "PAY 3200 TEA D12",
}
"""A command as it is written, for an answer to one with a mistake."""
_MISTAKES = {
    Mistake.AMOUNT: Text.GIVING_AMOUNT,
    Mistake.MONTH: Text.GIVING_MONTH,
    Mistake.WORDS: Text.GIVING_WORDS,
    Mistake.GIVER: Text.GIVING_NO_GIVER,
    Mistake.RECEIPT: Text.GIVING_NO_RECEIPT,
    Mistake.NUMBER: Text.ASK_UNKNOWN,
}


def obeying(
    example: str, obey: Callable[[Sender, Giving, T], Reply], *, asks_others: bool = False
) -> Callable[[Sender, T | Mistake], Reply]:
    """Return what obeys a command where giving is open, and tells its sender what is wrong with it otherwise.

    `asks_others`: the command asks somebody by a text. No text of money goes out in a pause, so it waits for its end.
    """

    def act(sender: Sender, wanted: T | Mistake) -> Reply:
        giving = giving_in_force.of(sender.record.community)
        if giving is None:
            return sender.reply(Text.GIVING_CLOSED)
        if isinstance(wanted, Mistake):
            return sender.reply(_MISTAKES[wanted], example=EXAMPLES.get(example, ""))
        if asks_others and sender.record.paused_at is not None:
            return sender.reply(Text.MONEY_PAUSED)
        return obey(sender, giving, wanted)

    return act
