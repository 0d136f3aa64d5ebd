"""A Redis that takes 50 ms for each command: pages, posts and answers stay within their limits, by real processes."""

import json
import math
from pathlib import Path

import pytest
import requests

from menus.text.names import Text
from tests.conftest import free_port, started_redis
from tests.people import BONDENI, CODE, KILLING, LEADER, RESIDENTS
from tests.slow_lines import slow_line
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


@pytest.mark.parametrize("one_by_one", [False, True], ids=["each post", "each command"])
def test_a_slow_redis_slows_no_page_beyond_its_limit_and_no_answer(tmp_path: Path, *, one_by_one: bool) -> None:
    port = free_port()
    with started_redis(tmp_path, port), slow_line(port, SLOW, one_by_one=one_by_one) as slow:
        running = start(tmp_path / "data", REDIS_URL=f"redis://127.0.0.1:{slow}/0")
        try:
            pages = sorted(
                took(
                    running,
                    "ussd",
                    sessionId=f"slow-{phone}",
                    phoneNumber=phone,
                    serviceCode=CODE,
                    text="*".join(KILLING[:keys]),
                )
                for phone in RESIDENTS
                for keys in range(len(KILLING) + 1)
            )
            assert pages[math.ceil(len(pages) * 0.99) - 1] < P99, pages[-5:]
            wait_for(lambda: bool(running.inbox(LEADER)))
            assert took(running, "sms", **{"from": RESIDENTS[0], "to": "22384", "text": "HELP", "id": "slow"}) < P99
            watch = running.stopwatch()
            running.texts(BONDENI, "ON")
            wait_for(lambda: any(shown(Text.ON) in text for text in running.inbox(BONDENI)), watch)
            assert watch.seconds < 12
        finally:
            running.stop()
