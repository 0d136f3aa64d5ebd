"""The life of a proposal about people: it waits for a second officer, who agrees or refuses, once."""

from enum import StrEnum

from menus.domain.lives import Life


class ProposalState(StrEnum):
    """The state of a proposal. The values are stored."""

    WAITING = "waiting"
    DONE = "done"
    """The change stands in the file."""
    REFUSED = "refused"


class ProposalStep(StrEnum):
    """A decision about a proposal."""

    AGREED = "agreed"
    REFUSED = "refused"


PROPOSAL = Life(
    {
        (ProposalState.WAITING, ProposalStep.AGREED): ProposalState.DONE,
        (ProposalState.WAITING, ProposalStep.REFUSED): ProposalState.REFUSED,
    }
)
