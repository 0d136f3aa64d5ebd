"""Every page of the association as `doria menus` walks over them, with the longest names that a file may have."""

from functools import cache

import pytest

from gateway.cli.menu_listing import menus_of
from gateway.communities.file import EXAMPLES, load_example, parse
from menus.domain.community import Community
from menus.text import gsm7
from menus.text.catalog import say
from menus.text.names import Text
from menus.ussd import all_screens, screen_walk
from menus.ussd.screen_names import ScreenName
from tests.giving import GIVING
from tests.paper_files import paper, with_papers

EVERYWHERE = {
    ScreenName.BARAZAS,
    ScreenName.BARAZA_AGENDA,
    ScreenName.BARAZA_ASK,
    ScreenName.BARAZA_SAID,
    ScreenName.BARAZA_DECIDED,
    ScreenName.VOTES,
    ScreenName.VOTE,
    ScreenName.VOTE_CONFIRM,
    ScreenName.PROJECTS,
    ScreenName.PROJECT,
    ScreenName.PAPERS,
    ScreenName.LEADS,
    ScreenName.RULES,
    ScreenName.NAMES,
    ScreenName.REFERRALS,
    ScreenName.PULSE_ZONE,
    ScreenName.PULSE_SAFE,
    ScreenName.PULSE_TRUST,
    ScreenName.PULSE_POLICE,
    ScreenName.GIVE,
    ScreenName.GIVE_HOW,
    ScreenName.GIVE_RECEIPTS,
    ScreenName.GIVE_WRONG,
    ScreenName.GIVE_MONEY,
    ScreenName.GIVE_KIND,
    ScreenName.GIVE_KIND_TYPED,
}
"""The pages of every community, whatever its file says."""
DECIDED = {ScreenName.GIVE_PREMISES, ScreenName.GIVE_OWNER, ScreenName.REFERRAL}
"""The further pages of a community that has decided about giving, and has places of help."""
RARE = (
    Text.VOTE_NOT_LISTED,
    Text.VOTE_CLOSED,
    Text.VOTE_AHEAD,
    Text.PULSE_POLICE_THANKS,
    Text.GIVE_BOOKS_EMPTY,
    Text.NAMES_NONE,
)
"""Pages that few callers meet."""
MORE = """
[leadership]
chosen_on = 2026-03-12
decision = "D12"

[[rules]]
text = { sw = "WORDS", en = "WORDS" }

[[referrals]]
kind = "food"
name = "PLACE"
number = "1192345678901"
checked_on = 2026-11-01
""".replace("WORDS", "W" * 60).replace("PLACE", "W" * 20)


@cache
def longest() -> Community:
    """Return the example with the longest names: its own, of a zone, of what money is spent on, and of its paper."""
    text = load_example("mlango-kubwa").replace('short = "MLATA"', f'short = "{"W" * 11}"')
    text = text.replace('name = "Mlango Kubwa"', f'name = "{"W" * 40}"').replace(
        'name = "Bondeni"', f'name = "{"W" * 20}"'
    )
    giving = GIVING.replace('"chai"', f'"{"W" * 12}"').replace('"tea"', f'"{"W" * 12}"')
    return parse(with_papers(paper("2027-03-12", number="W" * 20), text=text) + giving + MORE)


@cache
def walked(key: str) -> list[screen_walk.Page]:
    return list(all_screens.pages(longest() if key == "longest" else parse(load_example(key))))


@pytest.mark.parametrize("language", ["sw", "en"])
@pytest.mark.parametrize("key", [*EXAMPLES, "longest"])
def test_every_page_of_the_association_is_walked_and_fits(key: str, language: str) -> None:
    """Every page and text is within 160 in both languages, and every page of the association is among them."""
    pages = [page for page in walked(key) if page.language == language]
    steps = {page.step for page in pages}
    wanted = EVERYWHERE | DECIDED if key == "longest" else EVERYWHERE
    assert {name.value for name in wanted} - steps == set()
    for name in RARE if key == "longest" else ():
        assert any(say(language, name) in page.text for page in pages), name
    assert all(gsm7.is_gsm7(page.text) and gsm7.septets(page.text) <= 160 for page in pages)


def test_the_listing_prints_them_too() -> None:
    printed = list(menus_of(longest(), "sw"))
    named = {line.split()[2] for line in printed if line.startswith("-- ")}
    assert {name.value for name in EVERYWHERE | DECIDED} <= named
    assert any("of 160" in line for line in printed)
