"""Parts of the day: each moment has one, by the clocks of the place."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from menus.domain.parts_of_day import Part, part_of

NAIROBI = ZoneInfo("Africa/Nairobi")


@pytest.mark.parametrize(
    ("hour", "part"),
    [(0, Part.NIGHT), (5, Part.NIGHT), (6, Part.DAY), (17, Part.DAY), (18, Part.EVENING), (22, Part.NIGHT)],
)
def test_the_parts_of_a_day_go_by_the_clocks_of_the_place(hour: int, part: Part) -> None:
    local = datetime(2026, 11, 23, hour, 59, tzinfo=NAIROBI)
    assert part_of(local.astimezone(UTC), NAIROBI) is part


@given(
    moment=st.datetimes(min_value=datetime(2026, 1, 1), max_value=datetime(2026, 12, 31), timezones=st.just(UTC)),  # noqa: DTZ001 - hypothesis adds the zone
    zone=st.sampled_from(("Africa/Nairobi", "Europe/Berlin", "Africa/Cairo")),
)
@settings(max_examples=60)
def test_each_moment_has_one_part_of_the_day(moment: datetime, zone: str) -> None:
    part = part_of(moment, ZoneInfo(zone))
    hour = moment.astimezone(ZoneInfo(zone)).hour
    assert part is (Part.DAY if 6 <= hour < 18 else Part.EVENING if 18 <= hour < 22 else Part.NIGHT)
