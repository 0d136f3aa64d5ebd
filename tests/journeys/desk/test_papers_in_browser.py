"""The pages of papers, and a pack as a reader saves it, in a real browser: no barrier, nothing cut off, one sheet."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.desk import Visitor
from tests.desk_crowd import renamed
from tests.desk_rules import assert_breaks_no_rule
from tests.desk_served import served
from tests.paper_files import EXAMPLE, paper, with_papers
from tests.people import COORDINATOR
from tests.town import Town

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = pytest.mark.browser
SIZES = {"small": (360, 740), "phone": (390, 844), "laptop": (1366, 768)}
WIDE = "W" * 20


@pytest.fixture
def town(new_town: Callable[..., Town]) -> Town:
    """Give a community with long names, a certificate that has ended, and papers with the widest numbers."""
    kinds = ("permit", "letter", "agreement")
    others = [paper("2026-12-31", kind=kind, number=WIDE) for kind in kinds]
    made = new_town(with_papers(paper("2027-03-12", number=WIDE), text=renamed(EXAMPLE)))
    made.loads(with_papers(paper("2027-03-12"), *others, paper("2026-11-01", kind="permit"), text=renamed(EXAMPLE)))
    return made


def test_no_rule_of_wcag_2_2_aa_is_broken_and_nothing_is_cut_off(
    town: Town, browser: "Browser", tmp_path: Path
) -> None:
    who = Visitor(town, COORDINATOR)
    who.signs_in()
    saved = tmp_path / "pack.html"
    saved.write_text(who.opens("/desk/papers/pack?period=2026-Q4").html)
    with served(town) as desk:
        addresses = [f"{desk.address}/desk/papers", f"{desk.address}/desk/papers/card", saved.as_uri()]
        for address in addresses:
            for size, is_dark in (("small", True), ("phone", False), ("laptop", False)):
                page = desk.window(browser, who, SIZES[size], is_dark=is_dark)
                page.goto(address)
                assert page.locator("h1").count() == 1
                assert_breaks_no_rule(page)
                assert page.evaluate("document.documentElement.scrollWidth") == SIZES[size][0], (address, size)
                page.context.close()


def test_the_card_and_the_pack_fit_on_paper(town: Town, browser: "Browser", tmp_path: Path) -> None:
    who = Visitor(town, COORDINATOR)
    who.signs_in()
    saved = tmp_path / "pack.html"
    saved.write_text(who.opens("/desk/papers/pack?period=2026-Q4").html)
    with served(town) as desk:
        for address, most in ((f"{desk.address}/desk/papers/card", 1), (saved.as_uri(), 2)):
            page = desk.window(browser, who, SIZES["laptop"])
            page.goto(address)
            printed = page.pdf(prefer_css_page_size=True)
            assert 1 <= len(re.findall(rb"/Type\s*/Page\b(?!s)", printed)) <= most
            page.context.close()
