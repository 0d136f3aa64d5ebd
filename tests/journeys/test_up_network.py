"""The whole of `doria up` beside its network: callbacks that are lost, and a community that is loaded meanwhile."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from typing import Any

import psutil
import pytest
import requests

from gateway.communities.file import load_example
from menus.text.names import Text
from tests.people import KILLING, LEADER, OTHER, POLICE
from tests.town import reference_in
from tests.up import TIMEOUT, Running, shown, start, wait_for, words_of

OTHER_CODE, OTHER_POLICE = "*384*78#", "+254700000231"
"""The other example: the code that its residents dial, and its police contact."""
COMMUNITY, NAME_OF_LEADER = "mlango-kubwa", "Patrol leader (example)"


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """Give a `doria up` that fetches texts each second."""
    folder = tmp_path_factory.mktemp("network") / "data"
    made = start(folder, DORIA_FETCH_EVERY="1s", DORIA_JOIN_WINDOW="1s", DORIA_RED_WORKERS="1")
    yield made
    # The last story stops it.
    if made.process.poll() is None:
        made.stop()


def set_faults(running: Running, **faults: object) -> None:
    """Set the faults of the network; without any, end them."""
    assert requests.post(f"{running.address}/simulator/faults", json=faults, timeout=TIMEOUT).ok


def last_fetched(running: Running) -> int | None:
    """Return the number of the last text that was fetched; None before the first fetch."""
    with closing(sqlite3.connect(running.folder / "doria.db")) as database:
        row = database.execute("SELECT last_number FROM inboxes").fetchone()
    return int(row[0]) if row else None


def last_sent_in(running: Running) -> int:
    """Return the number of the last text that a phone has sent, as any client may ask for it."""
    answer = requests.get(
        f"{running.address}/version1/messaging",
        params={"username": "sandbox", "lastReceivedId": "0"},
        headers={"apiKey": "simulated", "Accept": "application/json"},
        timeout=TIMEOUT,
    )
    return int(answer.json()["SMSMessageData"]["Messages"][-1]["id"])


def clock_of(running: Running) -> psutil.Process:
    """Return the process that fetches."""
    (found,) = (process for process in running.tree if words_of(process)[-2:] == ["workers", "clock"])
    return found


def going(running: Running) -> list[str]:
    """Return the texts that tell the leader that they go."""
    return [text for text in running.inbox(LEADER) if shown(Text.GOING) in text]


def test_an_answer_whose_callback_was_lost_is_fetched_and_acts_once(running: Running) -> None:
    reference = running.reports()
    wait_for(lambda: bool(running.alerts(LEADER, reference)))
    set_faults(running, lost_sms=True)
    running.texts(LEADER, f"1 {reference}")
    wait_for(lambda: bool(going(running)))
    set_faults(running)
    assert running.doria("incident", reference)["tracks"]["patrol"]["answered_by_role"] == "patrol-leader"
    assert len(going(running)) == 1


def test_a_text_that_came_by_the_callback_is_fetched_too_and_acts_once(running: Running) -> None:
    before = len(going(running))
    reference = running.reports()
    wait_for(lambda: bool(running.alerts(LEADER, reference)))
    running.texts(LEADER, f"1 {reference}")
    wait_for(lambda: last_fetched(running) == last_sent_in(running))
    wait_for(lambda: len(going(running)) > before)
    with closing(sqlite3.connect(running.folder / "doria.db")) as database:
        stored = database.execute("SELECT count(*), count(fetched_id) FROM inbound_sms").fetchone()
    assert stored == (2, 2)
    assert len(going(running)) == before + 1


def test_a_community_that_is_loaded_meanwhile_gets_its_alerts(running: Running) -> None:
    file = running.folder.parent / "other.toml"
    file.write_text(load_example("kawangware"), encoding="utf-8")
    running.loads(file)
    url = f"{running.address}/simulator/phones/{OTHER}/ussd"
    for given in ({"code": OTHER_CODE}, *({"input": key} for key in KILLING)):
        page = requests.post(url, json=given, timeout=TIMEOUT).json()
    reference = reference_in(page["text"])
    wait_for(lambda: bool(running.alerts(OTHER_POLICE, reference)))
    texts = requests.get(f"{running.address}/simulator/phones/{OTHER_POLICE}/inbox", timeout=TIMEOUT).json()
    assert texts[-1]["from"] == "22385"
    page_of_other = f"{running.address}/simulator/?community=kawangware"
    assert OTHER_POLICE in requests.get(page_of_other, timeout=TIMEOUT).text
    assert set(asks(running, "state")["news"]) > {LEADER, OTHER_POLICE}
    assert running.alerts(LEADER, reference) == []


def asks(running: Running, path: str, **query: str) -> Any:
    """Return what the page of phones is answered."""
    answer = requests.get(f"{running.address}/simulator/{path}", params=query, timeout=TIMEOUT)
    assert answer.ok, answer.text
    return answer.json()


def switch(running: Running, phone: str, **wish: bool) -> None:
    """Switch a phone on or off."""
    url = f"{running.address}/simulator/phones/{phone}/power"
    assert requests.post(url, json=wish, timeout=TIMEOUT).json() == {"on": wish["on"]}


def receipts(running: Running, cursor: str, reference: str) -> list[str]:
    """Return what the receipts of an incident's alerts say after a cursor, in words."""
    events = asks(running, "happened", community=COMMUNITY, since=cursor)["events"]
    return [one["words"]["en"] for one in events if (one["kind"], one["reference"]) == ("receipt", reference)]


