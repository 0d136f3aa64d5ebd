"""Plans of rises: however old a community is, no page and no look reads its whole history."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from gateway.communities.file import load_example
from gateway.incidents import weekly_counts
from gateway.insight import rise_texts
from menus.domain import local_weeks
from menus.domain.usual import WEEKS
from tests.journeys.desk.rises_page import RISES
from tests.journeys.desk.zones import opened
from tests.people import COORDINATOR, LANDLORDS, OVERSIGHT
from tests.plans import planned, scans
from tests.rises import ENOUGH, NEXT, Weekly, began, interest, interest_in_zone, keep, morning, risen, ticks, usual
from tests.town import Town

OF_ZONES = "ix_incidents_community_id_zone_opened_at"


@pytest.fixture
def town(new_town: Callable[..., Town]) -> Town:
    """Give a community of three years with a rise, and an incident in which a coordinator has an interest."""
    town = new_town(load_example("mlango-kubwa"))
    began(town, ENOUGH)
    ticks(town)
    (incident_id, *_) = keep(town, usual(), risen(), Weekly("river", 2, range(31, 160)), Weekly(None, 1, [2, 150]))
    interest(town, COORDINATOR, incident_id)
    interest_in_zone(town, LANDLORDS, "river")
    return town


def test_an_index_leads_to_each_incident_that_the_page_and_the_look_read(town: Town) -> None:
    morning(town)
    with planned(town.services, has_few_rows=True) as steps:
        for phone in (COORDINATOR, LANDLORDS, OVERSIGHT):
            opened(town, phone).opens(RISES)
        with town.services.reading() as session:
            rise_texts.find(session, town.record(), town.now + timedelta(days=7))
        town.texts(COORDINATOR, "PATROLS Bondeni")
    read = [step for step in steps if "FROM incidents" in step.statement]
    assert read
    assert scans(read) == []


def test_whether_a_zone_was_known_before_is_found_by_the_index_of_zones(town: Town) -> None:
    mondays = local_weeks.before(NEXT, WEEKS)
    with planned(town.services, has_few_rows=True) as steps, town.services.reading() as session:
        weeks = weekly_counts.read(session, town.record(), mondays)
    assert all(weeks.known[zone] == (True,) * WEEKS for zone in ("river", None) if zone in weeks.known)
    asked = [step.text for step in steps if "EXISTS" in step.statement and "incidents" in step.text]
    assert asked
    assert all(OF_ZONES in text for text in asked if "ix_incidents" in text)
    assert any(OF_ZONES in text for text in asked)
