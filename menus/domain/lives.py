"""Lives: the states of an incident, an escalation, an assignment and a draft, and the steps between them.

Each life is one table of (state, step) -> state. A step that a state does not allow raises `IllegalStep`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, TypeVar

State = TypeVar("State", bound=StrEnum)
Step = TypeVar("Step", bound=StrEnum)


class IllegalStep(Exception):  # noqa: N818 - it names a step that the caller should not have taken
    """A state does not allow a step."""


@dataclass(frozen=True)
class Life(Generic[State, Step]):
    """The table of a life: the next state for each allowed pair of a state and a step."""

    table: Mapping[tuple[State, Step], State]

    def after(self, state: State, step: Step) -> State:
        """Return the next state; raise IllegalStep if the state does not allow the step."""
        found = self.table.get((state, step))
        if found is None:
            message = f"{type(state).__name__} {state} does not allow {step}"
            raise IllegalStep(message)
        return found

    def as_text(self) -> str:
        """Return the table as Markdown: a line for each state, a column for each step, and the state that follows."""
        one_state, one_step = next(iter(self.table))
        states, steps = list(type(one_state)), list(type(one_step))
        rows = [
            [state.value, *(to.value if (to := self.table.get((state, step))) else "" for step in steps)]
            for state in states
        ]
        head = ["state", *(step.value for step in steps)]
        return "\n".join(f"| {' | '.join(row)} |" for row in (head, ["---"] * len(head), *rows))


class IncidentStatus(StrEnum):
    """The status of an incident.

    `AWAITING_REVIEW`: nothing is dispatched until a coordinator sends it. `OVER`: a responder has reported that it is
    over, and a coordinator must still close it. `JOINED`: it goes on as another incident.
    """

    AWAITING_REVIEW = "awaiting-review"
    OPEN = "open"
    OVER = "over"
    CLOSED = "closed"
    FALSE = "false"
    JOINED = "joined"

    @property
    def is_live(self) -> bool:
        """Return whether the incident has not ended."""
        return self in LIVE


LIVE = frozenset({IncidentStatus.AWAITING_REVIEW, IncidentStatus.OPEN, IncidentStatus.OVER})
"""The statuses of an incident that has not ended."""


class IncidentStep(StrEnum):
    """A step in the life of an incident. `TAKE_UP`: it goes on after it was joined to another or reported over."""

    DISPATCH = "dispatch"
    REPORT_OVER = "report-over"
    TAKE_UP = "take-up"
    CLOSE = "close"
    MARK_FALSE = "mark-false"
    JOIN = "join"


INCIDENT: Life[IncidentStatus, IncidentStep] = Life(
    {
        (IncidentStatus.AWAITING_REVIEW, IncidentStep.DISPATCH): IncidentStatus.OPEN,
        # Nobody was sent yet: a coordinator must still decide.
        (IncidentStatus.AWAITING_REVIEW, IncidentStep.REPORT_OVER): IncidentStatus.AWAITING_REVIEW,
        (IncidentStatus.AWAITING_REVIEW, IncidentStep.CLOSE): IncidentStatus.CLOSED,
        (IncidentStatus.AWAITING_REVIEW, IncidentStep.MARK_FALSE): IncidentStatus.FALSE,
        (IncidentStatus.OPEN, IncidentStep.REPORT_OVER): IncidentStatus.OVER,
        (IncidentStatus.OPEN, IncidentStep.TAKE_UP): IncidentStatus.OPEN,
        (IncidentStatus.OPEN, IncidentStep.CLOSE): IncidentStatus.CLOSED,
        (IncidentStatus.OPEN, IncidentStep.MARK_FALSE): IncidentStatus.FALSE,
        (IncidentStatus.OPEN, IncidentStep.JOIN): IncidentStatus.JOINED,
        (IncidentStatus.OVER, IncidentStep.REPORT_OVER): IncidentStatus.OVER,
        (IncidentStatus.OVER, IncidentStep.TAKE_UP): IncidentStatus.OPEN,
        (IncidentStatus.OVER, IncidentStep.CLOSE): IncidentStatus.CLOSED,
        (IncidentStatus.OVER, IncidentStep.MARK_FALSE): IncidentStatus.FALSE,
        (IncidentStatus.OVER, IncidentStep.JOIN): IncidentStatus.JOINED,
        (IncidentStatus.JOINED, IncidentStep.TAKE_UP): IncidentStatus.OPEN,
    }
)


class EscalationPhase(StrEnum):
    """The phase of an escalation.

    `CALLING`: rungs are fired until somebody answers. `EXHAUSTED`: the ladder is at its end without an answer.
    `ANSWERED`: somebody has answered. `REMINDED`: that person was asked whether they have arrived. `ARRIVED`: they
    have. `STOPPED`: the incident has ended.
    """

    CALLING = "calling"
    EXHAUSTED = "exhausted"
    ANSWERED = "answered"
    REMINDED = "reminded"
    ARRIVED = "arrived"
    STOPPED = "stopped"

    @property
    def is_answered(self) -> bool:
        """Return whether somebody's answer stands."""
        return self in WITH_ANSWER


