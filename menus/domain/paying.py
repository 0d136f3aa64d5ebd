"""Payments by mobile money: what is read of one, and the life of one. Names and phones of payers are never read."""

import hashlib
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal, InvalidOperation
from enum import StrEnum

from menus.domain import lettered
from menus.domain.lettered import Letter
from menus.domain.lives import Life

_NAIROBI = timezone(timedelta(hours=3))
"""The network writes its moments without a zone, in the time of Nairobi."""
_NUMBER = re.compile(r"[A-Z0-9]{4,40}", re.ASCII)
"""The number that the network gives a payment has ten letters and digits today. A guess for tomorrow."""
_SHORTCODE = re.compile(r"[0-9]{1,12}", re.ASCII)
_AMOUNT = re.compile(r"[+-]?[0-9]{1,9}(?:\.[0-9]{1,6})?", re.ASCII)
"""A payment has at most nine digits before the point: the network itself lets nobody pay more than six. A guess."""
_CENTS = 100
MOST_SHILLINGS = 1_000_000
"""A payment above this waits for a person: the network itself moves a quarter of a million at most. A guess."""
_FIRST_YEAR, _LAST_YEAR = 2007, 2200
"""The network began in 2007."""
_LONGEST = 64
"""No field of a payment that is read is longer. A guess."""
_LONGEST_MOMENT = 20
"""The longest moment in a form that is read. A number that is made up must fit the field in which a person types it."""
_DIGEST = 12
"""So many letters and digits tell two numbers apart that cannot be read. A guess."""
_OLDEST = timedelta(hours=48)
"""The network gives payments of the last two days alone (what integrators tell; unverified)."""
_AGAIN = timedelta(hours=1)
"""Payments of so long before the last query are asked for again: some appear late. A guess."""


class PaymentSource(StrEnum):
    """The way on which Doria learnt of a payment. The values are stored."""

    CALLBACK = "callback"
    PULL = "pull"
    """Its callback never came: Doria found it when it asked the network."""


class PaymentState(StrEnum):
    """The state of a payment that came. The values are stored."""

    UNCLAIMED = "unclaimed"
    """It fits no giver. It waits until a giver names it to the treasurer, and is never guessed."""
    BOOKED = "booked"


class PaymentStep(StrEnum):
    """A step in the life of a payment."""

    GIVEN_TO = "given-to"
    """It is entered into the books as the gift of a giver."""


PAYMENT = Life({(PaymentState.UNCLAIMED, PaymentStep.GIVEN_TO): PaymentState.BOOKED})


@dataclass(frozen=True)
class Paid:
    """A payment as it was read.

    `cents` is None if no amount could be read, `paid_at` if no moment could. `account` is the number of a giver if the
    payer typed something of that form; the check digit is not tested here. Whatever else they typed may be a name, and
    is not kept.
    """

    number: str
    cents: int | None
    paid_at: datetime | None
    shortcode: str | None
    account: str | None


@dataclass(frozen=True)
class Fields:
    """The names of the fields of a payment in one kind of message. No other field is read."""

    number: str
    amount: str
    at: str
    shortcode: str
    account: str

    @property
    def names(self) -> frozenset[str]:
        """All names."""
        return frozenset({self.number, self.amount, self.at, self.shortcode, self.account})


CALLBACK = Fields("TransID", "TransAmount", "TransTime", "BusinessShortCode", "BillRefNumber")
PULLED = Fields("transactionId", "amount", "trxDate", "shortcode", "billreference")
"""The answer to a query does not say the shortcode: whoever asked knows it."""


