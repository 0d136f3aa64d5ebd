"""The pages of votes in a real browser: readable by everybody, on a phone and at a desk, by day and by night."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from tests.desk import Visitor
from tests.desk_rules import assert_fits
from tests.desk_served import served
from tests.people import COORDINATOR
from tests.town import Town
from tests.visitors import chromium
from tests.voting import agreed, lists

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def browser() -> Iterator["Browser"]:
    """Give one browser for all of these stories."""
    with chromium() as started:
        yield started


@pytest.mark.parametrize(("size", "is_dark"), [((360, 740), False), ((390, 844), True), ((1366, 768), False)])
def test_every_page_of_votes_fits_and_breaks_no_rule(
    town: Town, browser: "Browser", size: tuple[int, int], *, is_dark: bool
) -> None:
    lists(town)
    held = agreed(town)
    visitor = Visitor(town, COORDINATOR)
    visitor.signs_in()
    with served(town) as desk:
        page = desk.window(browser, visitor, size, is_dark=is_dark)
        for address in ("", "/new", "/households", f"/{held.vote_id}"):
            page.goto(f"{desk.address}/desk/votes{address}")
            assert_fits(page)
        page.get_by_role("button", name=visitor.says("votes", "act.code")).click()
        page.get_by_text(visitor.says("votes", "code.once")).wait_for()
        assert_fits(page)
        page.context.close()
    assert desk.faults == []
