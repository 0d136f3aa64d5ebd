"""Stories of the list of hazards: whoever has two editions learns nothing of a single hazard."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import select

from gateway.insight.edition_files import REQUESTS
from gateway.insight.edition_list import Edition
from gateway.storage.models import Incident
from menus.domain.accused import AccusedGroup
from menus.domain.categories import Category, Level
from menus.domain.classes import CrimeClass
from menus.domain.incident_life import IncidentStatus
from menus.domain.incident_outcomes import IncidentOutcome
from menus.domain.marks import AlarmKind, Caution
from tests.journeys.desk.figures import Past
from tests.journeys.quarters import SETTLED, Happened, at, busy, happen, publishes, rows
from tests.journeys.test_edition_corrections import LATE, ZONES
from tests.town import Town

Change = Callable[[Incident], None]


def hazard(day: int, zone: str) -> Happened:
    """Return a hazard that is open."""
    past = Past(at(day), Level.HAZARD, texts=0, status=IncidentStatus.OPEN)
    return Happened(past, zone, crime=None, category=Category.FIRE_HAZARD)


HAZARDS = [hazard(day, zone) for day, zone in ((3, "market"), (21, "market"), (40, "school"), (60, "bondeni"))]


def set_to(**values: Any) -> Change:
    """Return what sets something of an incident."""

    def change(incident: Incident) -> None:
        for name, value in values.items():
            setattr(incident, name, value)

    return change


CHANGES = {
    "it accuses the police": set_to(accused_group=AccusedGroup.POLICE),
    "it was false": set_to(status=IncidentStatus.FALSE),
    "it is another's": set_to(status=IncidentStatus.JOINED),
    "it may be private": set_to(caution=Caution.MAYBE_PRIVATE),
    "it was a brew": set_to(status=IncidentStatus.CLOSED, crime_class=CrimeClass.BREW),
    "it was of the police": set_to(status=IncidentStatus.CLOSED, crime_class=CrimeClass.POLICE_OFFENCE),
    "it is private": set_to(level=Level.PRIVATE, category=Category.ABUSE_CHILD),
    "it was a silent call": set_to(alarm=AlarmKind.DURESS),
    "it is over": set_to(status=IncidentStatus.CLOSED, ended_as=IncidentOutcome.NOBODY_FOUND),
}


def listed(edition: Edition) -> list[dict[str, str]]:
    """Return the list of hazards."""
    found: list[dict[str, str]] = json.loads(edition.files[REQUESTS])
    return found


def comes_out(town: Town, change: Change) -> None:
    """Let something come out about the second hazard, and let so much happen that a table is corrected."""
    with town.services.uow() as uow:
        hazards = select(Incident).where(Incident.category == Category.FIRE_HAZARD, Incident.zone == "market")
        change(uow.session.scalars(hazards.order_by(Incident.opened_at)).all()[-1])
    happen(town, [LATE] * 30)


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_two_editions_tell_nothing_of_a_single_hazard(town: Town, change: Change) -> None:
    happen(town, busy(4, 300, ZONES))
    happen(town, HAZARDS)
    town.now = SETTLED
    first = publishes(town)
    comes_out(town, change)
    second = publishes(town, corrects=True)
    assert (first.number, second.number, len(listed(first))) == (1, 2, len(HAZARDS))
    assert second.files[REQUESTS] == first.files[REQUESTS]
    assert REQUESTS in next(line for line in second.files["SHARING.md"].splitlines() if line.startswith("- As in"))


def test_a_hazard_alone_makes_no_edition(town: Town) -> None:
    happen(town, busy(4, 300, ZONES))
    happen(town, HAZARDS)
    town.now = SETTLED
    publishes(town)
    happen(town, [hazard(10, "school")])
    assert publishes(town, corrects=True).number == 1


def test_a_quarter_that_was_too_small_keeps_its_hazards_when_it_gets_tables(town: Town) -> None:
    happen(town, HAZARDS)
    town.now = SETTLED
    first = publishes(town)
    assert len(listed(first)) == len(HAZARDS)
    comes_out(town, CHANGES["it accuses the police"])
    second = publishes(town, corrects=True)
    assert (second.number, bool(rows(second, "outcomes"))) == (2, True)
    assert second.files[REQUESTS] == first.files[REQUESTS]
    assert f"- As in the edition before: {REQUESTS}\n" in second.files["SHARING.md"]
