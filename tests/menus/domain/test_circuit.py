"""The circuit of a provider: what its answers show, and for how long it is left alone."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from menus.domain.circuit import MOST_FAILURES, OPEN_FOR, Sign, failures_in_row, is_told_already, open_for, sign_of
from menus.domain.outcomes import Cause, Fate

ACCEPTED, REFUSED = (Fate.ACCEPTED, None), (Fate.REFUSED, Cause.BLOCKED)
AWAY, UNCLEAR = (Fate.DEFERRED, Cause.PROVIDER_AWAY), (Fate.UNKNOWN, Cause.NO_ANSWER)
OFF, OUR_FAULT = (Fate.DEFERRED, Cause.PHONE_UNREACHABLE), (Fate.DEFERRED, Cause.BAD_SENDER)


@pytest.mark.parametrize(
    ("answers", "sign"),
    [
        ([], Sign.NOTHING),
        ([ACCEPTED], Sign.WORKS),
        ([REFUSED], Sign.WORKS),
        ([OUR_FAULT], Sign.WORKS),
        ([AWAY, UNCLEAR, ACCEPTED], Sign.WORKS),
        ([OFF], Sign.NOTHING),
        ([OFF, OFF], Sign.NOTHING),
        ([OFF, AWAY], Sign.FAILS),
        ([AWAY], Sign.FAILS),
        ([UNCLEAR], Sign.FAILS),
        ([(Fate.UNKNOWN, Cause.PHONE_UNREACHABLE)], Sign.FAILS),
    ],
)
def test_what_the_answers_of_a_call_show(answers: list[tuple[Fate, Cause | None]], sign: Sign) -> None:
    assert sign_of(answers) is sign


@pytest.mark.parametrize(("failures", "seconds"), [(1, None), (4, None), (5, 15), (6, 30), (7, 60), (50, 60)])
def test_the_circuit_opens_after_five_failures_in_a_row_and_for_longer_each_time(
    failures: int, seconds: int | None
) -> None:
    assert open_for(failures) == (None if seconds is None else timedelta(seconds=seconds))


NOW = datetime(2026, 11, 23, 18, 0, tzinfo=UTC)
SECOND = timedelta(seconds=1)


@pytest.mark.parametrize("more", range(4))
def test_a_call_that_had_begun_before_the_circuit_opened_shows_nothing_new(more: int) -> None:
    failures = MOST_FAILURES + more
    opens_for = open_for(failures)
    assert opens_for is not None
    assert is_told_already(NOW - SECOND, failures, NOW + opens_for)
    assert not is_told_already(NOW, failures, NOW + opens_for)
    assert not is_told_already(NOW + SECOND, failures, NOW + OPEN_FOR[0]), "the call that tries the provider"


def test_while_the_circuit_is_closed_every_failed_call_counts() -> None:
    assert not is_told_already(NOW, MOST_FAILURES - 1, None)
    assert not is_told_already(NOW - timedelta(days=1), 0, None)


@given(st.lists(st.sampled_from(Sign)))
def test_failures_in_a_row_end_at_the_first_answer_that_works(signs: list[Sign]) -> None:
    found = failures_in_row(signs)
    assert failures_in_row([Sign.NOTHING, *signs]) == found
    assert failures_in_row([Sign.FAILS, *signs]) == found + 1
    assert failures_in_row([Sign.WORKS, *signs]) == 0
    assert failures_in_row([*signs, Sign.WORKS, Sign.FAILS]) == found
