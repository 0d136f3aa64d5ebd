"""Giving: accounts, the ways in which money comes, and the life of a payment. Amounts are whole shillings (KES)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
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
    """An act that a second person must agree to. The values are stored."""

    PAYMENT = "payment"
    HANDOVER = "handover"
    UNDOING = "undoing"
    TAKING_OVER = "taking-over"
    """Cash of somebody who signs for nothing any more goes to the asker."""


class NoteKind(StrEnum):
    """A word of a resident to the association about giving. The values are stored."""

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
    """A step in the life of an ask."""

    AGREED = "agreed"
    REFUSED = "refused"
    LAPSED = "lapsed"


@dataclass(frozen=True)
class OwnerBand:
    """The amount that owners are asked for in a month, up to a number of premises. The last band has no upper end."""

    upto: int | None
    amount: int


@dataclass(frozen=True)
class GivingAccount:
    """An account into which people give: a paybill or till, or a bank account. `custodian` is a phone (E.164)."""

    kind: AccountKind
    number: str
    custodian: str


STIPEND = "stipend"
"""The heading of stipends: no file may give it to something else."""
_OF_PATROLS = frozenset({"patrol", "patrols", "patrolling", "doria"})
"""The words for patrols in the languages that come with Doria."""
BANDS = (Band.SMALL, Band.MIDDLE, Band.LARGE)
"""The bands of owners, in the order of the file: it has at most so many."""


@dataclass(frozen=True)
class Giving:
    """The association's decision about giving, as its file says: its number (`D12`) and its day.

    `month` is what a household is asked for in a month. All three are None where nothing is decided yet. `headings` are
    the names of what money is spent on, by key and language. `stipend_cap` is the most that one person gets in a month;
    None if nobody gets any.
    """

    decision: str | None
    decided_on: date | None
    month: int | None
    bands: tuple[OwnerBand, ...]
    headings: Mapping[str, Mapping[str, str]] = field(hash=False)
    stipend_cap: int | None = None
    accounts: tuple[GivingAccount, ...] = ()

    @property
    def tariff(self) -> tuple[object, ...]:
        """Return what a decision is needed for: the amounts, what money is spent on, and the accounts.

        Who answers for an account is none of it: a treasurer may get another phone.
        """
        headings = {key: dict(names) for key, names in self.headings.items()}
        accounts = [(each.kind, each.number) for each in self.accounts]
        return self.month, self.bands, headings, self.stipend_cap, accounts

    def band_of(self, premises: int) -> Band:
        """Return the band of an owner of so many premises."""
        for band, owner in zip(BANDS, self.bands, strict=False):
            if owner.upto is None or premises <= owner.upto:
                return band
        return BANDS[max(len(self.bands) - 1, 0)]

    def asked_of(self, band: Band | None) -> int | None:
        """Return the amount that a giver of a band is asked for in a month; None where nothing is decided yet."""
        place = BANDS.index(band) if band in BANDS else None
        return self.bands[place].amount if place is not None and place < len(self.bands) else self.month


def pays_patrols(key: str, names: Mapping[str, str]) -> bool:
    """Return whether money under a heading is spent on patrols, by its key or by one of its names.

    Where no patrol is sent nobody is paid for one: a patrol that lives on without papers would be a private one.
    """
    words = {word.casefold() for name in (key.replace("-", " "), *names.values()) for word in name.split()}
    return not words.isdisjoint(_OF_PATROLS)


ASK = Life(
    {
        (AskState.WAITING, AskStep.AGREED): AskState.DONE,
        (AskState.WAITING, AskStep.REFUSED): AskState.REFUSED,
        (AskState.WAITING, AskStep.LAPSED): AskState.LAPSED,
    }
)
