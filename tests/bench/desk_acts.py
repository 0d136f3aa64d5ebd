"""`python -m tests.bench.desk_acts ADDRESS COOKIE`: a coordinator who does nothing but export and have pictures drawn.

One thread takes the community file, again and again. Another has pictures of the figures drawn: one drawing after the
other, of each period in each language, as soon as the numbers are others. They go on until standard input ends. Then
the figures are printed as JSON.
"""

import json
import re
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import cycle, product

import requests

from gateway.desk.viewer import COOKIE
from menus.domain.figures import PERIODS
from tests.bench.report import percentile

_TIMEOUT = 30.0
_TOKEN = re.compile(r'name="csrf_token" value="([^"]+)"')
_OK = 200
_LOOKED_EVERY = 0.25
"""Seconds between two looks whether a drawing is done, as somebody presses who is in a hurry. A guess."""
_LANGUAGES = ("en", "sw")


class WrongAnswerError(Exception):
    """The desk answered something else than what was asked for."""


@dataclass
class Done:
    """The seconds of each export and of each drawing, and how many answers were wrong."""

    exports: list[float] = field(default_factory=list)
    drawings: list[float] = field(default_factory=list)
    wrong: int = 0

    def said(self) -> dict[str, float]:
        """Return the figures."""
        exports, drawings = sorted(self.exports), sorted(self.drawings)
        return {
            "exports": len(exports),
            "export_p50": percentile(exports, 0.5),
            "drawings": len(drawings),
            "drawing_p50": percentile(drawings, 0.5),
            "acts_wrong": self.wrong,
        }


class Coordinator:
    """A browser in which a coordinator has signed in."""

    def __init__(self, address: str, session: str, language: str = "en") -> None:
        self._address = address
        self._browser = requests.Session()
        self._browser.trust_env = False
        self._browser.cookies.update({COOKIE: session, "doria_desk_language": language})

    def opens(self, path: str) -> str:
        """Return a page."""
        return self._body(self._browser.get(self._address + path, timeout=_TIMEOUT))

    def sends(self, path: str, page: str, **fields: str) -> str:
        """Send a form of a page; return what came of it."""
        token = _TOKEN.search(page)
        if token is None:
            message = "a page without a form"
            raise WrongAnswerError(message)
        data = {"csrf_token": token[1], **fields}
        answer = self._browser.post(self._address + path, data=data, timeout=_TIMEOUT)
        return self._body(answer)

    def _body(self, answer: requests.Response) -> str:
        if answer.status_code != _OK:
            message = f"{answer.request.url} gave {answer.status_code}"
            raise WrongAnswerError(message)
        return answer.text


def export(who: Coordinator, done: Done) -> None:
    """Take the community file once."""
    page = who.opens("/desk/community/export")
    began = time.monotonic()
    if "[[people]]" not in who.sends("/desk/community/file.toml", page, why="a copy for the safe"):
        message = "that is no community file"
        raise WrongAnswerError(message)
    done.exports.append(time.monotonic() - began)


def draw(who: Coordinator, done: Done, weeks: int) -> None:
    """Have the pictures of a period drawn, if the numbers are others than those of the last drawing."""
    address = f"/desk/figures?weeks={weeks}"
    page = who.opens(address)
    if _is_under_way(page) or 'action="/desk/figures/draw"' not in page:
        time.sleep(_LOOKED_EVERY)
        return
    began = time.monotonic()
    page = who.sends("/desk/figures/draw", page, of="answers", period=str(weeks))
    while _is_under_way(page):
        time.sleep(_LOOKED_EVERY)
        page = who.opens(address)
    if f"/desk/figures/hours.svg?of=answers&period={weeks}" not in page.replace("&amp;", "&"):
        message = "no picture was drawn"
        raise WrongAnswerError(message)
    done.drawings.append(time.monotonic() - began)


def _is_under_way(page: str) -> bool:
    return '<p role="status">' in page


def _keep_doing(act: Callable[[], None], done: Done, is_over: threading.Event) -> None:
    while not is_over.is_set():
        try:
            act()
        except (WrongAnswerError, requests.RequestException) as error:
            done.wrong += 1
            sys.stderr.write(f"{error}\n")
            is_over.wait(1.0)


def main(address: str, session: str) -> None:
    """Export and draw until standard input ends."""
    done, is_over = Done(), threading.Event()
    exporter = Coordinator(address, session)
    export(exporter, done)
    drawn = cycle(product(PERIODS, [Coordinator(address, session, language) for language in _LANGUAGES]))

    def draw_next() -> None:
        weeks, who = next(drawn)
        draw(who, done, weeks)

    acts = (lambda: export(exporter, done), draw_next)
    threads = [threading.Thread(target=_keep_doing, args=(act, done, is_over)) for act in acts]
    for thread in threads:
        thread.start()
    sys.stdout.write("begun\n")
    sys.stdout.flush()
    sys.stdin.read()
    is_over.set()
    for thread in threads:
        thread.join()
    sys.stdout.write(json.dumps(done.said()) + "\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
