"""Stories of further texts that make a report graver: a killing without a weapon's name, and people in a fire."""

import pytest

from menus.domain.categories import Category, Level
from menus.text.names import Text
from tests.people import BONDENI, BREAK_IN, CODE, COORDINATOR, LEADER, POLICE, RESIDENT, THEFT
from tests.town import Town, reference_in

BURGLARY, BRAWL = "wezi wanavunja duka bondeni", "watu wanapigana bondeni"
KILLINGS = ["they have killed him", "amekufa", "ameuawa", "he is dead now, killed by them", "wamemuua", "oneg dhano"]


def sent_out(town: Town, text: str) -> str:
    """Let a resident text and a coordinator send it, and return its reference."""
    town.texts(RESIDENT, text)
    reference = str(town.board()[0]["reference"])
    town.texts(COORDINATOR, f"SEND {reference}")
    return reference


@pytest.mark.parametrize("text", KILLINGS)
def test_a_killing_in_a_further_text_makes_a_sent_report_major(town: Town, text: str) -> None:
    reference = sent_out(town, BURGLARY)
    assert town.incident(reference)["level"] == Level.URGENT
    assert town.inbox(POLICE) == []
    town.passes(seconds=5)
    town.texts(RESIDENT, text)
    incident = town.incident(reference)
    assert (incident["level"], incident["category"]) == (Level.MAJOR, Category.GUN_KILLING)
    for phone in (LEADER, POLICE):
        assert town.last(phone) == town.alert_to(phone, reference)
        assert town.said(Text.CATEGORY_GUN_KILLING, phone) in town.last(phone)
    assert len(town.board()) == 1


def test_a_killing_after_a_fight_is_major_too(town: Town) -> None:
    reference = sent_out(town, BRAWL)
    town.texts(RESIDENT, "mmoja ameuawa")
    assert town.incident(reference)["level"] == Level.MAJOR


@pytest.mark.parametrize("keys", [BREAK_IN, THEFT])
def test_a_killing_after_a_dialled_lesser_report_makes_that_one_major(town: Town, keys: tuple[str, ...]) -> None:
    reference = reference_in(town.dials(RESIDENT, CODE, *keys))
    town.texts(RESIDENT, "wamemuua")
    assert town.incident(reference)["level"] == Level.MAJOR


@pytest.mark.parametrize(
    "text",
    [
        "i am just killing time here",
        "wameua mbwa",
        "mbwa yetu amekufa",
        "nyanya yangu alikufa kwa ugonjwa mwaka jana",
        "he died in an accident",
        "njaa inaniua",
        "hakuna aliyekufa",
        "simu yangu imekufa",
    ],
)
def test_idioms_animals_accidents_and_natural_deaths_raise_nothing(town: Town, text: str) -> None:
    reference = sent_out(town, BURGLARY)
    town.texts(RESIDENT, text)
    assert town.incident(reference)["level"] == Level.URGENT
    assert town.inbox(POLICE) == []


def test_a_killing_that_is_told_again_does_not_raise_again(town: Town) -> None:
    sent_out(town, BURGLARY)
    town.texts(RESIDENT, "wamemuua")
    told = len(town.inbox(POLICE))
    town.passes(seconds=5)
    town.texts(RESIDENT, "wamemuua kabisa")
    assert len(town.inbox(POLICE)) == told


@pytest.mark.parametrize("text", KILLINGS)
def test_a_killing_told_while_a_report_awaits_review_marks_it_so(town: Town, text: str) -> None:
    town.texts(RESIDENT, BURGLARY)
    reference = str(town.board()[0]["reference"])
    town.texts(RESIDENT, text)
    incident = town.incident(reference)
    assert (incident["level"], incident["category"]) == (Level.MAJOR, Category.GUN_KILLING)
    assert town.got(COORDINATOR, Text.HINT_RED, reference=reference)


def test_a_killing_after_weapons_marks_a_report_that_awaits_review_as_a_killing(town: Town) -> None:
    town.texts(RESIDENT, "wezi wana panga wananyanganya watu bondeni")
    reference = str(town.board()[0]["reference"])
    assert town.incident(reference)["category"] == Category.ROBBERY
    town.texts(RESIDENT, "wamemuua")
    assert town.incident(reference)["category"] == Category.GUN_KILLING
    assert len(town.got(COORDINATOR, Text.HINT_RED, reference=reference)) == 2


@pytest.mark.parametrize("text", ["wamemuua", "wana panga"])
def test_who_is_on_the_way_gets_one_text_of_a_raise_with_the_words_and_the_level(town: Town, text: str) -> None:
    reference = sent_out(town, BURGLARY)
    town.answers(BONDENI, "going", reference)
    before = len(town.inbox(BONDENI))
    town.texts(RESIDENT, text)
    raised = town.said(Text.REPORTER_WRITES_RED, BONDENI, reference=reference, said=text)
    assert town.inbox(BONDENI)[before:] == [raised]
    assert town.said(Text.LEVEL_MAJOR, BONDENI) in raised
    assert text in raised
    # A person who was alerted and does not go gets the alert of the higher level.
    assert town.last(LEADER) == town.alert_to(LEADER, reference)


def test_a_coordinator_who_goes_gets_one_text_of_a_raise(town: Town) -> None:
    reference = sent_out(town, BURGLARY)
    town.texts(COORDINATOR, f"1 {reference}")
    before = len(town.inbox(COORDINATOR))
    town.texts(RESIDENT, "wamemuua")
    (told,) = town.inbox(COORDINATOR)[before:]
    assert "wamemuua" in told
    assert reference in told
