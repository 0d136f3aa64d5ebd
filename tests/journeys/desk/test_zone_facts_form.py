"""Facts of zones at the desk: coordinators read and change them, and a number that is none is refused."""

import pytest

from gateway.communities.file import load_example
from menus.domain.zone_facts import Rent, ZoneFacts
from tests.journeys.desk.community import HOME, WHY, Settings, body, said
from tests.people import COORDINATOR
from tests.town import Town


@pytest.mark.parametrize("language", ["en", "sw"])
def test_facts_are_read_with_the_zone(town: Town, language: str) -> None:
    visitor = Settings(town, COORDINATOR, language)
    page = visitor.opens(HOME).text
    assert visitor.words("zone.households", count=400) in page
    assert visitor.words("zone.rent", rent=visitor.words("rent.mid")) in page
    assert visitor.words("zone.no_owners") in page


def test_facts_are_changed_and_taken_away(town: Town) -> None:
    visitor = Settings(town)
    visitor.changes("zone/market", households=" 450 ", rent="high", owners_on_site="no")
    assert said(town).zone_facts["market"] == ZoneFacts(450, Rent.HIGH, owners_on_site=False)
    assert "households = 450" in body(town)
    visitor.changes("zone/market", households="", rent="", owners_on_site="")
    assert "market" not in said(town).zone_facts
    assert said(town).zone_facts["river"] == ZoneFacts(800, Rent.LOW, owners_on_site=False)


def test_another_change_leaves_the_facts_as_they_are(town: Town) -> None:
    Settings(town).changes("zone/market", landmarks="Gate B")
    assert said(town).zone_facts == town.community.zone_facts
    assert said(town).zone("market") != town.community.zone("market") or said(town).zones[3].landmarks == ("Gate B",)


@pytest.mark.parametrize("typed", ["0", "-3", "12.5", "many", "1000001", "٤٠٠", "9" * 7])
def test_a_number_that_is_none_is_refused_with_what_would_be_accepted(town: Town, typed: str) -> None:
    visitor = Settings(town)
    page = visitor.asks("zone/market", households=typed)
    assert page.status == 422
    assert visitor.words("slip.households") in page.text
    assert body(town) == load_example("mlango-kubwa")


def test_strange_choices_say_nothing(town: Town) -> None:
    visitor = Settings(town)
    form = visitor.form("zone/market")
    fields = {"rent": "cheap", "owners_on_site": "maybe", "why": WHY}
    visitor.confirms(visitor.presses(form, visitor.words("see"), None, **fields))
    assert said(town).zone_facts["market"] == ZoneFacts(400)
