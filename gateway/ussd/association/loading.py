"""Facts of the association's own life: the table of what loads each class of them for a page."""

from collections.abc import Callable, Mapping

from gateway.association.barazas import facts
from gateway.ussd.association import giving_pages, vote_hops, youth
from gateway.ussd.association.asked import Asked
from menus.domain.baraza_facts import BarazaFacts
from menus.domain.giving_facts import Books, HowToGive, OwnReceipts
from menus.ussd.vote_pages import OpenVotes
from menus.ussd.youth_steps import YouthFacts

__all__ = ["LOADERS", "Asked", "Loader", "load"]
Loader = Callable[[Asked], object]
LOADERS: Mapping[type, Loader] = {
    YouthFacts: lambda asked: youth.load(asked.session, asked.record, asked.now),
    HowToGive: lambda asked: giving_pages.how_to_give(asked.session, asked.record, asked.caller),
    OwnReceipts: lambda asked: giving_pages.own_receipts(asked.session, asked.record, asked.caller),
    Books: lambda asked: giving_pages.months(asked.session, asked.record, asked.now),
    BarazaFacts: lambda asked: facts.of(asked.session, asked.record, asked.now),
    OpenVotes: vote_hops.load,
}
"""The loader of each class of facts."""


def load(asked: Asked, kind: type) -> object:
    """Return the facts of that class; raise KeyError for a class that nobody loads."""
    return LOADERS[kind](asked)
