"""`python -m tests.bench.tabs ADDRESS TABS COOKIE...`: pages of the board, open as in browsers.

Each page keeps a connection and asks every three seconds what has changed; beside them one page is loaded each second.
They go on until standard input ends. Then the figures are printed as JSON.
"""

import json
import re
import select
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException, HTTPResponse
from itertools import cycle
from urllib.parse import urlsplit

from tests.bench.report import percentile

EVERY, LOADED_EVERY = 3.0, 1.0
"""Seconds between two questions of a page, as its script asks, and between two pages that are loaded."""
_TIMEOUT = 10.0
_STAMP = re.compile(r'data-stamp="([0-9a-f]+)"')
_OK, _SAME = 200, 304


@dataclass
class Heard:
    """The answers of all pages: seconds of each, how many were empty, and how many were wrong."""

    took: list[float] = field(default_factory=list)
    loaded: list[float] = field(default_factory=list)
    same: int = 0
    wrong: int = 0

    def said(self) -> dict[str, float]:
        """Return the figures."""
        polls, pages = sorted(self.took), sorted(self.loaded)
        return {
            "polls": len(polls),
            "same": self.same,
            "wrong": self.wrong,
            "p50": percentile(polls, 0.5),
            "p99": percentile(polls, 0.99),
            "page_p50": percentile(pages, 0.5),
            "page_p99": percentile(pages, 0.99),
        }


class Tab:
    """A page that is open. A board without a stamp has no polls: then the whole page is asked for."""

    def __init__(self, address: str, cookie: str) -> None:
        where = urlsplit(address)
        self._line = HTTPConnection(where.hostname or "", where.port, timeout=_TIMEOUT)
        self._cookie, self._tag = cookie, ""
        self.stamp: str | None = None

    def load(self) -> bool:
        """Load the board; return whether it came."""
        answer, body = self._ask("/desk/")
        found = _STAMP.search(body)
        self.stamp = found[1] if found is not None else None
        self._tag = f'"{self.stamp}"'
        return answer.status == _OK

    def poll(self) -> int:
        """Ask what has changed; return the status of the answer."""
        if self.stamp is None:
            return self._ask("/desk/")[0].status
        answer, _ = self._ask(f"/desk/since?seen={self.stamp}", **{"If-None-Match": self._tag})
        self._tag = answer.headers.get("ETag", self._tag)
        self.stamp = self._tag.strip('W/"')
        return answer.status

    def _ask(self, path: str, **headers: str) -> tuple[HTTPResponse, str]:
        try:
            return self._answer(path, headers)
        except (HTTPException, ConnectionError):
            # The server may close a connection on which nothing came. A browser opens another one.
            self._line.close()
            return self._answer(path, headers)

    def _answer(self, path: str, headers: dict[str, str]) -> tuple[HTTPResponse, str]:
        self._line.request("GET", path, headers={"Cookie": self._cookie, **headers})
        answer = self._line.getresponse()
        return answer, answer.read().decode()


def keep_open(tabs: Sequence[Tab], heard: Heard) -> Iterator[None]:
    """Let each page ask in its turn, and load one each second; yield after each of them, and while nothing is due."""
    began = time.monotonic()
    due = [(began + EVERY * place / len(tabs), tab) for place, tab in enumerate(tabs)]
    load_at, loading = began, cycle(tabs)
    while True:
        at, tab = due[0]
        now = time.monotonic()
        if now >= load_at:
            load_at += LOADED_EVERY
            heard.wrong += not next(loading).load()
            heard.loaded.append(time.monotonic() - now)
        elif now >= at:
            status = tab.poll()
            heard.took.append(time.monotonic() - now)
            heard.same += status == _SAME
            heard.wrong += status not in {_OK, _SAME}
            due = [*due[1:], (at + EVERY, tab)]
        yield


def main(address: str, number: int, cookies: Sequence[str]) -> None:
    """Open the pages, say so, and go on until standard input ends."""
    tabs = [Tab(address, cookies[place % len(cookies)]) for place in range(number)]
    if not all(tab.load() for tab in tabs):
        sys.exit("the board did not come")
    heard = Heard()
    sys.stdout.write(f"{'polls' if tabs[0].stamp else 'pages'}\n")
    sys.stdout.flush()
    for _ in keep_open(tabs, heard):
        if select.select([sys.stdin], [], [], 0.005)[0]:
            break
    sys.stdout.write(json.dumps(heard.said()) + "\n")


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), sys.argv[3:])
