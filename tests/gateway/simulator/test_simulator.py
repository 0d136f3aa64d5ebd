"""The simulated network: its phones, its API and its faults, against a small gateway."""

import time
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from gateway.simulator import people
from gateway.simulator.network import Network
from gateway.simulator.orders import Order
from tests.gateway.simulator.conftest import COMMUNITY, KEY, FakeGateway, wait_for

RESIDENT, LEADER = "+254711000001", "+254700000101"
SEND = {"username": "sandbox", "to": LEADER, "message": "MLATA 48273"}


def ussd(phones: FlaskClient, **data: object) -> object:
    told = phones.post(f"/simulator/phones/{RESIDENT}/ussd", json=data).get_json()
    return {name: told[name] for name in ("text", "open")}


def test_a_session_sends_its_whole_history_and_ends(phones: FlaskClient, fake: FakeGateway) -> None:
    assert ussd(phones, code="*384*77#") == {"text": "typed ", "open": True}
    assert ussd(phones, input="1") == {"text": "typed 1", "open": True}
    assert ussd(phones, input="a*b#9") == {"text": "bye", "open": False}
    hops = fake.posted("ussd")
    assert [hop["text"] for hop in hops] == ["", "1", "1*a*b#9"]
    assert len({hop["sessionId"] for hop in hops}) == 1
    assert (hops[0]["phoneNumber"], hops[0]["serviceCode"]) == (RESIDENT, "*384*77#")
    wait_for(lambda: [end["status"] for end in fake.posted("ussd-events")] == ["Success"])


def test_keys_dialled_behind_a_code_are_the_first_text(phones: FlaskClient, fake: FakeGateway) -> None:
    assert ussd(phones, code="*384*77*1*2#") == {"text": "typed 1*2", "open": True}
    assert fake.posted("ussd")[0]["serviceCode"] == "*384*77#"


def test_hanging_up_is_told(phones: FlaskClient, fake: FakeGateway) -> None:
    ussd(phones, code="*384*77#")
    ussd(phones, hangup=True)
    wait_for(lambda: [end["status"] for end in fake.posted("ussd-events")] == ["Incomplete"])


def test_a_page_without_con_or_end_kills_the_session(phones: FlaskClient) -> None:
    ussd(phones, code="*384*77#")
    answer = ussd(phones, input="8")
    assert isinstance(answer, dict)
    assert "invalid MMI code" in answer["text"]
    assert answer["open"] is False


def test_a_text_out_is_in_the_inbox_and_has_receipts(phones: FlaskClient, fake: FakeGateway) -> None:
    answer = phones.post("/version1/messaging", data=SEND | {"from": "MLATA"}, headers=KEY)
    assert answer.status_code == 201
    taken = answer.get_json()["SMSMessageData"]["Recipients"][0]
    assert (taken["statusCode"], taken["cost"], taken["number"]) == (101, "KES 0.8000", LEADER)
    wait_for(lambda: {form["status"] for form in fake.posted("receipts")} == {"Sent", "Success"})
    assert {form["id"] for form in fake.posted("receipts")} == {taken["messageId"]}
    for spelling in (LEADER, "0700000101", "%2B254700000101", "254700000101"):
        inbox = phones.get(f"/simulator/phones/{spelling}/inbox").get_json()
        assert [(text["from"], text["text"]) for text in inbox] == [("MLATA", "MLATA 48273")]


def test_a_missing_key_is_401(phones: FlaskClient) -> None:
    answer = phones.post("/version1/messaging", data=SEND)
    assert (answer.status_code, answer.mimetype) == (401, "text/plain")


def test_a_text_in_is_repeated_under_its_id_until_taken(phones: FlaskClient, fake: FakeGateway) -> None:
    fake.failures = 1
    sent = phones.post(f"/simulator/phones/{LEADER}/sms", json={"to": "22384", "text": "1 48273"}).get_json()
    wait_for(lambda: len(fake.posted("sms")) == 2)
    assert {form["id"] for form in fake.posted("sms")} == {sent["id"]}
    form = fake.posted("sms")[0]
    assert (form["from"], form["to"], form["text"]) == (LEADER, "22384", "1 48273")


def test_an_answer_that_trickles_is_whole_in_the_end(phones: FlaskClient) -> None:
    phones.post("/simulator/faults", json={"trickle_seconds": 0.2})
    began = time.monotonic()
    answer = phones.post("/version1/messaging", data=SEND, headers=KEY)
    assert answer.get_json()["SMSMessageData"]["Recipients"][0]["statusCode"] == 101
    assert time.monotonic() - began >= 0.2


