"""Stories of who wants to give by phone: how, their own receipts, where the money goes, and things instead of money."""

import re
from datetime import UTC, datetime

import pytest
from sqlalchemy import select

from gateway.association.giving import accounts, checks, givers, movements
from gateway.association.giving.movements import Gift, Move
from gateway.storage.models.giving import Giver, Movement
from gateway.storage.models.giving_asks import GivingNote
from menus.domain.giving import AccountKind, Band, GivenBy
from menus.text.names import Text
from tests.giving import (
    COORDINATOR,
    GIVER,
    GIVING,
    OVERSIGHT,
    STRANGER,
    TREASURER,
    decide,
    file_of,
    open_giving,
    without_treasurer,
)
from tests.people import CODE
from tests.town import Town


def gives(town: Town, *keys: str, phone: str = GIVER) -> str:
    return town.dials(phone, CODE, "0", "2", *keys)


def number_in(page: str) -> str:
    found = re.search(r"\bG\d{5,9}\b", page)
    assert found, page
    return found[0]


def gift(town: Town, number: str, amount: int = 50, month: str = "2026-11") -> str:
    with town.services.uow() as uow:
        record = town.record()
        known = givers.find(uow.session, record, number)
        assert known is not None
        hand = accounts.cash_of(uow, record, record.person_ids[TREASURER])
        made = movements.give(uow, record, Gift(amount, hand, month, GivenBy.CASH, known.id))
    return made.receipt.number


def test_without_a_treasurer_giving_is_not_open_and_buys_nothing(town: Town) -> None:
    town.loads(without_treasurer())
    assert gives(town) == "END " + town.said(Text.MORE_RECEIPTS, GIVER, "en")
    assert "Help never depends on giving" in gives(town)
    with town.services.reading() as session:
        assert session.scalar(select(Giver.id)) is None


def test_where_nothing_is_decided_no_amount_is_asked_and_a_gift_has_its_receipt(town: Town) -> None:
    town.loads(file_of(""))
    shown = gives(town, "1")
    number = number_in(shown)
    assert shown == (
        "CON No amount is agreed: give what you can, or nothing.\n"
        f"Cash: say {number} and ask for a receipt number at once.\n0 Back\n00 Main"
    )
    answer = town.texts(TREASURER, f"RECEIVED 50 {number} NOV")
    assert number in answer
    receipt = re.search(r"R\d+", answer)
    assert receipt
    assert f"1 {receipt[0]} 50 Nov, cash" in gives(town, "2")
    with town.services.reading() as session:
        assert session.scalars(select(Movement.amount_kes)).all() == [50]


def test_a_phone_gets_a_number_of_its_own_once(town: Town) -> None:
    open_giving(town)
    shown = gives(town, "1")
    number = number_in(shown)
    assert shown == (
        "CON Agreed at baraza 12/03: 50 a month, or what you can.\n"
        f"Paybill 123456, account {number}.\n"
        "Cash: ask for a receipt number at once.\n1 I own premises\n0 Back\n00 Main"
    )
    assert number_in(gives(town, "1")) == number
    assert number_in(gives(town, "1", phone=STRANGER)) != number
    assert town.hop(GIVER, CODE, "0*2*1", "once more") == town.hop(GIVER, CODE, "0*2*1", "once more") == shown
    with town.services.reading() as session:
        assert len(session.scalars(select(Giver.id)).all()) == 2


def test_the_amount_changes_after_a_decision_and_the_page_names_its_day(town: Town) -> None:
    """The amount shown to givers changes only after a decision is entered; the page names its date."""
    open_giving(town)
    assert "baraza 12/03: 50 a month" in gives(town, "1")
    decide(town, 13, "80 a month")
    assert "baraza 12/03: 50 a month" in gives(town, "1")
    dearer = GIVING.replace("month = 50", "month = 80").replace("D12", "D13").replace("2026-03-12", "2026-11-20")
    town.loads(file_of(dearer))
    assert "baraza 20/11: 80 a month" in gives(town, "1")


@pytest.mark.parametrize(("premises", "amount"), [("4", 300), ("5", 700), ("9", 700), ("10", 1500)])
def test_owners_are_asked_by_the_premises_that_they_say(town: Town, premises: str, amount: int) -> None:
    """4, 5, 9, 10 premises give 300, 700, 700, 1,500."""
    open_giving(town)
    shown = gives(town, "1", "1", premises)
    assert f"1-4 300, 5-9 700, 10+ 1500. You: {amount}." in shown
    assert "It buys no place in the queue." in shown
    assert "Paybill 123456, account G" in gives(town, "1", "1", premises, "98")
    with town.services.reading() as session:
        (band,) = session.scalars(select(Giver.band))
    assert band in {Band.SMALL, Band.MIDDLE, Band.LARGE}


@pytest.mark.parametrize("typed", ["-1", "five", "1000", "4.5", "", "5 houses"])
def test_what_is_no_number_of_premises_is_asked_again(town: Town, typed: str) -> None:
    open_giving(town)
    assert "How many premises do you own?" in gives(town, "1", "1", typed)
    with town.services.reading() as session:
        assert session.scalars(select(Giver.band)).all() == [None]


