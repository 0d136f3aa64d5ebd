"""Payments by M-PESA: each is stored before it is answered, counts once, and fits a giver's number or waits."""

import json

import pytest
from sqlalchemy import inspect, text
from structlog.testing import capture_logs
from werkzeug.test import TestResponse

from gateway.association.giving import accounts, givers, incoming
from gateway.association.giving.incoming import Claimed, NotClaimed
from gateway.http.admission import BIGGEST_FORM
from menus.domain import lettered
from menus.domain.lettered import Letter
from menus.domain.paying import PaymentState
from menus.text.names import Text
from tests.giving import TREASURER, open_giving
from tests.money import PAYBILL, PAYER, a_giver, callback, gifts, kept, opens_paybill, posts, receipts
from tests.people import COORDINATOR, LEADER, OTHER, OVERSIGHT
from tests.town import TOKEN, Town

NOBODYS = lettered.mint(Letter.GIVER, 777)
"""A number of a giver with its right check digit, which nobody has."""
ACCEPTED = {"ResultCode": 0, "ResultDesc": "Accepted"}


def is_accepted(answer: TestResponse) -> bool:
    """Return whether Safaricom was answered that a payment is accepted."""
    return answer.status_code == 200 and answer.get_json() == ACCEPTED


def test_a_payment_with_a_givers_number_is_their_gift_of_the_month(town: Town) -> None:
    opens_paybill(town)
    assert is_accepted(posts(town, callback(a_giver(town))))
    assert gifts(town) == [(50, "2026-11", "SKU1ABC234")]
    assert len(receipts(town)) == 1
    assert [row.state for row in kept(town)] == [PaymentState.BOOKED]


def test_the_same_payment_twice_is_one(town: Town) -> None:
    """The same `TransID` twice is one payment."""
    opens_paybill(town)
    giver = a_giver(town)
    for _ in range(3):
        assert is_accepted(posts(town, callback(giver)))
    assert len(gifts(town)) == len(kept(town)) == 1


def test_validation_accepts_every_payment_and_keeps_nothing(town: Town) -> None:
    strange: list[object] = [callback("NOBODY"), callback(amount="-1"), [], "x", None]
    for fields in strange:
        assert is_accepted(posts(town, fields, "validation"))
    assert is_accepted(town.web.post(f"/pay/{TOKEN}/validation", data=b"\xff{"))
    assert kept(town) == []


@pytest.mark.parametrize("path", ["confirmation", "validation", "", "nothing", "confirmation/"])
@pytest.mark.parametrize("token", ["x" * 40, "", TOKEN[:-1], f"x/{TOKEN}"])
def test_a_wrong_token_is_not_found(town: Town, path: str, token: str) -> None:
    nowhere = town.web.get("/nowhere")
    found = posts(town, callback(), path, token)
    assert (found.status_code, found.data) == (nowhere.status_code, nowhere.data) == (404, b"not found")
    assert kept(town) == []


@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE", "OPTIONS"])
def test_a_webhook_takes_posts_alone(town: Town, method: str) -> None:
    assert town.web.open(f"/pay/{TOKEN}/confirmation", method=method, json=callback()).status_code == 404


@pytest.mark.parametrize("account", ["", "ZAKARIA MWENDWA", "0711000009", "G10009", "48273", NOBODYS])
def test_what_fits_no_number_waits_and_is_never_guessed(town: Town, account: str) -> None:
    opens_paybill(town)
    giver = a_giver(town)
    assert account != giver
    assert is_accepted(posts(town, callback(account)))
    assert gifts(town) == []
    with town.services.reading() as session:
        (waiting,) = incoming.waiting(session, town.record(), 10)
    assert (waiting.number, waiting.cents) == ("SKU1ABC234", 5_000)


def test_a_wrong_check_digit_is_no_givers_number(town: Town) -> None:
    opens_paybill(town)
    giver = a_giver(town)
    wrong = giver[:-1] + str((int(giver[-1]) + 1) % 10)
    assert is_accepted(posts(town, callback(wrong)))
    assert gifts(town) == []


def test_the_treasurer_gives_a_payment_to_the_giver_who_names_it(town: Town) -> None:
    opens_paybill(town)
    giver, record = a_giver(town), town.record()
    posts(town, callback("MY NAME"))
    by = record.person_ids[COORDINATOR]
    with town.services.uow() as uow:
        assert incoming.claim(uow, record, "SKU1ABC234", "G99999", by) is NotClaimed.NO_GIVER
        assert incoming.claim(uow, record, "SKU9ABC234", giver, by) is NotClaimed.UNKNOWN
        claimed = incoming.claim(uow, record, "SKU1ABC234", giver, by)
    assert isinstance(claimed, Claimed)
    assert (claimed.amount, claimed.month, claimed.giver.number) == (50, "2026-11", giver)
    with town.services.uow() as uow:
        assert incoming.claim(uow, record, "SKU1ABC234", giver, by) is NotClaimed.UNKNOWN
    assert gifts(town) == [(50, "2026-11", "SKU1ABC234")]


