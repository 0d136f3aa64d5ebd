"""Not told: whoever has an interest in a zone reads that they are not told its numbers, and never a false nought."""

from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest

from gateway.communities.file import load_example
from menus.domain.categories import Category
from menus.text import page_words
from tests.desk import Element, Shown
from tests.journeys.desk.rises_page import RISES, names
from tests.journeys.desk.zones import opened
from tests.people import COORDINATOR, LANDLORDS, OVERSIGHT
from tests.rises import ENOUGH, MONDAY, Weekly, began, interest, interest_in_zone, keep, ticks, usual
from tests.town import Town

PAGES = {
    "trends": "/desk/trends",
    "zones": "/desk/zones",
    "equity": "/desk/equity",
    "handover": "/desk/print/handover",
}
NEUTRAL = (*PAGES.values(), RISES, "/desk/figures", "/desk/police")


@pytest.fixture
def town(new_town: Callable[..., Town]) -> Town:
    """Give a community of some months with incidents in two zones."""
    town = new_town(load_example("mlango-kubwa"))
    began(town, ENOUGH)
    ticks(town)
    for zone in ("market", "river"):
        keep(town, Weekly(zone, 6, range(1, 20), Category.THEFT, before=MONDAY))
    return town


def cells(page: Shown) -> Iterator[tuple[str, list[str]]]:
    """Yield the rows of all tables, by their names."""
    for row in page.root.all("tr"):
        head: list[Element] = list(row.all("th", scope="row"))
        if head:
            yield head[0].text, [cell.text for cell in row.all("td")]


def named(town: Town, language: str = "en") -> str:
    """Return the name of the zone with an interest."""
    zone = town.community.zone("market")
    assert zone is not None
    return zone.name(language)


@pytest.mark.parametrize("language", page_words.LANGUAGES)
@pytest.mark.parametrize("subject", PAGES)
def test_each_row_of_a_zone_with_an_interest_says_so_and_no_other_row(town: Town, subject: str, language: str) -> None:
    interest_in_zone(town, LANDLORDS, "market")
    tied, free = opened(town, LANDLORDS, language=language), opened(town, COORDINATOR, language=language)
    said, zone = tied.says(subject, "not_told"), named(town, language)
    rows = list(cells(tied.opens(PAGES[subject])))
    theirs = [(name, found) for name, found in rows if name.startswith(zone)]
    assert theirs
    for name, found in theirs:
        numbers = [one for one in found if any(letter.isdigit() for letter in one)]
        # Who is on duty is no secret, and the file says the rent.
        assert len(numbers) <= (subject == "zones"), (name, found)
        assert said in found
    assert not any(said in found for name, found in rows if not name.startswith(zone))
    assert said not in free.opens(PAGES[subject]).text


def test_the_tile_of_such_a_zone_has_no_number_and_no_line(town: Town) -> None:
    interest_in_zone(town, LANDLORDS, "market")
    visitor = opened(town, LANDLORDS)
    tiles = {one.attributes["data-zone"]: one for one in visitor.opens("/desk/zones").root.all("li", data_zone=None)}
    assert visitor.says("zones", "not_told") in tiles["market"].text
    assert list(tiles["market"].all("polyline")) == []
    assert visitor.says("zones", "not_told") not in tiles["river"].text
    assert list(tiles["river"].all("polyline")) != []


def test_an_interest_that_has_ended_hides_what_was_before_its_end_alone(town: Town) -> None:
    interest_in_zone(town, LANDLORDS, "market", until=town.now - timedelta(weeks=40))
    visitor = opened(town, LANDLORDS)
    for subject, address in PAGES.items():
        if subject != "equity":
            assert visitor.says(subject, "not_told") not in visitor.opens(address).text
    interest_in_zone(town, LANDLORDS, "river", until=town.now - timedelta(weeks=2))
    assert visitor.says("trends", "not_told") in visitor.opens(PAGES["trends"]).text


def test_an_interest_in_one_incident_hides_no_zone(town: Town) -> None:
    """Its row stands there without it: nothing tells of a gap."""
    (incident_id,) = keep(town, Weekly("market", 1, [1], Category.THEFT, before=MONDAY))
    interest(town, LANDLORDS, incident_id)
    visitor = opened(town, LANDLORDS)
    for subject, address in PAGES.items():
        assert visitor.says(subject, "not_told") not in visitor.opens(address).text


@pytest.mark.parametrize("address", NEUTRAL)
def test_everybody_reads_why_two_people_may_read_different_numbers(town: Town, address: str) -> None:
    """The sentence is the same for whoever has an interest and whoever has none."""
    interest_in_zone(town, LANDLORDS, "market")
    for visitor in (opened(town, LANDLORDS), opened(town, COORDINATOR), opened(town, OVERSIGHT)):
        page = visitor.opens(address)
        if page.status == 200:
            assert visitor.says("rises", "interests") in page.text


def test_the_page_of_rises_says_it_whether_there_is_a_rise_or_not(town: Town) -> None:
    interest_in_zone(town, LANDLORDS, "market")
    said = f"{named(town)}: {opened(town).says('rises', 'not_told')}"
    before = opened(town, LANDLORDS).opens(RISES)
    assert said in before.text
    assert names(before) == []
    keep(town, usual("market"), Weekly("market", 6, range(1, 5), before=MONDAY + timedelta(weeks=1)))
    town.now += timedelta(days=7)
    ticks(town)
    free, tied = (opened(town, phone).opens(RISES) for phone in (COORDINATOR, LANDLORDS))
    assert any(named(town) in name for name in names(free))
    assert said not in free.text
    assert not any(named(town) in name for name in names(tied))
    assert said in tied.text
