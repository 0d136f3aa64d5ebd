"""The story of a disk that is full: callers read 999 at once, texts come again, and all goes on when there is room.

A limit on the size of files stands in for a full disk: it needs no disk of its own. Writes fail in the same places.
"""

import json
import resource
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil
import pytest
import requests

from gateway.http.hops import AWAY
from tests.people import CODE, COORDINATOR, KILLING, LEADER, RESIDENT
from tests.town import reference_in
from tests.up import TIMEOUT, Running, start, wait_for, words_of

_WRITERS = ("gateway.processes.webserver", "workers")
"""The modules of the processes that write the database, and of the processes that these have started."""


@pytest.fixture
def running(tmp_path: Path) -> Iterator[Running]:
    """Give a `doria up`."""
    made = start(tmp_path / "data", DORIA_JOIN_WINDOW="1s")
    yield made
    made.stop()


def writers(running: Running) -> list[psutil.Process]:
    """Return the web server, the workers and the clock, with the processes that they have started."""
    found = []
    for child in psutil.Process(running.process.pid).children():
        if any(module in words_of(child) for module in _WRITERS):
            found += [child, *child.children(recursive=True)]
    return found


@contextmanager
def full_disk(running: Running) -> Iterator[None]:
    """Let no file grow, as on a full disk."""
    limited = writers(running)
    for process in limited:
        process.rlimit(psutil.RLIMIT_FSIZE, (1, resource.RLIM_INFINITY))
    try:
        yield
    finally:
        for process in limited:
            if process.is_running():
                process.rlimit(psutil.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))


def secret(running: Running, name: str) -> str:
    kept = json.loads((running.folder / "secrets.json").read_text(encoding="utf-8"))
    return str(kept[name])


def hop(running: Running, text: str, session: str) -> str:
    """Post one USSD hop to the webhook, as the network does."""
    form = {"sessionId": session, "phoneNumber": RESIDENT, "serviceCode": CODE, "networkCode": "63902", "text": text}
    watch = running.stopwatch()
    answer = requests.post(f"{running.address}/at/{secret(running, 'webhook_token')}/ussd", data=form, timeout=TIMEOUT)
    assert watch.seconds < 1
    assert answer.status_code == 200
    return answer.text


def sms(running: Running) -> int:
    """Post one SMS, as the network does; return the status of the answer."""
    form = {"from": LEADER, "to": "22384", "text": "WHO", "id": "while-full"}
    url = f"{running.address}/at/{secret(running, 'webhook_token')}/sms"
    return requests.post(url, data=form, timeout=TIMEOUT).status_code


def readiness(running: Running) -> tuple[int, list[str]]:
    headers = {"Authorization": f"Bearer {secret(running, 'metrics_token')}"}
    answer = requests.get(f"{running.address}/health/ready", headers=headers, timeout=TIMEOUT)
    return answer.status_code, answer.json()["reasons"]


def test_a_full_disk_is_told_to_callers_and_monitors_and_all_goes_on_when_there_is_room(running: Running) -> None:
    reference = running.reports()
    wait_for(lambda: bool(running.alerts(LEADER, reference)))
    with full_disk(running):
        assert hop(running, "*".join(KILLING), "full-0") == AWAY
        # Each web process learns it from the first write that fails; from then on the first page says it.
        wait_for(
            lambda: all(hop(running, "", f"full-{time.monotonic()}") == AWAY for _ in range(8)) or _presses(running)
        )
        assert {sms(running) for _ in range(4)} == {503}
        wait_for(lambda: readiness(running)[0] == 503)
        wait_for(lambda: any("takes no" in reason for reason in readiness(running)[1]))
        running.texts(COORDINATOR, "LIST")
    assert hop(running, "", "room").startswith("CON ")
    assert sms(running) == 200
    later = running.reports()
    wait_for(lambda: bool(running.alerts(LEADER, later)))
    wait_for(lambda: any(reference_in(text) for text in running.inbox(COORDINATOR) if later not in text))
    wait_for(lambda: readiness(running) == (200, []))


def _presses(running: Running) -> bool:
    """Press keys that must be kept; return False, so that the first page is looked at again."""
    assert hop(running, "*".join(KILLING), f"presses-{time.monotonic()}") == AWAY
    return False
