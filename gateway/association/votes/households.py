"""The list of households: who is on it, and how two officers enter the first ones.

Decided: officers of different tenure enter numbers at the desk, as long as no vote was ever opened here; from then on
neighbours alone vouch. A household leaves the list by a text of its own.
"""

from collections.abc import Sequence
from enum import Enum, auto

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from gateway.communities.directory import CommunityRecord
from gateway.core import acts
from gateway.core.unit_of_work import UnitOfWork
from gateway.storage.models import Household, HouseholdSheet, Vote
from gateway.storage.sealing import Keyring
from menus.domain.acts import ActKind
from menus.domain.community import Person
from menus.domain.households import MOST_ENTERED, WAITS
from menus.domain.vote_life import WAITING, VoteState
from menus.domain.votes import may_second

_PURPOSE = "household"


class Sheet(Enum):
    """The result of a sheet of first numbers."""

    DONE = auto()
    CLOSED = auto()
    """A vote was opened before: neighbours vouch now."""
    EMPTY = auto()
    TOO_MANY = auto()
    NOT_YOURS = auto()
    """There is no such sheet, or the officer may not agree to it."""


def hashes(keyring: Keyring, phone: str) -> tuple[bytes, ...]:
    """Return the hashes by which a number (E.164) stands on a list: that of the newest key first."""
    return keyring.digests(phone, _PURPOSE)


def listed(session: Session, community_id: int) -> int:
    """Return how many households are on the list."""
    count = select(func.count()).select_from(Household).where(Household.community_id == community_id)
    return session.scalar(count) or 0


def is_listed(session: Session, keyring: Keyring, community_id: int, phone: str) -> bool:
    """Return whether a number (E.164) is on the list."""
    own = (Household.community_id == community_id, Household.household_hash.in_(hashes(keyring, phone)))
    return session.scalar(select(Household.id).where(*own)) is not None


def add(uow: UnitOfWork, record: CommunityRecord, phones: Sequence[str]) -> int:
    """Put numbers (E.164) on the list, each once; return how many are new. A vote that is open does not change."""
    # Two officers, or neighbours at the same moment, may add the same number.
    uow.lock_key(f"households {record.id}".encode())
    wanted = dict.fromkeys(phones)
    new = [phone for phone in wanted if not is_listed(uow.session, uow.keyring, record.id, phone)]
    # In an order that tells nothing of who came first.
    rows = sorted(hashes(uow.keyring, phone)[0] for phone in new)
    uow.insert(Household, [{"community_id": record.id, "household_hash": one} for one in rows])
    return len(new)


def strike(uow: UnitOfWork, record: CommunityRecord, phone: str) -> bool:
    """Take a number (E.164) off the list, as its owner asks; return whether it was there.

    A vote that is open does not change.
    """
    own = (Household.community_id == record.id, Household.household_hash.in_(hashes(uow.keyring, phone)))
    found = uow.session.scalars(select(Household.id).where(*own)).all()
    if found:
        uow.session.execute(delete(Household).where(Household.id.in_(found)))
        acts.note(uow, record.id, ActKind.HOUSEHOLD_LEFT)
        uow.truncates_log = True
    return bool(found)


def may_enter(session: Session, community_id: int) -> bool:
    """Return whether officers may still enter numbers: no vote was opened yet."""
    never_opened = (*WAITING, VoteState.VOID)
    opened = select(Vote.id).where(Vote.community_id == community_id, Vote.state.not_in(never_opened), ~Vote.is_poll)
    return session.scalar(opened.limit(1)) is None


def waiting(session: Session, community_id: int) -> Sequence[HouseholdSheet]:
    """Return the sheets that wait for a second officer."""
    own = select(HouseholdSheet).where(HouseholdSheet.community_id == community_id)
    return session.scalars(own.order_by(HouseholdSheet.id)).all()


def enter(uow: UnitOfWork, record: CommunityRecord, officer: Person, phones: Sequence[str]) -> Sheet:
    """Keep the numbers (E.164) that an officer has entered, until another one agrees."""
    phones = list(dict.fromkeys(phones))
    if not may_enter(uow.session, record.id):
        return Sheet.CLOSED
    if not phones:
        return Sheet.EMPTY
    if len(phones) > MOST_ENTERED:
        return Sheet.TOO_MANY
    own = {"community_id": record.id, "entered_by": record.person_ids[officer.phone], "expires_at": uow.now + WAITS}
    uow.insert(HouseholdSheet, [{**own, "numbers": " ".join(phones), "count": len(phones)}])
    return Sheet.DONE


def decide(uow: UnitOfWork, record: CommunityRecord, sheet_id: int, officer: Person, *, agrees: bool) -> Sheet:
    """Let a second officer of another tenure agree to a sheet, or any officer refuse it."""
    own = select(HouseholdSheet).where(HouseholdSheet.id == sheet_id, HouseholdSheet.community_id == record.id)
    sheet = uow.session.scalar(own.with_for_update())
    first = record.person(sheet.entered_by) if sheet is not None else None
    if sheet is None or (agrees and (first is None or not may_second(first, officer))):
        return Sheet.NOT_YOURS
    if agrees and not may_enter(uow.session, record.id):
        return Sheet.CLOSED
    new = add(uow, record, sheet.numbers.split()) if agrees else 0
    by, kind = record.person_ids[officer.phone], ActKind.HOUSEHOLDS_ENTERED
    acts.note(uow, record.id, kind, by=by, entered_by=sheet.entered_by, agreed=agrees, listed=new)
    uow.session.execute(delete(HouseholdSheet).where(HouseholdSheet.id == sheet.id))
    uow.truncates_log = True
    return Sheet.DONE
