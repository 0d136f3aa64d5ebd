"""The simulated API: orders, fetched texts and the account, answered as Africa's Talking answers them."""

import sqlite3
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gateway.simulator.faults import Faults
from gateway.simulator.network import Network
from gateway.simulator.people import PhoneBook
from gateway.simulator.web import create_app
from tests.gateway.simulator.conftest import (
    ASKED,
    COMMUNITY,
    KEY,
    LEADER,
    MASKED,
    RESIDENT,
    SEND,
    XML,
    FakeGateway,
    bulk,
    fetched,
    root_of,
    sent,
    texts,
    wait_for,
    words_of,
)


@pytest.mark.parametrize(
    ("text", "parts", "cost"),
    [("hello", 1, "0.8000"), ("h" * 160, 1, "0.8000"), ("h" * 161, 2, "1.6000"), ("ŋ" * 71, 2, "1.6000")],
)
def test_the_summary_counts_the_parts(phones: FlaskClient, text: str, parts: int, cost: str) -> None:
    assert sent(phones, message=text)["Message"] == f"Sent to 1/1 Total Cost: KES {cost} Message parts: {parts}"


def test_a_text_that_nobody_gets_costs_nothing(phones: FlaskClient) -> None:
    answer = sent(phones, to="+25471")
    assert answer["Message"] == "Sent to 0/1 Total Cost: 0 Message parts: 1"
    assert answer["Recipients"] == [
        {"cost": "0", "messageId": "None", "number": "+25471", "status": "InvalidPhoneNumber", "statusCode": 403}
    ]


@pytest.mark.parametrize(("enqueue", "code"), [("1", 102), ("true", 102), ("0", 101), ("", 101)])
def test_an_order_that_may_wait_is_queued(phones: FlaskClient, enqueue: str, code: int) -> None:
    (recipient,) = sent(phones, enqueue=enqueue)["Recipients"]
    assert (recipient["statusCode"], recipient["status"]) == (code, {101: "Success", 102: "Queued"}[code])
    assert len(phones.get(f"/simulator/phones/{LEADER}/inbox").get_json()) == 1


def test_an_order_in_json_reaches_all_its_numbers(phones: FlaskClient) -> None:
    answer = bulk(phones)
    assert answer["Message"] == "Sent to 2/2 Total Cost: KES 1.6000 Message parts: 1"
    assert [(one["number"], one["statusCode"]) for one in answer["Recipients"]] == [(LEADER, 101), (RESIDENT, 101)]
    for phone in (LEADER, RESIDENT):
        (text,) = phones.get(f"/simulator/phones/{phone}/inbox").get_json()
        assert (text["from"], text["text"]) == ("MLATA", "MLATA 48273")


@pytest.mark.parametrize(("enqueue", "code"), [(True, 102), (1, 102), ("1", 102), (False, 101), (None, 101)])
def test_an_order_in_json_may_wait_too(phones: FlaskClient, enqueue: object, code: int) -> None:
    assert {one["statusCode"] for one in bulk(phones, enqueue=enqueue)["Recipients"]} == {code}


def test_a_sender_that_is_null_is_none(phones: FlaskClient) -> None:
    assert len(bulk(phones, senderId=None)["Recipients"]) == 2


def test_a_thousand_numbers_are_taken_in_one_call(phones: FlaskClient, network: Network) -> None:
    network.faults = Faults(lost_receipts=True)
    numbers = [f"+25471{number:07}" for number in range(1_000)]
    assert sent(phones, to=",".join(numbers))["Message"].startswith("Sent to 1000/1000 Total Cost: KES 800.0000")
    assert [one["number"] for one in bulk(phones, phoneNumbers=numbers)["Recipients"]] == numbers
    assert len(phones.get(f"/simulator/phones/{numbers[999]}/inbox").get_json()) == 2


