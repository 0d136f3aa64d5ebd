"""Stories of incidents that a coordinator closes early: the police may answer after it, and their silence is one."""

from datetime import timedelta

from sqlalchemy import select

from gateway.storage.models import Event, Incident
from menus.domain.categories import Category
from menus.domain.scorecard import FigureName
from menus.domain.timeline import EventKind
from menus.text.names import Text
from tests.journeys.insight.cards import cards
from tests.journeys.insight.stations import delivers
from tests.people import BONDENI, COORDINATOR, POLICE, RESIDENT, RESIDENTS
from tests.town import Town

FIGURES = (FigureName.SEEN, FigureName.CAME, FigureName.OB, FigureName.OUTCOME)
Told = tuple[int, int, int]
NOT_KNOWN, YES, NO = (0, 0, 1), (1, 1, 0), (0, 1, 0)
"""A figure of one alert: how many of how many, and how many are not known."""
MINUTE = timedelta(minutes=1)


def figures(town: Town) -> list[Told]:
    """Return four figures of the card, as they stand once the time of each is over."""
    found = cards(town)["Pangani"].figures
    return [(found[name].hits, found[name].of, found[name].unknown) for name in FIGURES]


def closed(town: Town, after: timedelta, *, is_delivered: bool = True, choice: int = 1) -> str:
    """Return the reference of an incident that was closed some time after its alert, and some seconds more passed."""
    reference = town.reports(RESIDENT, Category.GUN_KILLING)
    town.now += timedelta(seconds=2)
    if is_delivered:
        delivers(town, POLICE)
    town.now += after
    town.confirms(COORDINATOR, f"CLOSE {reference} {choice}")
    town.now += timedelta(seconds=8)
    return reference


def events(town: Town, reference: str) -> list[EventKind]:
    """Return what a police contact did at an incident."""
    by = town.record(POLICE).person_ids[POLICE]
    with town.services.reading() as session:
        rows = select(Event.kind).join(Incident, Incident.id == Event.incident_id)
        return list(session.scalars(rows.where(Incident.reference == reference, Event.person_id == by)))


def test_an_answer_after_the_closing_is_noted_once_and_counts(town: Town) -> None:
    reference = closed(town, timedelta(seconds=5))
    for text in (f"1 {reference}", f"nimeona {reference}", f"3 {reference}"):
        answer = town.texts(POLICE, text)
        told = Text.CLOSED_SEEN if text.startswith("1") else Text.ALREADY_CLOSED
        assert answer == town.said(told, to=POLICE, reference=reference)
    assert events(town, reference) == [EventKind.SEEN]
    assert figures(town) == [YES, NOT_KNOWN, NO, YES]


def test_silence_is_a_no_however_soon_it_was_closed_for_they_may_answer_after_it(town: Town) -> None:
    closed(town, timedelta(seconds=5))
    assert figures(town) == [NO, NOT_KNOWN, NO, YES]


def test_an_alert_that_arrives_after_the_closing_is_no_silence(town: Town) -> None:
    """The phone was off."""
    reference = closed(town, 20 * MINUTE, is_delivered=False)
    town.now += 60 * MINUTE
    delivers(town, POLICE)
    assert figures(town)[0] == NOT_KNOWN
    town.now += timedelta(seconds=1)
    town.texts(POLICE, f"1 {reference}")
    assert figures(town)[0] == YES
    assert figures(town)[2] == NOT_KNOWN


def test_that_they_did_not_come_counts_as_it_was_entered(town: Town) -> None:
    closed(town, MINUTE, choice=8)
    assert figures(town) == [NO, NO, NO, NO]


def test_an_ob_number_of_the_police_is_taken_after_the_closing_too(town: Town) -> None:
    reference = closed(town, 6 * MINUTE)
    town.now += timedelta(days=3)
    answer = town.texts(POLICE, f"OB {reference} 12/3")
    assert answer == town.said(Text.OB, to=POLICE, reference=reference, number="12/3")
    assert figures(town)[2] == YES
    with town.services.reading() as session:
        incident = session.scalars(select(Incident)).one()
    assert (incident.status.value, incident.ob_number) == ("closed", "12/3")


def test_nobody_else_is_heard_after_the_closing(town: Town) -> None:
    """Other people, an OB number for what was false, and a wrong number change nothing."""
    reference = closed(town, 6 * MINUTE)
    for phone in (BONDENI, RESIDENT, COORDINATOR):
        town.texts(phone, f"OB {reference} 12/3")
        town.texts(phone, f"1 {reference}")
    town.texts(POLICE, "OB 10000 12/3")
    assert figures(town) == [NO, NOT_KNOWN, NO, YES]
    false = town.reports(RESIDENTS[3], Category.GUN_KILLING)
    town.confirms(COORDINATOR, f"FALSE {false} children played")
    assert town.texts(POLICE, f"OB {false} 12/3") == town.said(Text.ALREADY_CLOSED, to=POLICE, reference=false)
    assert events(town, false) == []


def test_an_answer_behind_that_of_a_coordinator_counts_too(town: Town) -> None:
    """A coordinator has stopped the track of the police before the station answers."""
    reference = town.reports(RESIDENT, Category.GUN_KILLING)
    delivers(town, POLICE)
    town.texts(COORDINATOR, f"ACK {reference}")
    town.now += MINUTE
    town.answers(POLICE, "seen", reference)
    assert figures(town)[0] == YES
