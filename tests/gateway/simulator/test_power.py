"""Phones that are switched off: what is sent to them waits or fails, and their calls end."""

import threading
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient

from gateway.simulator.calls import OffError
from gateway.simulator.network import Network
from gateway.simulator.orders import Order
from gateway.simulator.texts import Power
from tests.gateway.simulator.conftest import LEADER, RESIDENT, FakeGateway, sent, wait_for

CODE = "*384*77#"


def switch(phones: FlaskClient, phone: str = LEADER, **wish: object) -> Any:
    """Switch a phone; return the answer."""
    answer = phones.post(f"/simulator/phones/{phone}/power", json=wish)
    assert answer.status_code == 200
    return answer.get_json()


def statuses(fake: FakeGateway, message_id: str) -> list[str]:
    """Return the receipts of a text, sorted: the network may bring them in another order."""
    return sorted(form["status"] for form in fake.posted("receipts") if form["id"] == message_id)


def state(phones: FlaskClient, phone: str = LEADER) -> Any:
    """Return what the page knows of a phone, and the rest of the answer."""
    return phones.get("/simulator/state", query_string={"phone": phone}).get_json()


def inbox(phones: FlaskClient, phone: str = LEADER) -> list[str]:
    """Return the texts on a phone."""
    return [text["text"] for text in phones.get(f"/simulator/phones/{phone}/inbox").get_json()]


def test_a_text_to_a_phone_that_is_off_waits_and_arrives_in_order_when_it_is_on(
    phones: FlaskClient, fake: FakeGateway
) -> None:
    assert switch(phones, on=False) == {"on": False}
    assert phones.get(f"/simulator/phones/{LEADER}/power").get_json() == {"on": False}
    ids = [sent(phones, message=text)["Recipients"][0]["messageId"] for text in ("first", "second")]
    wait_for(lambda: all(statuses(fake, one) == ["Buffered", "Sent"] for one in ids))
    assert inbox(phones) == []
    shown = state(phones)
    assert [(text["text"], text["waits"]) for text in shown["phones"][LEADER]["texts"]] == [
        ("first", True),
        ("second", True),
    ]
    assert shown["phones"][LEADER]["on"] is False
    assert shown["news"][LEADER] == 0
    assert switch(phones, on=True) == {"on": True}
    assert inbox(phones) == ["first", "second"]
    wait_for(lambda: all(statuses(fake, one) == ["Buffered", "Sent", "Success"] for one in ids))
    switch(phones, on=True)
    assert inbox(phones) == ["first", "second"]
    assert state(phones)["news"][LEADER] > 0


def test_a_text_to_an_absent_phone_fails_and_never_arrives(phones: FlaskClient, fake: FakeGateway) -> None:
    switch(phones, on=False, absent=True)
    message_id = sent(phones, message="lost")["Recipients"][0]["messageId"]
    wait_for(lambda: statuses(fake, message_id) == ["AbsentSubscriber", "Sent"])
    switch(phones, on=True)
    after = sent(phones, message="here")["Recipients"][0]["messageId"]
    wait_for(lambda: statuses(fake, after) == ["Sent", "Success"])
    assert inbox(phones) == ["here"]
    assert statuses(fake, message_id) == ["AbsentSubscriber", "Sent"]


def test_switching_off_ends_the_call_as_a_dropped_one(phones: FlaskClient, fake: FakeGateway) -> None:
    phones.post(f"/simulator/phones/{RESIDENT}/ussd", json={"code": CODE})
    assert state(phones, RESIDENT)["phones"][RESIDENT]["calling"] is True
    switch(phones, RESIDENT, on=False)
    wait_for(lambda: [end["status"] for end in fake.posted("ussd-events")] == ["Incomplete"])
    assert state(phones, RESIDENT)["phones"][RESIDENT]["calling"] is False
    switch(phones, RESIDENT, on=True)
    assert phones.post(f"/simulator/phones/{RESIDENT}/ussd", json={"input": "1"}).status_code == 400


