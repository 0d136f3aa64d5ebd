"""Lives: a step leads where its table says, and any other step raises. `.docs/lives.md` prints the tables."""

from enum import StrEnum
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from menus.domain.assignment_life import ASSIGNMENT, AssignmentState, AssignmentStep
from menus.domain.draft_life import DRAFT, DraftState, DraftStep
from menus.domain.escalation_life import ESCALATION, EscalationPhase, EscalationStep
from menus.domain.incident_life import INCIDENT, LIVE, IncidentStatus, IncidentStep
from menus.domain.lives import IllegalStep, Life
from menus.domain.proposal_life import PROPOSAL, ProposalState, ProposalStep

LIVES: list[tuple[Life[Any, Any], type[StrEnum], type[StrEnum]]] = [
    (INCIDENT, IncidentStatus, IncidentStep),
    (ESCALATION, EscalationPhase, EscalationStep),
    (ASSIGNMENT, AssignmentState, AssignmentStep),
    (DRAFT, DraftState, DraftStep),
    (PROPOSAL, ProposalState, ProposalStep),
]


@pytest.mark.parametrize(("life", "states", "steps"), LIVES)
def test_a_step_that_a_state_does_not_allow_raises(
    life: Life[Any, Any], states: type[StrEnum], steps: type[StrEnum]
) -> None:
    illegal = [(state, step) for state in states for step in steps if (state, step) not in life.table]
    assert illegal
    for state, step in illegal:
        with pytest.raises(IllegalStep, match=f"{states.__name__} {state} does not allow {step}"):
            life.after(state, step)


@pytest.mark.parametrize(("life", "states", "steps"), LIVES)
def test_every_state_and_every_step_has_a_place_in_its_table(
    life: Life[Any, Any], states: type[StrEnum], steps: type[StrEnum]
) -> None:
    assert {step for _, step in life.table} == set(steps)
    assert {state for state, _ in life.table} | set(life.table.values()) == set(states)
    assert life.as_text().count("\n") == len(states) + 1


@given(st.lists(st.sampled_from(IncidentStep), max_size=8))
def test_an_incident_that_was_closed_or_marked_false_stays_so(steps: list[IncidentStep]) -> None:
    status = IncidentStatus.AWAITING_REVIEW
    for step in steps:
        try:
            after = INCIDENT.after(status, step)
        except IllegalStep:
            continue
        assert status not in {IncidentStatus.CLOSED, IncidentStatus.FALSE}
        assert status in LIVE or step is IncidentStep.TAKE_UP
        status = after


@given(st.lists(st.sampled_from(EscalationStep), max_size=10))
def test_nobody_is_called_while_an_answer_stands_and_only_resuming_follows_a_stop(steps: list[EscalationStep]) -> None:
    phase = EscalationPhase.CALLING
    for step in steps:
        try:
            after = ESCALATION.after(phase, step)
        except IllegalStep:
            continue
        assert step is not EscalationStep.FIRE or not phase.is_answered
        assert phase is not EscalationPhase.STOPPED or step in {EscalationStep.RESUME, EscalationStep.STOP}
        phase = after


@pytest.mark.parametrize("state", AssignmentState)
def test_a_person_who_was_done_is_asked_again_and_a_person_who_goes_is_not_called_back(state: AssignmentState) -> None:
    after = ASSIGNMENT.after(state, AssignmentStep.NOTIFY)
    assert not after.is_done
    assert after.is_going == state.is_going


@pytest.mark.parametrize("state", DraftState)
def test_a_draft_that_was_sent_is_never_sent_again(state: DraftState) -> None:
    if state.waits:
        assert DRAFT.after(state, DraftStep.DISPATCH) is DraftState.SENT
    else:
        with pytest.raises(IllegalStep):
            DRAFT.after(state, DraftStep.DISPATCH)
