"""Codes for the desk: each goes by SMS to the number on file, opens the desk for one person once, and lives minutes."""

import re
import secrets
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select, update

from gateway.core.unit_of_work import UnitOfWork
from gateway.storage.models import DeskCode
from menus.domain.desk_sessions import CODE_COMES, CODE_VALID

_DIGITS = 8
_LONGEST = 200
"""Letters of a field that are looked at: somebody may paste the whole text of the SMS, in which the code stands."""
_IN_A_TEXT = re.compile(r"(?<!\d)(\d{4})[\s-]*(\d{4})(?!\d)", re.ASCII)
_PURPOSE = "desk-code"


@dataclass(frozen=True)
class WornCode:
    """A code that was right once: it is used or too old. `person_id` is whom it was for.

    `is_news`: nobody has tried it since.
    """

    person_id: int
    is_news: bool


def give(uow: UnitOfWork, person_id: int) -> str:
    """Return a new code for a person, of eight digits. Their earlier codes open nothing any more."""
    end_all(uow, person_id)
    code = "".join(secrets.choice("0123456789") for _ in range(_DIGITS))
    digest = uow.keyring.digest(code, _PURPOSE)
    row = DeskCode(person_id=person_id, code_hash=digest, asked_at=uow.now, expires_at=uow.now + CODE_VALID)
    uow.session.add(row)
    return code


def is_coming(uow: UnitOfWork, person_id: int) -> bool:
    """Return whether a code that still opens the desk was sent to a person a moment ago."""
    just_sent = (DeskCode.used_at.is_(None), DeskCode.expires_at > uow.now, DeskCode.asked_at > uow.now - CODE_COMES)
    return uow.session.scalar(select(DeskCode.id).where(DeskCode.person_id == person_id, *just_sent)) is not None


def end_all(uow: UnitOfWork, person_id: int) -> None:
    """End the codes of a person that still open the desk."""
    still = (DeskCode.person_id == person_id, DeskCode.expires_at > uow.now)
    uow.session.execute(update(DeskCode).where(*still).values(expires_at=uow.now))


def end_waiting(uow: UnitOfWork) -> list[int]:
    """End every code that waits, and return the rows of the people that they were for."""
    waiting = (DeskCode.used_at.is_(None), DeskCode.expires_at > uow.now)
    people = list(uow.session.scalars(select(DeskCode.person_id).where(*waiting).distinct()))
    uow.session.execute(update(DeskCode).where(*waiting).values(expires_at=uow.now))
    return people


def newest(uow: UnitOfWork, person_id: int) -> int:
    """Return the row of the newest code of a person, 0 without one."""
    return uow.session.scalar(select(func.max(DeskCode.id)).where(DeskCode.person_id == person_id)) or 0


def is_possible(typed: str) -> bool:
    """Return whether what somebody typed holds a code at all: anything else needs no transaction."""
    return bool(_code(typed))


def _code(typed: str) -> str:
    """Return the eight digits that somebody typed, in groups or not, or pasted with the text around them."""
    pasted = _IN_A_TEXT.search(typed[:_LONGEST])
    if pasted is not None:
        return pasted[1] + pasted[2]
    digits = "".join(letter for letter in typed[:_LONGEST] if letter.isascii() and letter.isdecimal())
    return digits if len(digits) == _DIGITS else ""


def use(uow: UnitOfWork, typed: str) -> int | WornCode | None:
    """Return the row of the person whom a code lets in, and use it up; None for a code that nobody was given."""
    hashes = _hashes(uow, _code(typed))
    row = uow.session.scalar(select(DeskCode).where(DeskCode.code_hash.in_(hashes)).with_for_update())
    if row is None:
        return None
    if row.used_at is not None or row.expires_at <= uow.now:
        is_news, row.told_at = row.told_at is None, row.told_at or uow.now
        return WornCode(row.person_id, is_news)
    row.used_at = uow.now
    return row.person_id


def _hashes(uow: UnitOfWork, code: str) -> Sequence[bytes]:
    return uow.keyring.digests(code, _PURPOSE)
