"""A coordinator who closes with `4` has answered nobody: in the figures the patrol stays silent."""

from datetime import timedelta

import pytest

from gateway.insight import cases, counting, periods
from menus.domain import figures
from menus.domain.categories import Category, Track
from menus.domain.equity import Measure
from menus.domain.figures import Answers
from menus.domain.quarters import Quarter
from tests.people import COORDINATOR, LEADER, RESIDENT
from tests.town import Town

MINUTE = timedelta(minutes=1)


def waited(town: Town) -> timedelta | None:
    """Return how long the only incident waited for the patrol, as equity counts it."""
    record = town.record(COORDINATOR)
    with town.services.reading() as session:
        (case,) = cases.read(session, record, periods.span(record, Quarter(2026, 4)), town.now)
    return case.waits[Measure.PATROL]


def answered(town: Town) -> Answers:
    """Return the answers of the patrol, as the page of figures counts them."""
    record = town.record(COORDINATOR)
    within = figures.period(4, town.now, town.community.timezone)
    with town.services.reading() as session:
        return counting.count(session, record, within).answered(Track.PATROL)


@pytest.mark.parametrize("category", [Category.THEFT, Category.GUN_KILLING])
def test_a_coordinator_who_only_says_that_it_is_over_answers_nobody(town: Town, category: Category) -> None:
    reference = town.reports(RESIDENT, category)
    town.passes(minutes=90)
    town.texts(COORDINATOR, f"4 {reference} nothing was found")
    town.passes(seconds=2)
    assert waited(town) is None
    assert (answered(town).total, answered(town).unanswered) == (1, 1)


def test_a_coordinator_who_went_has_answered_when_they_went(town: Town) -> None:
    reference = town.reports(RESIDENT, Category.THEFT)
    town.passes(minutes=3)
    town.texts(COORDINATOR, f"1 {reference}")
    town.passes(minutes=60)
    town.texts(COORDINATOR, f"4 {reference}")
    assert waited(town) == 3 * MINUTE


def test_a_patrol_that_says_that_it_is_over_has_answered(town: Town) -> None:
    """They were there: they answered by ending it."""
    reference = town.reports(RESIDENT, Category.THEFT)
    town.passes(minutes=7)
    town.texts(LEADER, f"4 {reference} talked to both")
    assert waited(town) == 7 * MINUTE
    assert answered(town).unanswered == 0
