"""Floors of money: nobody is paid for a patrol without papers, by hours, by a slip, or twice; nothing is ever lost."""

import ast
import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Thread

import pytest
from sqlalchemy import func, select

from gateway.association.giving import accounts, givers, movements
from gateway.association.giving.movements import Gift
from gateway.storage.models.giving import Movement
from gateway.storage.models.giving_asks import GiftInKind, GivingAsk
from menus.domain.community import Mode
from menus.domain.giving import GivenBy
from menus.text.names import Text
from tests.giving import COORDINATOR, GIVING, TREASURER, decide, file_of, linked, open_giving
from tests.money import a_giver, callback, gifts, kept, posts, receipts
from tests.paper_files import paper, with_papers
from tests.people import BONDENI
from tests.town import Town

ROOT = Path(__file__).parents[3]
LAST_DAY = "2026-11-25"
MIDNIGHT = datetime(2026, 11, 25, 21, tzinfo=UTC)
PATROLLING = GIVING.replace("headings = {", 'headings = { night-walk = { sw = "doria", en = "patrol" },')


def fill(town: Town) -> None:
    """Put cash into the treasurer's hands."""
    record = town.record()
    with town.services.uow() as uow:
        hand = accounts.cash_of(uow, record, record.person_ids[TREASURER])
        movements.give(uow, record, Gift(5000, hand, "2026-11", GivenBy.CASH, givers.make(uow, record).id))


def paid(town: Town) -> int:
    with town.services.reading() as session:
        return session.scalar(select(func.count()).select_from(Movement).where(Movement.agreed_by.is_not(None))) or 0


def request_in(text: str) -> str:
    found = re.search(r"\bP\d{5,9}\b", text)
    assert found, text
    return found[0]


def test_when_the_papers_have_ended_nobody_is_paid_for_a_patrol_any_more(new_town: Callable[..., Town]) -> None:
    """Without a certificate there is no patrol, and no money for one: neither asked anew nor agreed to later."""
    town = new_town(file_of(""))
    decide(town)
    town.loads(with_papers(paper(LAST_DAY), text=file_of(PATROLLING)))
    fill(town)
    assert "agreed" in town.texts(COORDINATOR, f"AGREE {request_in(town.texts(TREASURER, 'PAY 100 PATROL D12'))}")
    waits = request_in(town.texts(TREASURER, "PAY 200 PATROL D12"))
    town.now = MIDNIGHT + timedelta(hours=12)
    town.ticks()
    assert town.community.mode is Mode.REFER_ONLY
    assert town.texts(COORDINATOR, f"AGREE {waits}") == town.said(Text.PAY_NO_PATROLS, COORDINATOR)
    for words in ("PATROL", "doria", "night-walk"):
        assert town.texts(TREASURER, f"PAY 300 {words} D12") == town.said(Text.PAY_NO_PATROLS, TREASURER)
    assert paid(town) == 1
    assert "agreed" in town.texts(COORDINATOR, f"AGREE {request_in(town.texts(TREASURER, 'PAY 400 TEA D12'))}")
    town.loads(with_papers(paper("2028-11-25"), text=file_of(PATROLLING)))
    assert "agreed" in town.texts(COORDINATOR, f"AGREE {waits}")


