"""The life of an assignment: the states of a person who was notified, and the steps between them."""

from enum import StrEnum

from menus.domain.lives import Life


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
        return self in NO_LONGER_NEEDED


GOING = frozenset({AssignmentState.GOING, AssignmentState.ARRIVED})
"""The states of a person who goes or is there."""
NO_LONGER_NEEDED = frozenset({AssignmentState.CANNOT, AssignmentState.DONE})
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
