"""Pictures of the desk's pages for `.docs/`, from a made-up year: `python -m tests.pictures GATEWAY DESK FOLDER`.

GATEWAY and DESK are the addresses that `doria up` prints. People sign in at the desk by the code that comes to their
phone, open each page, and have its figures counted and drawn. Names of pictures behind FOLDER ask for these alone.
"""

import re
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import requests

from tests.people import COORDINATOR, DEPUTY, OVERSIGHT
from tests.small_png import shrunk
from tests.visitors import chromium

if TYPE_CHECKING:
    from playwright.sync_api import FloatRect, Page

_PATIENCE = 60.0
"""Seconds that a code or a picture may take on a busy machine."""
_SHORT_CODE = "22384"


@dataclass(frozen=True)
class Shown:
    """A page: the name of its picture, its address, and the pixels of it that are shown.

    `draws`: it has pictures. `has_head`: the picture begins with the head of the page. `phone` is that of its reader.
    """

    name: str
    address: str
    width: int
    height: int
    draws: bool = False
    has_head: bool = False
    phone: str = COORDINATOR


def _on_phone(name: str, address: str, height: int, phone: str = COORDINATOR, *, draws: bool = False) -> Shown:
    """Return a page as a small phone shows it."""
    return Shown(name, address, 390, height, draws, has_head=True, phone=phone)


PAGES = (
    Shown("desk-rises", "/desk/rises", 640, 1560, draws=True),
    Shown("desk-equity", "/desk/equity", 820, 1016, draws=True),
    Shown("desk-police", "/desk/police", 820, 1700, draws=True),
    Shown("desk-trends", "/desk/trends", 1060, 616),
    Shown("desk-published", "/desk/published", 640, 900),
    Shown("desk-handover", "/desk/print/handover", 640, 602),
    _on_phone("desk-community", "/desk/community", 1300),
    _on_phone("desk-figures", "/desk/figures?weeks=13", 1420, draws=True),
    _on_phone("desk-health", "/desk/health", 1180),
    _on_phone("desk-more", "/desk/more", 900),
    _on_phone("desk-oversight", "/desk/oversight", 620, OVERSIGHT),
    _on_phone("desk-papers", "/desk/papers", 1210),
    _on_phone("desk-people", "/desk/people", 844),
    _on_phone("desk-print", "/desk/print", 1275),
    _on_phone("desk-record", "/desk/record", 1043, OVERSIGHT),
    _on_phone("desk-roster", "/desk/roster", 1640),
    _on_phone("desk-second-chance", "/desk/second-chance", 800, DEPUTY),
    _on_phone("desk-youth", "/desk/youth", 844),
    _on_phone("desk-zones", "/desk/zones", 858),
)
"""The pages of which a picture is made so. `.docs/testing.md` names the pictures that are made by hand."""


def main() -> None:
    """Sign in, and write a picture of each page."""
    gateway, desk, folder, *names = sys.argv[1:]
    wanted = [shown for shown in PAGES if not names or shown.name in names]
    with chromium() as browser:
        pages: dict[str, Page] = {}
        for shown in wanted:
            if shown.phone not in pages:
                pages[shown.phone] = browser.new_page()
                _sign_in(pages[shown.phone], shown.phone, gateway, desk)
            page = pages[shown.phone]
            page.set_viewport_size({"width": shown.width, "height": shown.height})
            page.goto(f"{desk}{shown.address}")
            if shown.draws:
                _work(page, desk, f"{shown.address}/count", "main table")
                _work(page, desk, "/desk/figures/draw", "main img")
            _take(page, shown, Path(folder))


def _sign_in(page: "Page", number: str, gateway: str, desk: str) -> None:
    """Ask for a code from a phone, and open the desk with it."""
    phone = f"{gateway}/simulator/phones/{number}"
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


def _work(page: "Page", desk: str, act: str, until_there: str) -> None:
    """Press the first button that asks the workers for something, if there is one; open the page until it is there."""
    address = page.url
    button = page.locator(f"form[action='{act}'] button").first
    if not button.count():
        return
    button.click()
    ends = time.monotonic() + _PATIENCE
    while not page.locator(until_there).count():
        if time.monotonic() > ends:
            message = f"{desk}{act} has not ended"
            raise TimeoutError(message)
        time.sleep(1)
        page.goto(address)


def _take(page: "Page", shown: Shown, folder: Path) -> None:
    """Write the picture of a page in few colours."""
    main = page.locator("main").bounding_box()
    assert main is not None
    top = 0.0 if shown.has_head else main["y"]
    height = min(shown.height, main["y"] + main["height"] - top)
    clip: FloatRect = {"x": 0, "y": top, "width": shown.width, "height": height}
    (folder / f"{shown.name}.png").write_bytes(shrunk(page.screenshot(full_page=True, clip=clip)))


if __name__ == "__main__":
    main()
