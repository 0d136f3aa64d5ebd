"""First answers beside the ledger of support: silence is a wait, and nobody reads of what they must not know."""

from datetime import UTC, datetime, timedelta

import pytest

from gateway.association import decisions
from menus.domain.incident_life import IncidentStatus
from tests.desk import Visitor
from tests.journeys.desk.figures import Past, past
from tests.people import COORDINATOR, LANDLORDS, OVERSIGHT
from tests.rises import interest, interest_in_zone
from tests.town import Town

NOVEMBER = datetime(2026, 11, 5, 9, tzinfo=UTC)
ENDED = datetime(2026, 11, 30, 21, tzinfo=UTC)
"""Midnight in Nairobi, when November is over."""
WEEK = timedelta(days=7)


@pytest.fixture
def given(town: Town) -> Town:
    """Return a town that has given the police something in November."""
    with town.services.uow() as uow:
        decisions.write_down(uow, town.record(COORDINATOR), "fuel for the station", by=None)
    town.texts(LANDLORDS, "SUPPORT LANDLORDS FUEL 3000 PANGANI NOV D1")
    return town


def happened(town: Town, zone: str, *waits: float | None) -> list[int]:
    """Write incidents of November, each with the minutes until the patrol answered; None for never."""
    moments = (NOVEMBER + number * timedelta(hours=1) for number in range(len(waits)))
    return past(town, [Past(at, patrol=one, zone=zone) for at, one in zip(moments, waits, strict=True)])


def answers(town: Town, phone: str) -> dict[str, str]:
    """Return what a reader finds beside each zone."""
    reader = Visitor(town, phone)
    reader.signs_in()
    names = {zone.name("en") for zone in town.community.zones}
    page = reader.opens("/desk/support?month=2026-11")
    lines = [(next(line.all("strong")).text, next(line.all("span")).text) for line in page.root.all("p", class_="line")]
    return {name: said for name, said in lines if name in names}


def says(town: Town, which: str, **values: object) -> str:
    return Visitor(town, COORDINATOR).says("support", which, **values)


def test_a_zone_that_is_hardly_ever_answered_is_not_told_as_quick(given: Town) -> None:
    """Of 100 incidents five were answered after two minutes, and nobody answered the others."""
    happened(given, "market", *[2.0] * 5, *[None] * 95)
    happened(given, "river", *[2.0] * 51, *[None] * 49)
    found = answers(given, COORDINATOR)
    assert found["Market"] == says(given, "zones.silent")
    assert found["River side"] == says(given, "zones.minutes", minutes=2)


def test_what_may_still_be_answered_does_not_count_yet(given: Town) -> None:
    happened(given, "market", *[4.0] * 5)
    new = Past(given.now - timedelta(minutes=5), patrol=None, zone="market", status=IncidentStatus.OPEN)
    past(given, [new] * 20)
    assert answers(given, COORDINATOR)["Market"] == says(given, "zones.minutes", minutes=4)


def test_nobody_finds_what_they_have_an_interest_in(given: Town) -> None:
    ids = happened(given, "market", *[3.0] * 4, 50.0)
    happened(given, "river", *[3.0] * 5)
    minutes, few, untold = (says(given, f"zones.{one}", minutes=3) for one in ("minutes", "few", "not_told"))
    assert answers(given, COORDINATOR)["Market"] == minutes
    interest(given, COORDINATOR, ids[4])
    interest_in_zone(given, COORDINATOR, "river")
    found = answers(given, COORDINATOR)
    assert (found["Market"], found["River side"]) == (few, untold), "four of the market are left for them"
    found = answers(given, LANDLORDS)
    assert (found["Market"], found["River side"]) == (minutes, minutes)


def test_a_month_that_still_changes_is_not_told_outside(given: Town) -> None:
    happened(given, "market", *[3.0] * 5)
    for now, is_told in ((ENDED + WEEK - timedelta(minutes=9), False), (ENDED + WEEK, True)):
        given.now = now
        assert ("Market" in answers(given, OVERSIGHT)) == is_told
        assert "Market" in answers(given, COORDINATOR)
