"""The pages of giving: what they are made of, and what a key on them does."""

from dataclasses import replace
from datetime import datetime

from sqlalchemy.orm import Session

from gateway.association.giving import accounts, books, givers, notes
from gateway.association.support import ledger
from gateway.communities.directory import CommunityRecord
from gateway.core.unit_of_work import UnitOfWork
from gateway.ussd.context import Caller
from menus.domain.giving_facts import Books, HowToGive, OwnReceipts
from menus.text import giving_in_force
from menus.ussd import flow, giving_longest
from menus.ussd.giving_acts import AskAboutReceipt, LinkGiver, OfferThings, SayPremises
from menus.ussd.screen import Screen

_MOST_QUARTERS = 2
"""The quarters of which the page tells what the police were given. A guess."""


def how_to_give(session: Session, record: CommunityRecord, caller: Caller) -> HowToGive:
    """Return the number of the caller's phone, what they have said of themselves, and the frozen accounts."""
    known = givers.of_phone(session, record, caller.hashes)
    frozen = frozenset(accounts.frozen(session, record))
    return HowToGive(known.number if known else "", known.band if known else None, frozen)


def own_receipts(session: Session, record: CommunityRecord, caller: Caller) -> OwnReceipts:
    """Return the receipts of the caller's own phone: nobody reads those of another one."""
    known = givers.of_phone(session, record, caller.hashes)
    if known is None:
        return OwnReceipts()
    found = books.receipts_of(session, record, known.id, giving_longest.MOST_RECEIPTS)
    return OwnReceipts(is_linked=True, receipts=tuple(found))


def months(session: Session, record: CommunityRecord, now: datetime) -> Books:
    """Return the books of the last months, and what was given to the police in the last quarters."""
    given = ledger.by_quarter(session, record.id)[:_MOST_QUARTERS]
    support = tuple((quarter.quarter, quarter.kes) for quarter in given)
    return replace(books.of_months(session, record, now), support=support)


def link(
    uow: UnitOfWork, record: CommunityRecord, caller: Caller, context: flow.SessionContext, wanted: LinkGiver
) -> Screen | None:
    """Give the caller's phone a number, and show the page with it."""
    givers.link(uow, record, caller.hop.phone, wanted.language)
    return _again(uow, record, caller, context)


def say_premises(
    uow: UnitOfWork, record: CommunityRecord, caller: Caller, context: flow.SessionContext, wanted: SayPremises
) -> Screen | None:
    """Keep in which band the caller is by their own statement; the number of premises is not kept."""
    giving = giving_in_force.of(record.community)
    if giving is None or not giving.bands:
        return None
    known = givers.link(uow, record, caller.hop.phone, wanted.language)
    givers.says(uow, known, giving.band_of(wanted.count))
    return _again(uow, record, caller, context)


def ask(
    uow: UnitOfWork, record: CommunityRecord, caller: Caller, _context: flow.SessionContext, wanted: AskAboutReceipt
) -> Screen | None:
    """Hand a question about a receipt on to oversight."""
    known = givers.of_phone(uow.session, record, caller.hashes)
    if known is not None:
        notes.question(uow, record, known, wanted.number, once=caller.once)
    return None


def offer(
    uow: UnitOfWork, record: CommunityRecord, caller: Caller, context: flow.SessionContext, wanted: OfferThings
) -> Screen | None:
    """Hand an offer of things on to the treasurer, and show the number to bring them with."""
    known = givers.link(uow, record, caller.hop.phone, wanted.language)
    notes.offer(uow, record, known, wanted.offered, wanted.words, once=caller.once)
    return _again(uow, record, caller, context)


def _again(uow: UnitOfWork, record: CommunityRecord, caller: Caller, context: flow.SessionContext) -> Screen | None:
    """Return the page of the hop as it is now that the caller's phone has a number."""
    uow.session.flush()
    fact = how_to_give(uow.session, record, caller)
    known = replace(context, facts={**context.facts, HowToGive: fact})
    return flow.advance(known, caller.hop.text).screen
