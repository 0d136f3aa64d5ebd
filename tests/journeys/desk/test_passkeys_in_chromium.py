"""Passkeys in a real Chromium, whose virtual authenticator holds them: one is made, opens the desk, and unlocks it."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import TYPE_CHECKING, Literal

import pytest

from tests.conftest import free_port
from tests.desk import Visitor
from tests.desk_rules import assert_breaks_no_rule
from tests.desk_served import served
from tests.journeys.desk.conftest import real_file, town_of
from tests.people import COORDINATOR
from tests.town import Town

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser
_KIND = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}
_LONG = 20_000
"""Milliseconds that a busy machine may take."""


@pytest.fixture
def desk(sqlite_url: str, redis_url: str) -> Iterator[tuple[Town, str]]:
    """Give a town and the address of its desk, which passkeys belong to."""
    port = free_port()
    origin = f"http://localhost:{port}"
    with town_of(sqlite_url, redis_url, real_file(), desk_origin=origin) as town, served(town, port):
        yield town, origin


@contextmanager
def opened(browser: "Browser", *, has_authenticator: bool = True) -> "Iterator[Page]":
    """Open a window, perhaps with an authenticator that holds passkeys."""
    context = browser.new_context(locale="en-KE", viewport={"width": 360, "height": 800})
    page, faults = context.new_page(), list[str]()
    page.set_default_timeout(_LONG)
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("console", lambda said: faults.append(said.text) if "Content Security Policy" in said.text else None)
    if has_authenticator:
        line = context.new_cdp_session(page)
        line.send("WebAuthn.enable")
        line.send("WebAuthn.addVirtualAuthenticator", {"options": _KIND})
    yield page
    assert faults == []
    context.close()


def types_code(town: Town, page: "Page", origin: str) -> Visitor:
    visitor = Visitor(town, COORDINATOR)
    page.goto(f"{origin}/desk/sign-in")
    page.get_by_label(visitor.says("sign_in", "sign_in.code"), exact=True).fill(visitor.code())
    page.get_by_role("button", name=visitor.says("sign_in", "sign_in.enter"), exact=True).click()
    return visitor


def test_a_passkey_is_made_signs_in_and_unlocks(desk: tuple[Town, str], browser: "Browser") -> None:
    town, origin = desk
    with opened(browser) as page:
        visitor = types_code(town, page, origin)
        say = visitor.says
        page.get_by_role("button", name=say("sign_in", "new.passkey.make")).click()
        page.wait_for_url(f"{origin}/desk/")
        page.get_by_role("button", name=say("sign_in", "sign_out")).click()
        page.wait_for_url(f"{origin}/desk/sign-in")
        town.now += timedelta(minutes=1)
        page.reload()
        page.get_by_role("button", name=say("sign_in", "sign_in.passkey")).click()
        page.wait_for_url(f"{origin}/desk/")
        town.now += timedelta(minutes=20)
        page.reload()
        assert say("board", "board.head") not in page.locator("main").inner_text()
        page.get_by_role("button", name=say("sign_in", "proof.go.passkey")).click()
        page.get_by_role("heading", name=say("board", "board.head")).wait_for()
        page.wait_for_load_state()
        page.keyboard.press("Escape")
        page.keyboard.press("Escape")
        page.wait_for_url(f"{origin}/desk/leave")
        page.goto(f"{origin}/desk/")
        assert say("sign_in", "lock.head") in page.locator("main").inner_text()


def test_a_browser_without_a_passkey_says_so_and_the_page_goes_on(desk: tuple[Town, str], browser: "Browser") -> None:
    town, origin = desk
    with opened(browser) as page:
        visitor = Visitor(town, COORDINATOR)
        page.goto(f"{origin}/desk/sign-in")
        page.get_by_role("button", name=visitor.says("sign_in", "sign_in.passkey")).click()
        page.get_by_text(visitor.says("sign_in", "passkey.failed")).wait_for()
        assert page.get_by_label(visitor.says("sign_in", "sign_in.code"), exact=True).is_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_page_of_signing_in_breaks_a_rule_or_is_wider_than_a_phone(
    desk: tuple[Town, str], browser: "Browser", scheme: Literal["light", "dark"]
) -> None:
    town, origin = desk
    with opened(browser) as page:
        page.emulate_media(color_scheme=scheme)
        visitor = types_code(town, page, origin)
        page.wait_for_url(f"{origin}/desk/sign-in/proof")
        assert_breaks_no_rule(page)
        page.get_by_role("button", name=visitor.says("sign_in", "new.passkey.make")).click()
        page.wait_for_url(f"{origin}/desk/")
        for where in ("my-sign-in", "my-sign-in/new", "recovery", "sign-in", "leave", "my-sign-in"):
            page.goto(f"{origin}/desk/{where}")
            assert_breaks_no_rule(page)
            assert page.evaluate("document.documentElement.scrollWidth") == 360
        assert visitor.says("sign_in", "lock.head") in page.locator("main").inner_text()
