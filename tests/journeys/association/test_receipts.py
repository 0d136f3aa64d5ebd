"""Stories of gifts by SMS: each has a receipt, the giver who linked a phone reads it, and a mistake is moved back."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from gateway.association.giving import accounts, givers, receipts
from gateway.carrier.contract import Unknown
from gateway.storage.models import CommunityRow, Message
from gateway.storage.models.giving import Giver, GivingReceipt, Movement
from gateway.storage.models.giving_asks import GiftInKind
from menus.domain.messages import Lane
from menus.domain.outcomes import Cause
from menus.text.names import Text
from tests.giving import COORDINATOR, GIVER, OVERSIGHT, STRANGER, TREASURER, linked, open_giving, without_treasurer
from tests.money import callback, posts
from tests.people import CODE
from tests.town import Town

LEADER = "+254700000101"


def card(town: Town) -> str:
    """Return the number of a giver who has a card and no phone."""
    with town.services.uow() as uow:
        return givers.make(uow, town.record()).number


def held(town: Town, phone: str = TREASURER) -> int:
    record = town.record()
    with town.services.uow() as uow:
        return accounts.in_it(uow.session, accounts.cash_of(uow, record, record.person_ids[phone]))


def written(town: Town) -> int:
    with town.services.reading() as session:
        return session.scalar(select(func.count()).select_from(Movement)) or 0


def receipt_in(text: str) -> str:
    found = re.search(r"\bR\d{5,9}\b", text)
    assert found, text
    return found[0]


def test_a_gift_is_written_down_and_the_giver_reads_the_receipt(town: Town) -> None:
    open_giving(town)
    number = linked(town, GIVER)
    answer = town.texts(TREASURER, f"RECEIVED 50 {number} NOV")
    receipt = receipt_in(answer)
    values = {"receipt": receipt, "giver": number, "amount": "50", "month": "Nov"}
    assert answer == town.said(Text.GIVING_RECEIVED, TREASURER, held="50", count="1", **values)
    assert town.inbox(GIVER) == [town.said(Text.GIVING_RECEIPT, GIVER, "en", receipt=receipt, amount="50", month="Nov")]
    assert town.texts(COORDINATOR, f"nimepokea 1,850 {number.lower()} desemba") == town.said(
        Text.GIVING_RECEIVED,
        COORDINATOR,
        held="1850",
        count="1",
        **{**values, "receipt": receipt_in(town.inbox(COORDINATOR)[-1]), "amount": "1850", "month": "Dec"},
    )
    assert (held(town), held(town, COORDINATOR)) == (50, 1850)


def test_receipts_go_behind_all_other_texts_and_never_twice(town: Town) -> None:
    """Receipts go in the bulk lane, never resent on Unknown."""
    open_giving(town)
    number = linked(town, GIVER)
    town.texts(TREASURER, f"RECEIVED 50 {number} NOV")
    with town.services.reading() as session:
        hashes = town.services.keyring.phones(GIVER)
        (message,) = session.scalars(select(Message).where(Message.phone_hash.in_(hashes)))
        assert message.lane is Lane.BULK
        assert message.incident_id is None
        assert not message.kind.rules.may_come_twice
        assert not message.kind.rules.is_repeated
        assert not message.kind.rules.uses_backup
        assert message.kind.rules.expires_after is not None


def test_a_receipt_that_may_have_come_is_not_sent_again(town: Town) -> None:
    open_giving(town)
    number = linked(town, GIVER)
    town.carrier.outcomes = {GIVER: [Unknown(Cause.NO_ANSWER, "ReadTimeout")]}
    town.texts(TREASURER, f"RECEIVED 50 {number} NOV")
    town.passes(minutes=60)
    assert town.inbox(GIVER) == []
    assert "50 Nov" in town.dials(GIVER, CODE, "0", "2", "2")


def test_a_giver_who_wants_no_texts_gets_none(town: Town) -> None:
    open_giving(town)
    number = linked(town, GIVER)
    town.texts(GIVER, "STOP")
    before = len(town.inbox(GIVER))
    town.texts(TREASURER, f"RECEIVED 50 {number} NOV")
    assert len(town.inbox(GIVER)) == before


def test_a_giver_with_a_card_alone_gets_no_text(town: Town) -> None:
    open_giving(town)
    before = len(town.carrier.sent)
    town.texts(TREASURER, f"RECEIVED 50 {card(town)} NOV")
    assert [phone for phone, _ in town.carrier.sent[before:]] == [TREASURER]


def test_somebody_without_a_phone_gets_a_number_for_a_card(town: Town) -> None:
    open_giving(town)
    answer = town.texts(TREASURER, "RECEIVED 50 NEW NOV")
    number = re.search(r"\bG\d{5,9}\b", answer)
    assert number
    assert number[0] in town.texts(TREASURER, f"RECEIVED 70 {number[0]} DEC")
    assert held(town) == 120
    with town.services.reading() as session:
        assert session.scalars(select(Giver.phone_hash)).all() == [None]


def test_no_text_is_ever_pushed_to_a_giver_but_their_receipt(town: Town) -> None:
    """No arrears, no reminder: who has given once is told nothing more, whatever time passes."""
    open_giving(town)
    number = linked(town, GIVER)
    town.texts(TREASURER, f"RECEIVED 50 {number} NOV")
    assert len(town.inbox(GIVER)) == 1
    for _ in range(3):
        town.now += timedelta(days=31)
        town.passes(minutes=12)
    assert len(town.inbox(GIVER)) == 1


def test_no_list_of_givers_is_given_to_anybody(town: Town) -> None:
    """No command and no page names givers: only their own phone and a receipt name one."""
    open_giving(town)
    number = linked(town, GIVER)
    town.texts(TREASURER, f"RECEIVED 50 {number} NOV")
    for phone in (TREASURER, COORDINATOR, OVERSIGHT):
        for command in ("BOOKS", "LIST", "WHO", "MENU", "HELP"):
            assert number not in town.texts(phone, command)
        for keys in (("0", "2", "3"), ("0", "2", "2"), ("0", "5", "1")):
            assert number not in town.dials(phone, CODE, *keys)


def test_the_same_text_twice_is_one_gift(town: Town) -> None:
    open_giving(town)
    number = card(town)
    town.texts(TREASURER, f"RECEIVED 50 {number} NOV", sms_id="one")
    town.texts(TREASURER, f"RECEIVED 50 {number} NOV", sms_id="one")
    assert (written(town), held(town)) == (1, 50)


def test_a_receipt_of_a_printed_book_counts_once(town: Town) -> None:
    open_giving(town)
    number = card(town)
    with town.services.uow() as uow:
        _, (blank, other) = receipts.reserve_book(uow, town.record(), 2)
    answer = town.texts(TREASURER, f"RECEIVED 50 {number} NOV {blank.number}")
    assert receipt_in(answer) == blank.number
    again = town.texts(TREASURER, f"RECEIVED 70 {number} NOV {blank.number}")
    assert again == town.said(Text.GIVING_USED, TREASURER, receipt=blank.number)
    assert held(town) == 50
    wrong = other.number[:-1] + str((int(other.number[-1]) + 1) % 10)
    assert town.texts(TREASURER, f"RECEIVED 50 {number} NOV {wrong}") == town.said(Text.GIVING_NO_RECEIPT, TREASURER)
    with town.services.reading() as session:
        assert session.scalar(select(func.count()).select_from(GivingReceipt)) == 2


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("50 {giver} NOV from Wanjiku Mutua", Text.GIVING_WORDS),
        ("0 {giver} NOV", Text.GIVING_AMOUNT),
        ("-50 {giver} NOV", Text.GIVING_AMOUNT),
        ("50.50 {giver} NOV", Text.GIVING_AMOUNT),
        ("fifty {giver} NOV", Text.GIVING_AMOUNT),
        ("1234567890 {giver} NOV", Text.GIVING_AMOUNT),
        ("50 {giver} XYZ", Text.GIVING_MONTH),
        ("50 G10009 NOV", Text.GIVING_NO_GIVER),
    ],
)
def test_a_mistake_is_told_and_writes_nothing(town: Town, said: str, name: Text) -> None:
    open_giving(town)
    answer = town.texts(TREASURER, f"RECEIVED {said.format(giver=card(town))}")
    assert answer == town.said(name, TREASURER, example="RECEIVED 50 G48273 NOV")
    assert written(town) == 0


def test_a_giver_of_another_community_is_nobody_here(town: Town) -> None:
    open_giving(town)
    with town.services.uow() as uow:
        record = town.record()
        other = givers.make(uow, record).number
        elsewhere = CommunityRow(key="elsewhere", version=0)
        uow.session.add(elsewhere)
        uow.session.flush()
        (row,) = uow.session.scalars(select(Giver).where(Giver.number == other))
        row.community_id = elsewhere.id
    assert town.texts(TREASURER, f"RECEIVED 50 {other} NOV") == town.said(Text.GIVING_NO_GIVER, TREASURER)
    assert written(town) == 0


@pytest.mark.parametrize("phone", [LEADER, OVERSIGHT, STRANGER])
def test_who_keeps_no_money_has_no_such_command(town: Town, phone: str) -> None:
    """Verbs of money are answered only to those roles: for all others the words are read as before."""
    open_giving(town)
    number = card(town)
    for command in (f"RECEIVED 50 {number} NOV", "BOOKS", "PAY 50 TEA D12", f"KIND torches 4 {number}", "UNDO R10009"):
        assert "G4" not in (answer := town.texts(phone, command))
        assert "KES" not in answer
    assert written(town) == 0


def test_where_giving_is_not_open_nothing_is_written(town: Town) -> None:
    town.loads(without_treasurer())
    assert town.texts(COORDINATOR, f"RECEIVED 50 {card(town)} NOV") == town.said(Text.GIVING_CLOSED, COORDINATOR)
    assert written(town) == 0


def test_whoever_wrote_a_gift_undoes_it_alone_for_ten_minutes(town: Town) -> None:
    open_giving(town)
    number = linked(town, GIVER)
    receipt = receipt_in(town.texts(TREASURER, f"RECEIVED 500 {number} NOV"))
    town.passes(minutes=9)
    assert town.texts(TREASURER, f"UNDO {receipt}") == town.said(Text.UNDONE, TREASURER, receipt=receipt)
    assert (written(town), held(town)) == (2, 0)
    assert town.texts(TREASURER, f"TENGUA {receipt}") == town.said(Text.UNDO_TWICE, TREASURER, receipt=receipt)
    assert written(town) == 2
    assert len(town.inbox(GIVER)) == 1


def test_later_a_second_person_must_agree(town: Town) -> None:
    open_giving(town)
    receipt = receipt_in(town.texts(TREASURER, f"RECEIVED 500 {card(town)} NOV"))
    town.passes(minutes=11)
    answer = town.texts(TREASURER, f"UNDO {receipt}")
    (request,) = re.findall(r"\bP\d{5,9}\b", answer)
    assert answer == town.said(Text.UNDO_ASKED, TREASURER, receipt=receipt, request=request)
    assert town.inbox(COORDINATOR)[-1] == town.said(
        Text.UNDO_SECOND, COORDINATOR, request=request, receipt=receipt, amount="500"
    )
    assert held(town) == 500
    assert town.texts(TREASURER, f"AGREE {request}") == town.said(Text.ASK_OWN, TREASURER, request=request)
    assert held(town) == 500
    assert town.texts(COORDINATOR, f"AGREE {request}") == town.said(
        Text.ASK_AGREED, COORDINATOR, request=request, amount="500"
    )
    assert held(town) == 0
    town.passes(minutes=2)
    assert town.texts(COORDINATOR, f"AGREE {request}") == town.said(Text.ASK_OVER, COORDINATOR, request=request)


def test_another_ones_gift_is_never_undone_alone(town: Town) -> None:
    open_giving(town)
    receipt = receipt_in(town.texts(TREASURER, f"RECEIVED 500 {card(town)} NOV"))
    assert "P" in town.texts(COORDINATOR, f"UNDO {receipt}")
    assert held(town) == 500


def test_things_get_a_receipt_too(town: Town) -> None:
    open_giving(town)
    number = linked(town, GIVER)
    answer = town.texts(TREASURER, f"KIND torches 4 {number}")
    receipt = receipt_in(answer)
    told = {"receipt": receipt, "count": "4", "things": "torches"}
    assert answer == town.said(Text.GIVING_THINGS, TREASURER, giver=number, **told)
    assert town.inbox(GIVER) == [town.said(Text.GIVING_RECEIPT_THINGS, GIVER, "en", **told)]
    assert town.texts(TREASURER, f"UNDO {receipt}") == town.said(Text.UNDONE, TREASURER, receipt=receipt)
    town.passes(minutes=2)
    assert town.texts(TREASURER, f"UNDO {receipt}") == town.said(Text.UNDO_TWICE, TREASURER, receipt=receipt)
    late = receipt_in(town.texts(TREASURER, f"KIND boots 2 {number}"))
    town.passes(minutes=11)
    assert town.texts(TREASURER, f"UNDO {late}") == town.said(Text.UNDO_THINGS_LATE, TREASURER, receipt=late)


def test_no_name_stays_in_the_words_of_things(town: Town) -> None:
    open_giving(town)
    town.texts(TREASURER, f"KIND chairs of Kamau Njoroge 4 {card(town)}")
    with town.services.reading() as session:
        (words,) = session.scalars(select(GiftInKind.things))
    assert "chairs" in words
    assert not re.search("Kamau|Njoroge", words)


def test_books_tell_what_is_in_each_account(town: Town) -> None:
    open_giving(town)
    number = card(town)
    town.texts(TREASURER, f"RECEIVED 50 {number} NOV")
    town.texts(COORDINATOR, f"RECEIVED 70 {number} NOV")
    assert town.texts(TREASURER, "BOOKS") == "MLATA: cash: you 50, others 70. In all 120 KES."
    assert "G" not in town.texts(COORDINATOR, "HESABU").replace("KES", "")


def test_the_number_of_a_paybill_does_not_read_as_money(town: Town) -> None:
    open_giving(town)
    posts(town, callback(card(town), amount="70.00"))
    assert town.texts(TREASURER, "BOOKS") == "MLATA: cash: you 0, others 0, M-PESA 123456: 70. In all 70 KES."
