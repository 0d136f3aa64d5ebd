"""Calls that the simulated API refuses, in the words and statuses of Africa's Talking."""

from typing import Any

import pytest
from flask.testing import FlaskClient

from tests.gateway.simulator.conftest import ASKED, KEY, LEADER, SEND, sent


@pytest.mark.parametrize(("method", "path", "body"), ASKED)
@pytest.mark.parametrize("key", [None, "", "Secret", "simulated"])
def test_another_key_is_refused_everywhere(
    phones: FlaskClient, method: str, path: str, body: dict[str, Any], key: str | None
) -> None:
    headers = {"Accept": "application/json"} | ({} if key is None else {"apiKey": key})
    answer = phones.open(path, method=method, headers=headers, **body)
    assert (answer.status_code, answer.mimetype) == (401, "text/plain")
    assert answer.text == "The supplied authentication is invalid"


@pytest.mark.parametrize(("method", "path", "body"), ASKED[:4])
def test_another_user_name_is_refused_everywhere(
    phones: FlaskClient, method: str, path: str, body: dict[str, dict[str, str]]
) -> None:
    changed = {kind: {**fields, "username": "nobody"} for kind, fields in body.items()}
    answer = phones.open(path.replace("sandbox", "nobody"), method=method, headers=KEY, **changed)  # type: ignore[arg-type] # a kind of body
    assert (answer.status_code, answer.text) == (401, "The supplied authentication is invalid")
    changed = {kind: {**fields, "username": "mlata"} for kind, fields in body.items()}
    assert phones.open(path.replace("sandbox", "mlata"), method=method, headers=KEY, **changed).status_code < 300  # type: ignore[arg-type] # as above


@pytest.mark.parametrize("missing", ["username", "to", "message"])
def test_a_missing_field_is_told(phones: FlaskClient, missing: str) -> None:
    for value in ({}, {missing: ""}):
        form = {name: value for name, value in SEND.items() if name != missing} | value
        answer = phones.post("/version1/messaging", data=form, headers=KEY)
        assert (answer.status_code, answer.mimetype) == (400, "text/plain")
        assert answer.text == f"Request is missing required form field '{missing}'"


@pytest.mark.parametrize(
    "body",
    [
        b"{",
        b"[]",
        b'"text"',
        b'{"username": "sandbox", "message": "hi", "phoneNumbers": []}',
        b'{"username": "sandbox", "message": "hi", "phoneNumbers": [254700000101]}',
        b'{"username": "sandbox", "message": "", "phoneNumbers": ["+254700000101"]}',
        b'{"username": "sandbox", "message": "hi", "phoneNumbers": {}}',
        b'{"username": "sandbox", "message": "hi", "maskedNumber": "+ef"}',
    ],
)
def test_json_that_cannot_be_read_is_told(phones: FlaskClient, body: bytes) -> None:
    answer = phones.post("/version1/messaging/bulk", data=body, headers=KEY, content_type="application/json")
    assert (answer.status_code, answer.mimetype) == (400, "text/plain")
    assert len(answer.text) > 10


@pytest.mark.parametrize(
    "premium",
    [
        {"bulkSMSMode": "0", "keyword": "music", "linkId": "undefined", "from": "MLATA"},
        {"bulkSMSMode": "0", "from": "22384"},
        {"keyword": "music", "linkId": "7"},
        {"bulkSMSMode": "0"},
    ],
)
def test_a_premium_text_is_refused(phones: FlaskClient, premium: dict[str, str]) -> None:
    answer = phones.post("/version1/messaging", data=SEND | premium, headers=KEY)
    assert (answer.status_code, answer.mimetype) == (400, "text/plain")
    assert phones.get(f"/simulator/phones/{LEADER}/inbox").get_json() == []


@pytest.mark.parametrize(
    "plain", [{"bulkSMSMode": "1", "keyword": "music"}, {"bulkSMSMode": "0", "from": "MLATA"}, {"linkId": "7"}]
)
def test_other_modes_are_no_premium_texts(phones: FlaskClient, plain: dict[str, str]) -> None:
    assert len(sent(phones, **plain)["Recipients"]) == 1


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("POST", "/version1/airtime/send"),
        ("POST", "/version1/subscription/create"),
        ("GET", "/version1/subscription"),
        ("DELETE", "/version1/messaging"),
    ],
)
def test_a_service_that_is_not_there_is_404_in_words(phones: FlaskClient, method: str, path: str) -> None:
    answer = phones.open(path, method=method, headers=KEY)
    assert (answer.status_code, answer.mimetype) == (404, "text/plain")


def test_an_address_outside_the_api_is_404_in_words(phones: FlaskClient) -> None:
    answer = phones.post("/auth-token/generate", json={"username": "sandbox"}, headers=KEY)
    assert (answer.status_code, answer.mimetype) == (404, "text/plain")