def read(values: Mapping[str, str], names: Fields) -> Paid | None:
    """Return the payment that some fields tell of; None if they hold neither its number nor an amount.

    A payment whose number is missing or cannot be read gets one of its other fields: the same message again is the same
    payment, and two givers who pay as much in the same second are two.
    """

    def field(name: str, read_one: Callable[[str], object]) -> object:
        text = " ".join(values.get(name, "").split())
        return read_one(text) if text and len(text) <= _LONGEST else None

    number, cents = field(names.number, number_of), field(names.amount, cents_of)
    at, shortcode, account = (
        field(names.at, moment_of),
        field(names.shortcode, shortcode_of),
        field(names.account, account_of),
    )
    if number is None and cents is None:
        return None
    return Paid(
        number if isinstance(number, str) else _made_up(values, names, cents, account),
        cents if isinstance(cents, int) else None,
        at if isinstance(at, datetime) else None,
        shortcode if isinstance(shortcode, str) else None,
        account if isinstance(account, str) else None,
    )


def _made_up(values: Mapping[str, str], names: Fields, cents: object, account: object) -> str:
    """Return a number for a payment without one that can be read.

    Of the account only the number of a giver goes in: anything else that was typed there may be a name.
    """
    # What no database takes, such as a zero byte or half of a pair, would have the payment refused again and again.
    at = "".join(sign for sign in values.get(names.at, "")[:_LONGEST_MOMENT] if sign.isascii() and sign.isprintable())
    parts = [at, str(cents), *([account] if isinstance(account, str) else [])]
    unread = values.get(names.number, "").strip()
    if unread:
        # A lone half of a pair, which JSON may hold, is a sign like any other here.
        parts.append(hashlib.sha256(unread.encode("utf-8", "surrogatepass")).hexdigest()[:_DIGEST])
    return "-".join(["", *parts])


def number_of(text: str) -> str | None:
    """Return the number of a payment in capitals; None if a text has another form."""
    found = text.strip().upper()
    return found if _NUMBER.fullmatch(found) else None


def cents_of(text: str) -> int | None:
    """Return an amount in cents; None for what is no amount. `50`, `50.00` and `1,000` are amounts."""
    plain = text.replace(",", "").replace(" ", "")
    if not _AMOUNT.fullmatch(plain):
        return None
    try:
        cents = Decimal(plain) * _CENTS
    except InvalidOperation:
        return None
    # Less than a cent is no money: it would be left over for ever.
    return int(cents) if cents == int(cents) else None


def moment_of(text: str) -> datetime | None:
    """Return a moment such as `20261130142501` or `2026-11-30T14:25:01Z`; None for anything else."""
    for form, zone in (("%Y%m%d%H%M%S", _NAIROBI), ("%Y-%m-%dT%H:%M:%SZ", UTC), ("%Y-%m-%d %H:%M:%S", _NAIROBI)):
        try:
            found = datetime.strptime(text, form).replace(tzinfo=zone)
        except ValueError:
            continue
        return found.astimezone(UTC) if _FIRST_YEAR <= found.year < _LAST_YEAR else None
    return None


def shortcode_of(text: str) -> str | None:
    """Return the number of a paybill; None for anything else."""
    return text if _SHORTCODE.fullmatch(text) else None


def account_of(text: str) -> str | None:
    """Return the number of a giver that a payer typed as the account: `G482731`, also `g 482 731` or `G-482731`.

    Digits alone are not read as one: they may be a phone or the number of a house.
    """
    return lettered.named(re.sub(r"[\s.-]", "", text), Letter.GIVER)


def whole_shillings(cents: int | None) -> int | None:
    """Return an amount in whole shillings, as it can go into the books; None if it is none.

    The network moves whole shillings alone. Cents would be a fault of the message: they are left for a person.
    """
    whole, rest = divmod(cents, _CENTS) if cents is not None else (0, 0)
    return whole if 0 < whole <= MOST_SHILLINGS and not rest else None


def pull_since(now: datetime, asked: datetime | None) -> datetime:
    """Return the moment since which payments are asked for; `asked` is that of the last query, if there was one."""
    oldest = now - _OLDEST
    return oldest if asked is None or asked > now else max(oldest, asked - _AGAIN)
