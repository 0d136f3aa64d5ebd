"""The circuit of a provider: what its answers show, and for how long it is left alone."""

from datetime import timedelta

import pytest

from menus.domain.circuit import Sign, open_for, sign_of
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
