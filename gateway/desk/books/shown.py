"""The books as the desk shows them: accounts by the names that people have for them, and movements without givers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from gateway.association.giving import taking_over
from gateway.association.giving.accounts import Balance
from gateway.desk import moments
from gateway.desk.answers import Words
from gateway.desk.viewer import Viewer
from menus.domain import books
from menus.domain.books import BooksOf, Line, Within
from menus.domain.giving import STIPEND, AccountKind
from menus.text import giving_in_force

PAGE = 50
"""Movements of one page. A page of the desk has at most 60 KB."""
_CENTS = 100


@dataclass(frozen=True)
class ShownAccount:
    """An account with its name, and what is in it. `frozen` is since when it is frozen; empty if it is not.

    `is_left`: it is cash of somebody who signs for nothing any more.
    """

    id: int
    name: str
    amount: int
    frozen: str
    can_freeze: bool
    is_left: bool


@dataclass(frozen=True)
class ShownLine:
    """A movement in words. `marks` are what is to be told beside it: the receipt, the decision, a second person."""

    day: str
    amount: int
    out_of: str
    into: str
    marks: Sequence[str]


def month_of(viewer: Viewer, typed: str) -> Within:
    """Return the month that was asked for; this one if that is none."""
    wanted = read_month(viewer, typed)
    if wanted is not None:
        return wanted
    found = books.read_period(f"{viewer.today:%Y-%m}")
    if found is None:
        message = f"no month of {viewer.today}"
        raise ValueError(message)
    return found


def read_month(viewer: Viewer, typed: str) -> Within | None:
    """Return the month of a name; None for what is none, and for one that has not begun."""
    found = books.read_period(typed)
    is_month = found is not None and len(found.name) == len("2026-11") and "Q" not in found.name
    return found if found is not None and is_month and found.begins <= viewer.today else None


def beside(month: Within, months: int) -> str:
    """Return the month so many months later."""
    count = month.begins.year * 12 + month.begins.month - 1 + months
    return f"{date(count // 12, count % 12 + 1, 1):%Y-%m}"


def account(viewer: Viewer, say: Words, balance: Balance) -> str:
    """Return the name of an account in the viewer's words."""
    if balance.kind is AccountKind.CASH:
        person = viewer.record.person(balance.person_id or 0)
        return say("account.cash", name=person.name if person is not None else say("account.nobody"))
    if balance.kind is AccountKind.SPENT:
        return say("account.spent", heading=_heading(viewer, say, balance.name))
    return say(f"account.{balance.kind}", number=balance.name)


def accounts(viewer: Viewer, say: Words, balances: Sequence[Balance]) -> list[ShownAccount]:
    """Return the accounts that hold money, as they are shown."""
    return [
        ShownAccount(
            each.account_id,
            account(viewer, say, each),
            each.amount,
            moments.at(viewer, each.frozen_at) if each.frozen_at is not None else "",
            each.kind is not AccountKind.CASH,
            taking_over.is_left(viewer.record, each),
        )
        for each in balances
        if each.kind in {AccountKind.CASH, AccountKind.MPESA, AccountKind.BANK}
    ]


def names(viewer: Viewer, say: Words, balances: Sequence[Balance]) -> dict[str, str]:
    """Return the names of all accounts by those that they have in a journal."""
    return {books.account_name(each.kind, each.name, each.person_id): account(viewer, say, each) for each in balances}


def lines(found: BooksOf, say: Words, named: Mapping[str, str], page: int) -> list[ShownLine]:
    """Return the movements of one page, the newest first."""
    newest = list(reversed(found.lines))[(page - 1) * PAGE : page * PAGE]
    return [
        ShownLine(
            f"{line.at.astimezone(found.zone):%d/%m}",
            line.amount,
            named.get(line.out_of, line.out_of),
            named.get(line.into, line.into),
            _marks(line, say),
        )
        for line in newest
    ]


def amount(say: Words, cents: int | None) -> str:
    """Return the amount of a payment that waits, as it came."""
    if cents is None:
        return say("unclaimed.no_amount")
    whole, rest = divmod(abs(cents), _CENTS)
    return f"{'-' if cents < 0 else ''}{whole}" + (f".{rest:02}" if rest else "")


def _marks(line: Line, say: Words) -> list[str]:
    marks = [line.receipt] if line.receipt else []
    marks += [line.external_id] if line.external_id else []
    marks += [f"D{line.decision}"] if line.decision else []
    marks += [say("line.two")] if line.is_agreed else []
    marks += [say("line.back")] if line.reverses else []
    return marks


def _heading(viewer: Viewer, say: Words, key: str) -> str:
    if key == STIPEND:
        return say("account.stipends")
    giving = giving_in_force.of(viewer.record.community)
    named = giving.headings.get(key, {}) if giving is not None else {}
    return named.get(viewer.language) or next(iter(named.values()), key)
