"""Acts of a caller on the pages of giving: each is done in the transaction of the hop, and once for the same post."""

from dataclasses import dataclass

from menus.domain.giving import Offered
from menus.ussd.effects import AssociationAct


@dataclass(frozen=True)
class LinkGiver(AssociationAct):
    """The caller wants to give: their phone gets a number, if it has none. Receipts come in that language."""

    language: str


@dataclass(frozen=True)
class SayPremises(AssociationAct):
    """The caller says how many premises they own."""

    language: str
    count: int


@dataclass(frozen=True)
class AskAboutReceipt(AssociationAct):
    """The caller says that something is wrong with a receipt; without a number, with their receipts."""

    number: str


@dataclass(frozen=True)
class OfferThings(AssociationAct):
    """The caller offers things or work. `words` are theirs, if they have typed any."""

    language: str
    offered: Offered
    words: str = ""
