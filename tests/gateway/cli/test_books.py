"""`doria books`: the books of a period as a journal and as a table, in balance, and without anybody who gave."""

import csv
import io
from pathlib import Path

import pytest

from gateway.association.giving import accounts, givers, movements
from gateway.association.giving.movements import Gift, Move
from menus.domain.giving import AccountKind, GivenBy
from tests.gateway.cli.conftest import doria
from tests.menus.domain.test_books import entries
from tests.people import COORDINATOR, OTHER
from tests.town import Town


def month(town: Town, later: int = 0) -> str:
    """Tell the month in which this town lives now, or one of those after or before it."""
    here = town.now.astimezone(town.community.timezone)
    years, months = divmod(here.month - 1 + later, 12)
    return f"{here.year + years}-{months + 1:02}"


def fills(town: Town) -> str:
    """Let somebody give, and something be paid, this month; return the number of the giver."""
    record = town.record()
    with town.services.uow() as uow:
        giver = givers.link(uow, record, OTHER, "sw")
        paybill = accounts.numbered(uow, record, AccountKind.MPESA, "123456")
        tea = accounts.spent_on(uow, record, "tea")
        gift = Gift(500, paybill, month(town), GivenBy.MPESA, giver.id, external_id="-20261123-50")
        movements.give(uow, record, gift)
        movements.move(uow, record, Move(120, paybill, tea, record.person_ids[COORDINATOR], GivenBy.MPESA))
    return giver.number


def test_the_journal_of_a_month_is_in_balance(served: Town) -> None:
    fills(served)
    told = doria("books", "mlango-kubwa", "--period", month(served), "--hledger")
    assert told.exit_code == 0
    read = entries(told.output)
    assert [sum(amount for _, amount in entry) for entry in read] == [0, 0]
    with served.services.reading() as session:
        found = accounts.balances(session, served.record())
    assert accounts.is_in_balance(found)
    held = sum(each.amount for each in found if each.kind is AccountKind.MPESA)
    assert held == 380 == sum(amount for entry in read for name, amount in entry if name == "assets:mpesa:123456")


def test_a_later_period_begins_with_what_was_there(served: Town) -> None:
    fills(served)
    (opening,) = entries(doria("books", "mlango-kubwa", "--period", month(served, later=1)).output)
    assert opening == [("assets:mpesa:123456", 380), ("equity:opening", -380)]
    assert entries(doria("books", "mlango-kubwa", "--period", month(served, later=-1)).output) == []


def test_a_table_holds_no_formula_and_nobody_who_gave(served: Town) -> None:
    number = fills(served)
    for form in ("--csv", "--hledger"):
        told = doria("books", "mlango-kubwa", "--period", month(served)[:4], form).output
        assert number not in told
        assert OTHER[-9:] not in told
        assert not [person.name for person in served.community.people if person.name in told]
    table = doria("books", "mlango-kubwa", "--period", month(served)[:4], "--csv").output
    header, gift, paid = csv.reader(io.StringIO(table))
    assert (gift[header.index("amount_kes")], paid[header.index("amount_kes")]) == ("500", "120")
    assert gift[header.index("network_number")] == "'-20261123-50"


def test_a_file_is_never_written_over(served: Town, tmp_path: Path) -> None:
    fills(served)
    out = tmp_path / "books.journal"
    assert doria("books", "mlango-kubwa", "--period", month(served), "--out", str(out)).exit_code == 0
    assert len(entries(out.read_text(encoding="utf-8"))) == 2
    assert doria("books", "mlango-kubwa", "--period", month(served), "--out", str(out)).exit_code == 1


@pytest.mark.usefixtures("served")
@pytest.mark.parametrize("wrong", [("nowhere", "2026-11"), ("mlango-kubwa", "November"), ("mlango-kubwa", "2026-13")])
def test_what_cannot_be_printed_is_refused_in_one_line(wrong: tuple[str, str]) -> None:
    key, period = wrong
    told = doria("books", key, "--period", period)
    assert (told.exit_code, len(told.stderr.strip().split("\n"))) == (1, 1)
