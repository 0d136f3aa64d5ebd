"""Rises and requests for patrols: a request tells the police what its asker reads of the zone, and nothing else."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from gateway.communities.file import load_example
from menus.domain.categories import Category
from tests.journeys.desk.zones import opened
from tests.people import COORDINATOR, LANDLORDS, LEADER, OVERSIGHT, POLICE, RESIDENT
from tests.rises import (
    ENOUGH,
    MONDAY,
    Weekly,
    began,
    keep,
    morning,
    request,
    risen,
    texts,
    ticks,
    usual,
)
from tests.statements import counted
from tests.town import Town

PATROLS = "/desk/patrols"
RISE = "RISE Bondeni: Break-in 20 in 4 weeks, usually 4"


@pytest.fixture
def town(new_town: Callable[..., Town]) -> Town:
    """Give a community that is there for long, and was looked at on the Monday before."""
    town = new_town(load_example("mlango-kubwa").replace('language = "sw"', 'language = "en"'))
    began(town, ENOUGH)
    ticks(town)
    return town


def test_the_request_proposes_the_kind_that_was_told_and_tells_the_police_the_same_numbers(town: Town) -> None:
    keep(town, usual(), risen())
    # There were more thefts in these weeks, but no more than usual.
    keep(town, Weekly("bondeni", 8, range(1, 31), Category.THEFT))
    morning(town)
    assert RISE in texts(town, COORDINATOR, "RISE")[0]
    town.now += timedelta(days=3)
    town.reports(RESIDENT, Category.BREAK_IN)
    town.texts(COORDINATOR, "PATROLS Bondeni")
    row = request(town)
    assert (row.category, row.lately, row.usual) == (Category.BREAK_IN, 20, 4)
    town.texts(LANDLORDS, f"AGREE {row.number}")
    ticks(town)
    (text,) = [text for text in town.inbox(POLICE) if row.number in text]
    assert "20 in 4 weeks, usually 4" in text


def test_a_request_without_a_rise_counts_up_to_now_by_the_same_rule(town: Town) -> None:
    keep(town, Weekly("bondeni", 2, range(1, 31), Category.THEFT, before=MONDAY))
    town.texts(COORDINATOR, "PATROLS Bondeni theft")
    row = request(town)
    assert (row.lately, row.usual) == (8, 8)


def test_a_request_reads_the_incidents_of_its_zone_once(town: Town) -> None:
    """Whoever asks by SMS holds up the writers of SQLite meanwhile."""
    keep(town, Weekly("bondeni", 2, range(1, 31), Category.THEFT, before=MONDAY))
    with counted(town.services) as statements:
        town.texts(COORDINATOR, "PATROLS Bondeni")
    read = [one for one in statements if "incidents.zone, incidents.category" in one and "incidents.harm" in one]
    assert len(read) == 1
    assert "incidents.zone = " in read[0]
    assert not any("reports.reporter_hash" in one and "JOIN incidents" in one for one in statements)


@pytest.mark.parametrize("phone", [LEADER, OVERSIGHT])
def test_whoever_has_no_part_in_the_incidents_reads_no_exact_number_of_a_request(town: Town, phone: str) -> None:
    keep(town, usual(), risen())
    morning(town)
    town.texts(COORDINATOR, "PATROLS Bondeni")
    town.texts(LANDLORDS, f"AGREE {request(town).number}")
    inside, outside = opened(town), opened(town, phone)
    exact = "20 in 4 weeks, usually 4"
    assert exact in inside.opens(PATROLS).text
    shown = outside.opens(PATROLS).text
    step, fewer = (outside.says("patrols", "step", least=20, most=24), outside.says("patrols", "fewer", count=5))
    assert exact not in shown
    assert f"{step} in 4 weeks, usually {fewer}" in shown
    town.now += timedelta(days=40)
    town.texts(COORDINATOR, f"PATROLS {request(town).number}")
    assert request(town).reviewed_at is not None
    inside, outside = opened(town), opened(town, phone)
    assert inside.says("patrols", "review", incidents="20 / 0", calls="20 / 0", complaints=f"{fewer} / {fewer}") in (
        inside.opens(PATROLS).text
    )
    told = {"incidents": f"{step} / {fewer}", "calls": f"{step} / {fewer}", "complaints": f"{fewer} / {fewer}"}
    assert outside.says("patrols", "review", **told) in outside.opens(PATROLS).text