@pytest.mark.parametrize("amount", ["50.50", "0", "-50", "many", None, [50], {"a": 1}, True, "9" * 40])
def test_an_amount_that_no_gift_can_have_waits_for_a_person(town: Town, amount: object) -> None:
    opens_paybill(town)
    assert is_accepted(posts(town, callback(a_giver(town), amount=amount)))
    assert gifts(town) == []
    assert [row.state for row in kept(town)] == [PaymentState.UNCLAIMED]


@pytest.mark.parametrize("amount", [50, 50.0, "50", "50.0"])
def test_an_amount_may_be_a_number_or_a_text(town: Town, amount: object) -> None:
    opens_paybill(town)
    assert is_accepted(posts(town, callback(a_giver(town), amount=amount)))
    assert [amount for amount, _, _ in gifts(town)] == [50]


@pytest.mark.parametrize("missing", ["TransID", "TransTime", "TransAmount", "BusinessShortCode", "BillRefNumber"])
def test_a_payment_without_one_field_is_kept_with_what_it_has(town: Town, missing: str) -> None:
    opens_paybill(town)
    fields = callback(a_giver(town))
    del fields[missing]
    for _ in range(2):
        assert is_accepted(posts(town, fields))
    (row,) = kept(town)
    is_booked = missing not in {"TransAmount", "BillRefNumber"}
    assert (row.state is PaymentState.BOOKED) == is_booked == bool(gifts(town))


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"[]",
        b"null",
        b'"text"',
        b"12",
        b"{}",
        b'{"TransID": {"a": 1}}',
        b"\xff\xfe\x00",
        b"[" * 100_000,
        b'{"a":' * 100_000,
        b"TransID=",
        b"&" * 5_000,
        json.dumps({"TransID": None, "TransAmount": None}).encode(),
        b'{"TransID": ' + b"9" * 5_000 + b"}",
    ],
)
def test_what_is_no_payment_gets_a_clear_answer(town: Town, body: bytes) -> None:
    for kind in ("application/json", "text/plain", "application/x-www-form-urlencoded", ""):
        answer = town.web.post(f"/pay/{TOKEN}/confirmation", data=body, content_type=kind)
        assert answer.status_code == 400
        assert "TransID" in answer.get_json()["ResultDesc"]
    assert kept(town) == []


def test_a_megabyte_is_read_and_more_is_refused(town: Town) -> None:
    opens_paybill(town)
    fields = callback(a_giver(town))
    whole = json.dumps({**fields, "More": ""}).encode()
    much = json.dumps({**fields, "More": "x" * (BIGGEST_FORM - len(whole))}).encode()
    assert len(much) == BIGGEST_FORM
    assert town.web.post(f"/pay/{TOKEN}/confirmation", data=much + b" ").status_code == 413
    assert gifts(town) == []
    assert is_accepted(town.web.post(f"/pay/{TOKEN}/confirmation", data=much))
    assert len(gifts(town)) == 1


def test_a_payment_that_cannot_be_stored_is_answered_503(town: Town) -> None:
    """503 if it could not be stored."""
    opens_paybill(town)
    giver = a_giver(town)
    with town.services.uow() as uow:
        uow.session.execute(text("ALTER TABLE incoming_payments RENAME TO away"))
    assert posts(town, callback(giver)).status_code == 503
    with town.services.uow() as uow:
        uow.session.execute(text("ALTER TABLE away RENAME TO incoming_payments"))
    assert is_accepted(posts(town, callback(giver)))
    assert len(gifts(town)) == 1


def test_nothing_of_the_payer_is_kept_or_logged(town: Town, capfd: pytest.CaptureFixture[str]) -> None:
    """Names and MSISDN are dropped unread."""
    opens_paybill(town)
    with capture_logs() as lines:
        posts(town, callback(f"{PAYER['FirstName']} {PAYER['MSISDN']}"))
        posts(town, callback(a_giver(town), number="SKU2ABC234"))
    with town.services.reading() as session:
        bind = session.connection()
        held = [
            str(row)
            for table in inspect(bind).get_table_names()
            for row in session.execute(text(f'SELECT * FROM "{table}"'))  # noqa: S608 - names of our own tables
        ]
    told = "".join((str(lines), *capfd.readouterr()))
    assert "payment.kept" in told
    for part in (PAYER["FirstName"], PAYER["LastName"], PAYER["MSISDN"][3:], TOKEN):
        assert not any(part in row for row in held)
        assert part not in told


