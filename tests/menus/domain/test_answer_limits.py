"""Limits on answers: a table of what is sent, and floods of any length that cost a few texts."""

from datetime import timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from menus.domain.answer_limits import WINDOW, AnswerKind, LeaveOut, Past, Send, decide
from menus.sms.answer_kinds import kind_of
from menus.text.names import Text

NOTHING, REFUSAL, NEEDED = AnswerKind.NOTHING, AnswerKind.REFUSAL, AnswerKind.NEEDED
RESULT, CODE, COMMAND = AnswerKind.RESULT, AnswerKind.CODE, AnswerKind.COMMAND


@pytest.mark.parametrize(
    ("kind", "alike", "is_silent", "decision"),
    [
        (NOTHING, 0, False, Send()),
        (NOTHING, 2, False, Send()),
        (NOTHING, 2, True, Send()),
        (NOTHING, 3, False, LeaveOut(tells_coordinators=True)),
        (NOTHING, 3, True, LeaveOut(tells_coordinators=False)),
        (REFUSAL, 4, False, Send()),
        (REFUSAL, 5, False, LeaveOut(tells_coordinators=True)),
        (RESULT, 0, True, Send()),
        (RESULT, 4, True, Send()),
        (RESULT, 5, False, LeaveOut(tells_coordinators=True)),
        (RESULT, 99, True, LeaveOut(tells_coordinators=False)),
        (NEEDED, 1, True, Send()),
        (NEEDED, 2, False, LeaveOut(tells_coordinators=True)),
        (CODE, 4, True, Send()),
        (CODE, 5, False, LeaveOut(tells_coordinators=True)),
    ],
)
def test_answers_that_are_alike_end_and_the_coordinators_are_told_once(
    kind: AnswerKind, alike: int, *, is_silent: bool, decision: Send | LeaveOut
) -> None:
    assert decide(kind, Past((alike,), is_silent=is_silent)) == decision


@pytest.mark.parametrize(
    ("just_now", "within_the_hour", "is_sent"), [(0, 0, True), (4, 29, True), (5, 5, False), (0, 30, False)]
)
def test_the_answer_to_a_command_ends_for_a_machine_alone(
    just_now: int, within_the_hour: int, *, is_sent: bool
) -> None:
    decision = decide(COMMAND, Past((just_now, within_the_hour), is_silent=False))
    assert isinstance(decision, Send) is is_sent


@pytest.mark.parametrize("kind", AnswerKind)
def test_as_long_as_few_refusals_came_a_needed_answer_needs_no_allowance(kind: AnswerKind) -> None:
    decision = decide(kind, Past((99,) * len(kind.limits), is_silent=True, has_room=True))
    assert isinstance(decision, Send) is (kind is NEEDED)


@given(
    st.sampled_from(AnswerKind),
    st.lists(st.integers(min_value=0, max_value=240), min_size=1, max_size=200),
)
def test_a_flood_of_any_rhythm_costs_five_texts_and_one_line_an_hour(kind: AnswerKind, waits: list[int]) -> None:
    now = timedelta(0)
    arrived: list[timedelta] = []
    sent: list[timedelta] = []
    silent: list[timedelta] = []
    told: list[timedelta] = []
    for seconds in waits:
        now += timedelta(seconds=seconds)
        alike = tuple(sum(1 for at in arrived if at > now - limit.within) for limit in kind.limits)
        decision = decide(kind, Past(alike, is_silent=any(at > now - WINDOW for at in silent)))
        arrived.append(now)
        if isinstance(decision, Send):
            sent.append(now)
        else:
            silent.append(now)
            told += [now] * decision.tells_coordinators
    for at in sent:
        for limit in kind.limits:
            assert sum(1 for other in sent if at - limit.within < other <= at) <= limit.most
        assert kind.limits[0].most <= 5
    assert all(later - earlier >= WINDOW for earlier, later in pairwise(told))
    assert not silent or told[0] == silent[0]


@pytest.mark.parametrize(
    ("result", "kind"),
    [
        (Text.NOT_UNDERSTOOD_ROLE.key, NOTHING),
        (Text.ALREADY_CLOSED.key, NOTHING),
        (Text.NOTHING_OPEN.key, NOTHING),
        (Text.HELP_PATROL.key, NOTHING),
        ("not-understood", NOTHING),
        ("help", NOTHING),
        (Text.WRONG_DIGIT.key, REFUSAL),
        (Text.UNKNOWN_REFERENCE.key, REFUSAL),
        (Text.EXPIRED.key, REFUSAL),
        (Text.GOING.key, COMMAND),
        (Text.OFFICER_DOWN_STARTED.key, COMMAND),
        ("list", COMMAND),
        ("words", RESULT),
    ],
)
def test_help_and_refusals_are_told_apart_from_the_results_of_commands(result: str, kind: AnswerKind) -> None:
    assert kind_of(result) is kind


@pytest.mark.parametrize(
    ("name", "is_called", "tells_code", "kind"),
    [
        (Text.WHICH, True, False, NEEDED),
        (Text.WRONG_DIGIT, True, False, NEEDED),
        (Text.OVERTAKEN, True, False, NEEDED),
        (Text.CAME_LATE, True, False, NEEDED),
        (Text.WHICH, False, False, REFUSAL),
        (Text.UNKNOWN_REFERENCE, True, False, REFUSAL),
        (Text.GOING, True, False, COMMAND),
        (Text.CONFIRM_CLOSE, True, True, CODE),
        (Text.CONFIRM_OFF, False, True, CODE),
    ],
)
def test_an_answer_may_be_needed_or_tell_a_code(
    name: Text, kind: AnswerKind, *, is_called: bool, tells_code: bool
) -> None:
    assert kind_of(name.key, is_called=is_called, tells_code=tells_code) is kind
