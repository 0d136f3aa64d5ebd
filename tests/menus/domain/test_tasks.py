"""The life of a task, and when callers reopen it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from menus.domain.incident_life import IncidentStatus
from menus.domain.lives import IllegalStep
from menus.domain.tasks import (
    TASK,
    VOICES_TO_REOPEN,
    TaskKind,
    TaskStanding,
    TaskState,
    TaskStep,
    for_reporter,
    reopens,
)
from menus.text.task_kinds import kind_of


@given(st.lists(st.sampled_from(TaskStep)))
def test_nothing_is_done_that_was_not_taken(steps: list[TaskStep]) -> None:
    state, before = TaskState.OPEN, TaskState.OPEN
    for step in steps:
        try:
            before, state = state, TASK.after(state, step)
        except IllegalStep:
            continue
        assert state is not TaskState.DONE or before is TaskState.TAKEN
        assert state is not TaskState.TAKEN or before is TaskState.OPEN


@given(st.sampled_from(TaskState), st.integers(0, 9))
def test_only_what_is_done_is_reopened_and_only_by_three(state: TaskState, voices: int) -> None:
    assert reopens(state, voices) == (state is TaskState.DONE and voices >= 3)
    assert VOICES_TO_REOPEN == 3


@given(state=st.sampled_from(TaskState), status=st.sampled_from(IncidentStatus), is_reopened=st.booleans())
def test_a_reporter_reads_of_the_task_only_what_fits_their_report(
    state: TaskState, status: IncidentStatus, *, is_reopened: bool
) -> None:
    told = for_reporter(state, status, is_reopened=is_reopened)
    if status in {IncidentStatus.FALSE, IncidentStatus.JOINED}:
        assert told is None
    if told is TaskStanding.DONE:
        assert (state, status) == (TaskState.DONE, IncidentStatus.CLOSED)
    if told is TaskStanding.TAKEN:
        assert state is TaskState.TAKEN
        assert status.is_live


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        ("lamps at river side", TaskKind.DARK),
        ("Taa za mtoni", TaskKind.DARK),
        ("clean DRAINS", TaskKind.DRAIN),
        ("mitaro safi", TaskKind.DRAIN),
        ("takataka sokoni", TaskKind.GARBAGE),
        ("fence", TaskKind.OTHER),
        ("", TaskKind.OTHER),
    ],
)
def test_the_words_of_a_coordinator_tell_the_kind(said: str, kind: TaskKind) -> None:
    assert kind_of(said) is kind