def test_a_payment_to_a_paybill_of_nobody_waits_until_somebody_has_it(town: Town) -> None:
    opens_paybill(town, "999000")
    giver, record = a_giver(town), town.record()
    assert is_accepted(posts(town, callback(giver)))
    assert gifts(town) == []
    opens_paybill(town, PAYBILL)
    with town.services.uow() as uow:
        assert isinstance(incoming.claim(uow, record, "SKU1ABC234", giver, None), Claimed)


def test_a_frozen_account_still_keeps_what_comes(town: Town) -> None:
    """Freezing one account keeps the ledger."""
    account = opens_paybill(town)
    with town.services.uow() as uow:
        assert accounts.freeze(uow, town.record(), account, is_frozen=True)
    assert is_accepted(posts(town, callback(a_giver(town))))
    assert len(gifts(town)) == 1


def test_the_gift_counts_for_a_giver_who_has_linked_a_phone(town: Town) -> None:
    opens_paybill(town)
    with town.services.uow() as uow:
        known = givers.link(uow, town.record(), OTHER, "sw")
    posts(town, callback(known.number))
    assert gifts(town) == [(50, "2026-11", "SKU1ABC234")]


def test_a_giver_who_has_linked_a_phone_gets_a_receipt_once(town: Town) -> None:
    open_giving(town)
    with town.services.uow() as uow:
        known = givers.link(uow, town.record(), OTHER, "en")
    before = len(town.carrier.sent)
    for _ in range(2):
        posts(town, callback(known.number))
    receipt = receipts(town)[-1]
    told = town.said(Text.GIVING_RECEIPT_MPESA, OTHER, "en", receipt=receipt, amount="50", month="Nov")
    assert town.carrier.sent[before:] == [(OTHER, told)]


@pytest.mark.parametrize(
    "order", ["RECEIVED {payment} {giver}", "received {giver} {payment}.", "NIMEPOKEA {payment} {giver}"]
)
def test_the_treasurer_gives_a_payment_to_its_giver_by_sms(town: Town, order: str) -> None:
    open_giving(town)
    giver = a_giver(town)
    posts(town, callback("MY NAME"))
    told = town.texts(TREASURER, order.format(payment="SKU1ABC234", giver=giver))
    values = {"receipt": receipts(town)[-1], "giver": giver, "amount": "50", "month": "Nov"}
    assert told == town.said(Text.CLAIMED, TREASURER, **values)
    again = town.texts(TREASURER, f"Received: SKU1ABC234, {giver}!")
    assert again == town.said(Text.CLAIM_UNKNOWN, TREASURER)
    assert gifts(town) == [(50, "2026-11", "SKU1ABC234")]


def test_what_is_wrong_with_a_claim_is_told(town: Town) -> None:
    open_giving(town)
    posts(town, callback())
    posts(town, callback(number="SKU2ABC234", amount="50.50"))
    giver = a_giver(town)
    wrong = giver[:-1] + str((int(giver[-1]) + 1) % 10)
    assert town.texts(TREASURER, f"RECEIVED SKU1ABC234 {wrong}") == town.said(Text.GIVING_NO_GIVER, TREASURER)
    assert town.texts(TREASURER, f"RECEIVED SKU2ABC234 {giver}") == town.said(Text.CLAIM_NO_AMOUNT, TREASURER)
    assert gifts(town) == []


def test_nobody_but_a_signatory_claims_and_no_other_words_are_swallowed(town: Town) -> None:
    open_giving(town)
    posts(town, callback())
    giver = a_giver(town)
    for phone in (LEADER, OVERSIGHT, OTHER):
        town.texts(phone, f"RECEIVED SKU1ABC234 {giver}")
    town.texts(TREASURER, f"RECEIVED SKU1ABC234 {giver} and thank you")
    assert gifts(town) == []
    assert town.texts(TREASURER, f"RECEIVED 50 {giver}") != town.said(Text.CLAIM_UNKNOWN, TREASURER)
    assert [amount for amount, _, _ in gifts(town)] == [50]


def test_a_paybill_of_the_community_file_is_enough(town: Town) -> None:
    open_giving(town)
    assert is_accepted(posts(town, callback(a_giver(town))))
    assert gifts(town) == [(50, "2026-11", "SKU1ABC234")]
