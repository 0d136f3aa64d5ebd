"""Stories of missing people: texts say that somebody is missing or abducted, and never of a gun that nobody told of."""

import pytest

from menus.domain.categories import Category
from menus.text import catalog
from menus.text.names import Text
from tests.people import BONDENI, CODE, COORDINATOR, KILLING, LEADER, OTHER, POLICE, RESIDENT
from tests.town import Town

TEXTS = ("mtoto amepotea tangu asubuhi bondeni", "my husband has been abducted by men in a subaru at bondeni")


def kind(phone: str, town: Town) -> str:
    """Return how the person of a phone reads that somebody is missing."""
    return catalog.say(town.person(phone).language, Text.KIND_MISSING)


def killing(phone: str, town: Town) -> str:
    """Return how the person of a phone reads the category that such a report is kept under."""
    return catalog.say(town.person(phone).language, Text(f"category.{Category.GUN_KILLING.value}"))


@pytest.mark.parametrize("text", TEXTS)
def test_everybody_reads_that_somebody_is_missing_and_not_of_a_killing(town: Town, text: str) -> None:
    town.texts(RESIDENT, text)
    (row,) = town.board()
    reference = str(row["reference"])
    assert (row["category"], row["level"]) == ("gun-killing", "major"), "what is kept stays"
    assert town.said(Text.LIST_KIND_MISSING, to=COORDINATOR) in town.texts(COORDINATOR, "LIST")
    told = {COORDINATOR: [town.got(COORDINATOR, Text.HINT_RED)[0], town.texts(COORDINATOR, reference)]}
    town.texts(COORDINATOR, f"SEND {reference}")
    assert catalog.say(town.community.language, Text.KIND_MISSING) in town.dials(RESIDENT, CODE, "0", "1")
    told |= {phone: [town.last(phone)] for phone in (LEADER, BONDENI, POLICE)}
    for phone, shown in told.items():
        for one in shown:
            assert kind(phone, town) in one
            assert killing(phone, town) not in one
    for phone in (LEADER, BONDENI, POLICE):
        assert town.said(Text.EXTRA_UNSURE, to=phone) not in town.last(phone), "a search is no armed crime"
        assert town.said(Text.EXTRA_CAREFUL, to=phone) not in town.last(phone)


def test_once_weapons_or_a_death_are_told_it_is_a_killing(town: Town) -> None:
    for text in ("wako na bunduki", "amepatikana amekufa"):
        town.texts(RESIDENT, TEXTS[0])
        reference = str(town.board()[0]["reference"])
        town.texts(RESIDENT, text)
        assert killing(COORDINATOR, town) in town.texts(COORDINATOR, reference)
        town.confirms(COORDINATOR, f"CLOSE {reference} 1")


def test_who_dials_has_chosen_the_category(town: Town) -> None:
    town.texts(RESIDENT, TEXTS[0])
    town.texts(COORDINATOR, f"SEND {town.board()[0]['reference']}")
    town.presses(*KILLING, phone=OTHER)
    (row,) = town.board()
    assert row["reports"] == 2
    assert killing(COORDINATOR, town) in town.texts(COORDINATOR, str(row["reference"]))


@pytest.mark.parametrize(
    "text",
    [
        "my daughter aged 6 is missing since morning at bondeni",
        "our child has not come home since yesterday bondeni",
        "katoto kangu kamelost huku bondeni",
        "msichana wangu hajarudi nyumbani tangu jana bondeni",
    ],
)
def test_a_missing_child_is_told_at_once_however_it_is_said(town: Town, text: str) -> None:
    town.texts(RESIDENT, text)
    (row,) = town.board()
    assert row["level"] == "major"
    (told,) = town.got(COORDINATOR, Text.HINT_RED, reference=str(row["reference"]))
    assert kind(COORDINATOR, town) in told
