"""The life of a draft: its states and the steps between them."""

from enum import StrEnum

from menus.domain.lives import Life


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
    `ERASE_OFFERED`: the session that it was offered to turned to a private matter.
    `FILE`: its own session files the report. `FILE_ELSEWHERE`: the session that took it up files the report.
    """

    KEEP = "keep"
    SET_ASIDE = "set-aside"
    DISPATCH = "dispatch"
    CANCEL = "cancel"
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