def test_a_phone_that_is_switched_off_while_its_page_is_on_the_way_shows_no_page(
    network: Network, fake: FakeGateway
) -> None:
    fake.on_ussd = lambda: network.switch(RESIDENT, Power.OFF)
    text, is_open = network.calls.dial(RESIDENT, CODE)
    assert not is_open
    assert "typed" not in text
    assert not network.calls.is_open(RESIDENT)
    wait_for(lambda: [end["status"] for end in fake.posted("ussd-events")] == ["Incomplete"])


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("ussd", {"code": CODE}),
        ("ussd", {"input": "1"}),
        ("sms", {"to": "22384", "text": "ON"}),
        ("sms", {"to": "22384", "text": "ON", "key": "k"}),
    ],
)
@pytest.mark.parametrize("is_absent", [False, True])
def test_a_phone_that_is_off_neither_dials_nor_presses_nor_texts(
    phones: FlaskClient, fake: FakeGateway, path: str, body: dict[str, str], *, is_absent: bool
) -> None:
    switch(phones, on=False, absent=is_absent)
    answer = phones.post(f"/simulator/phones/{LEADER}/{path}", json=body)
    assert (answer.status_code, answer.get_json()) == (
        400,
        {"error": "this phone is off", "text": "this phone is off", "open": False},
    )
    switch(phones, on=True)
    assert fake.posted("sms") == fake.posted("ussd") == []
    if path == "sms":
        # The key of a text that was refused is still free.
        assert phones.post(f"/simulator/phones/{LEADER}/{path}", json=body).status_code == 200
        wait_for(lambda: len(fake.posted("sms")) == 1)


def test_power_and_what_waits_outlive_a_restart(gateway: tuple[FakeGateway, str], tmp_path: Path) -> None:
    first = Network(tmp_path / "network.db", gateway[1])
    first.switch(LEADER, Power.OFF)
    first.accept_all(Order("sandbox", (LEADER,), "hello", "MLATA", is_queued=False), "MLATA")
    first.close()
    second = Network(tmp_path / "network.db", gateway[1])
    assert not second.is_on(LEADER)
    assert second.inbox(LEADER) == []
    with pytest.raises(OffError):
        second.send_sms(LEADER, "22384", "ON")
    second.switch(LEADER, Power.ON)
    assert [text["text"] for text in second.inbox(LEADER)] == ["hello"]
    wait_for(lambda: "Success" in {form["status"] for form in gateway[0].posted("receipts")})
    second.close()


def test_a_text_that_comes_while_its_phone_is_switched_has_its_last_receipt(
    network: Network, fake: FakeGateway
) -> None:
    """Whatever the order of the two is: every text is on the phone in the end, and the gateway knows it."""
    order = Order("sandbox", (LEADER,), "hello", "MLATA", is_queued=False)

    def toggles() -> None:
        for _ in range(20):
            network.switch(LEADER, Power.OFF)
            network.switch(LEADER, Power.ON)

    toggling = threading.Thread(target=toggles)
    toggling.start()
    ids: list[str] = []
    while toggling.is_alive() and len(ids) < 500:
        ids.append(str(network.accept_all(order, "MLATA")[0]["messageId"]))
    toggling.join()
    network.switch(LEADER, Power.ON)
    assert [text["message_id"] for text in network.inbox(LEADER)] == ids
    wait_for(lambda: all("Success" in statuses(fake, one) for one in ids))
    assert all(statuses(fake, one).count("Success") == 1 for one in ids)


@pytest.mark.parametrize(
    "wrong", [{}, {"on": 1}, {"on": "no"}, {"on": False, "absent": "x"}, {"on": True, "absent": True}, []]
)
def test_another_wish_for_power_is_refused_in_words(phones: FlaskClient, wrong: object) -> None:
    answer = phones.post(f"/simulator/phones/{LEADER}/power", json=wrong)
    assert answer.status_code == 400
    assert len(answer.get_json()["error"]) > 10
    assert phones.get(f"/simulator/phones/{LEADER}/power").get_json() == {"on": True}
