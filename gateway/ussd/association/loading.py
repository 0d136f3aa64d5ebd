"""Facts of the association's own life: the table of what loads each class of them for a page."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from gateway.association.barazas import facts
from gateway.communities.directory import CommunityRecord
from gateway.ussd.association import giving_pages, youth
from gateway.ussd.context import Caller
from menus.domain.baraza import BarazaFacts
from menus.domain.giving_facts import Books, HowToGive, OwnReceipts
from menus.ussd.youth_steps import YouthFacts


@dataclass(frozen=True)
class Asked:
    """What facts are asked for: the community, the caller, and the time."""

    session: Session
    record: CommunityRecord
    caller: Caller
    now: datetime


Loader = Callable[[Asked], object]
LOADERS: Mapping[type, Loader] = {
    YouthFacts: lambda asked: youth.load(asked.session, asked.record, asked.now),
    HowToGive: lambda asked: giving_pages.how_to_give(asked.session, asked.record, asked.caller),
    OwnReceipts: lambda asked: giving_pages.own_receipts(asked.session, asked.record, asked.caller),
    Books: lambda asked: giving_pages.months(asked.session, asked.record, asked.now),
    BarazaFacts: lambda asked: facts.of(asked.session, asked.record, asked.now),
}
"""The loader of each class of facts."""


def load(asked: Asked, kind: type) -> object:
    """Return the facts of that class; raise KeyError for a class that nobody loads."""
    return LOADERS[kind](asked)
