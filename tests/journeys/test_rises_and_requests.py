"""Rises and requests for patrols: a request tells the police what its asker reads of the zone, and nothing else."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from gateway.communities.file import load_example
from menus.domain.categories import Category
from tests.people import COORDINATOR, LANDLORDS, POLICE, RESIDENT
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
from tests.town import Town

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
