"""The weekly sheet: parts of the day, the last whole week, and numbers in steps of five from which nobody subtracts."""

from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from gateway.communities.file import load_example, parse
from menus.domain import handover
from menus.domain.classes import CrimeClass, PoliceClass
from menus.domain.handover import Seen, Told
from menus.domain.parts_of_day import Part

COMMUNITY = parse(load_example("mlango-kubwa"))
UNLISTED = {PoliceClass.MORALITY, PoliceClass.CORRUPTION, PoliceClass.POLICE}
LISTED = [police.value for police in PoliceClass if police not in UNLISTED]
MONDAY, SUNDAY = date(2026, 11, 23), date(2026, 11, 29)


def test_the_week_is_the_last_one_that_is_over() -> None:
    for days in range(7):
        now = datetime(2026, 11, 30, 0, 0, tzinfo=COMMUNITY.timezone) + timedelta(days=days, hours=12)
        assert handover.week_before(now, COMMUNITY) == (MONDAY, SUNDAY)
    first = datetime(2026, 11, 29, 21, 0, tzinfo=UTC)
    assert handover.week_before(first, COMMUNITY) == (MONDAY, SUNDAY)
    assert handover.week_before(first - timedelta(seconds=1), COMMUNITY)[0] == MONDAY - timedelta(weeks=1)


@given(st.integers(0, 500))
def test_a_number_is_told_in_steps_of_five_and_never_below_five(count: int) -> None:
    told = handover.told(count)
    if count < 5:
        assert told is None
    else:
        assert told is not None
        assert told.least <= count <= told.most
        assert (told.least % 5, told.most - told.least) == (0, 4)


_SEEN = st.builds(
    Seen, st.sampled_from(["a", "b", "gone", None]), st.sampled_from(list(CrimeClass)), st.sampled_from(list(Part))
)


@given(st.lists(_SEEN, max_size=60))
def test_each_zone_and_class_has_a_row_whatever_happened(seen: list[Seen]) -> None:
    sheet = handover.sheet(seen, MONDAY, SUNDAY, ["a", "b"])
    assert [row.of for row in sheet.zones] == ["a", "b", "", None]
    assert [row.of for row in sheet.classes] == [*LISTED, "", None]
    assert sheet.zones[-1] == sheet.classes[-1]
    assert sheet.zones[-1].whole == handover.told(len(seen))
    if len(seen) < 5:
        assert sheet == handover.sheet([], MONDAY, SUNDAY, ["a", "b"])


def test_a_zone_a_class_and_a_part_stand_together_from_five_on() -> None:
    night = [Seen("a", CrimeClass.ROBBERY, Part.NIGHT)]
    assert handover.sheet(night * 4, MONDAY, SUNDAY, ["a"]).most == []
    (one,) = handover.sheet(night * 7, MONDAY, SUNDAY, ["a"]).most
    assert (one.zone, one.police, one.part, one.number) == ("a", "robbery", Part.NIGHT, Told(5, 9))
