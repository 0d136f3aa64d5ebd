"""The page of the books: a month's money without givers, payments that wait, counts, frozen accounts, receipt books."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from gateway.association.giving import accounts, givers, movements
from gateway.association.giving import books as public
from gateway.association.giving.movements import Gift, Move
from gateway.communities.file import load_example
from gateway.desk.books import shown
from gateway.storage.models import Act
from gateway.storage.models.giving import GivingReceipt, Movement
from menus.domain import lettered, pads
from menus.domain.acts import ActKind
from menus.domain.giving import AccountKind, GivenBy
from menus.domain.giving_facts import MonthBook
from menus.domain.lettered import Letter
from tests.desk import Shown, Visitor
from tests.money import PAYBILL, a_giver, callback, gifts, opens_paybill, posts
from tests.people import COORDINATOR, LANDLORDS, LEADER, OTHER, OVERSIGHT
from tests.town import Town

HOME = "/desk/books"


def visits(town: Town, phone: str, language: str = "en") -> Visitor:
    """Give somebody who has signed in."""
    visitor = Visitor(town, phone, language)
    visitor.signs_in()
    return visitor


def fills(town: Town, count: int = 1) -> str:
    """Let somebody give some times, and pay for tea; return the number of the giver."""
    record = town.record()
    with town.services.uow() as uow:
        giver = givers.link(uow, record, OTHER, "sw")
        paybill = accounts.numbered(uow, record, AccountKind.MPESA, PAYBILL)
        tea = accounts.spent_on(uow, record, "tea")
        for number in range(count):
            gift = Gift(500, paybill, "2026-11", GivenBy.MPESA, giver.id, external_id=f"SKU{number:07}")
            movements.give(uow, record, gift)
        movements.move(uow, record, Move(120, paybill, tea, record.person_ids[LANDLORDS]))
    return giver.number


def test_a_month_is_shown_without_anybody_who_gave(town: Town) -> None:
    number = fills(town)
    for phone in (COORDINATOR, LANDLORDS, OVERSIGHT):
        page = visits(town, phone).opens(HOME)
        assert page.status == 200
        assert number not in page.html
        assert OTHER[-9:] not in page.html
        for part in ("500", "380", "120", "SKU0000000"):
            assert part in page.text
    assert "2026-11" not in str(page.root.all("title"))


@pytest.mark.parametrize("language", ["en", "sw"])
def test_a_month_of_a_thousand_movements_comes_in_small_pages(town: Town, language: str) -> None:
    fills(town, 1_000)
    visitor = visits(town, COORDINATOR, language)
    page = visitor.opens(HOME)
    assert len(page.html.encode()) < 60_000
    last = visitor.opens(f"{HOME}?page=999")
    assert visitor.says("books", "page", page=21, last=21) in last.text
    assert "SKU0000000" in last.text
    assert "SKU0000000" not in page.text
    assert shown.PAGE == 50


@pytest.mark.parametrize(
    "query", ["month=x", "month=2026-13", "month=\x00", "month=9999-99", "page=-1", "page=x", "page=0"]
)
def test_strange_addresses_show_this_month(town: Town, query: str) -> None:
    fills(town)
    page = visits(town, COORDINATOR).opens(f"{HOME}?{query}")
    assert page.status == 200
    assert "2026-11" in page.text


def test_a_payment_that_waits_is_given_to_the_giver_who_names_it(town: Town) -> None:
    opens_paybill(town)
    giver = a_giver(town)
    posts(town, callback("MY OWN NAME"))
    visitor = visits(town, LANDLORDS)
    page = visitor.opens(HOME)
    assert "SKU1ABC234" in page.text
    assert "OWN NAME" not in page.text
    done = visitor.presses(page, visitor.says("books", "claim"), number="sku1abc234", giver=giver.lower())
    assert giver in done.text
    assert gifts(town) == [(50, "2026-11", "SKU1ABC234")]
    again = visitor.presses(page, visitor.says("books", "claim"), number="SKU1ABC234", giver=giver)
    assert (again.status, len(gifts(town))) == (422, 1)


@pytest.mark.parametrize(
    ("number", "giver"),
    [
        ("SKU9ABC234", ""),
        ("", ""),
        ("SKU1ABC234", "G10009"),
        ("SKU1ABC234", "JOHN"),
        ("\x00", "x" * 10_000),
        ("é", "G\u0661\u0662"),
    ],
)
def test_what_fits_nothing_comes_back_in_words(town: Town, number: str, giver: str) -> None:
    opens_paybill(town)
    known = a_giver(town)
    posts(town, callback())
    visitor = visits(town, COORDINATOR)
    page = visitor.presses(visitor.opens(HOME), visitor.says("books", "claim"), number=number, giver=giver or known)
    assert page.status == 422
    assert any(page.root.all(role="alert"))
    assert gifts(town) == []


def test_a_payment_of_another_community_is_unknown(town: Town) -> None:
    opens_paybill(town)
    giver = a_giver(town)
    town.loads(load_example("kawangware"))
    with town.services.uow() as uow:
        other = next(one for one in town.services.directory.communities() if one.id != town.record().id)
        accounts.numbered(uow, other, AccountKind.MPESA, "654321")
    posts(town, callback("", BusinessShortCode="654321"))
    visitor = visits(town, COORDINATOR)
    page = visitor.opens(HOME)
    assert "SKU1ABC234" not in page.text
    done = visitor.presses(page, visitor.says("books", "claim"), number="SKU1ABC234", giver=giver)
    assert (done.status, gifts(town)) == (422, [])


def test_oversight_freezes_an_account_and_its_ledger_stays(town: Town) -> None:
    """Freezing one account hides it from those who want to give and keeps the ledger."""
    fills(town)
    visitor = visits(town, OVERSIGHT)
    page = visitor.opens(HOME)
    page = visitor.presses(page, visitor.says("books", "freeze"))
    assert visitor.says("books", "told.frozen") in page.text
    with town.services.reading() as session:
        frozen = accounts.frozen(session, town.record())
        assert set(frozen) == {(AccountKind.MPESA, PAYBILL)}
        assert session.scalar(select(func.count()).select_from(Movement)) == 2
        assert session.scalar(select(func.count()).where(Act.kind == ActKind.ACCOUNT_FROZEN)) == 1
    page = visitor.presses(page, visitor.says("books", "thaw"))
    assert visitor.says("books", "told.thawed") in page.text
    with town.services.reading() as session:
        assert not accounts.frozen(session, town.record())


def test_only_oversight_freezes(town: Town) -> None:
    fills(town)
    page = visits(town, COORDINATOR).opens(HOME)
    assert "/desk/books/freeze" not in page.html
    for account in ("0", "999", "x", "9" * 30, "\x00", ""):
        overseer = visits(town, OVERSIGHT)
        button = next(one for one in overseer.opens(HOME).buttons() if one.address == f"{HOME}/freeze")
        assert overseer.sends(button.address, {**button.fields, "account": account}).status == 200
    with town.services.reading() as session:
        assert not accounts.frozen(session, town.record())


def counts(visitor: Visitor, month: str = "2026-11") -> Shown:
    """Press that one has counted a month."""
    button = next(one for one in visitor.opens(HOME).buttons() if one.address == f"{HOME}/counted")
    return visitor.sends(button.address, {**button.fields, "month": month})


def test_two_people_of_different_households_check_a_month(town: Town) -> None:
    text = load_example("mlango-kubwa")
    for phone, household in ((COORDINATOR, "red"), (OVERSIGHT, "blue")):
        text = text.replace(f'phone = "{phone}"\n', f'phone = "{phone}"\nhousehold = "{household}"\n')
    assert text.count("household = ") == 2
    town.loads(text)
    fills(town)
    for phone in (COORDINATOR, OVERSIGHT):
        with town.services.reading() as session:
            assert of_november(town, session).checked_on is None
        visitor = visits(town, phone)
        assert visitor.says("books", "told.counted.noted") in counts(visitor).text
        assert visitor.says("books", "told.counted.before") in counts(visitor).text
    with town.services.reading() as session:
        found = of_november(town, session)
    assert found.checkers == 2
    assert found.checked_on is not None


def of_november(town: Town, session: Session) -> MonthBook:
    """Return the book of November as callers read it."""
    return public.of_months(session, town.record(), town.now).months[0]


@pytest.mark.parametrize("month", ["2026-12", "x", "", "2026-13", "\x00"])
def test_a_month_that_has_not_begun_is_not_counted(town: Town, month: str) -> None:
    fills(town)
    visitor = visits(town, COORDINATOR)
    assert visitor.says("books", "told.counted.no-month") in counts(visitor, month).text


def test_who_keeps_the_money_does_not_check_it(town: Town) -> None:
    fills(town)
    page = visits(town, LANDLORDS).opens(HOME)
    assert f"{HOME}/counted" not in page.html, "the treasurer"
    with town.services.uow() as uow:
        hand = accounts.cash_of(uow, town.record(), town.record().person_ids[COORDINATOR])
        movements.give(uow, town.record(), Gift(50, hand, "2026-11", GivenBy.CASH))
    assert f"{HOME}/counted" not in visits(town, COORDINATOR).opens(HOME).html, "a coordinator with cash"
    assert f"{HOME}/counted" in visits(town, OVERSIGHT).opens(HOME).html


def test_the_books_are_a_file_for_an_auditor(town: Town) -> None:
    number = fills(town)
    visitor = visits(town, OVERSIGHT)
    for form, part in (("csv", "amount_kes"), ("journal", "income:gifts")):
        answer = visitor.client.get(f"{HOME}/export?period=2026-Q4&form={form}")
        assert answer.status_code == 200
        assert "attachment" in answer.headers["Content-Disposition"]
        assert part in answer.text
        assert number not in answer.text
    assert visitor.opens(f"{HOME}/export?period=soon").status == 422


def test_a_receipt_book_has_numbers_that_no_other_receipt_gets(town: Town) -> None:
    """The printed page works without JavaScript, black and white, A5."""
    visitor = visits(town, LANDLORDS)
    page = visitor.opens(f"{HOME}/receipts")
    book = visitor.presses(page, visitor.says("books", "receipts.make"), count="20")
    numbers = [one.text for one in book.root.all("strong", class_="six")]
    assert len(set(numbers)) == 20
    assert all(lettered.is_valid(one) and lettered.named(one, Letter.RECEIPT) == one for one in numbers)
    assert not book.written_scripts()
    assert list(book.root.all("section", class_="receipts"))
    fills(town, 30)
    with town.services.reading() as session:
        given = set(session.scalars(select(GivingReceipt.number).where(GivingReceipt.book.is_(None))))
    assert len(given) == 30
    assert not given & set(numbers)
    assert visitor.opens(f"{HOME}/receipts/1").text == book.text, "it can be printed once more"
    again = visitor.presses(page, visitor.says("books", "receipts.make"), count="20")
    assert again.status == 422, "pressed twice"
    assert visitor.opens(f"{HOME}/receipts/2").status == 404


@pytest.mark.parametrize("count", ["", "9", "101", "-5", "x", "1" * 50, "\x00", "٢٠"])
def test_a_book_of_a_strange_size_is_not_made(town: Town, count: str) -> None:
    visitor = visits(town, COORDINATOR)
    page = visitor.presses(visitor.opens(f"{HOME}/receipts"), visitor.says("books", "receipts.make"), count=count)
    assert page.status == 422
    assert f"{pads.FEWEST}" in page.text
    for address in ("0", "1", str(2**31), str(2**63)):
        assert visitor.opens(f"{HOME}/receipts/{address}").status == 404


def test_a_week_has_a_limit_of_blank_receipts(town: Town) -> None:
    visitor = visits(town, COORDINATOR)
    for _ in range(3):
        page = visitor.opens(f"{HOME}/receipts")
        assert visitor.presses(page, visitor.says("books", "receipts.make"), count="100").status == 200
    page = visitor.presses(visitor.opens(f"{HOME}/receipts"), visitor.says("books", "receipts.make"), count="10")
    assert page.status == 422
    town.now += timedelta(days=8)
    visitor = visits(town, COORDINATOR)
    page = visitor.presses(visitor.opens(f"{HOME}/receipts"), visitor.says("books", "receipts.make"), count="10")
    assert page.status == 200


def test_the_patrol_finds_no_books(town: Town) -> None:
    visitor = visits(town, LEADER)
    assert visitor.opens(HOME).status == 404
    assert HOME not in visitor.opens("/desk/").html
