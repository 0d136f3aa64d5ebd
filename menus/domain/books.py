"""The books of a period as text: a journal that hledger reads, and a table for a spreadsheet.

Each movement takes an amount out of one account into another, so every entry adds up to nothing. No giver stands in
either, and no custodian by name: cash is that of the row of a person.
"""

import csv
import io
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, tzinfo

from menus.domain import local_days
from menus.domain.giving import AccountKind

_PERIOD = re.compile(r"([0-9]{4})(?:-(?:(0[1-9]|1[0-2])|Q([1-4])))?", re.ASCII)
PERIOD_ACCEPTED = "a month such as 2026-11, a quarter such as 2026-Q4, or a year such as 2026"
_FIRST_YEAR, _LAST_YEAR = 2000, 2999
_MONTHS, _QUARTER = 12, 3
OPENING = "equity:opening"
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
"""A cell that begins with one of these is a formula to a spreadsheet, and could do anything there."""
COLUMNS = (
    "number",
    "date",
    "amount_kes",
    "from",
    "to",
    "receipt",
    "gift_month",
    "method",
    "network_number",
    "decision",
    "two_people",
    "reverses",
)


@dataclass(frozen=True)
class Within:
    """A period of whole months: its name, its first day, and the first day after it."""

    name: str
    begins: date
    until: date


@dataclass(frozen=True)
class Line:
    """A movement: `number` is that of its row, and the accounts go by their names in the journal.

    `is_agreed` says that a second person agreed to it. `reverses` is the number of the movement that was wrong.
    """

    number: int
    at: datetime
    amount: int
    out_of: str
    into: str
    method: str
    receipt: str | None = None
    month: str | None = None
    external_id: str | None = None
    decision: int | None = None
    is_agreed: bool = False
    reverses: int | None = None


@dataclass(frozen=True)
class BooksOf:
    """The movements of a period, and what was in each account when it began."""

    name: str
    within: Within
    zone: tzinfo
    lines: Sequence[Line]
    opening: Mapping[str, int] = field(default_factory=dict)


def read_period(text: str) -> Within | None:
    """Return a period by its name; None for what is none."""
    found = _PERIOD.fullmatch(text.strip().upper())
    if found is None or not _FIRST_YEAR <= int(found[1]) < _LAST_YEAR:
        return None
    year, first, count = int(found[1]), 1, _MONTHS
    if found[2]:
        first, count = int(found[2]), 1
    elif found[3]:
        first, count = (int(found[3]) - 1) * _QUARTER + 1, _QUARTER
    until = year * _MONTHS + first - 1 + count
    return Within(found[0], date(year, first, 1), date(until // _MONTHS, until % _MONTHS + 1, 1))


def account_name(kind: AccountKind, name: str, person_id: int | None) -> str:
    """Return the name of an account in a journal, such as `assets:mpesa:123456`."""
    match kind:
        case AccountKind.GIVEN:
            return "income:gifts"
        case AccountKind.SPENT:
            return f"expenses:{plain(name)}"
        case AccountKind.CASH:
            return f"assets:cash:{person_id or 0}"
    return f"assets:{kind}:{plain(name)}"


def plain(text: str) -> str:
    """Return a text that ends no line of a journal, begins no comment, and parts no account from its amount."""
    return re.sub(r"[\s;:|]+", " ", text).strip() or "-"


def journal(books: BooksOf) -> str:
    """Return the books as a journal of hledger. Every entry adds up to nothing."""
    lines = [f"; The books of {plain(books.name)}, {books.within.name}. Amounts in KES.", ""]
    held = {account: amount for account, amount in books.opening.items() if amount and account.startswith("assets:")}
    if held:
        lines.append(f"{books.within.begins.isoformat()} opening balances")
        lines += [_posting(account, amount) for account, amount in sorted(held.items())]
        lines += [_posting(OPENING, -sum(held.values())), ""]
    for line in books.lines:
        code = f"({plain(line.external_id).replace(')', ' ')}) " if line.external_id else ""
        lines.append(f"{_day(books, line)} {code}{_what(line)}")
        tags = [f"movement:{line.number}", f"method:{line.method}"]
        tags += [f"for:{line.month}"] if line.month else []
        tags += [f"decision:D{line.decision}"] if line.decision else []
        tags += ["agreed:yes"] if line.is_agreed else []
        tags += [f"reverses:{line.reverses}"] if line.reverses else []
        lines += [f"    ; {', '.join(tags)}", _posting(line.into, line.amount), _posting(line.out_of, -line.amount), ""]
    return "\n".join(lines)


def table(books: BooksOf) -> str:
    """Return the books as comma-separated values, a line for each movement; no cell is a formula."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for line in books.lines:
        cells = (
            line.number,
            _day(books, line),
            line.amount,
            line.out_of,
            line.into,
            line.receipt or "",
            line.month or "",
            line.method,
            line.external_id or "",
            f"D{line.decision}" if line.decision else "",
            "yes" if line.is_agreed else "",
            line.reverses or "",
        )
        writer.writerow([cell if isinstance(cell, int) else safe_cell(cell) for cell in cells])
    return out.getvalue()


def safe_cell(text: str) -> str:
    """Return the text of a cell that no spreadsheet takes for a formula."""
    return f"'{text}" if text.startswith(_FORMULA) else text


def _what(line: Line) -> str:
    if line.reverses:
        return "put right"
    if line.receipt:
        return f"gift | {line.receipt}"
    return "paid" if line.into.startswith("expenses:") else "handed over"


def _day(books: BooksOf, line: Line) -> str:
    return local_days.day_of(line.at, books.zone).isoformat()


def _posting(account: str, amount: int) -> str:
    # Two spaces end the name of an account.
    return f"    {account}  {amount} KES"
