"""Giving: accounts, the ways in which money comes, and the life of a payment. Amounts are whole shillings (KES)."""

from enum import StrEnum

from menus.domain.lives import Life


class AccountKind(StrEnum):
    """The kind of an account. The values are stored. A movement takes an amount out of one account into another."""

    GIVEN = "given"
    """What people gave comes out of this account: it has no other end."""
    CASH = "cash"
    """Cash in the hands of one person."""
    MPESA = "mpesa"
    """A paybill or till of the association."""
    BANK = "bank"
    SPENT = "spent"
    """What was spent goes into an account of this kind, one for each heading."""


class GivenBy(StrEnum):
    """The way in which money moved. The values are stored."""

    CASH = "cash"
    MPESA = "mpesa"
    BANK = "bank"


class Band(StrEnum):
    """A giver by their own statement: a household, or an owner by the number of premises. The values are stored."""

    HOUSEHOLD = "household"
    SMALL = "owner-small"
    MIDDLE = "owner-middle"
    LARGE = "owner-large"


class AskState(StrEnum):
    """The state of what a second person must agree to: a payment, a handing over, an undoing. The values are stored."""

    WAITING = "waiting"
    DONE = "done"
    REFUSED = "refused"
    LAPSED = "lapsed"


class AskKind(StrEnum):
    """What a second person must agree to. The values are stored."""

    PAYMENT = "payment"
    HANDOVER = "handover"
    UNDOING = "undoing"


class NoteKind(StrEnum):
    """What a resident tells the association about giving. The values are stored."""

    OFFER = "offer"
    QUESTION = "question"


class Offered(StrEnum):
    """The kinds of things that a resident may offer, in the order of the menu. The values are stored."""

    TOOLS = "tools"
    FOOD = "food"
    WORK = "work"
    ROOM = "room"
    OTHER = "other"


class AskStep(StrEnum):
    """What happens to it."""

    AGREED = "agreed"
    REFUSED = "refused"
    LAPSED = "lapsed"


ASK = Life(
    {
        (AskState.WAITING, AskStep.AGREED): AskState.DONE,
        (AskState.WAITING, AskStep.REFUSED): AskState.REFUSED,
        (AskState.WAITING, AskStep.LAPSED): AskState.LAPSED,
    }
)
