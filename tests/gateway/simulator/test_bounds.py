"""Whatever is sent to the simulated network, it answers in words and goes on."""

import json
from typing import Any

import pytest
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.gateway.simulator.conftest import LEADER, FakeGateway, sent, wait_for

ADDRESSES = [
    ("POST", f"/simulator/phones/{LEADER}/sms"),
    ("POST", f"/simulator/phones/{LEADER}/ussd"),
    ("POST", f"/simulator/phones/{LEADER}/power"),
    ("POST", "/simulator/clock"),
    ("POST", "/simulator/faults"),
    ("PATCH", "/simulator/faults"),
]
KEYS = ["to", "text", "key", "code", "input", "hangup", "community", "on", "absent", "ahead", "outage", "lost_sms", "x"]
LEAVES: st.SearchStrategy[Any] = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.text(max_size=20),
    st.sampled_from(["\ud800", "*384*77*\udfff#", "\x00", "1" * 300, "NaN"]),
)
VALUES = st.recursive(LEAVES, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3))
BODIES = st.dictionaries(st.sampled_from(KEYS), VALUES, max_size=5).map(json.dumps) | VALUES.map(json.dumps)


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.sampled_from(ADDRESSES), BODIES | st.binary(max_size=60))
def test_any_body_is_taken_or_refused_in_words(
    phones: FlaskClient, address: tuple[str, str], body: "str | bytes"
) -> None:
    method, path = address
    phones.delete("/simulator/faults")
    phones.post(f"/simulator/phones/{LEADER}/power", json={"on": True})
    answer = phones.open(path, method=method, data=body, content_type="application/json")
    assert answer.status_code in {200, 400}, answer.text
    if answer.status_code == 400:
        assert len(answer.get_json()["error"]) > 10


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=40))
def test_any_number_is_a_phone_or_refused_in_words(phones: FlaskClient, number: str) -> None:
    for path in ("/simulator/state", "/simulator/threads"):
        query = {"phone": number.encode("utf-8", "replace")}
        assert phones.get(path, query_string=query).status_code in {200, 400}


@pytest.mark.parametrize(("method", "path"), ADDRESSES)
def test_a_body_that_is_too_long_is_refused_in_words(phones: FlaskClient, method: str, path: str) -> None:
    body = json.dumps({"to": "22384", "text": "a" * 300_000, "code": "*384*77#", "on": True, "ahead": 1})
    answer = phones.open(path, method=method, data=body, content_type="application/json")
    assert answer.status_code == 400
    assert "262144" in answer.get_json()["error"]


@pytest.mark.parametrize(("method", "path"), ADDRESSES)
def test_lists_in_lists_are_refused_in_words(phones: FlaskClient, method: str, path: str) -> None:
    answer = phones.open(path, method=method, data="[" * 100_000, content_type="application/json")
    assert answer.status_code == 400
    assert answer.get_json()["error"]


def test_half_a_character_ends_no_call(phones: FlaskClient, fake: FakeGateway) -> None:
    address = f"/simulator/phones/{LEADER}/ussd"
    dialled = phones.post(address, data=b'{"code": "*384*77*\\ud800#"}', content_type="application/json")
    assert dialled.get_json()["open"] is True
    pressed = phones.post(address, data=b'{"input": "\\ud800"}', content_type="application/json")
    assert pressed.get_json()["open"] is True
    assert [form["text"] for form in fake.posted("ussd")] == ["?", "?*?"]


def test_a_patch_changes_only_the_faults_that_it_names(phones: FlaskClient, fake: FakeGateway) -> None:
    def patch(**faults: object) -> Any:
        answer = phones.patch("/simulator/faults", json=faults)
        assert answer.status_code == 200
        return answer.get_json()

    phones.post("/simulator/faults", json={"lost_receipts": True, "status_codes": {LEADER: 102}})
    both = patch(delay_seconds=0.01)
    assert (both["lost_receipts"], both["delay_seconds"], both["status_codes"]) == (True, 0.01, {LEADER: 102})
    assert patch() == both
    assert patch(delays=0) == {**both, "delay_seconds": 0.0}
    assert patch(lost_receipts=False)["status_codes"] == {LEADER: 102}
    assert phones.patch("/simulator/faults", json={"outage": "yes"}).status_code == 400
    assert phones.get("/simulator/faults").get_json()["status_codes"] == {LEADER: 102}
    sent(phones)
    wait_for(lambda: len(fake.posted("receipts")) == 2)
    assert phones.post("/simulator/faults", json={"outage": True}).get_json()["status_codes"] == {}
