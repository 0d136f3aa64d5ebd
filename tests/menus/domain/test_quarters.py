"""Quarters: what people type, and their days."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from menus.domain import quarters
from menus.domain.quarters import Quarter


@pytest.mark.parametrize("typed", ["2026-Q4", " 2026q4 ", "2026Q4"])
def test_a_quarter_is_read(typed: str) -> None:
    assert quarters.read(typed) == Quarter(2026, 4)


@pytest.mark.parametrize(
    "typed", ["", "2026", "2026-Q5", "2026-Q0", "2026-10", "Q4-2026", "1026-Q1", "2026-Q4x", "\x00"]
)
def test_anything_else_is_none(typed: str) -> None:
    assert quarters.read(typed) is None


@given(st.dates(date(2001, 1, 1), date(2099, 12, 31)))
def test_every_day_is_in_one_quarter(day: date) -> None:
    quarter = quarters.of(day)
    assert quarter.first <= day <= quarter.last
    assert quarter.following.first == quarter.last + timedelta(days=1)
    assert quarter.following.previous == quarter
    assert quarters.read(quarter.name) == quarter
