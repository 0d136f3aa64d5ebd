"""A Redis that takes 50 ms for each command: pages, posts and answers stay within their limits, by real processes."""

import json
import math
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
import requests

from menus.text.names import Text
from tests.conftest import free_port, started_redis
from tests.people import BONDENI, CODE, DEPUTY, KILLING, LEADER, RESIDENTS
from tests.slow_lines import Line, slow_line
from tests.up import TIMEOUT, Running, shown, start, wait_for

SLOW = 0.05
"""Seconds that the Redis of this story takes for a command."""
P99 = 0.3
"""Seconds within which 99 of 100 pages come."""


def took(running: Running, path: str, **form: str) -> float:
    """Post what the network posts; return how long the answer took, in seconds."""
    token = json.loads((running.folder / "secrets.json").read_text(encoding="utf-8"))["webhook_token"]
    watch = running.stopwatch()
    answer = requests.post(f"{running.address}/at/{token}/{path}", data=form, timeout=TIMEOUT)
    seconds = watch.seconds
    assert answer.status_code == 200
    assert "999 / 112. Doria" not in answer.text
    return seconds


@dataclass(frozen=True)
class Slow:
    """A `doria up` with a Redis behind a slow line."""

    running: Running
    line: Line


@pytest.fixture(scope="module")
def slow(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Slow]:
    """Give a `doria up` with such a Redis. It starts while each command is slow, which is harder than each post."""
    folder = tmp_path_factory.mktemp("slow")
    port = free_port()
    with started_redis(folder, port), slow_line(port, SLOW, one_by_one=True) as line:
        running = start(folder / "data", REDIS_URL=f"redis://127.0.0.1:{line.port}/0")
        yield Slow(running, line)
        running.stop()


@pytest.mark.parametrize(
    ("one_by_one", "zone", "phone"), [(True, "2", BONDENI), (False, "3", DEPUTY)], ids=["each command", "each post"]
)
def test_a_slow_redis_slows_no_page_beyond_its_limit_and_no_answer(
    slow: Slow, *, one_by_one: bool, zone: str, phone: str
) -> None:
    # Each case reports in a zone of its own and asks for the duty of another person: the cases share a `doria up`.
    running, slow.line.one_by_one = slow.running, one_by_one
    keys = (KILLING[0], zone, *KILLING[2:])
    before = len(running.inbox(LEADER))
    pages = sorted(
        took(
            running,
            "ussd",
            sessionId=f"slow-{zone}-{resident}",
            phoneNumber=resident,
            serviceCode=CODE,
            text="*".join(keys[:number]),
        )
        for resident in RESIDENTS
        for number in range(len(keys) + 1)
    )
    assert pages[math.ceil(len(pages) * 0.99) - 1] < P99, pages[-5:]
    wait_for(lambda: len(running.inbox(LEADER)) > before)
    form = {"from": RESIDENTS[0], "to": "22384", "text": "HELP", "id": f"slow-{zone}"}
    assert took(running, "sms", **form) < P99
    watch = running.stopwatch()
    running.texts(phone, "ON")
    wait_for(lambda: any(shown(Text.ON) in text for text in running.inbox(phone)), watch)
    assert watch.seconds < 12
