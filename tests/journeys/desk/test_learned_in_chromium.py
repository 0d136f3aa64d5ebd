"""What is learned, on the screen of a small phone: each row and what is said of it are read without going sideways."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from menus.domain.published_tables import COLUMNS
from tests import learned
from tests.desk import Visitor
from tests.desk_rules import assert_fits
from tests.desk_served import Served, served
from tests.journeys.desk.test_police_page import LOG
from tests.journeys.desk.test_published_page import edition, publish
from tests.journeys.desk.test_whose_pages import with_every_role
from tests.journeys.insight.stations import all_happen
from tests.journeys.quarters import SETTLED, busy, happen
from tests.people import COORDINATOR, OVERSIGHT
from tests.town import Town

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser
PHONE = (360, 740)
ZONES = ("bondeni", "market", "river")
HANDOVER = "print/handover"
PAGES = ("equity", "trends", "figures?weeks=52", "police", "rises", HANDOVER, "published")
_SIDEWAYS = """[...document.querySelectorAll('.wide table tr')]
  .map(row => [...row.children].slice(0, 2))
  .filter(cells => cells.some(cell => cell.getBoundingClientRect().right > innerWidth + 0.5))
  .map(cells => cells.map(cell => cell.innerText).join(' | '))"""
"""The rows of tables whose name, or whose first cell behind it, lies past the edge of the screen."""


@pytest.fixture
def town(new_town: Callable[..., Town]) -> Town:
    """Give a community in which a zone waits long, with callers, alerts to the police, and a quarter to publish."""
    town = new_town(with_every_role())
    learned.known_for(town, 60)
    all_happen(town, LOG)
    happen(town, busy(1, 200, ZONES))
    town.now = SETTLED
    learned.waiting(town, 250, ZONES, slow="river", until=town.now - timedelta(days=1))
    return town


@pytest.fixture
def desk(town: Town) -> Iterator[Served]:
    """Give its desk at an address."""
    with served(town) as running:
        yield running


def assert_read_at_once(page: "Page") -> None:
    """Assert that nothing that must be read lies past the edge, also in what is folded up."""
    for summary in page.locator("summary").all():
        summary.click()
    assert_fits(page)
    assert page.evaluate(_SIDEWAYS) == []


@pytest.mark.parametrize("language", ["en", "sw"])
def test_each_page_is_read_on_a_small_phone(desk: Served, browser: "Browser", town: Town, language: str) -> None:
    for phone in (COORDINATOR, OVERSIGHT):
        visitor = Visitor(town, phone, language)
        visitor.signs_in()
        made = edition(publish(visitor)) if phone == COORDINATOR else ""
        page = desk.window(browser, visitor, PHONE, language)
        for name in PAGES if made else [one for one in PAGES if one != HANDOVER]:
            page.goto(f"{desk.address}/desk/{name}")
            assert_read_at_once(page)
        for name in COLUMNS if made else ():
            page.goto(f"{desk.address}{made}/{name}")
            assert_read_at_once(page)
    assert desk.faults == []


@pytest.mark.parametrize("language", ["en", "sw"])
def test_the_sentence_above_the_table_names_the_zone(
    new_town: Callable[..., Town], browser: "Browser", language: str
) -> None:
    town = new_town(with_every_role())
    learned.waiting(town, 450, ZONES, slow="river")
    zone = town.community.zone("river")
    assert zone is not None
    visitor = Visitor(town, COORDINATOR, language)
    visitor.signs_in()
    with served(town) as running:
        page = running.window(browser, visitor, PHONE, language)
        page.goto(f"{running.address}/desk/equity")
        assert_read_at_once(page)
        section = page.locator("section[aria-labelledby=patrol]")
        sentence = visitor.says("equity", "overall.longer", zones=zone.name(language))
        assert section.locator("strong").first.inner_text() == sentence
        row = section.locator("tbody tr", has_text=zone.name(language))
        assert row.locator("th + td.verdict").inner_text() != ""
