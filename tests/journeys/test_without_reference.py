"""Commands that name no incident: they act only where LIST shows one; answers mean the alert that their sender has."""

import pytest
from sqlalchemy import select

from gateway.storage.models import Incident
from menus.domain.categories import Category, Harm
from menus.domain.classes import CrimeClass
from menus.sms import wording
from menus.text import crime_words
from menus.text.names import Text
from tests.people import COORDINATOR, OTHER, POLICE, RESIDENT, RESIDENTS
from tests.town import Town, code_in


def with_a_hazard(town: Town) -> list[str]:
    """Let three things be open, of which the coordinator has the alert of a hazard alone; return their references."""
    hazard = town.reports(RESIDENT, Category.FIRE_HAZARD, zone="juja-road")
    town.passes(minutes=40)
    return [
        hazard,
        town.reports(OTHER, Category.THEFT, zone="school", harm=Harm.NONE),
        town.reports(RESIDENTS[2], Category.BREAK_IN, zone="market", harm=Harm.NONE),
    ]


def incident_as_told(town: Town, reference: str) -> dict[str, object]:
    told = town.incident(reference)
    return {name: told[name] for name in ("status", "level", "tracks")}


def incidents(town: Town) -> list[Incident]:
    with town.services.reading() as session:
        return list(session.scalars(select(Incident).order_by(Incident.id)))


@pytest.mark.parametrize(
    "text",
    [
        "CLOSE brew",
        "CLOSE 4",
        "FALSE a joke",
        "LOWER minor all is calm",
        "POLICE",
        "SEND all",
        "ASK what do you see",
        "SPLIT",
        "4 all calm",
        "OB 12/23/11/2026",
    ],
)
def test_a_command_that_may_mean_several_lists_them_and_does_nothing(town: Town, text: str) -> None:
    references = with_a_hazard(town)
    before = [incident_as_told(town, one) for one in references]
    listed = town.texts(COORDINATOR, "LIST")
    assert all(one in listed for one in references)
    answer = town.texts(COORDINATOR, text)
    assert answer == town.said(Text.WHICH, to=COORDINATOR, references=" ".join(reversed(references)))
    assert [incident_as_told(town, one) for one in references] == before


def test_where_list_shows_one_no_reference_is_needed(town: Town) -> None:
    hazard, *others = with_a_hazard(town)
    for other in others:
        town.texts(COORDINATOR, f"CLOSE {other} 3")
    assert town.texts(COORDINATOR, "CLOSE 1") == town.said(Text.CLOSED, to=COORDINATOR, reference=hazard)


def test_an_answer_without_a_reference_means_the_alert_that_its_sender_has(town: Town) -> None:
    hazard, *others = with_a_hazard(town)
    assert town.texts(COORDINATOR, "1") == town.said(Text.GOING, to=COORDINATOR, reference=hazard)
    assert all(not town.incident(one)["tracks"]["patrol"]["answered_by_role"] for one in others)


def test_an_ob_number_is_not_guessed_where_a_police_contact_knows_of_two(town: Town) -> None:
    references = [
        town.reports(one, Category.GUN_KILLING, zone=zone) for one, zone in ((RESIDENT, "bondeni"), (OTHER, "school"))
    ]
    town.texts(POLICE, f"2 {references[0]}")
    answer = town.texts(POLICE, "OB 12/23/11/2026")
    assert answer == town.said(Text.WHICH, to=POLICE, references=" ".join(reversed(references)))
    assert [one.ob_number for one in incidents(town)] == [None, None]


def test_a_hazard_becomes_a_crime_only_when_asked_twice(town: Town) -> None:
    hazard = town.reports(RESIDENT, Category.FIRE_HAZARD)
    asked = town.texts(COORDINATOR, f"CLOSE {hazard} brew, police took over")
    named = {
        "category": wording.category_name("en", Category.FIRE_HAZARD),
        "crime": crime_words.name("en", CrimeClass.BREW),
    }
    code = code_in(asked)
    assert asked == town.said(Text.CONFIRM_CLOSE_AS, to=COORDINATOR, reference=hazard, code=code, **named)
    assert town.incident(hazard)["status"] == "open"
    town.texts(COORDINATOR, f"YES {code}")
    (closed,) = incidents(town)
    assert (town.incident(hazard)["status"], closed.crime_class) == ("closed", CrimeClass.BREW)