def test_an_alert_to_a_phone_that_is_off_is_on_it_when_it_is_on_again_and_doria_knows_it(running: Running) -> None:
    cursor = asks(running, "happened", community=COMMUNITY)["cursor"]
    switch(running, LEADER, on=False)
    reference = running.reports()
    wait_for(lambda: bool(running.alerts(POLICE, reference)))
    (waiting,) = (text for text in asks(running, "state", phone=LEADER)["phones"][LEADER]["texts"] if text["waits"])
    assert reference in waiting["text"]
    assert running.alerts(LEADER, reference) == []
    wait_for(lambda: bool(receipts(running, cursor, reference)))
    line = f"The alert is on the phone of {NAME_OF_LEADER}."
    assert line not in receipts(running, cursor, reference)
    switch(running, LEADER, on=True)
    assert running.alerts(LEADER, reference) == [waiting["text"]]
    wait_for(lambda: line in receipts(running, cursor, reference))


def test_an_alert_to_an_absent_phone_does_not_arrive_and_doria_says_why(running: Running) -> None:
    cursor = asks(running, "happened", community=COMMUNITY)["cursor"]
    switch(running, LEADER, on=False, absent=True)
    try:
        reference = running.reports()
        line = f"The alert did not reach {NAME_OF_LEADER}: the phone is off or out of reach."
        wait_for(lambda: line in receipts(running, cursor, reference))
        assert running.alerts(LEADER, reference) == []
    finally:
        switch(running, LEADER, on=True)


def test_when_the_time_is_moved_the_texts_on_the_phones_know_it(running: Running) -> None:
    url = f"{running.address}/simulator/time"
    assert requests.post(url, json={"forward": "2s"}, timeout=TIMEOUT).ok
    before = datetime.now(UTC)
    running.texts(LEADER, "WHO")
    text = asks(running, "state", phone=LEADER)["phones"][LEADER]["texts"][-1]
    # The network keeps milliseconds.
    assert datetime.fromisoformat(text["at"]) > before + timedelta(seconds=2) - timedelta(milliseconds=1)
    address = f"{running.address}/simulator/clock"
    assert requests.post(address, json={"ahead": 0}, timeout=TIMEOUT).status_code == 404


def test_faults_are_changed_one_by_one_through_the_door(running: Running) -> None:
    url = f"{running.address}/simulator/faults"
    try:
        assert requests.patch(url, json={"lost_receipts": True}, timeout=TIMEOUT).ok
        both = requests.patch(url, json={"duplicate_sms": True}, timeout=TIMEOUT).json()
        assert (both["lost_receipts"], both["duplicate_sms"]) == (True, True)
        assert asks(running, "state")["faults"] == both
    finally:
        set_faults(running)


def test_a_text_that_was_lost_before_doria_stopped_is_fetched_at_its_start(running: Running) -> None:
    # The last story of this `doria up`: it ends it.
    before = len(going(running))
    reference = running.reports()
    wait_for(lambda: bool(running.alerts(LEADER, reference)))
    wait_for(lambda: last_fetched(running) is not None)
    set_faults(running, lost_sms=True)
    # Without its clock it fetches no more.
    clock_of(running).suspend()
    fetched = last_fetched(running)
    running.texts(LEADER, f"1 {reference}")
    running.stop()
    assert last_fetched(running) == fetched
    running = start(running.folder, loads=False, DORIA_FETCH_EVERY="1h", DORIA_RED_WORKERS="1")
    try:
        wait_for(lambda: len(going(running)) > before)
        assert running.doria("incident", reference)["tracks"]["patrol"]["answered_by_role"] == "patrol-leader"
    finally:
        running.stop()
