"""Rises and what comes after them: an incident that is hidden later changes nothing of what was told."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import update

from gateway.communities.file import load_example
from gateway.insight import rise_plots
from gateway.insight.readings import Reading
from gateway.storage.models import Incident
from menus.domain.accused import AccusedGroup
from menus.domain.categories import Level
from menus.domain.drawings import Audience
from menus.domain.incident_life import IncidentStatus
from menus.domain.marks import AlarmKind, Caution
from tests.journeys.desk.rises_page import RISES, alarms, numbers, without_tokens
from tests.journeys.desk.zones import content, opened
from tests.people import COORDINATOR, OVERSIGHT
from tests.rises import ENOUGH, NEXT, began, interest, keep, morning, request, risen, ticks, told, usual
from tests.town import Town


@pytest.fixture
def town(new_town: Callable[..., Town]) -> Town:
    """Give a community that is there for long, and was looked at on the Monday before."""
    town = new_town(load_example("mlango-kubwa"))
    began(town, ENOUGH)
    ticks(town)
    keep(town, usual())
    return town


def drawn(town: Town) -> dict[str, Any]:
    """Return what is drawn of the rises that stand."""
    reading = Reading(NEXT.isoformat(), Audience.INSIDE, town.now)
    with town.services.reading() as session:
        return rise_plots.count(session, town.record(), reading)


@pytest.mark.parametrize(
    "later",
    [
        {"accused_group": AccusedGroup.POLICE},
        {"caution": Caution.MAYBE_PRIVATE},
        {"level": Level.COMPLAINT},
        {"alarm": AlarmKind.DURESS},
        {"status": IncidentStatus.FALSE},
    ],
    ids=lambda later: next(iter(later)),
)
def test_no_page_picture_or_request_tells_that_an_incident_is_hidden_since(
    town: Town, later: dict[str, object]
) -> None:
    (incident_id, *_) = keep(town, risen())
    morning(town)
    before = [without_tokens(content(opened(town, phone), RISES)) for phone in (COORDINATOR, OVERSIGHT)]
    pictures = drawn(town)
    with town.services.uow() as uow:
        uow.session.execute(update(Incident).where(Incident.id == incident_id).values(**later))
    after = [without_tokens(content(opened(town, phone), RISES)) for phone in (COORDINATOR, OVERSIGHT)]
    assert after == before
    assert drawn(town) == pictures
    (alarm,) = alarms(opened(town).opens(RISES))
    weeks = [int(cells[0]) for cells in list(numbers(alarm, 1).values())[:4]]
    assert sum(weeks) == told(town)[0].number == 20
    town.texts(COORDINATOR, "PATROLS Bondeni")
    assert request(town).lately == 20


def test_the_picture_and_the_table_have_the_weeks_of_the_monday(town: Town) -> None:
    keep(town, risen())
    morning(town)
    ((picture,),) = (drawn(town)["rises"],)
    assert [number for _, number in picture["weeks"]] == [1] * 26 + [5] * 4
    assert (picture["count"], picture["low"], picture["high"]) == (20, 0, 4)


def test_a_request_tells_its_asker_what_their_page_tells(town: Town) -> None:
    """The request minus the page is nothing: there is no incident that one has and the other has not."""
    ids = keep(town, risen())
    morning(town)
    for incident_id in ids[:3]:
        interest(town, COORDINATOR, incident_id)
    visitor = opened(town)
    (alarm,) = alarms(visitor.opens(RISES))
    read = numbers(alarm)[visitor.says("rises", "row.incidents")][0]
    town.texts(COORDINATOR, "PATROLS Bondeni")
    assert read == str(request(town).lately) == "17"
    assert told(town)[0].number == 20


def test_an_interest_elsewhere_changes_nothing_of_a_rise_that_it_does_not_touch(town: Town) -> None:
    keep(town, risen())
    morning(town)
    before = without_tokens(content(opened(town), RISES))
    (incident_id, *_) = keep(town, risen("river", each=1))
    interest(town, COORDINATOR, incident_id)
    assert without_tokens(content(opened(town), RISES)) == before
