"""The rules of the board: pages of a list, how a track stands, what is red, and how long what was read counts."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from menus.domain import desk_board
from menus.domain.categories import Level
from menus.domain.desk_board import KEPT, MARGIN, PAGE, SETTLES, TrackView
from menus.domain.escalation_life import EscalationPhase
from menus.domain.incident_life import IncidentStatus
from menus.domain.marks import AlarmKind
from menus.domain.reminders import OVERDUE

NOW = datetime(2026, 11, 23, 18, 0, tzinfo=UTC)
SPANS = st.timedeltas(min_value=timedelta(0), max_value=timedelta(days=3))


@given(total=st.integers(0, 600))
def test_the_pages_together_hold_each_row_once(total: int) -> None:
    everything = list(range(total))
    first = desk_board.part(1, total)
    rows = [row for number in range(1, first.pages + 1) for row in desk_board.part(number, total).rows(everything)]
    assert rows == everything


@given(wanted=st.integers(-5, 999), total=st.integers(0, 600))
def test_any_number_shows_a_page_that_there_is(wanted: int, total: int) -> None:
    part = desk_board.part(wanted, total)
    assert 1 <= part.number <= part.pages
    assert len(part.rows(range(total))) <= PAGE
    assert bool(part.rows(range(total))) == bool(total)


@given(wanted=st.integers(1, 30), total=st.integers(0, 600))
def test_the_margin_lies_around_the_page_and_is_marked(wanted: int, total: int) -> None:
    part = desk_board.part(wanted, total)
    rows = part.with_margin(range(total))
    assert [row for row, is_beyond in rows if not is_beyond] == list(part.rows(range(total)))
    assert sum(is_beyond for _, is_beyond in rows) <= 2 * MARGIN
    assert [row for row, _ in rows] == sorted(row for row, _ in rows)


@given(fired=st.integers(0, 20), rungs=st.integers(1, 20))
def test_a_calling_track_begins_goes_on_and_comes_to_its_last_rung(fired: int, rungs: int) -> None:
    view = desk_board.track_view(EscalationPhase.CALLING, fired, rungs)
    assert (view is TrackView.STARTS) == (fired == 0)
    assert (view is TrackView.LAST) == (0 < rungs <= fired)


@pytest.mark.parametrize("phase", [phase for phase in EscalationPhase if phase is not EscalationPhase.CALLING])
def test_every_other_phase_has_a_view_of_its_own(phase: EscalationPhase) -> None:
    assert desk_board.track_view(phase, 1, 3) == phase.value


@given(level=st.sampled_from(Level), status=st.sampled_from(IncidentStatus), has_red_words=st.booleans())
def test_majors_alarms_and_waiting_words_of_danger_are_red(
    level: Level, status: IncidentStatus, *, has_red_words: bool
) -> None:
    assert desk_board.is_red(level, status, AlarmKind.CALLED, has_red_words=has_red_words)
    waits = status is IncidentStatus.AWAITING_REVIEW and has_red_words
    assert desk_board.is_red(level, status, None, has_red_words=has_red_words) == (level is Level.MAJOR or waits)


def test_words_of_danger_stand_in_the_strip_when_coordinators_are_first_reminded() -> None:
    waits = IncidentStatus.AWAITING_REVIEW
    assert desk_board.review_overdue_at(waits, NOW, has_red_words=True) == NOW + OVERDUE
    assert desk_board.review_overdue_at(waits, NOW, has_red_words=False) is None
    assert desk_board.review_overdue_at(IncidentStatus.OPEN, NOW, has_red_words=True) is None


@given(passed=SPANS)
def test_a_stretch_of_time_is_told_in_minutes_and_seconds(passed: timedelta) -> None:
    minutes, seconds = map(int, desk_board.clock(passed).split(":"))
    assert timedelta(minutes=minutes, seconds=seconds) <= passed < timedelta(minutes=minutes, seconds=seconds + 1)
    assert seconds < 60
    assert desk_board.clock(-passed) == "0:00"


@given(age=SPANS, before=SPANS)
def test_what_was_read_counts_for_some_seconds(age: timedelta, before: timedelta) -> None:
    again = desk_board.must_read_again(NOW, NOW - before, NOW + age)
    assert again == (age >= KEPT or (before < SETTLES <= age))
    assert desk_board.must_read_again(NOW, None, NOW + age) == (age >= KEPT)


def test_a_clock_that_was_set_back_makes_it_read_again() -> None:
    assert desk_board.must_read_again(NOW, None, NOW - timedelta(seconds=1))
