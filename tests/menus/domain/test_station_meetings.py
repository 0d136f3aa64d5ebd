"""Tests of the days of joint barazas and visits."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from menus.domain.station_meetings import MeetingNote, is_fitting

TODAY = date(2026, 11, 30)


@given(st.integers(-400, 400))
def test_what_is_planned_is_to_come_and_what_was_held_is_over(days: int) -> None:
    day = TODAY + timedelta(days=days)
    assert is_fitting(MeetingNote.PLANNED, day, TODAY) is (0 <= days <= 180)
    assert is_fitting(MeetingNote.HELD, day, TODAY) is (-90 <= days <= 0)
    assert is_fitting(MeetingNote.WRONG, day, TODAY) is (-90 <= days <= 180)
