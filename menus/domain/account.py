"""The account at a provider: for how many days its money lasts, and how exactly the desk tells what is left."""

from datetime import timedelta
from decimal import ROUND_DOWN, Decimal

from menus.domain.money import Money

WEEK = timedelta(days=7)
"""The time whose cost tells what a day costs: texts of a Saturday night differ from those of a Tuesday."""
MOST_DAYS = 99
"""More days than these are told as so many: a figure so far ahead is no promise. A guess."""
FEW_DAYS = 3
"""With so few days left the line turns red: to top up an account takes a day, a weekend two more. A guess."""
_FIGURES = 2


def days_left(balance: Money, of_week: Decimal) -> int | None:
    """Return how many whole days a balance lasts at the cost of the last seven; None if those cost nothing.

    An account that is overdrawn lasts no day.
    """
    if of_week <= 0:
        return None
    return max(0, min(MOST_DAYS, int(max(balance.amount, Decimal(0)) * WEEK.days / of_week)))


def about(money: Money) -> str:
    """Return an amount as the desk tells it: its first two figures, the rest cut off.

    The full amount changes with each text, also with one of a private matter: somebody who compares it with the board
    would learn of that. Two figures say when to top up.
    """
    amount = money.amount
    if amount.adjusted() < _FIGURES:
        return f"{money.currency} {amount.quantize(Decimal(1), ROUND_DOWN):,}"
    unit = Decimal(1).scaleb(amount.adjusted() - _FIGURES + 1)
    return f"{money.currency} {amount.quantize(unit, ROUND_DOWN).quantize(Decimal(1), ROUND_DOWN):,}"