WITH_ANSWER = frozenset({EscalationPhase.ANSWERED, EscalationPhase.REMINDED, EscalationPhase.ARRIVED})
"""The phases in which somebody's answer stands."""


class EscalationStep(StrEnum):
    """A step in the life of an escalation. `HAND_OVER`: another person who goes takes the answer over."""

    FIRE = "fire"
    RUN_OUT = "run-out"
    ANSWER = "answer"
    REMIND = "remind"
    ARRIVE = "arrive"
    HAND_OVER = "hand-over"
    TAKE_BACK = "take-back"
    RESTART = "restart"
    STOP = "stop"


_ANSWERED_STEPS = {
    (phase, step): to
    for phase in WITH_ANSWER
    for step, to in (
        (EscalationStep.ARRIVE, EscalationPhase.ARRIVED),
        (EscalationStep.HAND_OVER, EscalationPhase.ANSWERED),
        (EscalationStep.TAKE_BACK, EscalationPhase.CALLING),
    )
}
ESCALATION: Life[EscalationPhase, EscalationStep] = Life(
    {
        (EscalationPhase.CALLING, EscalationStep.FIRE): EscalationPhase.CALLING,
        (EscalationPhase.CALLING, EscalationStep.RUN_OUT): EscalationPhase.EXHAUSTED,
        # Coordinators are notified once more, because somebody takes their word back.
        (EscalationPhase.EXHAUSTED, EscalationStep.RUN_OUT): EscalationPhase.EXHAUSTED,
        (EscalationPhase.CALLING, EscalationStep.ANSWER): EscalationPhase.ANSWERED,
        (EscalationPhase.EXHAUSTED, EscalationStep.ANSWER): EscalationPhase.ANSWERED,
        (EscalationPhase.ANSWERED, EscalationStep.REMIND): EscalationPhase.REMINDED,
        **_ANSWERED_STEPS,
        (EscalationPhase.CALLING, EscalationStep.RESTART): EscalationPhase.CALLING,
        (EscalationPhase.EXHAUSTED, EscalationStep.RESTART): EscalationPhase.CALLING,
        (EscalationPhase.STOPPED, EscalationStep.RESTART): EscalationPhase.CALLING,
        **{(phase, EscalationStep.STOP): EscalationPhase.STOPPED for phase in EscalationPhase},
    }
)


class AssignmentState(StrEnum):
    """The state of a person who was notified of an incident.

    `LAPSED`: they said that they go and did not arrive in time. `CANNOT`: they said that they cannot go. `DONE`: they
    reported that it is over. `RECUSED`: the incident now accuses them.
    """

    NOTIFIED = "notified"
    GOING = "going"
    ARRIVED = "arrived"
    LAPSED = "lapsed"
    CANNOT = "cannot"
    DONE = "done"
    RECUSED = "recused"

    @property
    def is_going(self) -> bool:
        """Return whether the person goes or is there."""
        return self in GOING

    @property
    def is_done(self) -> bool:
        """Return whether the person has nothing more to do with the incident."""
        return self in DONE


GOING = frozenset({AssignmentState.GOING, AssignmentState.ARRIVED})
"""The states of a person who goes or is there."""
DONE = frozenset({AssignmentState.CANNOT, AssignmentState.DONE})
"""The states of a person who has nothing more to do with the incident."""


class AssignmentStep(StrEnum):
    """A step in the life of an assignment."""

    NOTIFY = "notify"
    ANSWER = "answer"
    GO = "go"
    ARRIVE = "arrive"
    LAPSE = "lapse"
    DECLINE = "decline"
    FINISH = "finish"
    RECUSE = "recuse"