@pytest.mark.parametrize(
    ("category", "said", "crime"),
    [
        (Category.THEFT, "terror", CrimeClass.TERROR),
        (Category.THEFT, "ugaidi, police took over", CrimeClass.TERROR),
        (Category.THEFT, "murder 4", CrimeClass.HOMICIDE),
        (Category.BREAK_IN, "terror 4", CrimeClass.TERROR),
        (Category.ROBBERY, "vurugu za siasa 4", CrimeClass.POLITICAL_VIOLENCE),
        (Category.FIGHT_THREAT, "political violence 4", CrimeClass.POLITICAL_VIOLENCE),
        (Category.FIGHT_THREAT, "homicide 4", CrimeClass.HOMICIDE),
    ],
)
def test_what_was_not_reported_as_major_becomes_a_grave_crime_only_when_asked_twice(
    town: Town, category: Category, said: str, crime: CrimeClass
) -> None:
    reference = town.reports(RESIDENT, category)
    asked = town.texts(COORDINATOR, f"FUNGA {reference} {said}")
    code = code_in(asked)
    named = {"category": wording.category_name("en", category), "crime": crime_words.name("en", crime)}
    assert asked == town.said(Text.CONFIRM_CLOSE_AS, to=COORDINATOR, reference=reference, code=code, **named)
    assert (town.incident(reference)["status"], incidents(town)[0].crime_class) == ("open", None)
    town.texts(COORDINATOR, f"YES {code}")
    assert (town.incident(reference)["status"], incidents(town)[0].crime_class) == ("closed", crime)


@pytest.mark.parametrize(
    ("category", "said", "crime"),
    [
        (Category.ROBBERY, "carjacking 4", CrimeClass.CARJACKING),
        (Category.ROBBERY, "silaha ndogo 4", CrimeClass.SMALL_ARMS),
        (Category.THEFT, "abduction 4", CrimeClass.ABDUCTION),
        (Category.THEFT, "theft by servant 4", CrimeClass.SERVANT_THEFT),
        (Category.FIGHT_THREAT, "drugs 4", CrimeClass.DRUGS),
    ],
)
def test_a_finer_class_is_chosen_at_once(town: Town, category: Category, said: str, crime: CrimeClass) -> None:
    reference = town.reports(RESIDENT, category)
    town.texts(COORDINATOR, f"CLOSE {reference} {said}")
    assert (town.incident(reference)["status"], incidents(town)[0].crime_class) == ("closed", crime)


@pytest.mark.parametrize(("words", "crime"), [("arson 4", CrimeClass.DAMAGE), ("1", CrimeClass.NONE)])
def test_a_fire_that_was_set_and_one_without_a_class_are_closed_at_once(
    town: Town, words: str, crime: CrimeClass
) -> None:
    hazard = town.reports(RESIDENT, Category.FIRE_HAZARD)
    town.texts(COORDINATOR, f"CLOSE {hazard} {words}")
    (closed,) = incidents(town)
    assert (town.incident(hazard)["status"], closed.crime_class) == ("closed", crime)


@pytest.mark.parametrize("category", [Category.GUN_KILLING, Category.ROBBERY])
@pytest.mark.parametrize("said", ["carjaking", "teror", "burglery"])
def test_a_misspelt_class_closes_nothing_and_the_classes_are_told(town: Town, category: Category, said: str) -> None:
    reference = town.reports(RESIDENT, category, harm=Harm.NONE)
    answer = town.texts(COORDINATOR, f"CLOSE {reference} {said}, police took over")
    assert answer == town.said(Text.CLOSE_CLASS, to=COORDINATOR, reference=reference, said=said)
    assert town.incident(reference)["status"] == "open"
    assert incidents(town)[0].crime_class is None


def test_the_question_about_a_major_one_names_the_class_that_was_chosen(town: Town) -> None:
    reference = town.reports(RESIDENT, Category.GUN_KILLING)
    asked = town.texts(COORDINATOR, f"CLOSE {reference} terror, police took over")
    assert crime_words.name("en", CrimeClass.TERROR) in asked
