"""The weeks of trends: which are known, which are settled, and where an hour comes twice."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from gateway.communities.file import load_example
from gateway.incidents import weekly_counts
from gateway.insight import trends
from gateway.storage.models import PauseRow
from menus.domain import figures, local_weeks
from tests.journeys.desk.figures import Past, past
from tests.journeys.desk.learned_pages import Watching, old, rows
from tests.people import COORDINATOR
from tests.town import START, Town

PAGE = "/desk/trends"
WEEK = timedelta(weeks=1)
DASH = "\N{EN DASH}"


def test_below_thirteen_weeks_there_is_no_trend(town: Town) -> None:
    past(town, [Past(START - timedelta(hours=number), zone="market") for number in range(40)])
    visitor = Watching(town, COORDINATOR)
    for weeks in (0, 5, 12.9):
        old(town, weeks)
        page = visitor.opens(PAGE)
        assert visitor.words("young", known=int(weeks), weeks=13) in page.text
        assert rows(page)["Market"][0] == "40"
        assert rows(page)["Market"][-1] == visitor.words("direction.too_young")
    old(town, 20)
    page = visitor.opens(PAGE)
    assert visitor.words("part", known=7, weeks=13) in page.text
    assert rows(page)["Market"][-1] == visitor.words("direction.more")


def test_incidents_before_the_first_file_are_known_as_the_finder_of_rises_knows_them(town: Town) -> None:
    """A database may have come with both. The weeks of a pause tell nothing, wherever weeks are counted."""
    old(town, 1)
    past(town, [Past(START - timedelta(days=number), zone="market") for number in range(26 * 7 + 1)])
    record, mondays = town.record(COORDINATOR), local_weeks.before(local_weeks.monday(START.date()), 26)
    with town.services.uow() as uow:
        uow.session.add(PauseRow(community_id=record.id, paused_at=START - 3 * WEEK, resumed_at=START - WEEK))
    with town.services.reading() as session:
        within = trends.window_of(session, record, trends.LATEST, town.now)
        of_rises = weekly_counts.known(session, record, mondays)
    assert within is not None
    assert (within.lately, within.before) == (11, 13)
    assert sum(of_rises) in {23, 24}, "its weeks begin on Mondays, so a pause of two weeks may touch three"
    visitor = Watching(town, COORDINATOR)
    page = visitor.opens(PAGE)
    assert visitor.words("part.lately", known=11, weeks=13) in page.text
    assert rows(page)["Market"][-1] == visitor.words("direction.no_clear_change")


def test_incidents_of_weeks_with_a_pause_are_left_out_on_both_sides(town: Town) -> None:
    """A day of each of four weeks was paused, and people reported as ever: nothing has changed."""
    old(town)
    days = [START - timedelta(days=number / 2, hours=1) for number in range(26 * 14)]
    past(town, [Past(day, zone="market") for day in days])
    record, visitor = town.record(COORDINATOR), Watching(town, COORDINATOR)
    before = rows(visitor.opens(PAGE))["Market"]
    assert (before[0], before[-1]) == ("182 (182)", visitor.words("direction.no_clear_change"))
    with town.services.uow() as uow:
        for week in range(4):
            begins = START - week * WEEK - timedelta(days=3)
            pause = PauseRow(community_id=record.id, paused_at=begins, resumed_at=begins + timedelta(days=1))
            uow.session.add(pause)
    page = visitor.opens(PAGE)
    found = rows(page)["Market"]
    assert (found[0], found[-1]) == ("126 (182)", visitor.words("direction.no_clear_change"))
    assert visitor.words("part.lately", known=9, weeks=13) in page.text
    with town.services.reading() as session:
        within = trends.window_of(session, record, trends.LATEST, town.now)
        assert within is not None
        told = trends.as_json(session, record, within)["rows"][0]
    assert (told["lately"]["incidents"], told["direction"]) == (126, "no_clear_change")


def test_settled_weeks_never_overlap_and_leave_no_gap(new_town: Callable[..., Town]) -> None:
    town = new_town(load_example("mlango-kubwa").replace("Africa/Nairobi", "Africa/Cairo"))
    record = town.record(COORDINATOR)
    with town.services.reading() as session:
        for weeks in range(0, 60, 5):
            now = town.now + weeks * WEEK
            within = trends.window_of(session, record, trends.settled(record, now), now)
            assert within is not None
            settled = figures.quarter(now, record.community.timezone)
            assert (within.middle, within.until) == (settled.since, settled.until)
            earlier = figures.quarter(settled.until - timedelta(days=1), record.community.timezone)
            assert (within.since, within.middle) == (earlier.since, earlier.until)
        assert trends.window_of(session, record, "x", town.now) is None


def test_the_hour_that_comes_twice_is_in_one_of_the_two_times(new_town: Callable[..., Town]) -> None:
    town = new_town(load_example("mlango-kubwa").replace("Africa/Nairobi", "Europe/Berlin"))
    old(town)
    twice = datetime(2026, 10, 25, 2, 30, tzinfo=ZoneInfo("Europe/Berlin"))
    moments = [twice.astimezone(UTC), twice.replace(fold=1).astimezone(UTC)]
    past(town, [Past(moment, zone="market") for moment in moments])
    record = town.record(COORDINATOR)
    numbers = []
    with town.services.reading() as session:
        for until in (moments[0] + 13 * WEEK, moments[1] + 13 * WEEK, moments[1] + 13 * WEEK + timedelta(minutes=1)):
            every = trends.as_json(session, record, trends.window_until(session, record, until))["rows"][0]
            numbers.append((every["lately"]["incidents"], every["before"]["incidents"]))
    assert numbers == [(2, 0), (1, 1), (0, 2)]
