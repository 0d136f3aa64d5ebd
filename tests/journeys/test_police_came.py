"""Stories of CAME: police are at the scene, says a coordinator, a police contact or a patroller who is there."""

import pytest
from sqlalchemy import select

from gateway.storage.models import EscalationRow, Event, Incident
from menus.domain.categories import Category, Track
from menus.domain.escalation_life import EscalationPhase
from menus.domain.timeline import EventKind
from menus.text.names import Text
from tests.people import (
    ALTERNATE,
    BONDENI,
    COORDINATOR,
    FOCAL,
    KIAMUTISYA,
    LANDLORDS,
    LEADER,
    OVERSIGHT,
    POLICE,
    RESIDENT,
)
from tests.town import Town


def came(town: Town) -> list[str]:
    """Return the phones of whoever said that police are there, one for each time."""
    with town.services.reading() as session:
        ids = session.scalars(select(Event.person_id).where(Event.kind == EventKind.POLICE_CAME).order_by(Event.id))
        people = [town.record(LEADER).person(one) for one in ids if one is not None]
    return [person.phone for person in people if person is not None]


def phase(town: Town, reference: str) -> EscalationPhase:
    """Return the phase of the police track of an incident."""
    with town.services.reading() as session:
        rows = select(EscalationRow.phase).join(Incident, Incident.id == EscalationRow.incident_id)
        rows = rows.where(Incident.reference == reference, EscalationRow.track == Track.POLICE)
        return session.scalars(rows).one()


@pytest.mark.parametrize("text", ["CAME REF", "REF came", "police came REF"])
def test_a_coordinator_says_that_police_are_there_and_the_other_one_reads_it(town: Town, text: str) -> None:
    reference = town.reports(RESIDENT, Category.GUN_KILLING)
    answer = town.texts(COORDINATOR, text.replace("REF", reference))
    assert answer == town.said(Text.POLICE_CAME, to=COORDINATOR, reference=reference)
    assert came(town) == [COORDINATOR]
    assert phase(town, reference) is EscalationPhase.ARRIVED
    name = town.person(COORDINATOR).name
    assert town.got(LANDLORDS, Text.POLICE_CAME_TOLD, reference=reference, said=name)
    assert town.got(COORDINATOR, Text.POLICE_CAME_TOLD) == []
    town.passes(minutes=30)
    assert town.alerts(ALTERNATE, reference=reference) == []


@pytest.mark.parametrize("text", ["CAME REF", "WAMEFIKA REF", "3 REF", "nimefika REF"])
def test_a_police_contacts_own_words_lead_to_the_same_fact(town: Town, text: str) -> None:
    reference = town.reports(RESIDENT, Category.GUN_KILLING)
    answer = town.texts(POLICE, text.replace("REF", reference))
    assert answer == town.said(Text.POLICE_CAME, to=POLICE, reference=reference)
    assert came(town) == [POLICE]
    assert phase(town, reference) is EscalationPhase.ARRIVED
    assert town.track(reference, "police")["answered_by_role"] == "police"
    for phone in (COORDINATOR, LANDLORDS):
        assert town.got(phone, Text.POLICE_CAME_TOLD, reference=reference)


def test_a_patroller_says_it_only_from_the_scene(town: Town) -> None:
    reference = town.reports(RESIDENT, Category.GUN_KILLING)
    town.answers(BONDENI, "going", reference)
    refused = town.said(Text.CAME_FIRST_THERE, to=BONDENI, reference=reference)
    assert town.texts(BONDENI, f"WAMEFIKA {reference}") == refused
    assert came(town) == []
    town.answers(BONDENI, "there", reference)
    answer = town.texts(BONDENI, f"WAMEFIKA {reference}")
    assert answer == town.said(Text.POLICE_CAME, to=BONDENI, reference=reference)
    assert came(town) == [BONDENI]


def test_said_again_it_is_noted_already(town: Town) -> None:
    reference = town.reports(RESIDENT, Category.GUN_KILLING)
    town.answers(POLICE, "seen", reference)
    town.texts(COORDINATOR, f"CAME {reference}")
    town.passes(minutes=2)
    for phone in (COORDINATOR, POLICE):
        answer = town.texts(phone, f"CAME {reference}")
        assert answer == town.said(Text.POLICE_CAME_ALREADY, to=phone, reference=reference, at="21:00")
    assert came(town) == [COORDINATOR]
    assert town.track(reference, "police")["answered_by_role"] == "police"


def test_after_a_coordinator_wants_more_police_it_can_be_said_anew(town: Town) -> None:
    reference = town.reports(RESIDENT, Category.GUN_KILLING)
    town.texts(COORDINATOR, f"CAME {reference}")
    town.texts(COORDINATOR, f"POLICE {reference}")
    assert phase(town, reference) is EscalationPhase.CALLING
    town.texts(LANDLORDS, f"CAME {reference}")
    assert came(town) == [COORDINATOR, LANDLORDS]


def test_where_no_police_were_called_the_answer_says_so(town: Town) -> None:
    reference = town.reports(RESIDENT, Category.BREAK_IN)
    answer = town.texts(COORDINATOR, f"CAME {reference}")
    assert answer == town.said(Text.POLICE_NOT_CALLED, to=COORDINATOR, reference=reference)
    assert came(town) == []


def test_nobody_else_may_say_it(town: Town) -> None:
    reference = town.reports(RESIDENT, Category.GUN_KILLING)
    for phone in (FOCAL, OVERSIGHT, RESIDENT, KIAMUTISYA):
        town.texts(phone, f"CAME {reference}")
    assert came(town) == []


@pytest.mark.parametrize("text", ["wamefika na bunduki", "came REF two men with guns", "wamefika", "they came REF"])
def test_news_of_somebody_else_who_came_is_no_command(town: Town, text: str) -> None:
    reference = town.reports(RESIDENT, Category.GUN_KILLING)
    town.answers(BONDENI, "there", reference)
    town.texts(BONDENI, text.replace("REF", reference))
    assert came(town) == []


def test_the_summary_tells_that_police_are_there(town: Town) -> None:
    reference = town.reports(RESIDENT, Category.GUN_KILLING)
    town.texts(COORDINATOR, f"CAME {reference}")
    shown = town.texts(LANDLORDS, reference)
    there = town.said(Text.TRACK_THERE, to=LANDLORDS, at="21:00")
    assert there in shown
