"""The form of a text that gives a payment by M-PESA to the giver who named it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from menus.domain import lettered, paying
from menus.domain.lettered import Letter

_NUMBER = re.compile(r"(?=.*[0-9])(?=.*[A-Z])[A-Z0-9]{10}", re.ASCII)
"""The number that the network gives a payment: ten letters and digits, never one kind alone."""


@dataclass(frozen=True)
class ClaimedPayment:
    """A payment, by the number that the network gave it, and the number of the giver who named it."""

    number: str
    giver: str


def of_payment(words: Sequence[str]) -> ClaimedPayment | None:
    """Read `SKU1ABC234 G482731`, in any order; None for any other words: an amount is another command's."""
    plain = [word.strip(".,;:!?()") for word in lettered.with_glued(list(words))]
    givers = [found for word in plain if (found := lettered.named(word, Letter.GIVER)) is not None]
    others = [word for word in plain if lettered.named(word, Letter.GIVER) is None]
    if len(givers) != 1 or len(others) != 1:
        return None
    number = paying.number_of(others[0])
    return ClaimedPayment(number, givers[0]) if number is not None and _NUMBER.fullmatch(number) else None