def test_faults_do_what_they_say_until_they_are_ended(phones: FlaskClient, fake: FakeGateway) -> None:
    assert phones.post("/simulator/faults", json={"outage": True}).get_json()["outage"] is True
    assert phones.post("/version1/messaging", data=SEND, headers=KEY).status_code == 503
    phones.post("/simulator/faults", json={"status_codes": {"0700000101": 406}})
    refused = phones.post("/version1/messaging", data=SEND, headers=KEY).get_json()["SMSMessageData"]
    assert [(taken["status"], taken["statusCode"]) for taken in refused["Recipients"]] == [("UserInBlacklist", 406)]
    assert phones.get(f"/simulator/phones/{LEADER}/inbox").get_json() == []
    assert phones.delete("/simulator/faults").get_json()["status_codes"] == {}
    assert phones.post("/simulator/faults", json={"delays": 0}).get_json()["delay_seconds"] == 0
    phones.post("/simulator/faults", json={"duplicate_receipts": True, "duplicate_sms": True})
    phones.post("/version1/messaging", data=SEND, headers=KEY)
    phones.post(f"/simulator/phones/{LEADER}/sms", json={"to": "22384", "text": "LIST"})
    wait_for(lambda: len(fake.posted("receipts")) == 4 and len(fake.posted("sms")) == 2)


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("/simulator/faults", b'{"earthquake": true}'),
        ("/simulator/faults", b'{"outage": "yes"}'),
        ("/simulator/faults", b'{"delay_seconds": -1}'),
        ("/simulator/faults", b'{"status_codes": []}'),
        ("/simulator/faults", b"[]"),
        ("/simulator/faults", b"{"),
        ("/simulator/phones/nobody/sms", b'{"to": "22384", "text": "1"}'),
        (f"/simulator/phones/{LEADER}/sms", b'{"to": 1}'),
        (f"/simulator/phones/{LEADER}/sms", b"{"),
        (f"/simulator/phones/{LEADER}/ussd", b'{"press": "1"}'),
        (f"/simulator/phones/{LEADER}/ussd", b'{"input": "1"}'),
    ],
)
def test_what_cannot_be_read_is_told_in_one_line(phones: FlaskClient, path: str, body: bytes) -> None:
    answer = phones.post(path, data=body, content_type="application/json")
    assert answer.status_code == 400
    assert answer.json is not None
    assert len(answer.json["error"]) > 10
    assert answer.json["open"] is False


def test_the_page_shows_everybody_and_fetches_nothing_from_elsewhere(phones: FlaskClient) -> None:
    page = phones.get("/simulator/").text
    for holder in people.read([COMMUNITY])[0].holders:
        assert holder.phone in page
    assert RESIDENT in page
    assert "https://" not in page


def test_texts_outlive_a_restart(gateway: tuple[FakeGateway, str], tmp_path: Path) -> None:
    first = Network(tmp_path / "network.db", gateway[1])
    first.accept_all(Order("sandbox", (LEADER,), "hello", "MLATA", is_queued=False), "MLATA")
    first.close()
    second = Network(tmp_path / "network.db", gateway[1])
    assert [text["text"] for text in second.inbox(LEADER)] == ["hello"]
    second.close()


@pytest.mark.parametrize(
    ("method", "path", "headers"),
    [
        ("POST", f"/simulator/phones/{LEADER}/sms", {"Origin": "https://evil.example"}),
        ("POST", f"/simulator/phones/{LEADER}/sms", {"Origin": "null"}),
        ("POST", f"/simulator/phones/{LEADER}/ussd", {"Origin": "https://evil.example"}),
        ("POST", "/simulator/faults", {"Origin": "https://evil.example"}),
        ("DELETE", "/simulator/faults", {"Origin": "https://evil.example"}),
        ("POST", "/version1/messaging", {"Origin": "https://evil.example", "apiKey": "secret"}),
        ("GET", f"/simulator/phones/{LEADER}/inbox", {"Host": "evil.example"}),
        ("POST", "/simulator/faults", {"Host": "evil.example", "Origin": "http://evil.example"}),
    ],
)
def test_a_page_of_a_public_website_sends_no_text_and_sets_no_fault(
    phones: FlaskClient, fake: FakeGateway, method: str, path: str, headers: dict[str, str]
) -> None:
    answer = phones.open(path, method=method, headers=headers, json={"outage": True, "to": "22384", "text": "1"})
    assert answer.status_code == 403
    assert answer.get_json()["error"]
    assert phones.get("/simulator/faults").get_json()["outage"] is False
    assert fake.forms == []
