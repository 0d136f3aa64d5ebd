"""Stories of fires: everybody on duty in the zone is called at once, and the resident reads the brigade's number."""

from collections.abc import Callable

import pytest

from gateway.communities.file import load_example
from menus.text import gsm7
from menus.text.names import Text
from tests.people import BONDENI, CODE, COORDINATOR, DEPUTY, KIAMUTISYA, LEADER, OTHER, RESIDENT
from tests.town import Town, reference_in

FIRE, NO_FIRE, UNSURE = ("8", "2", "1"), ("8", "2", "2"), ("8", "2", "3")
"""Keys after dialling: a fire in Bondeni, a hazard there without a fire, and one of which the caller is not sure."""


@pytest.mark.parametrize("keys", [FIRE, UNSURE])
def test_a_fire_calls_everybody_on_duty_in_its_zone_at_once(town: Town, keys: tuple[str, ...]) -> None:
    reference = reference_in(town.dials(RESIDENT, CODE, *keys))
    for phone in (LEADER, DEPUTY, BONDENI):
        assert town.inbox(phone) == [town.alert_to(phone, reference)]
        assert town.said(Text.EXTRA_FIRE_CAREFUL, to=phone) in town.last(phone)
        assert town.said(Text.EXTRA_FIRE_BRIGADE, to=phone) in town.last(phone)
    assert town.inbox(KIAMUTISYA) == town.inbox(COORDINATOR) == []


def test_a_hazard_without_a_fire_goes_the_way_of_the_file(town: Town) -> None:
    town.dials(RESIDENT, CODE, *NO_FIRE)
    assert town.inbox(LEADER) == town.inbox(DEPUTY) == town.inbox(BONDENI) == []
    assert len(town.inbox(COORDINATOR)) == 1


def test_who_reports_a_hazard_that_begins_to_burn_calls_everybody(town: Town) -> None:
    town.dials(RESIDENT, CODE, *NO_FIRE)
    town.passes(minutes=2)
    town.dials(OTHER, CODE, *FIRE)
    for phone in (LEADER, DEPUTY, BONDENI):
        assert len(town.inbox(phone)) == 1


def test_the_last_page_of_a_fire_says_keep_away_and_whom_to_call(town: Town) -> None:
    page = town.dials(RESIDENT, CODE, *FIRE)
    assert page == "END " + town.said(Text.FILED_FIRE, to=RESIDENT, reference=reference_in(page))
    assert town.community.words["fire"] in page


def test_without_a_brigade_of_its_own_a_community_reads_the_emergency_number(
    new_town: Callable[..., Town],
) -> None:
    lines = load_example("mlango-kubwa").splitlines(keepends=True)
    town = new_town("".join(line for line in lines if not line.startswith("fire = ")))
    assert town.community.words["fire"] == town.community.words["emergency"]
    assert gsm7.fits(town.said(Text.HELP_NUMBERS, to=RESIDENT))
    assert town.is_a(town.dials(RESIDENT, CODE, *FIRE), Text.FILED_FIRE)


def test_a_community_without_a_patrol_refers_a_fire_as_its_file_says(new_town: Callable[..., Town]) -> None:
    town = new_town(load_example("kawangware"))
    police = "+254700000231"
    reference = reference_in(town.dials(RESIDENT, "*384*78#", *FIRE))
    assert set(town.incident(reference)["tracks"]) == {"police"}
    assert town.said(Text.EXTRA_FIRE_BRIGADE, to=police) in town.last(police)