def test_a_frozen_account_is_shown_to_nobody_and_its_ledger_stays(town: Town) -> None:
    """Freezing one account hides it from those who want to give and keeps the ledger."""
    open_giving(town)
    number = number_in(gives(town, "1"))
    record = town.record()
    with town.services.uow() as uow:
        paybill = accounts.numbered(uow, record, AccountKind.MPESA, "123456")
        known = givers.find(uow.session, record, number)
        assert known is not None
        movements.give(uow, record, Gift(50, paybill, "2026-11", GivenBy.MPESA, known.id))
        assert accounts.freeze(uow, record, paybill, is_frozen=True)
    assert "Paybill" not in gives(town, "1")
    assert f"Cash: say {number}" in gives(town, "1")
    with town.services.reading() as session:
        assert accounts.in_it(session, paybill) == 50
    with town.services.uow() as uow:
        assert accounts.freeze(uow, record, paybill, is_frozen=False)
    assert "Paybill 123456" in gives(town, "1")


def test_only_a_phone_that_has_linked_itself_reads_its_receipts(town: Town) -> None:
    open_giving(town)
    assert "This phone has no receipts of its own" in gives(town, "2")
    number = number_in(gives(town, "1"))
    receipt = gift(town, number)
    town.now = datetime(2026, 12, 3, 9, 0, tzinfo=UTC)
    later = gift(town, number, 70, "2026-12")
    assert gives(town, "2") == (
        f"CON My receipts\n1 {later} 70 Dec, cash\n2 {receipt} 50 Nov, cash\n3 Something is wrong\n0 Back\n00 Main"
    )
    assert "R" not in gives(town, "2", phone=STRANGER).removeprefix("CON This phone has no receipts").replace("Rec", "")


def test_oversight_is_asked_without_whose_receipt_it_is(town: Town) -> None:
    open_giving(town)
    number = number_in(gives(town, "1"))
    receipt = gift(town, number)
    assert f"Is {receipt} wrong?" in gives(town, "2", "1")
    session = "a question"
    for keys in ("2", "2*1", "2*1*1", "2*1*1"):
        shown = town.hop(GIVER, CODE, f"0*2*{keys}", session)
    town.works()
    assert shown == "END " + town.said(Text.GIVE_ASKED, GIVER, "en")
    told = town.inbox(OVERSIGHT)
    assert told == [town.said(Text.GIVING_QUESTION, OVERSIGHT, number=receipt)]
    assert GIVER[4:] not in "".join(told)
    assert not town.inbox(TREASURER)
    with town.services.reading() as reading:
        assert len(reading.scalars(select(GivingNote.id)).all()) == 1


def test_nobody_is_flooded_with_questions(town: Town) -> None:
    open_giving(town)
    gives(town, "1")
    for _ in range(5):
        gives(town, "2", "1", "1")
    assert len(town.inbox(OVERSIGHT)) == 3


def test_everybody_reads_where_the_money_goes(town: Town) -> None:
    """The page tells in, givers, out by heading, in hand, and who has counted; and the cap of stipends."""
    open_giving(town)
    assert "Nothing is in the books yet." in gives(town, "3")
    record = town.record()
    with town.services.uow() as uow:
        for _ in range(6):
            known = givers.make(uow, record)
            hand = accounts.cash_of(uow, record, record.person_ids[TREASURER])
            movements.give(uow, record, Gift(500, hand, "2026-11", GivenBy.CASH, known.id))
        tea = accounts.spent_on(uow, record, "tea")
        movements.move(uow, record, Move(1200, hand, tea, record.person_ids[TREASURER]))
        assert accounts.is_in_balance(accounts.balances(uow.session, record))
    shown = gives(town, "3", phone=STRANGER)
    assert "Nov, KES: in 3000 from 6 givers. Out 1200: tea 1200. In hand 1800." in shown
    assert "Checked" not in shown
    with town.services.uow() as uow:
        assert checks.note(uow, record, "2026-11", record.person_ids[TREASURER])
        assert not checks.note(uow, record, "2026-11", record.person_ids[TREASURER])
    assert "Checked" not in gives(town, "3")
    with town.services.uow() as uow:
        assert checks.note(uow, record, "2026-11", record.person_ids[COORDINATOR])
    assert "Checked 23/11 by 2." in gives(town, "3")
    assert "Stipends: at most 2000 a person and month." in gives(town, "3", "98")


def test_a_month_of_few_givers_tells_no_number_of_them(town: Town) -> None:
    open_giving(town)
    gift(town, number_in(gives(town, "1")))
    assert "Nov, KES: in 50. In hand 50." in gives(town, "3")


def test_things_are_offered_to_the_treasurer_once_and_without_the_phone(town: Town) -> None:
    open_giving(town)
    session = "an offer"
    for keys in ("4", "4*1", "4*1"):
        shown = town.hop(GIVER, CODE, f"0*2*{keys}", session)
    town.works()
    number = number_in(shown)
    assert shown == "END " + town.said(Text.GIVE_OFFERED, GIVER, "en", giver=number)
    (told,) = town.inbox(TREASURER)
    assert number in told
    assert "torches, boots, tools" in told
    assert GIVER[4:] not in told


def test_names_in_a_typed_offer_are_crossed_out_before_they_are_kept(town: Town) -> None:
    open_giving(town)
    gives(town, "4", "5", "ten chairs from Kamau Njoroge 0712345678")
    (told,) = town.inbox(TREASURER)
    with town.services.reading() as session:
        (words,) = session.scalars(select(GivingNote.words))
    for text in (told, words):
        assert text is not None
        assert "chairs" in text
        assert not re.search("Kamau|Njoroge|0712345678", text)


@pytest.mark.parametrize("stage", ["dry-run", "shadow"])
def test_before_live_no_giver_is_texted(town: Town, stage: str) -> None:
    decide(town)
    town.loads(file_of().replace('mode = "patrol"', f'mode = "patrol"\nstage = "{stage}"'))
    gives(town, "4", "1")
    assert not town.inbox(GIVER)
    assert not town.inbox(OVERSIGHT)
