"""Counts for the finder of rises: incidents in their series, distinct callers, and weeks that are known."""

from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from menus.domain import local_weeks, rise_counts, rise_told
from menus.domain.categories import Category
from menus.domain.rise import RiseLevel
from menus.domain.rise_counts import Happened, Weeks
from menus.domain.rise_kinds import KINDS
from menus.domain.rise_series import SeriesKey
from menus.domain.rise_told import ToldRise
from menus.domain.usual import LATELY, WEEKS

ZONES = ("bondeni", "market")
MONDAY = date(2026, 11, 30)
ALL = (True,) * WEEKS
KNOWN = {None: ALL, "bondeni": ALL, "market": ALL}
HAPPENED = st.lists(
    st.builds(
        Happened,
        st.integers(0, WEEKS - 1),
        st.sampled_from([None, *ZONES, "elsewhere"]),
        st.sampled_from([None, *KINDS]),
        st.integers(1, 4),
        st.frozensets(st.binary(min_size=1, max_size=1), max_size=3),
        st.integers(0, 2),
    ),
    max_size=60,
)


@given(happened=HAPPENED)
def test_each_series_has_its_incidents_and_no_zone_that_is_not_there(happened: list[Happened]) -> None:
    weeks = Weeks(tuple(happened), KNOWN)
    found = {series.of: sum(series.weeks) for series in weeks.series(ZONES, WEEKS)}
    assert {of.zone for of in found} <= {None, *ZONES}
    assert SeriesKey(None, None) not in found
    for zone in ZONES:
        theirs = [one for one in happened if one.zone == zone]
        assert found.get(SeriesKey(zone, None), 0) == sum(one.kind is not Category.FIRE_HAZARD for one in theirs)
        for kind in KINDS:
            assert found.get(SeriesKey(zone, kind), 0) == sum(one.kind is kind for one in theirs)
    for kind in KINDS:
        assert found.get(SeriesKey(None, kind), 0) == sum(one.kind is kind for one in happened)


@given(happened=HAPPENED)
def test_callers_are_distinct_and_reports_without_one_are_told_apart(happened: list[Happened]) -> None:
    weeks = Weeks(tuple(happened), KNOWN)
    of = SeriesKey(None, Category.THEFT)
    theirs = [one for one in happened if one.kind is Category.THEFT and one.week >= WEEKS - LATELY]
    beside = weeks.beside(of, WEEKS)
    assert beside.reports == sum(one.reports for one in theirs)
    assert beside.callers == len({caller for one in theirs for caller in one.callers})
    assert beside.unknown == sum(one.unknown for one in theirs)


def test_hashes_of_callers_stand_in_no_text() -> None:
    assert "secret" not in repr(Happened(0, "bondeni", None, 1, frozenset({b"secret"})))


def test_callers_of_a_zone_count_once_in_four_weeks_whatever_they_report() -> None:
    caller = frozenset({b"a"})
    kinds = (Category.THEFT, Category.FIRE_HAZARD, None)
    happened = tuple(Happened(week, "bondeni", kinds[week % 3], 1, caller) for week in range(WEEKS))
    series = Weeks(happened, KNOWN).callers("bondeni", WEEKS)
    assert series.weeks == (1,) * rise_counts.BLOCKS
    assert all(series.known)


EDGES = local_weeks.edges(local_weeks.before(MONDAY, WEEKS), UTC)


@given(since=st.datetimes(datetime(2026, 1, 1), datetime(2027, 1, 1), timezones=st.just(UTC)))  # noqa: DTZ001 - as above
def test_weeks_are_known_from_the_first_whole_one_on(since: datetime) -> None:
    known = rise_counts.known(EDGES, since, ())
    assert list(known) == [begins >= since for begins in EDGES[:-1]]
    of_zone = rise_counts.known_of_zone(EDGES, ALL, since)
    assert sum(of_zone) - sum(known) in {0, 1}, "the week in which a zone's first incident came counts"


def test_nothing_is_known_of_what_was_never_there() -> None:
    assert not any(rise_counts.known(EDGES, None, ()))


