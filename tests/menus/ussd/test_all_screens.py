"""Every reachable USSD page of both shipped communities, in both languages."""

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from functools import cache

import pytest

from gateway.communities.file import EXAMPLES, load_example, parse
from menus.domain.categories import Category
from menus.text import gsm7
from menus.ussd import all_screens, screen_walk
from menus.ussd.screen import PageTooLongError
from tests.people import small


@cache
def pages_of(key: str) -> list[screen_walk.Page]:
    """Walk over all pages once, at the first test: at the collection each worker would do so, and run few of them."""
    return list(all_screens.pages(parse(load_example(key))))


@pytest.mark.parametrize("key", EXAMPLES)
def test_every_page_fits_and_is_gsm7(key: str) -> None:
    assert all(gsm7.is_gsm7(page.text) and gsm7.septets(page.text) <= 160 for page in pages_of(key))


@pytest.mark.parametrize("key", EXAMPLES)
def test_the_walk_reaches_every_step_in_both_languages(key: str) -> None:
    steps = {language: {page.step for page in pages_of(key) if page.language == language} for language in ("sw", "en")}
    assert steps["sw"] == steps["en"]
    assert {"main", "where", "harm", "confirm", "mob", "fire", "private", "more", "reports"} <= steps["sw"]


@pytest.mark.parametrize("key", EXAMPLES)
def test_every_zone_is_named_on_a_page_that_sends(key: str) -> None:
    community = parse(load_example(key))
    for zone in community.zones:
        confirmed = [page for page in pages_of(key) if page.step == "confirm" and page.draft.zone == zone.key]
        assert Counter(page.draft.harm for page in confirmed).total() >= 10


@pytest.mark.parametrize("key", EXAMPLES)
def test_keys_from_dialling_to_sent(key: str) -> None:
    shortest = screen_walk.keys_to_sent(pages_of(key))
    red = (Category.GUN_KILLING, Category.ROBBERY, Category.BREAK_IN, Category.THEFT, Category.FIGHT_THREAT)
    assert all(shortest[category] == 4 for category in red)
    assert shortest[Category.MOB_BEATING] == 3
    assert shortest[Category.FIRE_HAZARD] == 3
    assert shortest[Category.ABUSE_CHILD] == 3
    assert shortest[Category.COMPLAINT_OTHER] == 4


def fits(walk: Callable[[], object]) -> bool:
    try:
        walk()
    except PageTooLongError:
        return False
    return True


@pytest.mark.parametrize("key", EXAMPLES)
def test_the_check_that_walks_similar_drafts_once_makes_every_text_of_the_whole_walk(key: str) -> None:
    community = parse(load_example(key))
    alone = replace(community, zones=community.zones[:1])
    checked, whole = list(all_screens.checked(alone)), list(all_screens.pages(alone))

    def texts(pages: list[screen_walk.Page]) -> set[tuple[str, str, str]]:
        return {(page.language, page.step, page.text) for page in pages}

    assert texts(checked) == texts(whole)
    assert len(checked) < len(whole)


def test_the_check_that_chooses_the_longest_zone_alone_finds_what_the_whole_walk_finds() -> None:
    example = parse(small(load_example("mlango-kubwa")))
    found = []
    for length in range(20, 140, 15):
        # The longest name stands last, and a short one first.
        names = dict.fromkeys(example.languages, "W" * length)
        longer = replace(example, zones=(*example.zones[:-1], replace(example.zones[-1], names=names)))
        whole = fits(lambda: list(all_screens.pages(longer)))  # noqa: B023 - called at once
        assert fits(lambda: all_screens.check(longer)) is whole, length  # noqa: B023 - as above
        found.append(whole)
    assert set(found) == {True, False}
