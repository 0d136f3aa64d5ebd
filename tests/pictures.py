"""Pictures of the desk's pages for `.docs/`, from a made-up year: `python -m tests.pictures GATEWAY DESK FOLDER`.

GATEWAY and DESK are the addresses that `doria up` prints. Somebody signs in at the desk by the code that comes to their
phone, opens each page, and has its pictures drawn. Beside the pages, the numbers and the people are all made up.
"""

import re
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import requests

from tests.people import COORDINATOR
from tests.visitors import chromium

if TYPE_CHECKING:
    from playwright.sync_api import Page

_WIDTH = 640
"""Pixels: the width of a picture. Its tables can be read beside the text, and on a phone."""
_PATIENCE = 60.0
"""Seconds that a code or a picture may take on a busy machine."""
_SHORT_CODE = "22384"


@dataclass(frozen=True)
class Shown:
    """A page: the name of its picture, its address, how much of it is shown, and whether its pictures are drawn first.

    `from_top_of` is what stands at the top of the picture.
    """

    name: str
    address: str
    height: int
    draws: bool = False
    from_top_of: str = "main"


PAGES = (
    Shown("desk-rises", "/desk/rises", 900, draws=True),
    Shown("desk-equity", "/desk/equity", 900, draws=True),
    Shown("desk-police", "/desk/police", 900, draws=True),
    Shown("desk-trends", "/desk/trends", 900),
    Shown("desk-published", "/desk/published", 900),
    Shown("desk-handover", "/desk/print/handover", 900, from_top_of="body"),
)


def main() -> None:
    """Sign in, and write a picture of each page."""
    gateway, desk, folder = sys.argv[1:]
    with chromium() as browser:
        page = browser.new_context(viewport={"width": _WIDTH, "height": 900}).new_page()
        _sign_in(page, gateway, desk)
        for shown in PAGES:
            page.goto(f"{desk}{shown.address}")
            if shown.draws:
                _draw(page)
            _take(page, shown, Path(folder))


def _sign_in(page: "Page", gateway: str, desk: str) -> None:
    """Ask for a code from the phone, and open the desk with it."""
    phone = f"{gateway}/simulator/phones/{COORDINATOR}"
    before = len(_inbox(phone))
    requests.post(f"{phone}/sms", json={"to": _SHORT_CODE, "text": "DESK"}, timeout=_PATIENCE).raise_for_status()
    until = time.monotonic() + _PATIENCE
    while (code := _code(_inbox(phone)[before:])) is None:
        if time.monotonic() > until:
            message = "no code came"
            raise TimeoutError(message)
        time.sleep(0.5)
    page.goto(f"{desk}/desk/sign-in")
    page.locator("[name=code]").fill(code)
    page.locator("[name=code]").press("Enter")
    page.wait_for_url(f"{desk}/desk/**")


def _inbox(phone: str) -> list[dict[str, str]]:
    answer = requests.get(f"{phone}/inbox", timeout=_PATIENCE)
    answer.raise_for_status()
    return list(answer.json())


def _code(texts: list[dict[str, str]]) -> str | None:
    found = (re.search(r"\b\d{4} \d{4}\b", one["text"]) for one in texts)
    return next((one[0] for one in found if one is not None), None)


def _draw(page: "Page") -> None:
    """Have the pictures of a page drawn, and open it again until they are there."""
    button = page.locator("form[action*=draw] button, button[name=draw]").first
    if button.count():
        button.click()
    until = time.monotonic() + _PATIENCE
    while not page.locator("main img").count() and time.monotonic() < until:
        time.sleep(1)
        page.reload()


def _take(page: "Page", shown: Shown, folder: Path) -> None:
    top = page.locator(shown.from_top_of).first.bounding_box()
    assert top is not None
    clip = {"x": 0, "y": top["y"], "width": _WIDTH, "height": shown.height}
    page.screenshot(path=folder / f"{shown.name}.png", full_page=True, clip=clip)


if __name__ == "__main__":
    main()
