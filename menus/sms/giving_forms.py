"""Forms of the commands of giving by SMS: what the words behind a verb ask for.

Each form needs a number of its kind, or an amount in digits in its place. Anything else gives None, and the text is
read as if the verb did not exist. What has the form, with a mistake in it, gives a `Mistake`: its sender is told.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from menus.domain import lettered
from menus.domain.lettered import Letter
from menus.text import catalog, languages, months
from menus.text.names import Text

MOST_AMOUNT = 1_000_000
"""The most shillings that one text moves: more than a year of a small association. A guess; a slip of a digit is more
likely than that."""
MOST_THINGS = 9_999
_MOST_BEHIND = 6
"""An amount, a month, and at most four words behind them are a gift with a name. A guess."""
_MOST_NAME = 6
"""The most words of a name or of things. A guess."""
_AMOUNT = re.compile(r"([0-9]{1,7}|[0-9]{1,3}(?:,[0-9]{3})+)(?:/[-=]?|=)?", re.ASCII)
_CURRENCY = re.compile(r"(kes|ksh|sh)\.?", re.IGNORECASE)
_BETWEEN = frozenset({"to", "kwa", "for", "ya"})
_NEW = frozenset({"new", "mpya"})
_TO = frozenset({"to", "kwa"})
_FIGURES = re.compile(r"(?i:kes|ksh|sh)?[.+-]?[0-9][0-9.,/=-]*", re.ASCII)
"""What has the look of an amount, right or wrong."""
_MARKS = ".,;:!?()"


class Mistake(StrEnum):
    """A fault of a command that has the form of one."""

    AMOUNT = "amount"
    MONTH = "month"
    GIVER = "giver"
    WORDS = "words"
    """Words stand beside it that belong to no form: a name, perhaps."""
    RECEIPT = "receipt"
    NUMBER = "number"


@dataclass(frozen=True)
class Received:
    """A gift of cash: the amount, the giver's number, the month as a word (empty: this one), a receipt of a book.

    An empty `giver` gets a number now: it is written on a card.
    """

    amount: int
    giver: str
    month: str = ""
    receipt: str = ""


@dataclass(frozen=True)
class InKind:
    """A gift of things: what, how many, and the giver's number."""

    things: str
    count: int
    giver: str


@dataclass(frozen=True)
class Handover:
    """Cash that somebody hands over to a person, by name."""

    amount: int
    name: str


@dataclass(frozen=True)
class Pay:
    """A payment: the amount, what for, the decision, and the account out of which it goes (empty: the cash in hand).

    `recipient` is the name of who gets a stipend; empty for anything else.
    """

    amount: int
    heading: str
    decision: str
    recipient: str = ""
    account: str = ""


def amount_of(word: str) -> int | None:
    """Return the whole shillings that a word says (`50`, `1,850`, `50/=`); None if it says no amount to move."""
    found = _AMOUNT.fullmatch(_CURRENCY.sub("", word, count=1).rstrip(".,"))
    amount = int(found[1].replace(",", "")) if found is not None else 0
    return amount if 1 <= amount <= MOST_AMOUNT else None


def received(words: Sequence[str]) -> Received | Mistake | None:
    """Read `50 G482731 NOV`, or `50 NEW NOV`, perhaps with the receipt of a printed book (`R412783`) behind it."""
    rest = _plain(words)
    giver, receipt = _taken(rest, Letter.GIVER), _taken(rest, Letter.RECEIPT)
    if giver is None and len(rest) == 3 and rest[1].casefold() in _NEW:  # noqa: PLR2004 - an amount, NEW, and a month
        return _of_new_giver(rest[0], rest[2], receipt)
    if giver is None:
        return None
    if len(rest) not in {1, 2}:
        # A gift stands there whole, and then a few words more: a name, perhaps. Anything else is somebody's own words.
        is_whole = 2 < len(rest) <= _MOST_BEHIND and amount_of(rest[0]) is not None and months.is_one(rest[1])  # noqa: PLR2004
        return Mistake.WORDS if is_whole else None
    amount, month = amount_of(rest[0]), rest[1] if len(rest) > 1 else ""
    if amount is None:
        return Mistake.AMOUNT
    if month and not months.is_one(month):
        return Mistake.MONTH
    wrong = Mistake.GIVER if not lettered.is_valid(giver) else _mistake_in(receipt)
    return wrong or Received(amount, giver, month, receipt or "")


def _mistake_in(receipt: str | None) -> Mistake | None:
    return Mistake.RECEIPT if receipt is not None and not lettered.is_valid(receipt) else None


