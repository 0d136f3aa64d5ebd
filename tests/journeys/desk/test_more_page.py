"""The head of each page and *More*: every page that is somebody's stands in one of them, and no page of others."""

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from gateway.desk import navigation
from gateway.desk.navigation import ITEMS, Part
from menus.domain.desk_roles import BOARD_ROLES, DESK_ROLES
from menus.domain.roles import Role
from menus.text import page_words
from tests.desk import Shown
from tests.desk_served import served
from tests.journeys.desk.test_whose_pages import ALONE, signed_in, with_every_role
from tests.town import Town

if TYPE_CHECKING:
    from playwright.sync_api import Browser

MORE = "/desk/more"
LINES = 2
"""The lines of links in the head of a page on a small phone."""


def head_of(page: Shown) -> list[str]:
    """Return the addresses in the head of a page."""
    return [one.attributes["href"] for one in next(page.root.all("nav")).all("a")]


def on_more(page: Shown) -> list[str]:
    """Return the addresses that the page names, each beside a sentence."""
    rows = [row for part in page.root.all("ul", class_="rows pages") for row in part.all("li")]
    for row in rows:
        assert len(row.text) > len(next(row.all("a")).text)
    return [next(row.all("a")).attributes["href"] for row in rows]


@pytest.mark.parametrize("role", sorted(DESK_ROLES))
def test_every_page_of_a_role_stands_in_the_head_or_on_more_and_no_other_page(
    new_town: Callable[..., Town], role: Role
) -> None:
    visitor = signed_in(new_town(with_every_role()), ALONE[role])
    theirs = [item.address for item in ITEMS if role in item.roles]
    page = visitor.opens(MORE)
    head, more = head_of(page), on_more(page)
    assert set(head) - {MORE} <= set(theirs)
    assert set(more) <= set(theirs)
    if MORE in head:
        assert sorted({*head, *more} - {MORE}) == sorted(theirs)
        assert head == [*(one.address for one in ITEMS if role in one.roles and one.part is Part.NIGHT), MORE]
    else:
        assert head == theirs
    for address in theirs:
        shown = visitor.opens(address)
        assert shown.status == 200
        assert head_of(shown) == head
        marked = [one.attributes for one in next(shown.root.all("nav")).all("a", aria_current=None)]
        wanted = (address, "page") if address in head else (MORE, "true")
        assert [(one["href"], one["aria-current"]) for one in marked] == [wanted]


def test_the_work_of_the_night_comes_first() -> None:
    assert [item.subject for item in ITEMS][:4] == ["board", "words", "roster", "zones"]
    parts = [list(Part).index(item.part) for item in ITEMS]
    assert parts == sorted(parts)
    assert all(item.roles & BOARD_ROLES for item in ITEMS[:4])


@pytest.mark.parametrize("language", sorted(page_words.LANGUAGES))
def test_each_page_behind_more_has_its_sentence(language: str) -> None:
    texts = page_words.texts("desk_more.po", language)
    named = {name.removeprefix("about.") for name in texts if name.startswith("about.")}
    assert named == {item.subject for item in ITEMS if item.part is not Part.NIGHT}


@pytest.mark.browser
@pytest.mark.parametrize("language", ["en", "sw"])
def test_the_head_of_a_page_takes_two_lines_of_links_on_a_small_phone(
    new_town: Callable[..., Town], browser: "Browser", language: str
) -> None:
    town = new_town(with_every_role())
    with served(town) as desk:
        for role in sorted(DESK_ROLES):
            page = desk.window(browser, signed_in(town, ALONE[role]), (360, 740), language)
            page.goto(f"{desk.address}{MORE}")
            tops = {round(one["y"]) for link in page.locator("nav a").all() if (one := link.bounding_box())}
            assert len(tops) <= LINES, (role, navigation.ITEMS)
            page.context.close()
