"""Number checks: when a silent number is asked, asked again and doubted."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from menus.domain.number_checks import NumberStep, is_by_day, next_step

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
ASK, AGAIN, DOUBT, WAIT = NumberStep


@pytest.mark.parametrize(
    ("wrote", "asked", "doubted", "step"),
    [
        # days since it wrote, was asked, was doubted
        (0, None, None, WAIT),
        (29.9, None, None, WAIT),
        (30, None, None, ASK),
        (90, None, None, ASK),
        (30, 0, None, WAIT),
        (33, 2.9, None, WAIT),
        (33, 3, None, DOUBT),
        (40, 8, None, DOUBT),
        (34, 4, 1, WAIT),
        (37, 6.9, 4, WAIT),
        (37, 7, 4, AGAIN),
        (44, 0, 11, WAIT),
        (51, 7, 18, AGAIN),
    ],
)
def test_what_happens_to_a_number(wrote: float, asked: float | None, doubted: float | None, step: NumberStep) -> None:
    def ago(days: float) -> datetime:
        return NOW - timedelta(days=days)

    asked_at, doubted_at = (ago(days) if days is not None else None for days in (asked, doubted))
    assert next_step(ago(wrote), asked_at, doubted_at, NOW) is step


@given(st.integers(1, 120))
def test_one_silence_is_doubted_once_and_asked_again_each_week(days: int) -> None:
    wrote_at, asked_at, doubted_at = NOW, None, None
    steps = []
    for day in range(days):
        now = NOW + timedelta(days=day)
        step = next_step(wrote_at, asked_at, doubted_at, now)
        if step in {ASK, AGAIN}:
            asked_at = now
        if step is DOUBT:
            doubted_at = now
        if step is not WAIT:
            steps.append((day, step))
    expected = [(30, ASK), (33, DOUBT), *((day, AGAIN) for day in range(37, 121, 7))]
    assert steps == [one for one in expected if one[0] < days]


@pytest.mark.parametrize(("hour", "is_day"), [(8, False), (9, True), (17, True), (18, False), (0, False)])
def test_numbers_are_asked_by_day(hour: int, *, is_day: bool) -> None:
    assert is_by_day(NOW.replace(hour=hour, minute=59)) is is_day