_SAME = {state: state for state in AssignmentState}
_BACK = _SAME | {AssignmentState.CANNOT: AssignmentState.NOTIFIED, AssignmentState.DONE: AssignmentState.NOTIFIED}
ASSIGNMENT: Life[AssignmentState, AssignmentStep] = Life(
    {
        # Somebody who was done with the incident is asked again.
        **{(state, AssignmentStep.NOTIFY): to for state, to in _BACK.items()},
        # An answer on a track without positions, such as the police's.
        **{(state, AssignmentStep.ANSWER): to for state, to in _BACK.items()},
        **{(state, AssignmentStep.GO): AssignmentState.GOING for state in AssignmentState},
        (AssignmentState.ARRIVED, AssignmentStep.GO): AssignmentState.ARRIVED,
        **{(state, AssignmentStep.ARRIVE): AssignmentState.ARRIVED for state in AssignmentState},
        (AssignmentState.GOING, AssignmentStep.LAPSE): AssignmentState.LAPSED,
        (AssignmentState.ARRIVED, AssignmentStep.LAPSE): AssignmentState.LAPSED,
        **{(state, AssignmentStep.DECLINE): AssignmentState.CANNOT for state in AssignmentState},
        **{(state, AssignmentStep.FINISH): AssignmentState.DONE for state in AssignmentState},
        **{(state, AssignmentStep.RECUSE): AssignmentState.RECUSED for state in AssignmentState},
    }
)


class DraftState(StrEnum):
    """The state of a draft.

    `ASIDE`: the caller went back to the main page. `SENT`: it was dispatched unconfirmed. `SENT_OVER`: it was
    dispatched unconfirmed and is not offered any more. `CONTINUED`: another session took it over.
    """

    OPEN = "open"
    ASIDE = "aside"
    SENT = "sent"
    SENT_OVER = "sent-over"
    FILED = "filed"
    CANCELLED = "cancelled"
    CONTINUED = "continued"

    @property
    def waits(self) -> bool:
        """Return whether the draft was neither sent nor ended."""
        return self in {DraftState.OPEN, DraftState.ASIDE}

    @property
    def was_sent(self) -> bool:
        """Return whether the draft was dispatched unconfirmed."""
        return self in {DraftState.SENT, DraftState.SENT_OVER}


class DraftStep(StrEnum):
    """A step in the life of a draft.

    `DISPATCH`: it is sent unconfirmed, because its session broke off. `CONTINUE`: another session takes it up.
    `ERASE`: its caller turned to a private matter; `ERASE_OFFERED`: so did the session that it was offered to.
    `FILE`: its own session files the report. `FILE_ELSEWHERE`: the session that took it up files the report.
    """

    KEEP = "keep"
    SET_ASIDE = "set-aside"
    DISPATCH = "dispatch"
    CANCEL = "cancel"
    ERASE = "erase"
    ERASE_OFFERED = "erase-offered"
    CONTINUE = "continue"
    FILE = "file"
    FILE_ELSEWHERE = "file-elsewhere"


_UNSENT = (DraftState.OPEN, DraftState.ASIDE)
_WAS_SENT = (DraftState.SENT, DraftState.SENT_OVER)
_KEPT = (*_WAS_SENT, DraftState.CONTINUED)
DRAFT: Life[DraftState, DraftStep] = Life(
    {
        **{(state, DraftStep.KEEP): DraftState.OPEN for state in _UNSENT},
        **{(state, DraftStep.SET_ASIDE): DraftState.ASIDE for state in _UNSENT},
        # A later hop of a session changes only the words of a draft that was sent or taken up.
        **{(state, step): state for state in _KEPT for step in (DraftStep.KEEP, DraftStep.SET_ASIDE)},
        **{(state, DraftStep.DISPATCH): DraftState.SENT for state in _UNSENT},
        **{(state, DraftStep.CANCEL): state for state in DraftState},
        **{(state, DraftStep.CANCEL): DraftState.CANCELLED for state in _UNSENT},
        (DraftState.SENT, DraftStep.CANCEL): DraftState.SENT_OVER,
        **{(state, DraftStep.ERASE): DraftState.CANCELLED for state in DraftState if state is not DraftState.FILED},
        **{
            (state, DraftStep.ERASE_OFFERED): DraftState.CANCELLED
            for state in DraftState
            if state is not DraftState.FILED
        },
        **{(state, DraftStep.ERASE_OFFERED): DraftState.SENT_OVER for state in _WAS_SENT},
        **{(state, DraftStep.CONTINUE): DraftState.CONTINUED for state in DraftState},
        **{(state, DraftStep.CONTINUE): DraftState.SENT_OVER for state in _WAS_SENT},
        (DraftState.FILED, DraftStep.CONTINUE): DraftState.FILED,
        **{(state, DraftStep.FILE): DraftState.FILED for state in DraftState},
        **{(state, DraftStep.FILE_ELSEWHERE): DraftState.FILED for state in DraftState},
        **{(state, DraftStep.FILE_ELSEWHERE): DraftState.SENT_OVER for state in _WAS_SENT},
    }
)