def test_a_week_with_a_long_pause_tells_nothing_and_a_short_one_does() -> None:
    hour, day = timedelta(hours=1), timedelta(days=1)
    short = (EDGES[3] + hour, EDGES[3] + day)
    long = (EDGES[5] - hour, EDGES[7] + hour)
    known = rise_counts.known(EDGES, EDGES[0], [short, long])
    assert [number for number, is_known in enumerate(known) if not is_known] == [5, 6]


def told(week: date, level: RiseLevel, zone: str = "bondeni") -> ToldRise:
    return ToldRise(week, zone, None, level, 20, 4.0, 20, 4.0, 12, 4.0, 0, 0.0001, 26, 1.5, None)


def test_an_alarm_stands_for_four_weeks_and_a_rise_before_a_later_look() -> None:
    week = timedelta(weeks=1)
    rise, look = told(MONDAY - 2 * week, RiseLevel.RISE), told(MONDAY, RiseLevel.LOOK)
    assert rise_told.standing([rise, look], MONDAY) == [rise]
    assert rise_told.standing([told(MONDAY - week, RiseLevel.LOOK), told(MONDAY, RiseLevel.RISE)], MONDAY) == [
        told(MONDAY, RiseLevel.RISE)
    ]
    assert rise_told.standing([told(MONDAY - 4 * week, RiseLevel.RISE)], MONDAY) == []
    assert rise_told.standing([told(MONDAY + week, RiseLevel.RISE)], MONDAY) == []
    silent = told(MONDAY, RiseLevel.SILENT)
    assert set(rise_told.standing([silent, rise], MONDAY)) == {silent, rise}


@given(happened=HAPPENED)
def test_what_is_told_again_with_the_same_incidents_is_the_same(happened: list[Happened]) -> None:
    rising = tuple(Happened(week, "bondeni", Category.BREAK_IN) for week in range(WEEKS - 4, WEEKS) for _ in range(12))
    weeks = Weeks((*happened, *rising), KNOWN)
    for one in rise_told.find(weeks, ZONES, WEEKS, MONDAY, ()):
        assert rise_told.again(weeks, WEEKS, one) == one
        fewer = rise_told.again(Weeks(tuple(happened), KNOWN), WEEKS, one)
        assert fewer is None or fewer.number <= one.number


@given(happened=HAPPENED)
def test_what_is_told_of_a_zone_needs_no_incident_of_another_zone_to_be_told_again(happened: list[Happened]) -> None:
    rising = tuple(Happened(week, "bondeni", Category.BREAK_IN) for week in range(WEEKS - 4, WEEKS) for _ in range(12))
    everything = (*happened, *rising)
    for one in rise_told.find(Weeks(everything, KNOWN), ZONES, WEEKS, MONDAY, ()):
        if one.zone is not None:
            of_zone = tuple(incident for incident in everything if incident.zone == one.zone)
            assert rise_told.again(Weeks(of_zone, KNOWN), WEEKS, one) == one


def test_the_newest_weeks_of_a_rise_add_up_to_its_number() -> None:
    rising = tuple(Happened(week, "bondeni", Category.BREAK_IN) for week in range(WEEKS - 4, WEEKS) for _ in range(12))
    weeks = Weeks(rising, KNOWN)
    (one, *_) = rise_told.find(weeks, ZONES, WEEKS, MONDAY, ())
    assert one.weeks is not None
    assert sum(number or 0 for number in one.weeks[-4:]) == one.number


def test_in_a_community_of_one_zone_a_rise_is_told_once() -> None:
    usual = [Happened(week, "bondeni", Category.THEFT) for week in range(WEEKS)]
    rising = [Happened(week, "bondeni", Category.THEFT) for week in range(WEEKS - 4, WEEKS) for _ in range(5)]
    (one,) = rise_told.find(Weeks((*usual, *rising), KNOWN), ["bondeni"], WEEKS, MONDAY, ())
    assert (one.zone, one.kind, one.level) == ("bondeni", Category.THEFT, RiseLevel.RISE)


def test_nothing_and_no_zone_is_no_alarm() -> None:
    assert rise_told.find(Weeks((), {None: ALL}), [], WEEKS, MONDAY, ()) == []
    assert rise_told.find(Weeks((), {None: (False,) * WEEKS}), ["bondeni"], WEEKS, MONDAY, ()) == []
