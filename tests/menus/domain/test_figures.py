"""Figures: shares add up, nobody's answer is nobody's, and no period breaks on having no data or a strange clock."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from menus.domain import figures
from menus.domain.categories import Level, Track
from menus.domain.figures import BANDS, LEVELS, PERIODS, QUARTER, TRACKS, Answers, Cost, Counts, Fact

NOW = datetime(2026, 11, 30, 8, 0, tzinfo=UTC)
NAIROBI, BERLIN = ZoneInfo("Africa/Nairobi"), ZoneInfo("Europe/Berlin")
MOMENTS = st.datetimes(min_value=datetime(2026, 8, 1), max_value=datetime(2026, 12, 9), timezones=st.just(UTC))  # noqa: DTZ001 - hypothesis adds the zone
WAITS = st.none() | st.timedeltas(min_value=timedelta(minutes=-5), max_value=timedelta(days=2))


@st.composite
def facts(draw: st.DrawFn) -> Fact:
    opened_at, level = draw(MOMENTS), draw(st.sampled_from(LEVELS))
    waits: Mapping[Track, timedelta | None] = draw(st.dictionaries(st.sampled_from(TRACKS), WAITS))
    return Fact(opened_at, level, {track: None if wait is None else opened_at + wait for track, wait in waits.items()})


@given(found=st.lists(facts(), max_size=40), weeks=st.sampled_from(PERIODS), zone=st.sampled_from((NAIROBI, BERLIN)))
def test_all_parts_add_up_to_the_whole(found: list[Fact], weeks: int, zone: ZoneInfo) -> None:
    within = figures.period(weeks, NOW, zone)
    counts = figures.count(found, within, {})
    inside = [fact for fact in found if within.since <= fact.opened_at < within.until]
    assert counts.number() == len(inside) == sum(counts.hours.values())
    assert counts.number() == sum(counts.number(week=week) for week in range(weeks))
    assert counts.number() == sum(counts.number(level=level) for level in LEVELS)
    for track in TRACKS:
        answers = counts.answered(track)
        of_track = [fact.answers[track] for fact in inside if track in fact.answers]
        assert answers.total == len(of_track)
        assert answers.unanswered == of_track.count(None)
        assert answers.answered + answers.unanswered == answers.total
        steps = [answers.within(band) for band in range(len(BANDS))]
        assert all(one <= another for one, another in pairwise([0, *steps, answers.answered]))
        shares = [answers.share(slot) for slot in answers.slots]
        assert sum(share or 0 for share in shares) == pytest.approx(1 if answers.total else 0)
        parts = [counts.answered(track, level=level) for level in LEVELS]
        assert sum(parts, Answers()) == answers
        assert sum((counts.answered(track, week=week) for week in range(weeks)), Answers()) == answers


def test_no_data_is_no_data_and_no_division_by_zero() -> None:
    counts = figures.count([], figures.period(4, NOW, NAIROBI), {})
    answers = counts.answered(Track.PATROL)
    assert (counts.number(), answers.total, answers.share(0)) == (0, 0, None)
    assert counts.cost().each(0) is None


@pytest.mark.parametrize(
    ("minutes", "slot"), [(-1, 0), (0, 0), (1, 0), (1.5, 1), (3, 1), (5, 2), (15, 3), (15.1, 4), (9_000, 4), (None, 5)]
)
def test_an_answer_falls_into_the_band_of_its_time(minutes: float | None, slot: int) -> None:
    assert figures.slot_of(None if minutes is None else timedelta(minutes=minutes)) == slot


def test_what_nobody_answered_stays_unanswered_whatever_its_level() -> None:
    fact = Fact(NOW, Level.MAJOR, {Track.PATROL: NOW + timedelta(minutes=2), Track.POLICE: None})
    counts = figures.count([fact], figures.period(4, NOW, NAIROBI), {})
    assert counts.answered(Track.PATROL).slots == (0, 1, 0, 0, 0, 0)
    assert counts.answered(Track.POLICE).slots == (0, 0, 0, 0, 0, 1)


def test_days_and_hours_are_those_of_the_community() -> None:
    # 21:30 on Sunday in UTC is half past midnight on Monday in Nairobi: another day, and another week.
    fact = Fact(datetime(2026, 11, 22, 21, 30, tzinfo=UTC), Level.MINOR, {})
    counts = figures.count([fact], figures.period(4, NOW, NAIROBI), {})
    assert counts.hours == {(0, 0): 1}
    assert counts.weeks[2] == date(2026, 11, 23)
    assert counts.number(week=2) == 1


def test_the_hour_that_comes_twice_counts_twice_and_loses_nothing() -> None:
    # On 25 October 2026 clocks in Berlin go back from 3:00 to 2:00: the week has 169 hours.
    first = datetime(2026, 10, 19, tzinfo=BERLIN).astimezone(UTC)
    hours = [first + timedelta(hours=number) for number in range(169)]
    now = datetime(2026, 10, 25, 23, 59, tzinfo=BERLIN)
    within = figures.period(4, now, BERLIN)
    counts = figures.count([Fact(hour, Level.MINOR, {}) for hour in hours], within, {})
    assert (counts.number(), counts.number(week=3), counts.hours[6, 2]) == (169, 169, 2)
    assert within.until - first == timedelta(hours=169)
    assert figures.count([Fact(within.until, Level.MINOR, {})], within, {}).number() == 0
    assert figures.count([Fact(within.since, Level.MINOR, {})], within, {}).number() == 1


@given(moment=MOMENTS, zone=st.sampled_from((NAIROBI, BERLIN)), weeks=st.sampled_from(PERIODS))
def test_a_period_begins_and_ends_on_a_monday_and_holds_its_moment(
    moment: datetime, zone: ZoneInfo, weeks: int
) -> None:
    within = figures.period(weeks, moment, zone)
    assert all(week.weekday() == 0 for week in within.weeks)
    assert len(within.weeks) == weeks
    assert within.since <= moment < within.until


@given(moment=MOMENTS, later=MOMENTS, zone=st.sampled_from((NAIROBI, BERLIN)))
def test_quarters_are_settled_and_never_overlap(moment: datetime, later: datetime, zone: ZoneInfo) -> None:
    one, other = figures.quarter(moment, zone), figures.quarter(later, zone)
    assert moment - figures.SETTLED - timedelta(weeks=QUARTER, hours=1) < one.until <= moment - figures.SETTLED
    assert len(one.weeks) == QUARTER
    assert one.week_of(one.since) == 0
    assert one == other or not set(one.weeks) & set(other.weeks)


@given(found=st.lists(facts(), max_size=20), amount=st.decimals(0, 9_999, places=4))
def test_counts_come_back_from_json_as_they_were(found: list[Fact], amount: Decimal) -> None:
    costs = {Level.MAJOR: Cost(7, 2, amount)}
    counts = figures.count(found, figures.period(13, NOW, NAIROBI), costs)
    assert Counts.from_json(counts.as_json()) == counts
    reversed_order = figures.count(reversed(found), figures.period(13, NOW, NAIROBI), costs)
    assert reversed_order.as_json() == counts.as_json()


def test_the_cost_of_one_is_the_cost_of_all_by_their_number() -> None:
    counts = Counts((), costs={Level.MAJOR: Cost(4, 1, Decimal("3.2")), Level.MINOR: Cost(2, 0, Decimal("1.6"))})
    assert counts.cost() == Cost(6, 1, Decimal("4.8"))
    assert counts.cost(Level.MAJOR).each(2) == Decimal("1.6")
