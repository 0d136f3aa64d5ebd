"""The whole of `doria up` beside its network: callbacks that are lost, and a community that is loaded meanwhile."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing

import psutil
import pytest
import requests

from gateway.communities.file import load_example
from menus.text.names import Text
from tests.people import KILLING, LEADER, OTHER
from tests.town import reference_in
from tests.up import TIMEOUT, Running, shown, start, wait_for, words_of

OTHER_CODE, OTHER_POLICE = "*384*78#", "+254700000231"
"""The other example: the code that its residents dial, and its police contact."""


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
    assert OTHER_POLICE in requests.get(f"{running.address}/simulator/", timeout=TIMEOUT).text
    assert running.alerts(LEADER, reference) == []


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
