"""Local days: near midnight, two communities have two days."""

from dataclasses import replace
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from gateway.communities.file import load_example, parse
from menus.domain import local_days

TOWN = parse(load_example("mlango-kubwa"))


@pytest.mark.parametrize(
    ("zone", "day"),
    [("Africa/Nairobi", date(2026, 12, 25)), ("UTC", date(2026, 12, 24)), ("America/New_York", date(2026, 12, 24))],
)
def test_the_day_is_that_of_the_community(zone: str, day: date) -> None:
    community = replace(TOWN, timezone=ZoneInfo(zone))
    assert local_days.today(community, datetime(2026, 12, 24, 21, 30, tzinfo=UTC)) == day
