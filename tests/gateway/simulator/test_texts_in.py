"""Texts from phones: a key makes one of two, a long one is kept whole and cut on the air, and a script is text."""

import threading
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st

from gateway.simulator.network import Network
from gateway.simulator.segments import MOST, carried, segments
from menus.text import gsm7
from tests.gateway.simulator.conftest import LEADER, RESIDENT, FakeGateway, fetched, wait_for

SCRIPT = "<script>alert('1 48273')</script><img src=x onerror=alert(1)>"


def send(phones: FlaskClient, text: str, phone: str = LEADER, **more: str) -> Any:
    """Send a text; return the answer."""
    answer = phones.post(f"/simulator/phones/{phone}/sms", json={"to": "22384", "text": text, **more})
    assert answer.status_code == 200, answer.text
    return answer.get_json()


def thread(phones: FlaskClient, phone: str = LEADER) -> list[str]:
    """Return the texts of a phone."""
    answer = phones.get("/simulator/threads", query_string={"phone": phone}).get_json()
    return [text["text"] for text in answer[phone]]


def test_the_same_key_from_the_same_phone_is_one_text(phones: FlaskClient, fake: FakeGateway) -> None:
    first = send(phones, "1 48273", key="k1")
    assert send(phones, "1 48273", key="k1") == first
    # Anything else that the second one says does not count.
    assert send(phones, "2 48273", key="k1") == first
    others = [
        send(phones, "ON", key="k2"),
        send(phones, "ON", RESIDENT, key="k1"),
        send(phones, "ON"),
        send(phones, "ON"),
    ]
    assert len({answer["id"] for answer in [first, *others]}) == 5
    wait_for(lambda: len(fake.posted("sms")) == 5)
    assert thread(phones) == ["1 48273", "ON", "ON", "ON"]


def test_a_text_in_the_thread_has_its_key_so_that_a_page_knows_its_own(phones: FlaskClient) -> None:
    for key in ("k1", ""):
        send(phones, "ON", key=key)
    answer = phones.get("/simulator/state", query_string={"phone": LEADER}).get_json()
    assert [text["key"] for text in answer["phones"][LEADER]["texts"]] == ["k1", None]


def test_a_key_is_known_after_a_restart(gateway: tuple[FakeGateway, str], tmp_path: Path) -> None:
    first = Network(tmp_path / "network.db", gateway[1])
    message_id = first.send_sms(LEADER, "22384", "ON", "k1")
    first.close()
    second = Network(tmp_path / "network.db", gateway[1])
    assert second.send_sms(LEADER, "22384", "ON", "k1") == message_id
    assert len(second.thread(LEADER)) == 1
    second.close()


def test_a_key_that_is_pressed_many_times_at_once_sends_one_text(network: Network) -> None:
    ids: list[str] = []
    presses = [
        threading.Thread(target=lambda: ids.append(network.send_sms(LEADER, "22384", "ON", "k1"))) for _ in range(8)
    ]
    for press in presses:
        press.start()
    for press in presses:
        press.join()
    assert (len(ids), len(set(ids)), len(network.thread(LEADER))) == (8, 1, 1)


@pytest.mark.parametrize("key", [1, None, ["k"], "k" * 65])
def test_another_key_is_refused_in_words(phones: FlaskClient, fake: FakeGateway, key: object) -> None:
    answer = phones.post(f"/simulator/phones/{LEADER}/sms", json={"to": "22384", "text": "ON", "key": key})
    assert answer.status_code == 400
    assert "64" in answer.get_json()["error"]
    assert thread(phones) == []
    assert fake.posted("sms") == []
    assert send(phones, "ON", key="k" * 64)["id"]


@pytest.mark.parametrize(("character", "most"), [("a", 1_530), ("ŋ", 670), ("\U0001f600", 335)])
def test_a_text_of_ten_thousand_characters_is_kept_whole_and_its_beginning_is_sent(
    phones: FlaskClient, fake: FakeGateway, character: str, most: int
) -> None:
    long = character * 10_000
    note = send(phones, long)["note"]
    assert str(most) in note["en"]
    assert str(most) in note["sw"]
    assert thread(phones) == [long]
    wait_for(lambda: [form["text"] for form in fake.posted("sms")] == [character * most])
    assert [text["text"] for text in fetched(phones)] == [character * most]


def test_a_text_that_fits_has_no_note(phones: FlaskClient) -> None:
    assert send(phones, "a" * 1_530)["note"] is None


@given(st.text(st.sampled_from("ab€{ŋ\U0001f600"), max_size=40).map(lambda piece: piece * 60))
def test_what_is_carried_begins_the_text_and_has_ten_segments_at_most(text: str) -> None:
    gone = carried(text)
    assert text.startswith(gone)
    assert segments(gone) <= MOST
    assert (gone == text) == (segments(text) <= MOST)
    if gone != text and gsm7.is_gsm7(text):
        assert gsm7.septets(text[: len(gone) + 1]) > MOST * 153


def test_a_script_is_text(phones: FlaskClient, fake: FakeGateway) -> None:
    send(phones, SCRIPT)
    assert thread(phones) == [SCRIPT]
    wait_for(lambda: [form["text"] for form in fake.posted("sms")] == [SCRIPT])
    answer = phones.get("/simulator/state", query_string={"phone": LEADER})
    assert answer.mimetype == "application/json"
    assert SCRIPT not in phones.get("/simulator/").text
