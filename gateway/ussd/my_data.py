"""My data: what is counted of the caller's number on its page, and the request to erase it."""

from sqlalchemy.orm import Session

from gateway.association.giving import books
from gateway.association.votes import households, vouching
from gateway.communities.directory import CommunityRecord
from gateway.core.unit_of_work import UnitOfWork
from gateway.intake import erase_requests, erasing, kept
from gateway.ussd.context import Caller
from menus.domain.erasing import Kept
from menus.ussd import flow


def kept_of(session: Session, record: CommunityRecord, caller: Caller) -> flow.KeptOfCaller:
    """Return the numbers of things that are kept of the caller's number."""
    phone = erasing.phone_of(session, caller.hashes)
    found = kept.of_phone(session, phone)
    return flow.KeptOfCaller(
        found.get(Kept.CLOSED_REPORTS, 0),
        found.get(Kept.OPEN_REPORTS, 0),
        sum(found.get(kind, 0) for kind in (Kept.TEXTS_IN, Kept.TEXTS_OUT, Kept.TEXTS_WAITING)),
        has_role=phone.has_role,
        gifts=books.count_of(session, caller.hashes),
        is_listed=households.is_listed(session, caller.keyring, record.id, caller.hop.phone),
    )


def erase(uow: UnitOfWork, record: CommunityRecord, caller: Caller) -> None:
    """Ask for the erasing of what is kept of the caller's number; it leaves the list of households at once."""
    households.strike(uow, record, caller.hop.phone)
    vouching.forget(uow, caller.hop.phone)
    erase_requests.ask_soon(uow, caller.hashes)
