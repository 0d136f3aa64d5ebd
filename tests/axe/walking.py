"""The walk: a browser opens every page, by day in English and by night in Swahili, and each is looked at."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from gateway.desk.viewer import COOKIE
from tests.axe import signing_in
from tests.axe.looking import LARGEST, THEMES, WIDTHS, Seen, faults, sight, walked
from tests.axe.visited import Visit
from tests.axe.visits import VISITS
from tests.axe.world import World, visitor
from tests.desk import Visitor
from tests.desk_served import served
from tests.people import COORDINATOR, LANDLORDS, LEADER, OVERSIGHT

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page, Response

LANGUAGES = dict(zip(THEMES, ("en", "sw"), strict=True))
"""The language of the day and of the night: long words wrap in the same way in both."""
_STATUSES = {200, 403, 404, 422}
"""The answers of a page: there it is, prove that it is you, there is nothing here, or something typed is wrong."""
_PATIENCE = 30_000
"""Milliseconds that a busy machine may take."""


class Walk:
    """One walk by day or by night through all pages, or through those whose address or name holds a word."""

    def __init__(
        self,
        world: World,
        browser: "Browser",
        tell: Callable[[str], None],
        *,
        theme: str,
        only: tuple[str, ...] = (),
        pictures: Path | None = None,
    ) -> None:
        self._theme = theme
        self._world, self._browser, self._tell, self._only, self._pictures = world, browser, tell, only, pictures
        self._sessions: dict[str, Visitor] = {}
        self.seen: dict[str, Seen] = {}

    def goes(self) -> list[Seen]:
        """Go to every page; tell the name of each, and its faults."""
        with served(self._world.crowded) as desk:
            for one in VISITS:
                if self._wants(one.rule, one.name):
                    self._tell(f"{one.name} ({LANGUAGES[self._theme]})")
                    self._tries(one, desk.address, self._theme)
        self._signs_in(self._theme)
        return list(self.seen.values())

    def _wants(self, rule: str, name: str) -> bool:
        return not self._only or any(word in rule or word in name for word in self._only)

    def _tries(self, one: Visit, origin: str, theme: str) -> None:
        from playwright.sync_api import Error  # noqa: PLC0415 - only who looks at pages needs it

        try:
            self._visits(one, origin, theme)
        except Error as error:
            seen = self.seen.setdefault(one.name, Seen(one.rule, one.name))
            seen.faults.append(f"could not be opened: {str(error)[:300]}")

    def _session(self, phone: str) -> str:
        """Return the session of somebody, who signs in at their first page."""
        if phone not in self._sessions:
            self._sessions[phone] = visitor(self._world.crowded, phone, "en")
        session = self._sessions[phone].client.get_cookie(COOKIE, path="/desk")
        assert session is not None
        return session.value

    def _visits(self, one: Visit, origin: str, theme: str) -> None:
        with self._page(theme) as (page, answers):
            cookies = {"doria_desk_language": LANGUAGES[theme]}
            if one.phone is not None:
                cookies[COOKIE] = self._session(one.phone)
            page.context.add_cookies([{"name": key, "value": text, "url": origin} for key, text in cookies.items()])
            page.goto(origin + self._filled(one.opens))
            for step in one.steps:
                for place, text in step.fill:
                    _opens_around(page, place)
                    _fills(page, place, self._filled(text))
                button = self._filled(step.press)
                _opens_around(page, button)
                with page.expect_navigation():
                    page.locator(button).first.click()
            self._looks(page, one.rule, one.name, theme, answers)

    def _signs_in(self, theme: str) -> None:
        phone = {"light": COORDINATOR, "dark": LANDLORDS}[theme]
        tours = (
            (self._world.named, self._world.port, signing_in.passkeys),
            (self._world.office, 0, signing_in.authenticators),
        )
        for town, port, tour in tours:
            if self._only and not any("sign-in" in word for word in self._only):
                continue
            with served(town, port) as desk, self._page(theme) as (page, answers):
                origin = desk.address.replace("127.0.0.1", "localhost") if port else desk.address
                page.context.add_cookies(
                    [{"name": "doria_desk_language", "value": LANGUAGES[theme], "url": origin}],
                )
                for rule, name in tour(self._world, phone, page, origin):
                    self._tell(f"{name} ({LANGUAGES[theme]})")
                    self._looks(page, rule, name, theme, answers)

    def _looks(self, page: "Page", rule: str, name: str, theme: str, answers: "list[Response]") -> None:
        seen = self.seen.setdefault(name, Seen(rule, name))
        page.wait_for_load_state("networkidle")
        size = len(answers[-1].body()) if answers[-1].ok else 0
        if size > LARGEST:
            seen.faults.append(f"{size} bytes")
        if answers[-1].status not in _STATUSES:
            seen.faults.append(f"status {answers[-1].status}")
        for summary in page.locator("main summary").all():
            if summary.is_visible() and not summary.evaluate("one => one.parentElement.open"):
                summary.click()
        for width in WIDTHS:
            seen.sights[width, theme] = sight(page, width, THEMES[0] if theme == THEMES[0] else THEMES[1])
            if self._pictures is not None:
                file = f"{rule.strip('/').replace('/', '-')} {name}".replace("/", "-")[:70]
                page.screenshot(path=self._pictures / f"{file} {width} {theme}.png", full_page=True)
        # The keyboard goes the same way at every width: by day it is tried on a laptop, by night on a phone.
        if theme != THEMES[0]:
            page.set_viewport_size({"width": WIDTHS[0], "height": 800})
        seen.faults += [f"focus, {theme}: {one}" for one in walked(page)]
        self._tell("".join(f"  {fault}\n" for fault in faults([seen])).rstrip())

    def _filled(self, text: str) -> str:
        leader = self._world.crowded.record().person_ids[LEADER]
        text = (
            text.replace("{killing}", self._world.killing)
            .replace("{edition}", str(self._world.edition))
            .replace("{leader}", str(leader))
        )
        text = text.replace("{accusing}", self._world.accusing)
        for name, number in asdict(self._world.life).items():
            text = text.replace(f"{{{name}}}", str(number))
        if "{proposal}" not in text:
            return text
        self._session(OVERSIGHT)
        listed = self._sessions[OVERSIGHT].opens("/desk/people/proposals")
        links = [one.attributes["href"] for one in listed.root.all("a") if "/proposals/" in one.attributes["href"]]
        return text.replace("{proposal}", links[0])

    @contextmanager
    def _page(self, theme: str) -> "Iterator[tuple[Page, list[Response]]]":
        context = self._browser.new_context(viewport={"width": WIDTHS[1], "height": 800})
        page, faults = context.new_page(), list[str]()
        answers: list[Response] = []
        page.emulate_media(color_scheme="dark" if theme == "dark" else "light")
        page.set_default_timeout(_PATIENCE)
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("console", lambda said: faults.append(said.text) if "Content Security Policy" in said.text else None)
        page.on("response", lambda one: answers.append(one) if one.request.is_navigation_request() else None)
        yield page, answers
        assert faults == []
        context.close()


def _fills(page: "Page", place: str, text: str) -> None:
    field = page.locator(place).first
    if field.get_attribute("type") == "file":
        field.set_input_files({"name": "people.csv", "mimeType": "text/csv", "buffer": text.encode()})
    elif field.evaluate("field => field.tagName") == "SELECT":
        field.select_option(text)
    else:
        field.fill(text)


def _opens_around(page: "Page", place: str) -> None:
    """Open the closed parts of a page around a field or a button."""
    page.locator(place).first.evaluate("one => { for (let at = one; at; at = at.parentElement) at.open = true }")
