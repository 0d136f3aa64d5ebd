"""The life of an escalation: its phases and the steps between them."""

from enum import StrEnum

from menus.domain.lives import Life


class EscalationPhase(StrEnum):
    """The phase of an escalation.

    `CALLING`: rungs are fired until somebody answers. `EXHAUSTED`: the ladder is at its end without an answer.
    `ANSWERED`: somebody has answered. `REMINDED`: that person was asked whether they have arrived. `ARRIVED`: they
    have. `STOPPED`: the incident has ended, or its level has fallen to one without this track.
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
WITHOUT_ANSWER = frozenset({EscalationPhase.CALLING, EscalationPhase.EXHAUSTED})
"""The phases in which an answer is still waited for."""


class EscalationStep(StrEnum):
    """A step in the life of an escalation.

    `HAND_OVER`: another person who goes takes the answer over. `RESUME`: the incident
    goes on after it had ended.
    """

    FIRE = "fire"
    EXHAUST = "exhaust"
    ANSWER = "answer"
    REMIND = "remind"
    ARRIVE = "arrive"
    HAND_OVER = "hand-over"
    TAKE_BACK = "take-back"
    RESTART = "restart"
    RESUME = "resume"
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
        (EscalationPhase.CALLING, EscalationStep.EXHAUST): EscalationPhase.EXHAUSTED,
        # Coordinators are notified once more, because somebody takes their word back.
        (EscalationPhase.EXHAUSTED, EscalationStep.EXHAUST): EscalationPhase.EXHAUSTED,
        (EscalationPhase.CALLING, EscalationStep.ANSWER): EscalationPhase.ANSWERED,
        (EscalationPhase.EXHAUSTED, EscalationStep.ANSWER): EscalationPhase.ANSWERED,
        (EscalationPhase.ANSWERED, EscalationStep.REMIND): EscalationPhase.REMINDED,
        **_ANSWERED_STEPS,
        (EscalationPhase.CALLING, EscalationStep.RESTART): EscalationPhase.CALLING,
        (EscalationPhase.EXHAUSTED, EscalationStep.RESTART): EscalationPhase.CALLING,
        (EscalationPhase.STOPPED, EscalationStep.RESUME): EscalationPhase.CALLING,
        **{(phase, EscalationStep.STOP): EscalationPhase.STOPPED for phase in EscalationPhase},
    }
)
