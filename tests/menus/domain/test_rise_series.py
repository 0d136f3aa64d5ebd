"""Series in alarm: the narrowest is told once, the same never twice in the quiet weeks, and pauses tell nothing."""

from hypothesis import given
from hypothesis import strategies as st

from menus.domain import rise_series
from menus.domain.categories import Category
from menus.domain.rise import RiseLevel
from menus.domain.rise_series import Series, SeriesKey
from menus.domain.usual import BEFORE, LATELY, WEEKS

ALL_KNOWN = (True,) * WEEKS
KINDS = (Category.BREAK_IN, Category.THEFT, Category.ROBBERY)
ZONES = ("bondeni", "market", "river")


def made(of: SeriesKey, before: int, lately: int, known: tuple[bool, ...] = ALL_KNOWN) -> Series:
    """Return a series with so many in each week before, and so many in each of the last four weeks."""
    return Series(of, (before,) * BEFORE + (lately,) * LATELY, known)


def widened(cells: dict[SeriesKey, Series]) -> list[Series]:
    """Return the series of some cells, with those of their zones and kinds."""
    sums: dict[SeriesKey, list[int]] = {}
    for of, series in cells.items():
        for wide in (SeriesKey(of.zone, None), SeriesKey(None, of.kind)):
            weeks = sums.setdefault(wide, [0] * WEEKS)
            sums[wide] = [one + other for one, other in zip(weeks, series.weeks, strict=True)]
    return [*cells.values(), *(Series(of, tuple(weeks), ALL_KNOWN) for of, weeks in sums.items())]


def town(risen: dict[SeriesKey, int], usual: int = 1) -> list[Series]:
    """Return a town in which some cells have so many in each of the last four weeks, and all else what is usual."""
    cells = [SeriesKey(zone, kind) for zone in ZONES for kind in KINDS]
    return widened({of: made(of, usual, risen.get(of, usual)) for of in cells})


def test_the_narrowest_series_is_told_and_not_its_zone_and_its_kind() -> None:
    cell = SeriesKey("bondeni", Category.BREAK_IN)
    series = town({cell: 12})
    wide = [one for one in series if one.of.narrowness < 3]
    assert {alarm.of for alarm in rise_series.alarms(wide, {})} >= {SeriesKey("bondeni", None)}
    assert [alarm.of for alarm in rise_series.alarms(series, {})] == [cell]


def test_of_a_zone_and_a_kind_by_the_same_incidents_the_zone_is_told() -> None:
    cell = SeriesKey("bondeni", Category.BREAK_IN)
    series = [
        one for one in town({cell: 12}) if one.of in {SeriesKey("bondeni", None), SeriesKey(None, Category.BREAK_IN)}
    ]
    assert {alarm.of for alarm in rise_series.alarms(series, {})} == {one.of for one in series}
    # Both together are known for too few weeks to be in alarm by themselves.
    narrow = Series(cell, (1,) * BEFORE + (12,) * LATELY, (False,) * BEFORE + (True,) * LATELY)
    assert [alarm.of for alarm in rise_series.alarms([*series, narrow], {})] == [SeriesKey("bondeni", None)]


def test_a_kind_that_rises_everywhere_by_other_incidents_is_told_beside_a_zone() -> None:
    risen = {SeriesKey(zone, Category.THEFT): 3 for zone in ZONES}
    found = {alarm.of for alarm in rise_series.alarms(town(risen), {})}
    assert SeriesKey(None, Category.THEFT) in found


def test_what_was_told_rests_and_a_rise_is_told_after_a_look() -> None:
    cell = SeriesKey("bondeni", Category.BREAK_IN)
    series = town({cell: 12})
    assert rise_series.alarms(series, {cell: {RiseLevel.RISE}}) == []
    assert [alarm.of for alarm in rise_series.alarms(series, {cell: {RiseLevel.LOOK}})] == [cell]
    look = town({cell: 4})
    (alarm,) = rise_series.alarms(look, {})
    assert alarm.level is RiseLevel.LOOK
    assert rise_series.alarms(look, {cell: {RiseLevel.LOOK}}) == []
    assert rise_series.alarms(look, {cell: {RiseLevel.RISE}}) == []


def test_a_place_that_rises_is_no_rise_of_its_zone() -> None:
    place = made(SeriesKey("bondeni", Category.FIRE_HAZARD), 0, 12)
    zone = made(SeriesKey("bondeni", None), 1, 1)
    assert [alarm.of for alarm in rise_series.alarms([place, zone], {})] == [place.of]
    risen_zone = made(SeriesKey("bondeni", None), 1, 12)
    assert {alarm.of for alarm in rise_series.alarms([place, risen_zone], {})} == {place.of, risen_zone.of}


@given(first=st.integers(0, WEEKS))
def test_weeks_that_are_not_known_do_not_count(first: int) -> None:
    known = (False,) * first + (True,) * (WEEKS - first)
    series = made(SeriesKey("bondeni", None), 2, 2, known)
    assert len(series.baseline) == max(0, BEFORE - first)
    assert series.sums.usual == (8 if first < BEFORE else 0)


@given(
    numbers=st.dictionaries(
        st.sampled_from([SeriesKey(zone, kind) for zone in ZONES for kind in KINDS]),
        st.lists(st.integers(0, 9), min_size=WEEKS, max_size=WEEKS),
        min_size=1,
    )
)
def test_nothing_is_told_without_an_alarm_of_its_own_or_twice(numbers: dict[SeriesKey, list[int]]) -> None:
    series = widened({of: Series(of, tuple(weeks), ALL_KNOWN) for of, weeks in numbers.items()})
    found = rise_series.alarms(series, {})
    assert len({alarm.of for alarm in found}) == len(found)
    for alarm in found:
        assert alarm.sums.now >= 5
        assert alarm.chance < 0.01
    again = rise_series.alarms(series, {alarm.of: {alarm.level} for alarm in found})
    assert not {alarm.of for alarm in again} & {alarm.of for alarm in found}


def test_silence_is_told_of_a_zone_that_is_known_and_rests_after_it() -> None:
    silent = Series(SeriesKey("market", None), (20, 22, 19, 21, 20, 18, 0), (True,) * 7)
    lively = Series(SeriesKey("river", None), (20, 22, 19, 21, 20, 18, 17), (True,) * 7)
    assert [alarm.of.zone for alarm in rise_series.silences([silent, lively], {})] == ["market"]
    assert rise_series.silences([silent, lively], {silent.of: {RiseLevel.SILENT}}) == []
    paused = Series(silent.of, silent.weeks, (True,) * 6 + (False,))
    assert rise_series.silences([paused, lively], {}) == []
    young = Series(silent.of, silent.weeks, (False,) * 3 + (True,) * 4)
    assert rise_series.silences([young, lively], {}) == []
    assert rise_series.silences([], {}) == []
