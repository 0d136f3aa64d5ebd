"""What rises count: incidents that are hidden from nobody, with their callers, in the weeks that tell anything."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import select, update

from gateway.communities.file import load_example
from gateway.insight import rises
from gateway.storage.models import Incident, PauseRow, Report
from menus.domain import local_weeks
from menus.domain.accused import AccusedGroup
from menus.domain.categories import Category, Level
from menus.domain.drill import Drill
from menus.domain.incident_life import IncidentStatus
from menus.domain.marks import AlarmKind, Caution
from tests.people import COORDINATOR
from tests.rises import (
    ENOUGH,
    NEXT,
    Weekly,
    began,
    caller,
    keep,
    morning,
    risen,
    texts,
    ticks,
    told,
    usual,
)
from tests.town import Town


@pytest.fixture
def town(new_town: Callable[..., Town]) -> Town:
    """Give a community that is there for long, and was looked at on the Monday before."""
    town = new_town(load_example("mlango-kubwa").replace('language = "sw"', 'language = "en"'))
    began(town, ENOUGH)
    ticks(town)
    return town


@pytest.mark.parametrize(
    "hidden",
    [
        {"level": Level.PRIVATE},
        {"level": Level.COMPLAINT},
        {"accused_group": AccusedGroup.POLICE},
        {"alarm": AlarmKind.DURESS},
        {"caution": Caution.MAYBE_PRIVATE},
        {"drill": next(iter(Drill))},
        {"status": IncidentStatus.FALSE},
        {"status": IncidentStatus.JOINED},
        {"status": IncidentStatus.AWAITING_REVIEW, "closed_at": None},
    ],
    ids=lambda hidden: next(iter(hidden)),
)
def test_what_is_hidden_false_or_joined_moves_no_number(town: Town, hidden: dict[str, object]) -> None:
    keep(town, usual(), risen())
    keep(town, Weekly("bondeni", 30, range(1, 5), values=hidden), Weekly("market", 30, range(1, 5), values=hidden))
    morning(town)
    (row,) = told(town)
    assert (row.zone, row.number, row.callers, row.reports) == ("bondeni", 20, 12, 20)


def test_a_joined_incident_counts_once_with_all_its_reports(town: Town) -> None:
    keep(town, usual())
    ids = keep(town, risen())
    with town.services.uow() as uow:
        # The reports of a joined incident belong to the one that goes on.
        uow.session.execute(update(Report).where(Report.incident_id == ids[0]).values(incident_id=ids[1]))
        uow.session.execute(update(Incident).where(Incident.id == ids[0]).values(status=IncidentStatus.JOINED))
    morning(town)
    (row,) = told(town)
    assert (row.number, row.reports) == (19, 20)


def test_a_report_that_accuses_somebody_moves_no_number_of_the_incident_that_it_stands_in(town: Town) -> None:
    keep(town, usual())
    ids = keep(town, risen())
    with town.services.uow() as uow:
        for report in uow.session.scalars(select(Report).where(Report.incident_id.in_(ids[:3]))):
            report.accused_group = AccusedGroup.POLICE
    morning(town)
    (row,) = told(town)
    assert (row.number, row.reports) == (20, 17)


def test_a_zone_that_was_known_before_and_quiet_for_half_a_year_has_a_rise(town: Town) -> None:
    """Its first incident is older than all weeks that are looked at: nothing in these weeks is its first one."""
    keep(town, Weekly("bondeni", 1, [40], Category.ROBBERY), risen("bondeni", Category.ROBBERY, each=2))
    morning(town)
    (row,) = told(town)
    assert (row.zone, row.number, row.usual, row.known) == ("bondeni", 8, 0, 26)


def test_what_is_known_of_an_older_database_begins_with_its_first_incident(new_town: Callable[..., Town]) -> None:
    """A file that was loaded last week may come with incidents of years."""
    town = new_town(load_example("mlango-kubwa"))
    for oldest, known in ((20, 20), (50, 30)):
        keep(town, Weekly("bondeni", 1, [oldest]))
        morning(town)
        with town.services.reading() as session:
            assert rises.weeks_known(session, town.record(), NEXT) == known - (oldest == 20)


def test_one_caller_of_all_is_told_beside_the_number_and_an_erased_one_is_no_caller(town: Town) -> None:
    keep(town, usual(), Weekly("bondeni", 5, range(1, 5), callers=[caller(7), caller(7), caller(7), None]))
    morning(town)
    (row,) = told(town)
    assert (row.number, row.reports, row.callers, row.unknown) == (20, 20, 1, 5)
    assert "callers 1, usually 4" in texts(town, COORDINATOR, "RISE")[0]


def test_a_community_younger_than_thirteen_weeks_beside_the_last_four_is_told_nothing(
    new_town: Callable[..., Town],
) -> None:
    town = new_town(load_example("mlango-kubwa"))
    began(town, 16)
    keep(town, Weekly("bondeni", 1, range(5, 17)), risen(each=9))
    morning(town)
    assert told(town) == []
    with town.services.reading() as session:
        assert rises.as_json(session, town.record(), town.now)["weeks_known"] == 16


def test_a_zone_that_is_new_has_no_rise_with_its_first_incidents(town: Town) -> None:
    keep(town, Weekly("market", 9, range(1, 5)))
    morning(town)
    assert [row for row in told(town) if row.zone == "market"] == []


def test_a_zone_that_the_file_has_no_more_is_told_of_no_more(town: Town) -> None:
    keep(town, usual("demolished"), risen("demolished"))
    morning(town)
    # It happened in the community, whatever its zones are now.
    assert {(row.zone, row.kind) for row in told(town)} == {(None, Category.BREAK_IN)}
    (text,) = texts(town, COORDINATOR, "RISE")
    assert "all zones" in text
    assert "PATROLS" not in text


def test_weeks_of_a_pause_are_not_what_is_usual(town: Town) -> None:
    """In a pause nobody can report: its weeks would make the ones after it look like a rise."""
    keep(town, Weekly("bondeni", 4, [*range(1, 5), *range(20, 31)]))
    with town.services.uow() as uow:
        zone = town.community.timezone
        begins, ends = (local_weeks.begins(NEXT - timedelta(weeks=back), zone) for back in (19, 4))
        uow.session.add(PauseRow(community_id=town.record().id, paused_at=begins, resumed_at=ends))
    morning(town)
    assert told(town) == []


def test_no_data_at_all_is_no_alarm_and_json_says_what_is_known(town: Town) -> None:
    morning(town)
    with town.services.reading() as session:
        found = rises.as_json(session, town.record(), town.now)
    assert found == {"week": "2026-11-30", "weeks_known": 30, "weeks_needed": 17, "alarms": [], "told": []}


def test_json_tells_the_series_in_alarm_also_before_the_clock_has_looked(town: Town) -> None:
    keep(town, usual(), risen())
    town.now += timedelta(days=7)
    with town.services.reading() as session:
        before = rises.as_json(session, town.record(), town.now)
    ticks(town)
    with town.services.reading() as session:
        assert rises.as_json(session, town.record(), town.now) == before
    (alarm,) = before["alarms"]
    assert before["told"] == [alarm]
    chance = alarm.pop("chance")
    assert chance < 0.001
    assert alarm == {
        "zone": "bondeni",
        "class": "break-in",
        "level": "rise",
        "count": 20,
        "usual": 4.0,
        "reports": 20,
        "reports_before": 4.0,
        "callers_now": 12,
        "callers_before": 4.0,
        "reports_without_caller": 0,
        "since": "2026-11-30",
    }
