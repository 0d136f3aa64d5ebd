"""Reminders: at ever longer intervals, six at most, and patrol leaders from the second one on."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from menus.domain.reminders import LOOKED_FOR, MOST_REMINDERS, OVERDUE, NoMore, Remind, Wait, of_review

OPENED = datetime(2026, 11, 23, 18, 0, tzinfo=UTC)


def after(minutes: float) -> datetime:
    """Return a moment after the report was opened."""
    return OPENED + timedelta(minutes=minutes)


@pytest.mark.parametrize(
    ("reminded", "minutes", "decision"),
    [
        (0, 0, Wait(after(5))),
        (0, 4.9, Wait(after(5))),
        (0, 5, Remind(leaders_too=False)),
        (1, 5, Wait(after(10))),
        (1, 10, Remind(leaders_too=True)),
        (2, 19, Wait(after(20))),
        (2, 20, Remind(leaders_too=True)),
        (3, 40, Remind(leaders_too=True)),
        (5, 159, Wait(after(160))),
        (5, 160, Remind(leaders_too=True)),
        (6, 160, NoMore()),
        (6, 10_000, NoMore()),
    ],
)
def test_the_time_and_the_reminders_before_decide(
    reminded: int, minutes: float, decision: Wait | Remind | NoMore
) -> None:
    assert of_review(OPENED, reminded, after(minutes)) == decision


@given(every=st.integers(1, 600))
def test_a_report_gets_six_reminders_however_seldom_the_clock_looks(every: int) -> None:
    times: list[datetime] = []
    now = OPENED
    while now < OPENED + LOOKED_FOR + timedelta(seconds=every):
        if isinstance(of_review(OPENED, len(times), now), Remind):
            times.append(now)
        now += timedelta(seconds=every)
    assert len(times) == MOST_REMINDERS
    assert all(at >= OPENED + OVERDUE * 2**number for number, at in enumerate(times))
