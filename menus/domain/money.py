"""Money: an amount in a currency, as settings and networks write it."""

import re
from dataclasses import dataclass
from decimal import Decimal

from menus.domain import currencies

HOME = "KES"
_WRITTEN = re.compile(r"(?:([A-Z]{3}) *)?(-?[0-9]{1,15}(?:\.[0-9]{1,10})?)(?: *([A-Z]{3}))?", re.IGNORECASE)


@dataclass(frozen=True)
class Money:
    """An amount of money. `currency` is the three-letter code of ISO 4217 (`UGX`)."""

    currency: str
    amount: Decimal

    def __str__(self) -> str:
        return f"{self.currency} {self.amount:.2f}"


def read(text: str, currency: str = HOME) -> Money | None:
    """Return the money in `KES 1,234.50`, `1234.50 KES` or `1234.50` (in `currency`); None for any other text."""
    found = _WRITTEN.fullmatch(text.strip().replace(",", ""))
    if found is None or (found[1] and found[3]):
        return None
    return Money((found[1] or found[3] or currency).upper(), Decimal(found[2]))


def is_known(currency: str) -> bool:
    """Return whether a three-letter code is a currency."""
    return currency in currencies.KNOWN
