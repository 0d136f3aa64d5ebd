"""Stories of fires: everybody on duty in the zone is called at once, and the resident reads the brigade's number."""

from collections.abc import Callable

import pytest

from gateway.communities.file import load_example
from menus.domain.categories import Category
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


INSIDE = ["people are inside", "watu wako ndani", "mtoto yuko ndani ya nyumba", "wamekwama hawawezi kutoka"]


@pytest.mark.parametrize("text", INSIDE)
def test_people_in_a_fire_reach_those_who_go_and_stand_in_the_alert(town: Town, text: str) -> None:
    town.texts(RESIDENT, "kuna moto mkubwa bondeni karibu na kanisa, nyumba tatu zinaungua, stima imeshika mabati")
    reference = str(town.board()[0]["reference"])
    town.texts(COORDINATOR, f"SEND {reference}")
    town.answers(BONDENI, "going", reference)
    before = len(town.inbox(BONDENI))
    town.texts(RESIDENT, text)
    assert town.inbox(BONDENI)[before:] == [town.said(Text.REPORTER_WRITES, BONDENI, reference=reference, said=text)]
    for phone in (LEADER, DEPUTY):
        assert town.said(Text.EXTRA_INSIDE, phone) in town.last(phone)
        assert town.last(phone) == town.alert_to(phone, reference)
    assert len(town.board()) == 1
    assert town.incident(reference)["category"] == Category.FIRE_HAZARD


@pytest.mark.parametrize("text", INSIDE)
def test_people_in_a_fire_that_was_dialled_belong_to_that_fire(town: Town, text: str) -> None:
    reference = reference_in(town.dials(RESIDENT, CODE, *FIRE))
    town.passes(seconds=20)
    town.texts(RESIDENT, text)
    assert len(town.board()) == 1
    for phone in (LEADER, DEPUTY, BONDENI):
        assert town.said(Text.EXTRA_INSIDE, phone) in town.last(phone)
        assert town.last(phone) == town.alert_to(phone, reference)


def test_people_in_a_fire_that_awaits_review_ask_coordinators_at_once_and_stand_in_the_alert(town: Town) -> None:
    town.texts(RESIDENT, "moto bondeni")
    reference = str(town.board()[0]["reference"])
    town.texts(RESIDENT, "watu wako ndani")
    assert town.got(COORDINATOR, Text.HINT_RED, reference=reference)
    assert town.incident(reference)["category"] == Category.FIRE_HAZARD
    town.texts(COORDINATOR, f"SEND {reference}")
    assert town.said(Text.EXTRA_INSIDE, BONDENI) in town.last(BONDENI)


def test_when_everybody_is_out_of_a_fire_its_alert_no_longer_tells_of_people_inside(town: Town) -> None:
    town.texts(RESIDENT, "moto bondeni")
    reference = str(town.board()[0]["reference"])
    town.texts(RESIDENT, "watu wako ndani")
    town.texts(RESIDENT, "wote wametoka")
    town.texts(COORDINATOR, f"SEND {reference}")
    assert town.said(Text.EXTRA_INSIDE, BONDENI) not in town.last(BONDENI)
    assert len(town.board()) == 1
