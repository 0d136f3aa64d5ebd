"""Court: what becomes of an arrest is told by the incident alone, and silence is noticed once."""

from datetime import timedelta

import pytest
from sqlalchemy import select, text

from gateway.association.court import steps as court
from gateway.core.unit_of_work import UnitOfWork
from gateway.storage.models import CourtStepRow, Inbound, Incident
from menus.domain import references
from menus.domain.categories import Category, Level
from menus.domain.court import CourtStep
from menus.domain.incident_life import IncidentStatus
from menus.text.names import Text
from tests.desk import Visitor
from tests.people import ABOUT_PATROL, CODE, COORDINATOR, KILLING, LANDLORDS, OTHER, POLICE, RESIDENT, THEFT
from tests.town import Town, reference_in


def steps(town: Town) -> list[CourtStep]:
    with town.services.reading() as session:
        return list(session.scalars(select(CourtStepRow.step).order_by(CourtStepRow.id)))


def told_of(town: Town, phone: str, name: Text, reference: str) -> int:
    return town.inbox(phone).count(town.said(name, phone, reference=reference))


def test_14_days_without_a_charge_or_a_release_are_told_once(town: Town) -> None:
    """14 days without a charge or a release: coordinators are told, once."""
    reference = reference_in(town.dials(RESIDENT, CODE, *KILLING))
    answer = town.texts(COORDINATOR, f"ARREST {reference}")
    step = "arrest" if town.language(COORDINATOR) == "en" else "kukamatwa"
    assert answer == town.said(Text.COURT_NOTED, COORDINATOR, reference=reference, step=step)
    _later(town, days=13)
    assert told_of(town, COORDINATOR, Text.COURT_STALLED, reference) == 0
    _later(town, days=1, hours=1.1)
    assert told_of(town, COORDINATOR, Text.COURT_STALLED, reference) == 0, "at 22 h nobody is woken for it"
    _later(town, hours=8)
    assert told_of(town, COORDINATOR, Text.COURT_STALLED, reference) == 1
    _later(town, days=9)
    assert told_of(town, COORDINATOR, Text.COURT_STALLED, reference) == 1


@pytest.mark.parametrize("verb", ["CHARGED", "RELEASED", "ENDED", "MASHTAKA"])
def test_word_of_a_charge_or_a_release_stops_both_clocks(town: Town, verb: str) -> None:
    reference = reference_in(town.dials(RESIDENT, CODE, *KILLING))
    town.texts(COORDINATOR, f"ARREST {reference}")
    town.texts(POLICE, f"{verb} {reference}")
    _later(town, days=20)
    assert len(steps(town)) == 2
    for name in (Text.COURT_24H, Text.COURT_STALLED):
        assert told_of(town, COORDINATOR, name, reference) == 0


def test_24_hours_that_end_at_night_give_until_the_end_of_the_next_court_day(town: Town) -> None:
    """The arrest is on a Monday at 21:00: these hours end on Tuesday at 21:00, and the court day on Wednesday at 17."""
    reference = reference_in(town.dials(RESIDENT, CODE, *KILLING))
    town.texts(COORDINATOR, f"ARREST {reference}")
    _later(town, hours=43)
    assert told_of(town, COORDINATOR, Text.COURT_24H, reference) == 0
    _later(town, hours=2)
    assert told_of(town, COORDINATOR, Text.COURT_24H, reference) == 1
    _later(town, days=2)
    assert told_of(town, COORDINATOR, Text.COURT_24H, reference) == 1


def _later(town: Town, *, days: float = 0, hours: float = 0) -> None:
    """Let time pass, with one tick of the clock at the end, and what it sends."""
    town.now += _delta(days, hours)
    for _ in range(3):
        town.ticks()
        town.now += _delta(0, 0.01)


def _delta(days: float, hours: float) -> timedelta:
    return timedelta(days=days, hours=hours)


def test_a_day_of_court_that_comes_is_word_enough(town: Town) -> None:
    reference = reference_in(town.dials(RESIDENT, CODE, *KILLING))
    town.texts(COORDINATOR, f"ARREST {reference}")
    town.texts(COORDINATOR, f"COURT {reference} 20/12")
    _later(town, days=20)
    assert told_of(town, COORDINATOR, Text.COURT_STALLED, reference) == 0
    _later(town, days=22)
    assert told_of(town, COORDINATOR, Text.COURT_STALLED, reference) == 1


@pytest.mark.parametrize("more", ["Kamau Otieno", "he is in cell 3", "+254711000009", "20/12"])
def test_whatever_stands_behind_the_form_is_refused_and_not_kept_as_a_step(town: Town, more: str) -> None:
    reference = reference_in(town.dials(RESIDENT, CODE, *KILLING))
    answer = town.texts(COORDINATOR, f"ARREST {reference} {more}")
    assert answer == town.said(Text.COURT_ALONE, COORDINATOR, example=f"ARREST {reference}")
    assert steps(town) == []
    with town.services.reading() as session:
        assert session.scalar(select(Inbound.result).order_by(Inbound.id.desc()).limit(1)) == Text.COURT_ALONE.key


