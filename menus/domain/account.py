"""The account at a provider: for how many days its money lasts, and how exactly the desk tells what is left."""

from datetime import timedelta
from decimal import ROUND_DOWN, Decimal

from menus.domain.money import Money

WEEK = timedelta(days=7)
"""The time whose cost tells what a day costs: texts of a Saturday night differ from those of a Tuesday."""
MOST_DAYS = 99
"""More days than these are told as so many: a figure so far ahead is no promise. A guess."""
FEW_DAYS = 3
"""The days left at which the line turns red: to top up an account takes a day, a weekend two more. A guess."""
LITTLE = Decimal(100)
"""Less than this is told as less than this: a text costs about one shilling, and each would show. A guess."""
_FIGURES = 2


def is_little(money: Money) -> bool:
    """Return whether there is so little that only this is told. An account that is overdrawn holds little."""
    return money.amount < LITTLE


def days_left(balance: Money, of_week: Decimal) -> int | None:
    """Return how many whole days a balance lasts at the cost of the last seven; None if that is not told.

    It is worked out from the two amounts as they are told, so that it tells no more than they do, and never says too
    many days. Little money has no days, and neither has a week that cost nothing.
    """
    if of_week <= 0 or is_little(balance):
        return None
    low, unit = _cut(of_week)
    return min(MOST_DAYS, int(_cut(balance.amount)[0] * WEEK.days / (low + unit)))


def about(money: Money) -> str:
    """Return an amount as the desk tells it: its first two figures, the rest cut off; of little, what it is less than.

    The full amount changes with each text, also with one of a private matter: somebody who compares it with the board
    would learn of that. Two figures say when to top up.
    """
    told = LITTLE if is_little(money) else _cut(money.amount)[0]
    return f"{money.currency} {told.quantize(Decimal(1), ROUND_DOWN):,}"


def _cut(amount: Decimal) -> tuple[Decimal, Decimal]:
    """Return the most that is told of an amount, and by how much it may be more."""
    if amount < LITTLE:
        return Decimal(0), LITTLE
    unit = Decimal(1).scaleb(amount.adjusted() - _FIGURES + 1)
    return amount.quantize(unit, ROUND_DOWN), unit
