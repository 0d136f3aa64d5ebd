"""Stories of closing: each closed incident keeps its class of crime, in its row and in the record."""

from collections.abc import Iterator

import pytest
from sqlalchemy import select, text

from gateway.cli import incident_commands
from gateway.storage.models import Event, Incident
from menus.domain.categories import Category, Harm
from menus.domain.classes import CrimeClass
from menus.domain.timeline import EventKind
from menus.text import crime_words
from menus.text.catalog import say
from menus.text.names import Text
from tests.people import CODE, COORDINATOR, FOCAL, RESIDENT
from tests.town import Town, code_in


def class_of(town: Town) -> CrimeClass | None:
    with town.services.reading() as session:
        return session.scalars(select(Incident)).one().crime_class


def recorded(town: Town, kind: EventKind = EventKind.CLOSED) -> Iterator[str | None]:
    """Yield the class that each event of a kind holds."""
    with town.services.reading() as session:
        for facts in session.scalars(select(Event.facts).where(Event.kind == kind)):
            yield facts.get("class")


@pytest.mark.parametrize(
    ("category", "harm", "words", "expected"),
    [
        (Category.GUN_KILLING, Harm.WEAPON_AND_HURT, "he was killed, police took over", CrimeClass.HOMICIDE),
        (Category.GUN_KILLING, Harm.WEAPON_AND_HURT, "police took over", CrimeClass.ASSAULT),
        (Category.ROBBERY, Harm.NONE, "nobody found", CrimeClass.ROBBERY),
        (Category.THEFT, Harm.NONE, "item returned", CrimeClass.THEFT),
    ],
)
def test_a_rule_chooses_the_class_at_closing(
    town: Town, category: Category, harm: Harm, words: str, expected: CrimeClass
) -> None:
    reference = town.reports(RESIDENT, category, harm=harm)
    assert class_of(town) is None
    close = town.texts if category in {Category.ROBBERY, Category.THEFT} else town.confirms
    close(COORDINATOR, f"CLOSE {reference} {words}")
    assert class_of(town) is expected
    assert list(recorded(town)) == [expected]


def test_what_was_false_is_no_crime(town: Town) -> None:
    reference = town.reports(RESIDENT, Category.ROBBERY)
    town.confirms(COORDINATOR, f"FALSE {reference} a firework")
    assert class_of(town) is CrimeClass.NONE
    assert list(recorded(town, EventKind.MARKED_FALSE)) == [CrimeClass.NONE]


def test_private_help_keeps_no_class(town: Town) -> None:
    town.dials(RESIDENT, CODE, "7", "1", "1", "1", "1")
    reference = town.board()[0]["reference"]
    town.texts(FOCAL, f"4 {reference} over")
    assert town.incident(reference)["status"] == "closed"
    assert class_of(town) is None
    assert list(recorded(town)) == [None]


def test_the_command_of_the_operator_shows_class_police_class_and_code(town: Town) -> None:
    reference = town.reports(RESIDENT, Category.ROBBERY)
    town.texts(COORDINATOR, f"CLOSE {reference} nobody found")
    with town.services.reading() as session:
        shown, _, _ = incident_commands.read(session, reference, may_read=False)
        assert session.scalars(text("SELECT crime_class FROM incidents")).all() == ["robbery"]
    assert (shown["class"], shown["police_class"], shown["iccs"]) == ("robbery", "robbery", "0401")


@pytest.mark.parametrize(
    ("typed", "expected", "said"),
    [
        ("brew 4", CrimeClass.BREW, "outcome"),
        ("Chang'aa, police took over", CrimeClass.BREW, "Chang'aa, police took over"),
        ("carjacking: car found", CrimeClass.CARJACKING, "carjacking: car found"),
        ("theft by servant, talked to", CrimeClass.SERVANT_THEFT, "theft by servant, talked to"),
        ("dawa za kulevya 4", CrimeClass.DRUGS, "outcome"),
        ("police took over", CrimeClass.ROBBERY, "police took over"),
        ("4", CrimeClass.ROBBERY, "outcome"),
        ("4, brew", CrimeClass.BREW, "outcome"),
        ("police took over; carjacking.", CrimeClass.CARJACKING, "police took over; carjacking."),
        ("police came with arms", CrimeClass.ROBBERY, "police came with arms"),
    ],
)
def test_whoever_closes_it_may_choose_a_finer_class(town: Town, typed: str, expected: CrimeClass, said: str) -> None:
    reference = town.reports(RESIDENT, Category.ROBBERY)
    answer = town.texts(COORDINATOR, f"CLOSE {reference} {typed}")
    assert class_of(town) is expected
    assert list(recorded(town)) == [expected]
    is_chosen = expected is not CrimeClass.ROBBERY
    assert (crime_words.name("en", expected) in answer) is is_chosen
    with town.services.reading() as session:
        closed = session.scalars(select(Event).where(Event.kind == EventKind.CLOSED)).one()
    assert ("class_by_rule" in closed.facts) is is_chosen
    assert closed.words == (say("en", Text("outcome.police-took-over")) if said == "outcome" else said)


def test_a_class_of_a_killing_waits_for_its_code(town: Town) -> None:
    reference = town.reports(RESIDENT, Category.GUN_KILLING)
    town.confirms(COORDINATOR, f"CLOSE {reference} terror, police took over")
    assert class_of(town) is CrimeClass.TERROR


def test_words_of_a_death_make_a_killing_of_a_fight_after_its_code(town: Town) -> None:
    reference = town.reports(RESIDENT, Category.FIGHT_THREAT, harm=Harm.NONE)
    asked = town.texts(COORDINATOR, f"CLOSE {reference} he was killed, police took over")
    assert crime_words.name(town.language(COORDINATOR), CrimeClass.HOMICIDE) in asked
    assert class_of(town) is None
    town.texts(COORDINATOR, f"YES {code_in(asked)}")
    assert class_of(town) is CrimeClass.HOMICIDE
    assert list(recorded(town)) == [CrimeClass.HOMICIDE]


@pytest.mark.parametrize("typed", ["8 brew", "2 guns", "8 carjaking"])
def test_a_class_behind_a_number_closes_nothing(town: Town, typed: str) -> None:
    """`2 guns` may be an outcome and a class, or what was found: Doria asks."""
    reference = town.reports(RESIDENT, Category.ROBBERY)
    said = "carjaking" if typed == "8 carjaking" else typed
    assert town.texts(COORDINATOR, f"CLOSE {reference} {typed}") == town.said(
        Text.CLOSE_CLASS, COORDINATOR, reference=reference, said=said
    )
    assert class_of(town) is None


def test_a_class_alone_with_a_wrong_number_closes_nothing(town: Town) -> None:
    reference = town.reports(RESIDENT, Category.ROBBERY)
    assert town.texts(COORDINATOR, f"CLOSE {reference} brew 77") == town.said(
        Text.CLOSE_HOW, COORDINATOR, reference=reference
    )
    assert class_of(town) is None