@pytest.mark.parametrize("is_form", [False, True])
def test_a_hashed_number_of_an_operator_gets_its_text(phones: FlaskClient, fake: FakeGateway, *, is_form: bool) -> None:
    order = {"username": "sandbox", "message": "hello", "maskedNumber": MASKED, "telco": "Safaricom"}
    # The Python SDK posts a form, in which an empty list of numbers leaves no trace.
    given: dict[str, Any] = {"data": order} if is_form else {"json": {**order, "phoneNumbers": []}}
    answer = phones.post("/version1/messaging/bulk", headers=KEY, **given)
    (recipient,) = answer.get_json()["SMSMessageData"]["Recipients"]
    assert (recipient["number"], recipient["statusCode"]) == (MASKED, 101)
    wait_for(lambda: {form["phoneNumber"] for form in fake.posted("receipts")} == {MASKED})


def test_a_hash_that_is_none_is_refused(phones: FlaskClient) -> None:
    (recipient,) = bulk(phones, phoneNumbers=[], maskedNumber="XYZ", telco="Safaricom")["Recipients"]
    assert recipient["statusCode"] == 403


@pytest.mark.parametrize("sender", ["MLATA", "22384", "AFRICASTKNG", "GIVEN"])
def test_known_senders_may_send(phones: FlaskClient, sender: str) -> None:
    assert len(sent(phones, **{"from": sender})["Recipients"]) == 1
    assert phones.get(f"/simulator/phones/{LEADER}/inbox").get_json()[0]["from"] == sender


@pytest.mark.parametrize("sender", ["NOBODY", "22999", "mlata"])
def test_another_sender_is_refused_for_all_its_numbers(phones: FlaskClient, sender: str) -> None:
    assert sent(phones, **{"from": sender}) == {"Message": "InvalidSenderId", "Recipients": []}
    assert bulk(phones, senderId=sender) == {"Message": "InvalidSenderId", "Recipients": []}
    assert phones.get(f"/simulator/phones/{LEADER}/inbox").get_json() == []


def test_a_text_without_a_sender_comes_from_the_shared_one(phones: FlaskClient) -> None:
    sent(phones)
    assert phones.get(f"/simulator/phones/{LEADER}/inbox").get_json()[0]["from"] == "AFRICASTKNG"


def test_a_community_that_is_loaded_while_it_runs_may_send(network: Network, tmp_path: Path) -> None:
    file = tmp_path / "one.toml"
    file.write_text(COMMUNITY.read_text(encoding="utf-8"), encoding="utf-8")
    phones = create_app(network, PhoneBook(lambda: tmp_path.glob("*.toml"))).test_client()
    key = {**KEY, "apiKey": "simulated"}

    def senders() -> list[int]:
        answers = [
            phones.post("/version1/messaging", data=SEND | {"from": sender}, headers=key).get_json()
            for sender in ("MLATA", "22384", "KWARE", "22999")
        ]
        return [len(answer["SMSMessageData"]["Recipients"]) for answer in answers]

    assert senders() == [1, 1, 0, 0]
    file.write_text(file.read_text(encoding="utf-8").replace("22384", "22999").replace('"MLATA"', '"KWARE"'), "utf-8")
    # Texts of a sender that was known before are still on their way.
    assert senders() == [1, 1, 1, 1]
    assert "22999" in phones.get("/simulator/").text


def test_an_answer_is_xml_unless_json_is_accepted(phones: FlaskClient) -> None:
    for accept in ({}, {"Accept": "*/*"}, {"Accept": "application/xml"}):
        answer = phones.post("/version1/messaging", data=SEND, headers=XML | accept)
        assert (answer.status_code, answer.mimetype) == (201, "application/xml")
    root = root_of(answer.text)
    assert root.tag == "AfricasTalkingResponse"
    assert words_of(root, "Message") == ["Sent to 1/1 Total Cost: KES 0.8000 Message parts: 1"]
    assert len(root.findall("SMSMessageData/Recipients/Recipient")) == 1
    assert [words_of(root, name) for name in ("number", "statusCode", "status")] == [[LEADER], ["101"], ["Success"]]
    wanted = phones.post(
        "/version1/messaging", data=SEND, headers=XML | {"Accept": "application/json, text/plain, */*"}
    )
    assert wanted.content_type == "application/json"


