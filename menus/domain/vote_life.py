"""The life of a vote: proposed, agreed to, published, open, closed, counted; or void, at any time before the count."""

from enum import StrEnum

from menus.domain.lives import Life


class VoteState(StrEnum):
    """The state of a vote. The values are stored."""

    PROPOSED = "proposed"
    """One officer has written it; a second one must agree."""
    AGREED = "agreed"
    """The tellers take their codes."""
    PUBLISHED = "published"
    """Each teller has a code, and the key of the vote is made."""
    OPEN = "open"
    CLOSED = "closed"
    """The votes are in the box without their voters; two tellers open it."""
    COUNTED = "counted"
    VOID = "void"


class VoteStep(StrEnum):
    """A step of a vote."""

    AGREE = "agree"
    PUBLISH = "publish"
    OPEN = "open"
    CLOSE = "close"
    COUNT = "count"
    END = "end"
    """It becomes void: see `Void`."""


class Void(StrEnum):
    """The reason why a vote is void. The values are stored."""

    WITHDRAWN = "withdrawn"
    """An officer took it back before it opened."""
    LATE = "late"
    """Less than two days were left when the last teller had taken a code."""
    TOO_FEW = "too-few"
    """The list has too few households for a secret vote: show hands."""
    TELLERS = "tellers"
    """Fewer than two tellers are left who can open the box."""
    RESTORED = "restored"
    """The database was restored from a backup, which never holds the votes of an open box."""


_BEFORE_COUNT = (VoteState.PROPOSED, VoteState.AGREED, VoteState.PUBLISHED, VoteState.OPEN, VoteState.CLOSED)
VOTE = Life(
    {
        (VoteState.PROPOSED, VoteStep.AGREE): VoteState.AGREED,
        (VoteState.AGREED, VoteStep.PUBLISH): VoteState.PUBLISHED,
        (VoteState.PUBLISHED, VoteStep.OPEN): VoteState.OPEN,
        (VoteState.OPEN, VoteStep.CLOSE): VoteState.CLOSED,
        (VoteState.CLOSED, VoteStep.COUNT): VoteState.COUNTED,
        **{(state, VoteStep.END): VoteState.VOID for state in _BEFORE_COUNT},
    }
)
WAITING = (VoteState.PROPOSED, VoteState.AGREED, VoteState.PUBLISHED)
"""The states before a vote opens."""
LIVE = _BEFORE_COUNT
"""The states of a vote that is neither counted nor void."""