def imported(file: Path) -> set[str]:
    """Return every module that a file asks for."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module is not None:
            found |= {node.module, *(f"{node.module}.{name.name}" for name in node.names)}
        if isinstance(node, ast.Import):
            found |= {name.name for name in node.names}
    return found


def test_no_pay_is_computed_from_hours() -> None:
    """Hours of duty make a certificate. No code that knows them knows money, so they never make a wage."""
    of_hours = ("duty_hours", "duty_log", "certificates")
    of_money = ("association.giving", "models.giving", "domain.giving", "models.paying", "domain.books")
    seen = 0
    for file in [path for room in ("gateway", "menus", "workers") for path in (ROOT / room).rglob("*.py")]:
        if "storage/models/__init__" in file.as_posix() or "migrations" in file.as_posix():
            continue
        asked = imported(file)
        knows_hours = any(word in name for name in asked for word in of_hours)
        seen += knows_hours
        assert not (knows_hours and any(word in name for name in asked for word in of_money)), file
    assert seen > 3


def test_hours_change_no_stipend(town: Town) -> None:
    open_giving(town)
    fill(town)
    town.texts(BONDENI, "ON")
    town.now += timedelta(hours=9)
    town.texts(BONDENI, "OFF")
    name = town.person(BONDENI).name
    over = town.texts(TREASURER, f"PAY 2001 STIPEND {name} D12")
    assert over == town.said(Text.PAY_OVER_CAP, TREASURER, amount="2000", held="0")
    town.passes(minutes=60)
    with town.services.reading() as session:
        assert session.scalars(select(GivingAsk)).all() == []


@pytest.mark.parametrize(
    "text",
    [
        "PAY fifty TEA D12",
        "PAY hamsini TEA D12",
        "PAY 50.50 TEA D12",
        "PAY 50,5 TEA D12",
        "PAY -50 TEA D12",
        "HANDOVER 10.50 TO Coordinator, tenants (example)",
        "RECEIVED fifty {giver} NOV",
        "RECEIVED hamsini {giver} NOV",
        "RECEIVED 50.5 {giver} NOV",
        "KIND torches four {giver}",
        "KIND torches 4.5 {giver}",
        "KIND torches 0 {giver}",
    ],
)
def test_an_amount_in_words_or_with_cents_is_answered_and_moves_nothing(town: Town, text: str) -> None:
    """An amount in words or with cents gets a clear answer with an example, and nothing is written."""
    open_giving(town)
    fill(town)
    giver = linked(town, BONDENI)
    before = len(town.carrier.sent)
    answer = town.texts(TREASURER, text.format(giver=giver))
    verb = text.split(maxsplit=1)[0]
    assert answer, text
    assert verb in answer, "the answer shows how it is written"
    assert [phone for phone, _ in town.carrier.sent[before:]] == [TREASURER]
    with town.services.reading() as session:
        assert not session.scalars(select(GivingAsk)).all()
        assert not session.scalars(select(GiftInKind)).all()
        assert session.scalar(select(func.count()).select_from(Movement)) == 1


def test_a_handing_over_in_words_alone_does_nothing_and_is_told_the_form(town: Town) -> None:
    """Without a figure such words may be about people ("hand over them to ..."): nothing happens."""
    open_giving(town)
    fill(town)
    answer = town.texts(TREASURER, "HANDOVER fifty TO Coordinator, tenants (example)")
    assert town.is_a(answer, Text.SAY_MORE, TREASURER)
    assert "HANDOVER 500 TO ..." in answer
    with town.services.reading() as session:
        assert session.scalars(select(GivingAsk)).all() == []


def test_two_payments_with_one_number_are_one_whatever_else_they_say(town: Town) -> None:
    """Two payments with one `TransID`: the first one counts, and both are answered as accepted."""
    open_giving(town)
    giver, other = a_giver(town), a_giver(town)
    for fields in (callback(giver), callback(giver, amount="900.00"), callback(other), callback("")):
        answer = posts(town, fields)
        assert (answer.status_code, answer.get_json()["ResultCode"]) == (200, 0)
    assert [amount for amount, _, _ in gifts(town)] == [50]
    assert len(kept(town)) == len(receipts(town)) == 1


def test_one_payment_that_comes_four_times_at_once_is_one(town: Town) -> None:
    open_giving(town)
    fields = callback(a_giver(town))
    threads = [Thread(target=posts, args=(town, fields)) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(gifts(town)) == len(kept(town)) == 1


def test_what_is_undone_stays_in_the_books_with_what_undoes_it(town: Town) -> None:
    """A correction is a movement back: no row of the books is ever changed or taken away."""
    open_giving(town)
    answer = town.texts(TREASURER, f"RECEIVED 500 {a_giver(town)} NOV")
    receipt = re.search(r"\bR\d{5,9}\b", answer)
    assert receipt
    with town.services.reading() as session:
        row = session.scalars(select(Movement)).one()
        first = (row.id, row.amount_kes, row.from_account_id, row.to_account_id)
    town.texts(TREASURER, f"UNDO {receipt[0]}")
    with town.services.reading() as session:
        kept_row, back = session.scalars(select(Movement).order_by(Movement.id))
        assert (kept_row.id, kept_row.amount_kes, kept_row.from_account_id, kept_row.to_account_id) == first
        assert (back.reverses, back.amount_kes) == (kept_row.id, 500)
        assert (back.from_account_id, back.to_account_id) == (kept_row.to_account_id, kept_row.from_account_id)