def test_xml_holds_whatever_a_phone_sends(phones: FlaskClient) -> None:
    texts(phones, 'a < b & "c" \x0b \U0001f600')
    for query in ("username=sandbox", "username=sandbox&lastReceivedId=9"):
        answer = phones.get(f"/version1/messaging?{query}", headers=XML)
        assert words_of(root_of(answer.text), "text") == ([] if "9" in query else ['a < b & "c" ? \U0001f600'])
    balance = phones.get("/version1/user?username=sandbox", headers=XML)
    assert "<UserData><balance>KES 1000.0000</balance></UserData>" in balance.text


def test_the_balance_is_told_to_the_account(phones: FlaskClient) -> None:
    answer = phones.get("/version1/user?username=sandbox", headers=KEY)
    assert answer.get_json() == {"UserData": {"balance": "KES 1000.0000"}}
    assert phones.get("/version1/user", headers=KEY).status_code == 400


def test_an_outage_stops_every_part_of_it(phones: FlaskClient, network: Network) -> None:
    network.faults = Faults(outage=True)
    for method, path, body in ASKED:
        assert phones.open(path, method=method, headers=KEY, **body).status_code == 503


def test_a_file_of_an_older_doria_is_read(gateway: tuple[FakeGateway, str], tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / "old.db") as older:
        older.execute(
            "CREATE TABLE texts (id INTEGER PRIMARY KEY, at TEXT, phone TEXT, sent_by_phone INTEGER,"
            " other TEXT, text TEXT, message_id TEXT)"
        )
        older.execute(
            "INSERT INTO texts VALUES (7, '2026-11-23T18:00:00.000+00:00', ?, 1, '22384', 'ON', 'u')", (LEADER,)
        )
    older.close()
    network = Network(tmp_path / "old.db", gateway[1])
    assert network.received(0) == [
        {
            "linkId": "",
            "text": "ON",
            "to": "22384",
            "id": 7,
            "date": "2026-11-23T18:00:00.000Z",
            "from": LEADER,
        }
    ]
    network.close()


def test_half_a_character_is_no_fault_of_the_network(phones: FlaskClient) -> None:
    for path in ("/version1/messaging/bulk", f"/simulator/phones/{LEADER}/sms"):
        body = b'{"to": "22384", "text": "\\ud800", "username": "sandbox", "message": "\\ud800",'
        body += b' "phoneNumbers": ["+254711000001", "\\udfff"]}'
        answer = phones.post(path, data=body, headers=XML, content_type="application/json")
        assert answer.status_code < 300
    assert [one["text"] for one in fetched(phones)] == ["?"]


WORDS = st.one_of(
    st.none(), st.booleans(), st.integers(), st.text(max_size=20), st.lists(st.text(max_size=5), max_size=3)
)
ORDER = st.dictionaries(
    st.sampled_from(
        ["username", "message", "phoneNumbers", "senderId", "enqueue", "maskedNumber", "telco", "to", "from", "keyword"]
    ),
    WORDS,
)


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(ORDER, st.sampled_from(["application/json", "application/xml"]))
def test_whatever_is_asked_is_answered(phones: FlaskClient, order: dict[str, Any], accept: str) -> None:
    order = {"username": "sandbox", **order}
    headers = XML | {"Accept": accept}
    form = {name: str(value) for name, value in order.items()}
    for answer in (
        phones.post("/version1/messaging/bulk", json=order, headers=headers),
        phones.post("/version1/messaging/bulk", data=form, headers=headers),
        phones.post("/version1/messaging", data=form, headers=headers),
        phones.get("/version1/messaging", query_string=form, headers=headers),
    ):
        assert answer.status_code in {200, 201, 400, 401}
        if answer.mimetype == "application/xml":
            root_of(answer.text)