def _of_new_giver(amount: str, month: str, receipt: str | None) -> Received | Mistake | None:
    """Read a gift of somebody who gets a number now. Without such a number a text must be right to be a command."""
    found = amount_of(amount)
    if found is None or not months.is_one(month):
        return None
    return _mistake_in(receipt) or Received(found, "", month, receipt or "")


def in_kind(words: Sequence[str]) -> InKind | Mistake | None:
    """Read `torches 4 G482731`."""
    rest = _plain(words)
    giver = _taken(rest, Letter.GIVER)
    counts = [word for word in rest if word.strip(_MARKS).isdecimal()]
    things = [word for word in rest if word not in counts]
    if giver is None or not 1 <= len(rest) <= _MOST_NAME + 1:
        return None
    count = counts[0].strip(_MARKS) if len(counts) == 1 else ""
    if not things or not count or not count.isascii() or not 1 <= int(count[:8]) <= MOST_THINGS:
        return Mistake.AMOUNT
    return InKind(" ".join(things), int(count), giver) if lettered.is_valid(giver) else Mistake.GIVER


def handover(words: Sequence[str]) -> Handover | Mistake | None:
    """Read `1850 TO Asha`."""
    rest = _plain(words)
    if len(rest) < 3 or not _FIGURES.fullmatch(rest[0]) or rest[1].casefold() not in _TO:  # noqa: PLR2004 - TO and a name
        return None
    name = rest[2:]
    if not 1 <= len(name) <= _MOST_NAME or any(sign.isdigit() for word in name for sign in word):
        return None
    amount = amount_of(rest[0])
    return Mistake.AMOUNT if amount is None else Handover(amount, " ".join(name))


def pay(words: Sequence[str]) -> Pay | Mistake | None:
    """Read `3200 TEA D12`, perhaps with an account behind it, or `1500 STIPEND Asha D12`."""
    rest = _plain(words)
    places = [place for place, word in enumerate(rest) if lettered.named(word, Letter.DECISION) is not None]
    if len(places) != 1 or places[0] < 2 or len(rest) - places[0] > 2:  # noqa: PLR2004 - an amount and what for
        return None
    decision = lettered.named(rest[places[0]], Letter.DECISION) or ""
    what = [word for word in rest[1 : places[0]] if word.casefold() not in _BETWEEN]
    account = " ".join(rest[places[0] + 1 :]).strip(_MARKS)
    if not 1 <= len(what) <= _MOST_NAME + 1:
        return None
    amount = amount_of(rest[0])
    if amount is None:
        return Mistake.AMOUNT
    if is_stipend(what[0]):
        return Pay(amount, "", decision, " ".join(what[1:]), account) if what[1:] else None
    return Pay(amount, " ".join(what), decision, account=account)


def is_stipend(word: str) -> bool:
    """Return whether a word says that a payment is a stipend, in any language, in the singular or the plural."""
    names = {catalog.say(language, Text.GIVE_STIPENDS).casefold() for language in languages.codes()}
    return word.casefold().strip(_MARKS) in names | {name.removesuffix("s") for name in names}


def of_receipt(words: Sequence[str]) -> str | Mistake | None:
    """Read the number of a receipt, and nothing else."""
    return _alone(words, Letter.RECEIPT, Mistake.RECEIPT)


def of_request(words: Sequence[str]) -> str | Mistake | None:
    """Read the number of what waits for a second person (`P20417`), and nothing else."""
    return _alone(words, Letter.PAYMENT, Mistake.NUMBER)


def nothing(words: Sequence[str]) -> bool | None:
    """Read no word at all."""
    return None if words else True


def _plain(words: Sequence[str]) -> list[str]:
    """Return words with a letter and its digits as one, and without a currency that stands alone."""
    return [word for word in lettered.with_glued(list(words)) if not _CURRENCY.fullmatch(word)]


def _taken(rest: list[str], letter: Letter) -> str | None:
    """Take the number with a letter out of words; None unless there is exactly one."""
    found = [(word, number) for word in rest if (number := lettered.named(word, letter)) is not None]
    if len(found) != 1:
        return None
    rest.remove(found[0][0])
    return found[0][1]


def _alone(words: Sequence[str], letter: Letter, mistake: Mistake) -> str | Mistake | None:
    rest = _plain(words)
    number = _taken(rest, letter)
    if number is None or rest:
        return None
    return number if lettered.is_valid(number) else mistake
