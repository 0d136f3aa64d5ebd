"""Vouching: somebody names two neighbours, and once both have sent the code of their text, the household is listed.

Whoever asks gets the same answer whether the neighbours are on the list or not: so nobody learns who is.
"""

import secrets
from collections.abc import Sequence
from enum import Enum, auto

from sqlalchemy import ColumnElement, and_, delete, func, or_, select
from sqlalchemy.orm import Session

from gateway.association.votes import households
from gateway.communities.directory import CommunityRecord
from gateway.core import acts
from gateway.core.unit_of_work import UnitOfWork
from gateway.messaging import opt_outs, outbox
from gateway.storage.models import HouseholdRequest
from gateway.storage.sealing import Keyring
from menus.domain.acts import ActKind
from menus.domain.households import ASKED_AGAIN, MOST_ASKED, VOUCHERS, WAITS
from menus.domain.messages import Lane, MessageKind
from menus.sms import wording
from menus.text.names import Text


class Asked(Enum):
    """The result of asking to be on the list."""

    WAITS = auto()
    LISTED = auto()
    OFTEN = auto()
    SAME = auto()
    """The two neighbours are not two other people."""


class Vouched(Enum):
    """The result of a code."""

    NOTED = auto()
    DONE = auto()
    """The household is on the list now."""
    UNKNOWN = auto()


def ask(uow: UnitOfWork, record: CommunityRecord, phone: str, neighbours: Sequence[str], language: str) -> Asked:
    """Ask two neighbours (E.164) to vouch for a phone (E.164), whose owner reads a language."""
    if len({phone, *neighbours}) != VOUCHERS + 1:
        return Asked.SAME
    if households.is_listed(uow.session, uow.keyring, record.id, phone):
        return Asked.LISTED
    uow.lock_key(f"households {record.id}".encode())
    own = (HouseholdRequest.household_hash.in_(households.hashes(uow.keyring, phone)), *_live(uow, record))
    again = (*own, HouseholdRequest.expires_at > uow.now + WAITS - ASKED_AGAIN)
    if uow.session.scalar(select(HouseholdRequest.id).where(*again)) is not None:
        return Asked.OFTEN
    uow.session.execute(delete(HouseholdRequest).where(*own))
    named = [households.hashes(uow.keyring, one)[0] for one in neighbours]
    code = _new_code(uow, record)
    # They are counted before this request names them, too.
    texted = [one for one in neighbours if _may_be_asked(uow, record, one)]
    row = {"community_id": record.id, "household_hash": households.hashes(uow.keyring, phone)[0], "phone": phone}
    row |= {"language": language, "code": code, "first_hash": named[0], "second_hash": named[1]}
    row |= {"first_vouched": False, "second_vouched": False, "expires_at": uow.now + WAITS}
    uow.insert(HouseholdRequest, [row])
    for neighbour in texted:
        person = record.by_phone(neighbour)
        read = person.language if person is not None else record.community.language
        _text(uow, record, neighbour, wording.say(record.community, read, Text.VOUCH_ASKED, code=code))
    return Asked.WAITS


def vouch(uow: UnitOfWork, record: CommunityRecord, phone: str, code: str) -> Vouched:
    """Note that a listed neighbour (E.164) has sent a code; with both, put the household on the list."""
    own = households.hashes(uow.keyring, phone)
    named = or_(HouseholdRequest.first_hash.in_(own), HouseholdRequest.second_hash.in_(own))
    wanted = select(HouseholdRequest).where(HouseholdRequest.code == code, named, *_live(uow, record))
    request = uow.session.scalar(wanted.with_for_update())
    if request is None or not households.is_listed(uow.session, uow.keyring, record.id, phone):
        return Vouched.UNKNOWN
    if request.first_hash in own:
        request.first_vouched = True
    else:
        request.second_vouched = True
    if not (request.first_vouched and request.second_vouched):
        return Vouched.NOTED
    if households.add(uow, record, [request.phone]):
        # Neither who was listed nor who vouched stands in the record.
        acts.note(uow, record.id, ActKind.HOUSEHOLD_VOUCHED)
    _text(uow, record, request.phone, _listed(record, request.language))
    uow.session.delete(request)
    uow.truncates_log = True
    return Vouched.DONE


def waiting(session: Session, keyring: Keyring, phone: str) -> int:
    """Return how many requests of a phone (E.164) to be on a list are kept."""
    own = HouseholdRequest.household_hash.in_(households.hashes(keyring, phone))
    return session.scalar(select(func.count()).select_from(HouseholdRequest).where(own)) or 0


def forget(uow: UnitOfWork, phone: str) -> None:
    """Erase what a phone (E.164) has asked: its number goes, and neighbours who vouch later find nothing."""
    own = HouseholdRequest.household_hash.in_(households.hashes(uow.keyring, phone))
    uow.session.execute(delete(HouseholdRequest).where(own).execution_options(synchronize_session="fetch"))
    uow.truncates_log = True


def _live(uow: UnitOfWork, record: CommunityRecord) -> tuple[ColumnElement[bool], ...]:
    return HouseholdRequest.community_id == record.id, HouseholdRequest.expires_at > uow.now


def _new_code(uow: UnitOfWork, record: CommunityRecord) -> str:
    """Return a code of four digits that no other request has now."""
    taken = set(uow.session.scalars(select(HouseholdRequest.code).where(*_live(uow, record))))
    free = [code for number in range(1_000, 10_000) if (code := str(number)) not in taken]
    return secrets.choice(free)


def _may_be_asked(uow: UnitOfWork, record: CommunityRecord, phone: str) -> bool:
    """Return whether a number is on the list, wants texts, and was not asked by too many today."""
    if not households.is_listed(uow.session, uow.keyring, record.id, phone) or not opt_outs.wants_texts(uow, phone):
        return False
    own = households.hashes(uow.keyring, phone)
    named = or_(HouseholdRequest.first_hash.in_(own), HouseholdRequest.second_hash.in_(own))
    today = HouseholdRequest.expires_at > uow.now + WAITS - ASKED_AGAIN
    asked = select(func.count()).select_from(HouseholdRequest).where(and_(named, today, *_live(uow, record)))
    return (uow.session.scalar(asked) or 0) < MOST_ASKED


def _text(uow: UnitOfWork, record: CommunityRecord, phone: str, text: str) -> None:
    outbox.queue(uow, record, outbox.OutgoingText(MessageKind.ASSOCIATION, Lane.BULK, text, (phone,)))


def _listed(record: CommunityRecord, language: str) -> str:
    code = record.community.ussd_codes[0]
    return wording.say(record.community, language, Text.VOUCH_LISTED, code=code)
