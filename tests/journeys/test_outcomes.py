"""Stories of outcomes: what a reporter reads of the end of an incident, and what never reaches them."""

import pytest
from sqlalchemy import select

from gateway.storage.models import Incident
from menus.domain.categories import Category
from menus.domain.incident_outcomes import IncidentOutcome
from menus.text.names import Text
from tests.people import BONDENI, CODE, COORDINATOR, LEADER, RESIDENT
from tests.town import Town


def my_report(town: Town) -> str:
    """Return what the resident reads of their newest report."""
    return town.dials(RESIDENT, CODE, "0", "1", "1")


def ended_as(town: Town) -> IncidentOutcome | None:
    """Return the outcome that the only incident has."""
    with town.services.reading() as session:
        return session.scalars(select(Incident)).one().ended_as


def test_close_without_words_lists_the_outcomes_and_a_number_chooses_one(town: Town) -> None:
    reference = town.reports(RESIDENT, Category.THEFT)
    for typed in (f"CLOSE {reference}", f"CLOSE {reference} 9", f"CLOSE {reference} 4 7"):
        assert town.texts(COORDINATOR, typed) == town.said(Text.CLOSE_HOW, to=COORDINATOR, reference=reference)
    assert town.board()[0]["status"] == "open"
    closed = town.texts(COORDINATOR, f"CLOSE {reference} 3")
    assert closed == town.said(Text.CLOSED, to=COORDINATOR, reference=reference)
    assert ended_as(town) is IncidentOutcome.ITEM_RETURNED
    assert town.said(Text.OUTCOME_ITEM_RETURNED, to=RESIDENT) in my_report(town)


def test_the_outcome_of_a_major_incident_waits_for_its_code(town: Town) -> None:
    reference = town.reports(RESIDENT, Category.GUN_KILLING)
    town.confirms(COORDINATOR, f"CLOSE {reference} 4")
    assert ended_as(town) is IncidentOutcome.POLICE_TOOK_OVER
    assert town.said(Text.OUTCOME_POLICE_TOOK_OVER, to=RESIDENT) in my_report(town)


def test_a_patrollers_words_of_an_outcome_are_read_in_the_reporters_language(town: Town) -> None:
    reference = town.reports(RESIDENT, Category.THEFT)
    town.answers(LEADER, "going", reference)
    town.texts(LEADER, f"4 {reference} talked to him")
    assert ended_as(town) is IncidentOutcome.TALKED_TO
    page = my_report(town)
    assert town.said(Text.OUTCOME_TALKED_TO, to=RESIDENT, language="sw") in page
    assert "talked" not in page


@pytest.mark.parametrize(
    ("note", "names"),
    [
        ("tumeongea na Baba Njoroge, kijana wake Brayo amerudisha simu", ("Njoroge", "Brayo")),
        ("tulimshika lokuno wa choo", ("lokuno",)),
        ("ni mtoto wa Mwachofi, id 28374655", ("Mwachofi", "28374655")),
        ("the boy of Terryann did it, call sifuri saba mbili mbili moja mbili tatu nne", ("Terryann", "mbili")),
    ],
)
def test_no_name_in_a_note_reaches_the_reporter(town: Town, note: str, names: tuple[str, ...]) -> None:
    reference = town.reports(RESIDENT, Category.THEFT)
    town.answers(LEADER, "going", reference)
    town.texts(LEADER, f"4 {reference} {note}")
    page = my_report(town)
    assert not [name for name in names if name.casefold() in page.casefold()]


def test_why_a_report_was_false_is_not_shown_to_its_reporter(town: Town) -> None:
    reference = town.reports(RESIDENT, Category.THEFT)
    town.confirms(COORDINATOR, f"FALSE {reference} children played there")
    assert "children" not in my_report(town)
    assert ended_as(town) is None


def test_a_question_that_may_name_somebody_is_not_asked(town: Town) -> None:
    reference = town.reports(RESIDENT, Category.THEFT)
    refused = town.texts(COORDINATOR, f"ASK {reference} ni njoro aliiba?")
    assert refused == town.said(Text.ASK_MAY_NAME, to=COORDINATOR, reference=reference, said="njoro")
    assert "njoro" not in my_report(town)


def test_a_typed_place_keeps_its_shop_and_loses_the_person(town: Town) -> None:
    town.dials(RESIDENT, CODE, "1", "7", "kwa mama ya Kevo karibu na Kamau Hardware", "1", "1", "1")
    texts = " ".join(text for phone in (LEADER, BONDENI) for text in town.inbox(phone))
    assert "Kamau Hardware" in texts
    assert "Kevo" not in texts
