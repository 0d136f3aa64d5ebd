"""The state of the phones as the page asks for it once a second, and the simulated clock beside their texts."""

import sqlite3
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient

from gateway.simulator import people
from gateway.simulator.network import Network
from gateway.simulator.orders import Order
from menus.domain import references
from tests.gateway.simulator.conftest import COMMUNITY, LEADER, RESIDENT, FakeGateway, sent, texts

REF = references.mint(1)
GIVEN = "0700 000 101"
"""The leader's number, as people write it."""


def state(phones: FlaskClient, *given: str) -> Any:
    """Return the state of phones."""
    answer = phones.get("/simulator/state", query_string={"phone": list(given)})
    assert answer.status_code == 200, answer.text
    return answer.get_json()


def test_a_poll_tells_each_phone_under_the_number_as_it_was_asked_for(phones: FlaskClient) -> None:
    sent(phones, message=f"MLATA {REF} naenda. Jibu 1 {REF} sawa.")
    texts(phones, f"1 {REF}", phone=LEADER)
    told = state(phones, GIVEN, RESIDENT)
    assert set(told) == {"phones", "news", "faults", "story"}
    leader = told["phones"][GIVEN]
    assert (leader["number"], leader["on"], leader["calling"], leader["call"]) == (LEADER, True, False, None)
    assert [(text["text"], text["mine"], text["waits"], text["lang"]) for text in leader["texts"]] == [
        (f"MLATA {REF} naenda. Jibu 1 {REF} sawa.", False, False, "sw"),
        (f"1 {REF}", True, False, None),
    ]
    assert [text["id"] for text in leader["texts"]] == sorted(text["id"] for text in leader["texts"])
    assert {answer["reference"] for answer in leader["answers"]} == {REF}
    assert told["phones"][RESIDENT]["texts"] == told["phones"][RESIDENT]["answers"] == []
    assert told["faults"] == phones.get("/simulator/faults").get_json()
    assert told["story"] is None


def test_the_news_name_everybody_of_the_communities_and_nobody_else(phones: FlaskClient) -> None:
    sent(phones, to=f"{LEADER},{RESIDENT}")
    news = state(phones)["news"]
    assert set(news) == {holder.phone for holder in people.read([COMMUNITY])[0].holders}
    assert [phone for phone, last in news.items() if last] == [LEADER]


def test_a_thread_has_the_last_thirty_texts(phones: FlaskClient) -> None:
    texts(phones, *(f"text {number}" for number in range(33)))
    shown = [text["text"] for text in state(phones, LEADER)["phones"][LEADER]["texts"]]
    assert shown == [f"text {number}" for number in range(3, 33)]


def test_the_last_page_of_a_call_is_kept_for_a_reload(phones: FlaskClient) -> None:
    for body, page in (
        ({"code": "*384*77#"}, {"text": "typed ", "open": True, "lang": "en"}),
        ({"input": "9"}, {"text": "bye", "open": False, "lang": None}),
    ):
        phones.post(f"/simulator/phones/{RESIDENT}/ussd", json=body)
        shown = state(phones, RESIDENT)["phones"][RESIDENT]
        assert shown["call"] == page
        assert shown["calling"] is page["open"]


@pytest.mark.parametrize("wrong", ["nobody", "", "+", "\ud800", "9" * 5_000])
def test_a_phone_that_is_none_is_told_in_words(phones: FlaskClient, wrong: str) -> None:
    answer = phones.get("/simulator/state", query_string={"phone": wrong.encode("utf-8", "replace")})
    assert answer.status_code == 400
    assert len(answer.get_json()["error"]) < 200


def test_texts_keep_their_moment_on_the_simulated_clock(gateway: tuple[FakeGateway, str], tmp_path: Path) -> None:
    order = Order("sandbox", (LEADER,), "hello", "MLATA", is_queued=False)
    first = Network(tmp_path / "network.db", gateway[1])
    first.accept_all(order, "MLATA")
    first.texts.move_clock(3_600)
    first.accept_all(order, "MLATA")
    first.close()
    second = Network(tmp_path / "network.db", gateway[1])
    second.send_sms(LEADER, "22384", "ON")
    real = [datetime.fromisoformat(text["at"]) for text in second.inbox(LEADER)]
    shown = [datetime.fromisoformat(text["at"]) for text in second.thread(LEADER)]
    assert [later - at for later, at in zip(shown, real, strict=False)] == [timedelta(0), timedelta(hours=1)]
    assert shown[2] - shown[1] < timedelta(hours=1), "the clock is kept over a restart"
    assert shown == sorted(shown)
    second.close()


@pytest.mark.parametrize("wrong", [{}, {"ahead": "1"}, {"ahead": True}, {"ahead": 1e300}, {"ahead": None}, []])
def test_the_clock_takes_seconds_alone(phones: FlaskClient, wrong: object) -> None:
    assert phones.post("/simulator/clock", json={"ahead": 60.5}).get_json() == {"ahead": 60.5}
    answer = phones.post("/simulator/clock", json=wrong)
    assert answer.status_code == 400
    assert "ahead" in answer.get_json()["error"] or "object" in answer.get_json()["error"]


def test_texts_of_an_older_file_are_shown(gateway: tuple[FakeGateway, str], tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / "old.db") as older:
        older.execute(
            "CREATE TABLE texts (id INTEGER PRIMARY KEY, at TEXT, phone TEXT, sent_by_phone INTEGER,"
            " other TEXT, text TEXT, message_id TEXT, link_id TEXT)"
        )
        older.execute(
            "INSERT INTO texts VALUES (7, '2026-11-23T18:00:00.000+00:00', ?, 0, 'MLATA', 'hello', 'u', NULL)",
            (LEADER,),
        )
    older.close()
    network = Network(tmp_path / "old.db", gateway[1])
    assert network.thread(LEADER) == [
        {"id": 7, "at": "2026-11-23T18:00:00.000+00:00", "text": "hello", "mine": False, "waits": False, "key": None}
    ]
    network.close()
