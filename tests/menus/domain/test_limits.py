"""Limits: how a caller's past changes the filing of a report, and what it never changes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from menus.domain.categories import Level
from menus.domain.limits import (
    MOST_FALSE,
    Decision,
    Past,
    Refuse,
    Review,
    Take,
    TakeFlagged,
    decide,
    reads_past,
)
from menus.domain.marks import Caution

MOST = 12
MANY, FALSE_BEFORE = TakeFlagged(Caution.MANY), TakeFlagged(Caution.FALSE_BEFORE)
pasts = st.builds(Past, st.integers(0, 30), st.integers(0, 10))
levels = st.sampled_from(Level)


@pytest.mark.parametrize(
    ("level", "recent", "marked_false", "decision"),
    [
        (Level.MAJOR, 0, 0, Take()),
        (Level.MAJOR, 11, 2, Take()),
        (Level.MAJOR, 12, 0, MANY),
        (Level.MAJOR, 12, 3, MANY),
        (Level.MAJOR, 0, 3, FALSE_BEFORE),
        (Level.URGENT, 11, 2, Take()),
        (Level.URGENT, 12, 0, Refuse()),
        (Level.URGENT, 12, 3, Refuse()),
        (Level.URGENT, 11, 3, Review(Caution.FALSE_BEFORE)),
        (Level.MINOR, 0, 3, Review(Caution.FALSE_BEFORE)),
        (Level.HAZARD, 0, 3, Review(Caution.FALSE_BEFORE)),
        (Level.COMPLAINT, 11, 9, Take()),
        (Level.COMPLAINT, 12, 0, Refuse()),
        (Level.PRIVATE, 99, 99, Take()),
    ],
)
def test_a_callers_past_and_the_level_decide(level: Level, recent: int, marked_false: int, decision: Decision) -> None:
    assert decide(level, Past(recent, marked_false), MOST) == decision


@given(past=pasts, most=st.integers(1, 20))
def test_a_report_of_a_killing_is_never_refused_and_never_waits(past: Past, most: int) -> None:
    assert isinstance(decide(Level.MAJOR, past, most), Take | TakeFlagged)


@given(past=pasts, most=st.integers(1, 20))
def test_private_help_is_always_taken(past: Past, most: int) -> None:
    assert decide(Level.PRIVATE, past, most) == Take()
    assert not reads_past(Level.PRIVATE)


@given(level=levels, recent=st.integers(0, 11), marked_false=st.integers(0, MOST_FALSE - 1))
def test_a_caller_within_the_limits_is_taken_at_once(level: Level, recent: int, marked_false: int) -> None:
    assert decide(level, Past(recent, marked_false), MOST) == Take()


@given(level=levels, past=pasts, more=st.integers(1, 10))
def test_more_false_reports_never_make_it_easier(level: Level, past: Past, more: int) -> None:
    order = [Take, TakeFlagged, Review, Refuse]
    worse = Past(past.recent, past.marked_false + more)
    assert order.index(type(decide(level, worse, MOST))) >= order.index(type(decide(level, past, MOST)))
