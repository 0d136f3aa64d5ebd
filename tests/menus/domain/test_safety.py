"""Safety checks: two questions without an answer mean danger, but only questions that have left count."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from menus.domain.safety import MISSES, Ask, AskLater, RaiseAlarm, decide


@pytest.mark.parametrize(
    ("missed", "has_left", "decision"),
    [
        (0, True, Ask(1)),
        (1, True, Ask(2)),
        (2, True, RaiseAlarm()),
        (2, False, RaiseAlarm()),
        (3, True, RaiseAlarm()),
        (0, False, AskLater()),
        (1, False, AskLater()),
    ],
)
def test_the_questions_without_an_answer_decide(
    missed: int, decision: RaiseAlarm | AskLater | Ask, *, has_left: bool
) -> None:
    assert decide(missed, has_left=has_left) == decision


@given(st.lists(st.booleans(), max_size=30))
def test_the_alarm_is_raised_after_two_questions_that_have_left_and_no_sooner(has_left: list[bool]) -> None:
    missed = asked = 0
    for left in has_left:
        decision = decide(missed, has_left=left)
        if decision == RaiseAlarm():
            assert asked == MISSES
            return
        if isinstance(decision, Ask):
            missed, asked = decision.missed, asked + 1
    assert asked <= MISSES
