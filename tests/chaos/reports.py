"""Reports at a steady pace, each from a phone of its own, posted as the network posts them."""

import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count, cycle

import requests

from menus.domain.references import is_valid
from tests.people import CODE, KILLING

A_SECOND = 20
"""Reports a second. A community has a few an hour; this is far more than a bad night in all of Nairobi."""
_CALLERS = 24
"""Sessions at the same time. A session takes five hops, and a hop at most a second."""
_HOP_TIMEOUT = 10.0
"""Seconds that the network waits for a page."""
_phones = count(1)


@dataclass(frozen=True)
class Filed:
    """A report that was acknowledged: its reference, and when its page came (seconds of this machine's clock)."""

    reference: str
    at: float


@dataclass
class Reports:
    """The reports of one fault. `lost_sessions` are sessions that did not come to a reference.

    `hops` are the seconds that each hop took.
    """

    filed: list[Filed] = field(default_factory=list)
    lost_sessions: int = 0
    last_pages: list[str] = field(default_factory=list)
    """The last page of each session that was lost; an empty one if no answer came."""
    hops: list[float] = field(default_factory=list)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    @property
    def slowest_hop(self) -> float:
        """Return how long the slowest hop took."""
        return max(self.hops, default=0.0)

    def call(self, *addresses: str) -> None:
        """Dial a report of a killing, and note what came of it.

        Of several addresses, each hop goes to another one, and to the next if that does not answer: the server in front
        of several web servers does so.
        """
        number = next(_phones)
        turn = cycle(addresses[number % len(addresses) :] + addresses[: number % len(addresses)])
        form = {
            "sessionId": f"chaos-{time.time_ns()}-{number}",
            "phoneNumber": f"+2547200{number:05}",
            "networkCode": "63902",
            "serviceCode": CODE,
        }
        page, took = "", []
        for hop in range(len(KILLING) + 1):
            began = time.monotonic()
            for _ in addresses:
                page = post(next(turn), {**form, "text": "*".join(KILLING[:hop])})
                if page:
                    break
            took.append(time.monotonic() - began)
            if not page.startswith("CON "):
                break
        reference = reference_on(page)
        with self._lock:
            self.hops += took
            if reference is None:
                self.lost_sessions += 1
                self.last_pages.append(page)
            else:
                self.filed.append(Filed(reference, time.time()))


def post(address: str, form: dict[str, str]) -> str:
    """Post a hop; return its page, or nothing if no answer came."""
    try:
        return requests.post(address, data=form, timeout=_HOP_TIMEOUT).text
    except requests.RequestException:
        return ""


def reference_on(page: str) -> str | None:
    """Return the reference on a last page; None on a page that acknowledges nothing."""
    if not page.startswith("END "):
        return None
    words = (word.strip(".,:") for word in page.split())
    return next((word for word in words if word.isdigit() and is_valid(word)), None)


@contextmanager
def coming_in(*addresses: str, a_second: float = A_SECOND) -> Iterator[Reports]:
    """Let reports come in at a steady pace during the block; at its end, wait for the open sessions."""
    reports, over = Reports(), threading.Event()
    with ThreadPoolExecutor(_CALLERS) as callers:

        def pace() -> None:
            began = time.monotonic()
            for number in count():
                if over.wait(max(0.0, began + number / a_second - time.monotonic())):
                    return
                callers.submit(reports.call, *addresses)

        pacing = threading.Thread(target=pace)
        pacing.start()
        try:
            yield reports
        finally:
            over.set()
            pacing.join()
