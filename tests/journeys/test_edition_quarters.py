"""Stories of the quarters that may be published: from when on, where their days end, and those without data."""

import json
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest

from gateway.communities.file import load_example
from gateway.errors import Refused
from gateway.insight import edition_files, editions
from menus.domain.published_tables import TABLES
from menus.domain.quarters import Quarter
from tests.journeys.desk.figures import Past
from tests.journeys.quarters import Q4, SETTLED, Happened, facts_of, happen, publishes, rows
from tests.town import Town

ZONES = ("bondeni", "market", "school")


@pytest.mark.parametrize("hours", [-10, -1, 0])
def test_a_quarter_is_published_seven_days_after_its_end_and_not_before(town: Town, hours: int) -> None:
    town.now = datetime(2027, 1, 7, 21, tzinfo=UTC) + timedelta(hours=hours)
    record = town.record()
    with town.services.reading() as session:
        if hours:
            with pytest.raises(Refused, match="2026-Q4 can be published from 2027-01-08 on"):
                editions.cut(session, record, Q4, town.now)
        else:
            assert editions.cut(session, record, Q4, town.now) is not None


def test_a_quarter_before_the_community_was_here_is_refused(town: Town) -> None:
    town.now = SETTLED
    with town.services.reading() as session, pytest.raises(editions.NotHereYetError):
        editions.cut(session, town.record(), Quarter(2026, 2), town.now)


def test_a_quarter_without_data_has_tables_without_rows(town: Town) -> None:
    town.now = SETTLED
    edition = publishes(town)
    assert edition_files.is_empty(edition.files)
    assert all(rows(edition, table) == [] for table in TABLES)
    assert json.loads(edition.files["open311/requests.json"]) == []


def test_the_edges_of_a_quarter_go_by_the_clocks_of_the_place_also_where_they_go_back(
    new_town: Callable[..., Town],
) -> None:
    # In this zone the clocks go back an hour in the first night of the quarter before.
    text = load_example("mlango-kubwa").replace("Africa/Nairobi", "America/New_York")
    town = new_town(text)
    zone = town.community.timezone
    first, last = datetime(2026, 10, 1, tzinfo=zone), datetime(2027, 1, 1, tzinfo=zone)
    inside = [first, datetime(2026, 11, 1, 1, 30, tzinfo=zone), datetime(2026, 11, 1, 1, 30, tzinfo=zone, fold=1)]
    inside += [datetime(2026, 11, 1, 0, 0, tzinfo=zone), last - timedelta(seconds=1)]
    outside = [first - timedelta(seconds=1), last]
    moments = [moment.astimezone(UTC) for moment in (*inside, *outside)]
    happen(town, [Happened(Past(moment, patrol=2, texts=0)) for moment in moments])
    town.now = SETTLED
    days = sorted(fact.day for fact in facts_of(town).incidents)
    assert days == [date(2026, 10, 1), *[date(2026, 11, 1)] * 3, date(2026, 12, 31)]
