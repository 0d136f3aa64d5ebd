"""The books as text: every entry adds up to nothing, no cell is a formula, and an own reading finds the same money."""

import csv
import io
import re
import shutil
import subprocess
from collections import Counter
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from menus.domain import books
from menus.domain.books import BooksOf, Line, Within
from menus.domain.giving import AccountKind

NOVEMBER = Within("2026-11", date(2026, 11, 1), date(2026, 12, 1))
FIRST = datetime(2026, 11, 1, tzinfo=UTC)
ACCOUNTS = ["income:gifts", "assets:cash:7", "assets:mpesa:123456", "assets:bank:0011", "expenses:tea"]
POSTING = re.compile(r"    (\S.*?)  (-?\d+) KES")
ODD = st.text(max_size=12) | st.sampled_from(["=1+1", "-1", "+A1", "@SUM", "\tx", ";", ") x", "a\nb"])
LINES = st.builds(
    Line,
    number=st.integers(1, 10**6),
    at=st.timedeltas(timedelta(0), timedelta(days=29)).map(lambda later: FIRST + later),
    amount=st.integers(1, 10**8),
    out_of=st.sampled_from(ACCOUNTS[:3]),
    into=st.sampled_from(ACCOUNTS[3:]),
    method=st.sampled_from(["cash", "mpesa"]),
    receipt=st.none() | st.just("R412783"),
    month=st.none() | st.just("2026-11"),
    external_id=st.none() | ODD,
    decision=st.none() | st.integers(1, 99),
    is_agreed=st.booleans(),
    reverses=st.none() | st.integers(1, 99),
)
BOOKS = st.builds(
    BooksOf,
    name=ODD,
    within=st.just(NOVEMBER),
    zone=st.just(UTC),
    lines=st.lists(LINES, max_size=8),
    opening=st.dictionaries(st.sampled_from(ACCOUNTS), st.integers(-(10**8), 10**8)),
)


def entries(text: str) -> list[list[tuple[str, int]]]:
    """Read a journal anew: the postings of each entry, each an account and an amount."""
    found: list[list[tuple[str, int]]] = []
    for line in text.split("\n"):
        if re.match(r"\d{4}-\d\d-\d\d ", line):
            found.append([])
        elif posting := POSTING.fullmatch(line):
            found[-1].append((posting[1], int(posting[2])))
        else:
            assert not line or line.lstrip().startswith(";"), line
    return found


@given(BOOKS)
def test_every_entry_of_a_journal_is_in_balance(found: BooksOf) -> None:
    read = entries(books.journal(found))
    assert all(len(entry) >= 2 and sum(amount for _, amount in entry) == 0 for entry in read)
    held = Counter({account: amount for account, amount in found.opening.items() if account.startswith("assets:")})
    for line in found.lines:
        held[line.into] += line.amount
        held[line.out_of] -= line.amount
    told: Counter[str] = Counter()
    for entry in read:
        for account, amount in entry:
            told[account] += amount
    told.pop(books.OPENING, None)
    assert {account: amount for account, amount in told.items() if amount} == {
        account: amount for account, amount in held.items() if amount
    }


@given(BOOKS)
def test_no_cell_of_a_table_is_a_formula(found: BooksOf) -> None:
    header, *rows = csv.reader(io.StringIO(books.table(found), newline=""))
    assert tuple(header) == books.COLUMNS
    assert [int(row[2]) for row in rows] == [line.amount for line in found.lines]
    for row in rows:
        assert not [cell for cell in row if cell.startswith(("=", "+", "-", "@", "\t", "\r", "\n"))]


@given(ODD)
def test_a_safe_cell_keeps_its_text(text: str) -> None:
    assert books.safe_cell(text).removeprefix("'") == text.removeprefix("'")


@pytest.mark.parametrize(
    ("text", "begins", "until"),
    [
        ("2026-11", date(2026, 11, 1), date(2026, 12, 1)),
        ("2026-12", date(2026, 12, 1), date(2027, 1, 1)),
        ("2026-Q4", date(2026, 10, 1), date(2027, 1, 1)),
        ("2026-q1", date(2026, 1, 1), date(2026, 4, 1)),
        ("2026", date(2026, 1, 1), date(2027, 1, 1)),
    ],
)
def test_a_period_is_whole_months(text: str, begins: date, until: date) -> None:
    found = books.read_period(text)
    assert found is not None
    assert (found.begins, found.until) == (begins, until)


@pytest.mark.parametrize("text", ["", "2026-13", "2026-00", "2026-Q5", "11-2026", "November", "9999", "0000", "٢٠٢٦"])
def test_what_is_no_period_is_refused(text: str) -> None:
    assert books.read_period(text) is None


def test_the_kinds_of_accounts_have_names_in_the_journal() -> None:
    assert books.account_name(AccountKind.GIVEN, "", None) == "income:gifts"
    assert books.account_name(AccountKind.CASH, "", 7) == "assets:cash:7"
    assert books.account_name(AccountKind.MPESA, "123456", None) == "assets:mpesa:123456"
    assert books.account_name(AccountKind.SPENT, "tea; x\n", None) == "expenses:tea x"


def test_hledger_reads_the_journal_where_it_is_installed() -> None:
    hledger = shutil.which("hledger")
    at = datetime(2026, 11, 3, tzinfo=UTC)
    lines = [
        Line(1, at, 50, "income:gifts", "assets:mpesa:123456", "mpesa", "R412783", "2026-11", "SKU1ABC234"),
        Line(2, at + timedelta(days=1), 30, "assets:mpesa:123456", "expenses:tea", "mpesa", decision=12),
    ]
    text = books.journal(BooksOf("mlango-kubwa", NOVEMBER, UTC, lines, {"assets:cash:7": 200}))
    assert sum(amount for entry in entries(text) for account, amount in entry if account.startswith("assets:")) == 220
    if hledger is None:
        return
    told = subprocess.run(  # noqa: S603 - the program that was found
        [hledger, "-f", "-", "check", "autobalanced", "ordereddates"],
        input=text,
        text=True,
        capture_output=True,
        check=False,
    )
    assert told.returncode == 0, told.stderr
