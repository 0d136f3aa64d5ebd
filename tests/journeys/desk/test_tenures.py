"""Tenures at the desk: nobody comes back as another tenant or landlord by one officer alone."""

import pytest

from tests.journeys.desk.community import HOME, Settings
from tests.journeys.desk.people import NEW, Clerk, agrees, clerk, versions
from tests.people import BONDENI, LANDLORDS
from tests.town import Town

FREE = "+254711000778"
NAME = "Asha (example)"


def comes_and_goes(visitor: Clerk) -> None:
    """Let a landlord come and leave again, by one officer."""
    visitor.confirms(visitor.asks_to_add(tenure="landlord"))
    visitor.confirms(visitor.asks(NEW, "remove"))


@pytest.mark.parametrize("other", [{"name": "Another (example)"}, {"phone": FREE}])
def test_who_was_taken_out_comes_back_with_another_tenure_by_two_officers(town: Town, other: dict[str, str]) -> None:
    visitor = clerk(town)
    comes_and_goes(visitor)
    page = visitor.asks_to_add(tenure="tenant", **other)
    assert visitor.words("tenure.other", names=other.get("name", NAME)) in page.text
    before = len(versions(town))
    visitor.confirms(page)
    assert len(versions(town)) == before
    number = other.get("phone", NEW)
    agrees(clerk(town, LANDLORDS), number)
    assert town.person(number).tenure == "tenant"


def test_who_comes_back_with_the_same_tenure_needs_nobody_else(town: Town) -> None:
    visitor = clerk(town)
    comes_and_goes(visitor)
    visitor.confirms(visitor.asks_to_add(tenure="landlord"))
    assert town.person(NEW).tenure == "landlord"


def test_a_patroller_does_not_get_the_number_of_a_landlord_who_left_by_one_officer(town: Town) -> None:
    visitor = clerk(town)
    comes_and_goes(visitor)
    before = len(versions(town))
    visitor.confirms(visitor.asks(BONDENI, phone=NEW))
    assert len(versions(town)) == before


def test_an_older_version_does_not_bring_somebody_back_with_another_tenure(town: Town) -> None:
    visitor, second = clerk(town), clerk(town, LANDLORDS)
    visitor.confirms(visitor.asks_to_add(tenure="landlord"))
    visitor.confirms(visitor.asks(NEW, tenure="tenant"))
    agrees(second)
    visitor.confirms(visitor.asks(NEW, "remove"))
    steward = Settings(town)
    for number in (2, 3):
        refused = steward.asks(f"version/{number}")
        assert (refused.status, steward.words("slip.people") in refused.text) == (422, True)
    assert steward.opens(f"{HOME}/change/version/1").status == 200
