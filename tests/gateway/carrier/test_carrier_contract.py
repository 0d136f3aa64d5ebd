"""The carrier against the simulated network, and against answers that no network should give."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from decimal import Decimal
from http.server import HTTPServer
from pathlib import Path
from typing import Any

import pytest
from werkzeug.serving import make_server

from gateway.carrier.africastalking import AfricasTalkingCarrier
from gateway.carrier.codes import ACCEPTED, CODES
from gateway.carrier.contract import Accepted, CarrierError, Deferred, Outgoing, Refused, Unknown
from gateway.carrier.payloads import InboundSms
from gateway.simulator.api import Account
from gateway.simulator.faults import Faults
from gateway.simulator.network import Network
from gateway.simulator.people import PhoneBook
from gateway.simulator.web import create_app
from menus.domain.outcomes import Cause
from tests import servers
from tests.conftest import free_port
from tests.numbers import kenyan

LEADER, DEPUTY = "+254700000101", "+254700000102"
TEXT = Outgoing("MLATA 48273 MAJOR", (LEADER,), "MLATA")


@contextmanager
def carrier_to(port: int, key: str = "secret", timeout: float = 30.0) -> Iterator[AfricasTalkingCarrier]:
    address = f"http://127.0.0.1:{port}"
    carrier = AfricasTalkingCarrier("sandbox", key, address, connect_timeout=timeout, read_timeout=timeout)
    yield carrier
    carrier.close()


@pytest.fixture
def wire(tmp_path: Path) -> Iterator[tuple[Network, int]]:
    """Run the simulated network on a port of its own; its webhooks lead nowhere."""
    network = Network(tmp_path / "network.db", f"http://127.0.0.1:{free_port()}/at/token")
    # Other tests cover receipts.
    network.faults = Faults(lost_receipts=True)
    app = create_app(network, PhoneBook(list, "MLATA"), Account(keys=frozenset({"secret"})))
    with servers.running(make_server("127.0.0.1", 0, app, threaded=True)) as server:
        yield network, server.server_port
    network.close()


@contextmanager
def answering(status: int, body: bytes | None, content_type: str = "application/json") -> Iterator[int]:
    """Answer every request alike; without a body, close the connection."""

    class Handler(servers.Handler):
        def act(self) -> None:
            _ = self.body
            if body is not None:
                self.answer(body, content_type, status)

    with servers.running(HTTPServer(("127.0.0.1", 0), Handler)) as server:
        yield server.server_port


def recipients(*rows: dict[str, Any], message: str = "Sent") -> bytes:
    return json.dumps({"SMSMessageData": {"Message": message, "Recipients": list(rows)}}).encode()


def row(number: str = LEADER, code: object = 101, **more: object) -> dict[str, Any]:
    return {"number": number, "statusCode": code, "cost": "KES 0.8000", "messageId": "ATXid_1"} | more


def test_what_the_network_takes_is_accepted_and_arrives(wire: tuple[Network, int]) -> None:
    network, port = wire
    with carrier_to(port) as carrier:
        outcomes = carrier.send(Outgoing("hello", (LEADER, DEPUTY)))
        assert carrier.is_simulated
        assert carrier.balance().startswith("KES ")
    assert set(outcomes) == {LEADER, DEPUTY}
    taken = outcomes[LEADER]
    assert isinstance(taken, Accepted)
    assert (taken.cost, taken.status_code) == (Decimal("0.8"), 101)
    assert [text["message_id"] for text in network.inbox(LEADER)] == [taken.provider_id]


@pytest.mark.parametrize("code", sorted({*ACCEPTED, *CODES}))
def test_every_status_code_over_the_wire(wire: tuple[Network, int], code: int) -> None:
    network, port = wire
    network.faults = Faults(lost_receipts=True, status_codes={LEADER: code})
    with carrier_to(port) as carrier:
        outcome = carrier.send(TEXT)[LEADER]
    assert outcome.status_code == code
    if isinstance(outcome, Accepted):
        assert code in ACCEPTED
    else:
        assert (type(outcome), outcome.cause, outcome.detail) == CODES[code]


def test_the_table_says_what_may_be_sent_again() -> None:
    deferred, refused = (
        {code for code, (found, _, _) in CODES.items() if found is kind} for kind in (Deferred, Refused)
    )
    assert deferred == {402, 405, 407, 500, 501}
    assert refused == {401, 403, 404, 406, 409, 502}


def test_a_timeout_after_accepting_is_unknown_and_yet_arrives(wire: tuple[Network, int]) -> None:
    network, port = wire
    network.faults = Faults(lost_receipts=True, timeout_after_accepting=True)
    with carrier_to(port, timeout=0.5) as carrier:
        assert isinstance(carrier.send(TEXT)[LEADER], Unknown)
    assert len(network.inbox(LEADER)) == 1
    network.faults = Faults(lost_receipts=True)


def test_a_server_error_is_unknown(wire: tuple[Network, int]) -> None:
    network, port = wire
    network.faults = Faults(outage=True)
    with carrier_to(port) as carrier:
        assert carrier.send(TEXT)[LEADER] == Deferred(Cause.PROVIDER_AWAY, "HTTP 503", 503)


def test_a_missing_key_is_deferred_and_tells_no_balance() -> None:
    with answering(401, b"The supplied authentication is invalid", "text/plain") as port, carrier_to(port) as carrier:
        assert carrier.send(TEXT)[LEADER] == Deferred(Cause.BAD_CREDENTIALS, "HTTP 401 bad credentials", 401)
        with pytest.raises(CarrierError, match="credentials"):
            carrier.balance()


@pytest.mark.parametrize(
    ("told", "read"), [("UGX 20000.0000", "UGX 20000.0000"), (" 12.5 ", "12.5"), (12.5, "12.5"), (0, "0")]
)
def test_a_balance_is_read_whether_it_is_words_or_a_bare_number(told: object, read: str) -> None:
    body = json.dumps({"UserData": {"balance": told}}).encode()
    with answering(200, body) as port, carrier_to(port) as carrier:
        assert carrier.balance() == read


@pytest.mark.parametrize("told", [None, "", True, [], {}])
def test_what_is_no_balance_is_told_as_none(told: object) -> None:
    body = json.dumps({"UserData": {"balance": told}}).encode()
    with answering(200, body) as port, carrier_to(port) as carrier, pytest.raises(CarrierError, match="no balance"):
        carrier.balance()


def test_a_network_may_answer_with_the_national_form_of_a_number() -> None:
    outgoing = Outgoing("hello", ("+256772100001",))
    with answering(201, recipients(row("0772100001"))) as port, carrier_to(port) as carrier:
        assert isinstance(carrier.send(outgoing)["+256772100001"], Accepted)


def test_nobody_listening_is_deferred() -> None:
    with carrier_to(free_port()) as carrier:
        assert isinstance(carrier.send(TEXT)[LEADER], Deferred)
        with pytest.raises(CarrierError):
            carrier.balance()


def test_a_connection_broken_after_sending_is_unknown() -> None:
    with answering(0, None) as port, carrier_to(port) as carrier:
        assert isinstance(carrier.send(TEXT)[LEADER], Unknown)


def test_a_refused_sender_comes_with_201_and_is_deferred_for_all() -> None:
    body = recipients(message="InvalidSenderId")
    with answering(201, body) as port, carrier_to(port) as carrier:
        outcomes = carrier.send(Outgoing("hello", (LEADER, DEPUTY), "NOBODY"))
    assert outcomes == dict.fromkeys((LEADER, DEPUTY), Deferred(Cause.BAD_SENDER, "InvalidSenderId", 201))


@pytest.mark.parametrize(
    ("message", "cause", "detail"),
    [
        ("Sent to 0/2 Total Cost: 0", Cause.PROVIDER_FAILED, "Sent to 0/2 Total Cost: 0"),
        ("InsufficientBalance", Cause.NO_CREDIT, "InsufficientBalance"),
        ("InvalidSenderId", Cause.BAD_SENDER, "InvalidSenderId"),
        ("", Cause.PROVIDER_FAILED, "no recipients"),
    ],
)
def test_an_empty_list_of_recipients_says_that_nobody_was_accepted(message: str, cause: Cause, detail: str) -> None:
    with answering(201, recipients(message=message)) as port, carrier_to(port) as carrier:
        outcomes = carrier.send(Outgoing("hello", (LEADER, DEPUTY)))
    assert outcomes == dict.fromkeys((LEADER, DEPUTY), Deferred(cause, detail, 201))


def test_a_person_who_is_missing_from_the_answer_is_unknown() -> None:
    with answering(201, recipients(row())) as port, carrier_to(port) as carrier:
        outcomes = carrier.send(Outgoing("hello", (LEADER, DEPUTY)))
    assert isinstance(outcomes[LEADER], Accepted)
    assert isinstance(outcomes[DEPUTY], Unknown)


@pytest.mark.parametrize(
    "content_type", ["application/json", "application/json; charset=utf-8", "text/html", "text/plain"]
)
def test_json_is_read_whatever_it_is_called(content_type: str) -> None:
    body = recipients(row("0700000101", "101"))
    with answering(201, body, content_type) as port, carrier_to(port) as carrier:
        assert carrier.send(TEXT)[LEADER] == Accepted("ATXid_1", Decimal("0.8000"), 101)


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"<html>",
        b"[]",
        b"null",
        b"[" * 100_000,
        b'{"SMSMessageData": 1}',
        b'{"SMSMessageData": {"Recipients": [1, null, {}]}}',
        recipients(row(code=999)),
        recipients(row(code=None)),
    ],
)
def test_an_answer_that_says_nothing_is_unknown(body: bytes) -> None:
    with answering(201, body) as port, carrier_to(port) as carrier:
        assert isinstance(carrier.send(TEXT)[LEADER], Unknown)
        with pytest.raises(CarrierError):
            carrier.balance()


@pytest.mark.parametrize(("cost", "read"), [("0", Decimal(0)), ("free", None), ("NaN", None), ("", None), (None, None)])
def test_costs_are_read_where_there_are_any(cost: object, read: Decimal | None) -> None:
    with answering(201, recipients(row(cost=cost))) as port, carrier_to(port) as carrier:
        outcome = carrier.send(TEXT)[LEADER]
    assert isinstance(outcome, Accepted)
    assert outcome.cost == read


@pytest.mark.parametrize("status", [301, 400, 404, 429])
def test_a_refused_request_was_not_sent(status: int) -> None:
    with answering(status, b"no", "text/plain") as port, carrier_to(port) as carrier:
        assert carrier.send(TEXT)[LEADER] == Deferred(Cause.BAD_REQUEST, f"HTTP {status}", status)


@pytest.mark.parametrize("number", ["+1234", "+254700000101\u0661", "nobody", ""])
def test_a_bad_number_is_refused_before_it_is_sent(number: str) -> None:
    with carrier_to(free_port()) as carrier:
        assert carrier.send(Outgoing("hello", (number,))) == {number: Refused(Cause.BAD_NUMBER, "InvalidPhoneNumber")}


@pytest.mark.parametrize(
    ("root", "is_simulated"),
    [
        ("http://127.0.0.9:1", True),
        ("http://localhost:8000/", True),
        ("http://[::1]:8000", True),
        ("https://api.example.org", False),
        ("http://127.0.0.1.example.org", False),
        (None, False),
    ],
)
def test_only_this_machine_is_a_simulated_network(root: str | None, *, is_simulated: bool) -> None:
    assert AfricasTalkingCarrier("sandbox", "secret", root).is_simulated is is_simulated


def test_a_key_that_no_header_can_carry_is_deferred() -> None:
    with carrier_to(free_port(), key="two\nlines") as carrier:
        assert isinstance(carrier.send(TEXT)[LEADER], Deferred)


def test_texts_that_phones_sent_are_fetched_page_after_page(wire: tuple[Network, int]) -> None:
    network, port = wire
    for number in range(101):
        network.send_sms(LEADER, "22384", f"text {number}")
    with carrier_to(port) as carrier:
        first = carrier.texts_after(0, kenyan)
        (last,) = carrier.texts_after(first[-1].number, kenyan)
        assert carrier.texts_after(last.number, kenyan) == []
        assert carrier.account == "simulated"
    assert [text.number for text in first] == sorted({text.number for text in first})
    assert last.sms is not None
    assert (last.sms.sender_phone, last.sms.to, last.sms.text) == (LEADER, "22384", "text 100")
    assert last.sms.provider_id == f"fetched-simulated-{last.number}"
    assert len(last.sms.link_id) == 32
    assert last.sms.date.endswith("Z")


def test_what_is_no_text_is_passed_over() -> None:
    rows = [
        None,
        "text",
        {},
        {"id": "soon", "from": LEADER, "text": "1"},
        {"id": 9, "from": LEADER, "text": "nine", "linkId": None},
        {"id": "10", "text": ""},
        {"id": 3, "from": LEADER, "text": "known"},
        {"id": 10**20, "from": LEADER, "text": "too far"},
    ]
    body = json.dumps({"SMSMessageData": {"Messages": rows}}).encode()
    with answering(200, body) as port, carrier_to(port) as carrier:
        nine, ten = carrier.texts_after(3, kenyan)
    assert (nine.number, nine.sms) == (9, InboundSms("fetched-simulated-9", LEADER, "", "nine"))
    assert (ten.number, ten.sms) == (10, None)


@pytest.mark.parametrize(
    ("status", "body"),
    [(200, b"<html>"), (200, b"{}"), (200, b'{"SMSMessageData": {"Messages": 1}}'), (404, b"no"), (401, b"no")],
)
def test_an_inbox_that_tells_nothing_is_an_error(status: int, body: bytes) -> None:
    with answering(status, body) as port, carrier_to(port) as carrier, pytest.raises(CarrierError):
        carrier.texts_after(0, kenyan)


def test_nobody_who_answers_is_an_error_of_the_inbox() -> None:
    with carrier_to(free_port()) as carrier, pytest.raises(CarrierError):
        carrier.texts_after(0, kenyan)