@pytest.mark.parametrize("day", ["", "22/11", "22/11/2026", "31/02", "99/99", "tomorrow", "01/01/2040"])
def test_a_past_day_of_court_or_none_is_refused(town: Town, day: str) -> None:
    reference = reference_in(town.dials(RESIDENT, CODE, *KILLING))
    answer = town.texts(COORDINATOR, f"COURT {reference} {day}")
    assert answer == town.said(Text.COURT_DATE, COORDINATOR, example=f"COURT {reference}")
    assert steps(town) == []


def test_the_same_step_twice_is_one(town: Town) -> None:
    reference = reference_in(town.dials(RESIDENT, CODE, *KILLING))
    for _ in range(2):
        town.texts(COORDINATOR, f"ARREST {reference}")
    for _ in range(2):
        town.texts(COORDINATOR, f"COURT {reference} 20/12")
    assert steps(town) == [CourtStep.ARRESTED, CourtStep.COURT]


def test_what_is_not_theirs_is_unknown_and_a_resident_writes_words(town: Town) -> None:
    reference = reference_in(town.dials(RESIDENT, CODE, *THEFT))
    accusing = reference_in(town.dials(OTHER, CODE, *ABOUT_PATROL, "1"))
    gone = references.mint(8_999)
    unknown = town.texts(POLICE, f"ARREST {gone}")
    assert town.texts(POLICE, f"ARREST {reference}") == unknown.replace(gone, reference)
    town.texts(OTHER, f"ARREST {reference}")
    town.texts(COORDINATOR, f"INTEREST {reference}")
    assert town.texts(COORDINATOR, f"ARREST {reference}") == town.texts(COORDINATOR, f"ARREST {gone}").replace(
        gone, reference
    )
    assert accusing
    assert steps(town) == []


def test_a_coordinator_with_an_interest_is_not_told_of_the_clock(town: Town) -> None:
    reference = reference_in(town.dials(RESIDENT, CODE, *KILLING))
    town.texts(COORDINATOR, f"ARREST {reference}")
    town.texts(COORDINATOR, f"INTEREST {reference}")
    _later(town, days=15)
    assert told_of(town, COORDINATOR, Text.COURT_STALLED, reference) == 0
    assert told_of(town, LANDLORDS, Text.COURT_STALLED, reference) == 1


def test_a_station_has_figures_from_ten_arrests_on(town: Town) -> None:
    town.keeps_timeline = False
    with town.services.uow() as uow:
        for number in range(9):
            _arrested(uow, town, number)
    visitor = Visitor(town, COORDINATOR)
    visitor.signs_in()
    assert "Pangani" not in visitor.opens("/desk/court").text
    with town.services.uow() as uow:
        _arrested(uow, town, 9)
    shown = visitor.opens("/desk/court").text
    assert "Pangani" in shown
    assert visitor.says("court", "stations.line", arrests=10, charged=0, released=0, silent=10) in shown


def _arrested(uow: UnitOfWork, town: Town, number: int) -> None:
    record = town.record(COORDINATOR)
    incident = Incident(
        community_id=record.id,
        reference=references.mint(500 + number),
        category=Category.THEFT,
        level=Level.MINOR,
        zone="bondeni",
        status=IncidentStatus.CLOSED,
        opened_at=uow.now,
        closed_at=uow.now,
        ob_station="Pangani",
    )
    uow.session.add(incident)
    uow.session.flush()
    assert court.write(uow, incident, CourtStep.ARRESTED, None, by=record.person_ids[COORDINATOR])


def test_the_page_of_an_incident_shows_its_steps_and_the_form_of_the_desk_writes_one(town: Town) -> None:
    reference = reference_in(town.dials(RESIDENT, CODE, *THEFT))
    visitor = Visitor(town, COORDINATOR)
    visitor.signs_in()
    typed = {"reference": reference, "step": "court", "day": "24/12"}
    visitor.presses(visitor.opens("/desk/court"), visitor.says("court", "do"), **typed)
    assert steps(town) == [CourtStep.COURT]
    assert "24/12/2026" in visitor.opens(f"/desk/incidents/{reference}").text
    for day in ("22/11", "x" * 4000, ""):
        visitor.presses(visitor.opens("/desk/court"), visitor.says("court", "do"), **{**typed, "day": day})
    assert steps(town) == [CourtStep.COURT]


def test_an_arrest_that_cannot_be_read_holds_up_the_clock_of_no_other(town: Town) -> None:
    town.keeps_timeline = False
    odd, reference = (
        town.reports(OTHER, Category.THEFT, "kiamutisya"),
        reference_in(town.dials(RESIDENT, CODE, *KILLING)),
    )
    for one in (odd, reference):
        town.texts(COORDINATOR, f"ARREST {one}")
    spoil = text("UPDATE incidents SET weapons = :value WHERE reference = :odd")
    with town.services.uow() as uow:
        uow.session.connection().execute(spoil.bindparams(value=b"0", odd=odd))
    _later(town, hours=45)
    with town.services.uow() as uow:
        uow.session.connection().execute(spoil.bindparams(value=None, odd=odd))
    assert told_of(town, COORDINATOR, Text.COURT_24H, reference) == 1
