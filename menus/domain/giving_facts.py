"""Facts of giving that a caller may read: how to give, their own receipts, and the books of each month."""

from dataclasses import dataclass
from datetime import date

from menus.domain.giving import AccountKind, Band, GivenBy

FEWEST_GIVERS = 5
"""Givers below which a month's number of them is not told: a neighbour could guess who gave what. A guess."""


@dataclass(frozen=True)
class HowToGive:
    """The way to give. `number` is that of the caller's phone; empty before it has one. `band` is what they have said.

    `frozen` are the accounts that nobody may pay to now, by kind and number.
    """

    number: str = ""
    band: Band | None = None
    frozen: frozenset[tuple[AccountKind, str]] = frozenset()


@dataclass(frozen=True)
class OwnReceipt:
    """A receipt of the caller: of an amount for a month (`2026-11`), or of so many things. `is_undone`: it was wrong.

    `things` is empty for money.
    """

    number: str
    count: int
    month: str
    method: GivenBy = GivenBy.CASH
    things: str = ""
    is_undone: bool = False


@dataclass(frozen=True)
class OwnReceipts:
    """The receipts of the caller's phone, newest first; none of a phone that has not linked itself (`is_linked`)."""

    is_linked: bool = False
    receipts: tuple[OwnReceipt, ...] = ()


@dataclass(frozen=True)
class MonthBook:
    """The books of one month (`2026-11`): what came in, what went out by heading, and what there is at its end.

    `checked_on` is the day on which the last of the people (`checkers`) had counted it; None before it is checked.
    """

    month: str
    came: int
    givers: int
    out: tuple[tuple[str, int], ...]
    in_hand: int
    checked_on: date | None = None
    checkers: int = 0


@dataclass(frozen=True)
class Books:
    """The books of the last months, the newest first, and the support to the police by quarter.

    `support` is of pairs: a quarter (`2026-Q4`) and what was given in it.
    """

    months: tuple[MonthBook, ...] = ()
    support: tuple[tuple[str, int], ...] = ()
