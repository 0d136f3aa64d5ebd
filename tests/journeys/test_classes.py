"""Stories of closing: each closed incident keeps its class of crime, in its row and in the record."""

from collections.abc import Iterator

import pytest
from sqlalchemy import select, text

from gateway.cli import incident_commands
from gateway.storage.models import Event, Incident
from menus.domain.categories import Category, Harm
from menus.domain.classes import CrimeClass
from menus.domain.timeline import EventKind
from tests.people import CODE, COORDINATOR, FOCAL, RESIDENT
from tests.town import Town


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
