"""Changes of numbers: requests that a person gets another number, their codes, and the new version of the file.

`menus/domain/phone_changes.py` says who must agree. The file changes through the same use case as a loaded one, so that
every check applies, and open alerts follow the person to the new number.
"""

import hmac
import secrets

from sqlalchemy import ColumnElement, func, select

from gateway.communities import loading
from gateway.communities.directory import CommunityRecord
from gateway.communities.file import CommunityFileError, parse
from gateway.communities.loading import Signed
from gateway.communities.records import body_of
from gateway.core import acts
from gateway.core.unit_of_work import UnitOfWork
from gateway.errors import Refused
from gateway.logs import logger
from gateway.storage.models import PersonRow, PhoneChange
from menus.domain import phone_changes as rules
from menus.domain.acts import ActKind
from menus.domain.community import Person

_DIGITS = 4
log = logger()


def may_ask(uow: UnitOfWork, record: CommunityRecord, asker_id: int, phone: str) -> bool:
    """Return whether the limits of a day allow another request of this asker for this number (E.164)."""
    of_number = PhoneChange.phone_hash.in_(uow.keyring.phones(phone))
    return rules.may_ask(
        _of_today(uow, PhoneChange.asked_by == asker_id),
        _of_today(uow, PhoneChange.community_id == record.id),
        _of_today(uow, of_number),
    )


def _of_today(uow: UnitOfWork, which: ColumnElement[bool]) -> int:
    since = PhoneChange.asked_at > uow.now - rules.DAY
    return uow.session.scalar(select(func.count(PhoneChange.id)).where(which, since)) or 0


def ask(uow: UnitOfWork, record: CommunityRecord, asker_id: int, person: Person, phone: str) -> PhoneChange:
    """Keep the request that a person gets a number (E.164). Another one that waits for that person ends.

    A request of the person themselves does not end the requests of others for them: a thief may hold their phone.
    """
    person_id = record.person_ids[person.phone]
    for before in uow.session.scalars(select(PhoneChange).where(PhoneChange.person_id == person_id)):
        is_of_others = asker_id == person_id != before.asked_by
        if is_waiting(uow, before) and not is_of_others:
            end(uow, before)
    change = PhoneChange(
        community_id=record.id,
        person_id=person_id,
        asked_by=asker_id,
        phone=phone,
        phone_hash=uow.keyring.phone(phone),
        code=f"{secrets.randbelow(10**_DIGITS):0{_DIGITS}d}",
        asked_at=uow.now,
        expires_at=uow.now + rules.VALID_FOR,
    )
    uow.session.add(change)
    uow.session.flush()
    return change


def newest_to(uow: UnitOfWork, phone: str) -> PhoneChange | None:
    """Return the last request for a number (E.164) of the last day, whether it waits or not; None without one."""
    asked = select(PhoneChange).where(
        PhoneChange.phone_hash.in_(uow.keyring.phones(phone)), PhoneChange.asked_at > uow.now - rules.DAY
    )
    return uow.session.scalar(asked.order_by(PhoneChange.id.desc()).limit(1))


def locked(uow: UnitOfWork, change_id: int) -> PhoneChange:
    """Return a request, locked until the commit: two phones may send their codes at one moment."""
    return uow.locked(PhoneChange, change_id)


def is_waiting(uow: UnitOfWork, change: PhoneChange) -> bool:
    """Return whether a request still waits for its codes."""
    return change.ended_at is None and change.expires_at >= uow.now


def end(uow: UnitOfWork, change: PhoneChange) -> None:
    """End a request, done or not."""
    change.ended_at = uow.now


def prove(uow: UnitOfWork, change: PhoneChange, code: str) -> bool:
    """Note whether the phone with the new number has sent its code; a wrong one counts, and the last one ends it."""
    if hmac.compare_digest(change.code.encode(), code.strip().encode()):
        change.proven_at = change.proven_at or uow.now
        return True
    change.wrong += 1
    if rules.is_over(change.wrong):
        end(uow, change)
    return False


def finish(uow: UnitOfWork, record: CommunityRecord, change: PhoneChange) -> str | None:
    """Give the person the number as a new version of the file, and return the number before (E.164).

    Return None, and change nothing, if the people have changed meanwhile. The request ends either way.
    """
    from gateway.communities import editing  # noqa: PLC0415 - numbers change seldom, and processes start faster

    end(uow, change)
    row = uow.session.get_one(PersonRow, change.person_id)
    old, body = row.phone, body_of(uow.session, record.community.key)
    asker, confirmer = (_name(record, who) for who in (change.asked_by, change.confirmed_by))
    signed = Signed(f"{asker}, confirmed by {confirmer}", "a new number, by SMS")
    if body is None or not old:
        return None
    try:
        if any(person.phone == change.phone for person in parse(body).people):
            return None
        loading.store(uow, editing.with_phone(body, old, change.phone), signed, instead_of=body)
    except (Refused, CommunityFileError) as error:
        log.warning("phone.not_changed", community=record.community.key, why=str(error).split("\n")[0])
        return None
    of, confirmed_by = change.person_id, change.confirmed_by
    acts.note(uow, record.id, ActKind.PHONE_CHANGED, by=change.asked_by, of=of, confirmed_by=confirmed_by)
    return old


def _name(record: CommunityRecord, person_id: int | None) -> str:
    person = record.person(person_id) if person_id is not None else None
    return person.name if person is not None else "?"
