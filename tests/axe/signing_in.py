"""The pages that ask for a proof, in the order in which somebody meets them, with an authenticator of the browser."""

from collections.abc import Iterator
from datetime import timedelta
from typing import TYPE_CHECKING

from gateway.desk.viewer import COOKIE
from tests.axe.visits import SIGNING_IN
from tests.axe.world import World
from tests.desk import Visitor
from tests.town import Town
from workers import in_process

if TYPE_CHECKING:
    from playwright.sync_api import Page

_KIND = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


def passkeys(world: World, phone: str, page: "Page", origin: str) -> Iterator[tuple[str, str]]:
    """Sign in where passkeys are asked for, for the first time; yield the address and the name of each open page."""
    line = page.context.new_cdp_session(page)
    line.send("WebAuthn.enable")
    line.send("WebAuthn.addVirtualAuthenticator", {"options": _KIND})
    _types_code(world.named, phone, page, origin)
    yield "/desk/sign-in/proof", f"{SIGNING_IN['/desk/sign-in/proof']}: a new passkey"
    page.locator("form[action='/desk/sign-in/proof'] button").click()
    page.wait_for_url(f"{origin}/desk/")
    for rule in ("/desk/my-sign-in", "/desk/my-sign-in/new"):
        page.goto(origin + rule)
        yield rule, SIGNING_IN[rule]
    world.named.now += timedelta(minutes=20)
    page.goto(f"{origin}/desk/zones")
    yield "/desk/unlock", SIGNING_IN["/desk/unlock"]
    page.context.clear_cookies(name=COOKIE)
    _types_code(world.named, phone, page, origin)
    yield "/desk/sign-in/proof", f"{SIGNING_IN['/desk/sign-in/proof']}: the passkey that there is"
    page.locator("form[action='/desk/sign-in/lost'] button").click()
    page.wait_for_url(f"{origin}/desk/sign-in/lost")
    yield "/desk/sign-in/lost", SIGNING_IN["/desk/sign-in/lost"]


def authenticators(world: World, phone: str, page: "Page", origin: str) -> Iterator[tuple[str, str]]:
    """Sign in where an authenticator and a PIN are asked for."""
    _types_code(world.office, phone, page, origin)
    yield "/desk/sign-in/proof", f"{SIGNING_IN['/desk/sign-in/proof']}: a new authenticator and a PIN"


def _types_code(town: Town, phone: str, page: "Page", origin: str) -> None:
    # A further code comes after a while alone.
    town.now += timedelta(hours=1)
    in_process.use(town.services)
    page.goto(f"{origin}/desk/sign-in")
    page.fill("#code", Visitor(town, phone).code())
    page.locator("form[action='/desk/sign-in'] button").click()
    page.wait_for_url(f"{origin}/desk/sign-in/proof")
