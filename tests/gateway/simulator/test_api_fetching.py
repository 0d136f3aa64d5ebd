"""Texts that are fetched from the simulated API: pages, ids, and callbacks that were lost."""

import pytest
from flask.testing import FlaskClient

from gateway.simulator.faults import Faults
from gateway.simulator.network import Network
from tests.gateway.simulator.conftest import KEY, LEADER, RESIDENT, FakeGateway, fetched, sent, texts, wait_for


def test_texts_are_fetched_oldest_first_with_ids_that_ascend(phones: FlaskClient, fake: FakeGateway) -> None:
    texts(phones, "1 48273", "2 48273")
    sent(phones)
    texts(phones, "LIST")
    found = fetched(phones)
    assert [(one["from"], one["to"], one["text"]) for one in found] == [
        (LEADER, "22384", text) for text in ("1 48273", "2 48273", "LIST")
    ]
    assert set(found[0]) == {"linkId", "text", "to", "id", "date", "from"}
    ids = [one["id"] for one in found]
    assert ids == sorted(set(ids))
    assert all(isinstance(one, int) for one in ids)
    assert [one["id"] for one in fetched(phones, ids[0])] == ids[1:]
    assert fetched(phones, ids[-1]) == []
    # A webhook gives the same link, and another id.
    wait_for(lambda: len(fake.posted("sms")) == 3)
    posted = {form["text"]: form for form in fake.posted("sms")}
    for one in found:
        assert one["linkId"] == posted[one["text"]]["linkId"]
        assert str(one["id"]) != posted[one["text"]]["id"]
        assert one["date"].endswith("Z")


def test_a_page_has_a_hundred_texts(phones: FlaskClient, network: Network) -> None:
    network.faults = Faults(lost_sms=True)
    texts(phones, *(f"text {number}" for number in range(130)))
    first = fetched(phones)
    rest = fetched(phones, first[-1]["id"])
    assert (len(first), len(rest)) == (100, 30)
    assert [one["text"] for one in first + rest] == [f"text {number}" for number in range(130)]


def test_a_short_code_and_a_first_word_leave_out_other_texts(phones: FlaskClient) -> None:
    texts(phones, "List please", "1 48273")
    texts(phones, "list", to="22385")
    assert [one["text"] for one in fetched(phones, shortCode="22384", keyword="LIST")] == ["List please"]
    # The SDK for Node.js writes out what it lacks.
    assert len(fetched(phones, "undefined", shortCode="undefined", keyword="undefined")) == 3


@pytest.mark.parametrize("last", ["soon", "-1", "1.5", "9" * 19, "\u0661"])
def test_an_id_that_is_no_number_is_told(phones: FlaskClient, last: str) -> None:
    query = {"username": "sandbox", "lastReceivedId": last}
    answer = phones.get("/version1/messaging", query_string=query, headers=KEY)
    assert (answer.status_code, answer.mimetype) == (400, "text/plain")


def test_a_lost_webhook_leaves_the_text_for_fetching(phones: FlaskClient, fake: FakeGateway) -> None:
    assert phones.post("/simulator/faults", json={"lost_sms": [LEADER]}).get_json()["lost_sms"] == [LEADER]
    texts(phones, "1 48273")
    texts(phones, "Moto Bondeni", phone=RESIDENT)
    wait_for(lambda: len(fake.posted("sms")) == 1)
    assert fake.posted("sms")[0]["from"] == RESIDENT
    assert [one["text"] for one in fetched(phones)] == ["1 48273", "Moto Bondeni"]
    assert phones.post("/simulator/faults", json={"lose_sms": True}).get_json()["lost_sms"] is True
