"""Confirmation codes: a command that cannot be undone waits ten minutes for its four-digit code."""

import hmac
import secrets
from collections.abc import Sequence
from datetime import timedelta

from sqlalchemy import func, select, update

from gateway.core.unit_of_work import UnitOfWork
from gateway.storage.models import Confirmation

VALID_FOR = timedelta(minutes=10)
MOST_WRONG = 5
"""After this many wrong codes a waiting command lapses: a forged sender must not try all codes."""
MOST_WRONG_AN_HOUR = 15
"""After this many wrong codes in an hour, no code of that number counts, however many commands it gives."""


def ask(uow: UnitOfWork, person_id: int, incident_id: int | None, verb: str, words: str) -> str:
    """Store a command until it is confirmed; return its code. The same command again replaces the older one."""
    uow.session.execute(
        update(Confirmation)
        .where(
            Confirmation.person_id == person_id,
            Confirmation.verb == verb,
            Confirmation.incident_id.is_(None) if incident_id is None else Confirmation.incident_id == incident_id,
            Confirmation.used_at.is_(None),
        )
        .values(used_at=uow.now)
        .execution_options(synchronize_session=False)
    )
    taken = {row.code for row in _waiting(uow, person_id)}
    code = next(code for code in iter(_random_code, "") if code not in taken)
    uow.session.add(
        Confirmation(
            person_id=person_id,
            incident_id=incident_id,
            code=code,
            verb=verb,
            words=words,
            expires_at=uow.now + VALID_FOR,
        )
    )
    return code


def use(uow: UnitOfWork, person_id: int, code: str) -> Confirmation | None:
    """Return the command that a code confirms, once, or None for a wrong code, which is counted."""
    waiting = _waiting(uow, person_id)
    if _wrong_lately(uow, person_id) >= MOST_WRONG_AN_HOUR:
        return None
    for row in waiting:
        if hmac.compare_digest(row.code.encode(), code.strip().encode()):
            row.used_at = uow.now
            return row
    for row in waiting:
        row.wrong += 1
    return None


def _wrong_lately(uow: UnitOfWork, person_id: int) -> int:
    """Return how many wrong codes a person's number has sent within an hour, for all commands together."""
    found = uow.session.scalar(
        select(func.sum(Confirmation.wrong)).where(
            Confirmation.person_id == person_id, Confirmation.expires_at > uow.now + VALID_FOR - timedelta(hours=1)
        )
    )
    return found or 0


def _waiting(uow: UnitOfWork, person_id: int) -> Sequence[Confirmation]:
    return uow.session.scalars(
        select(Confirmation)
        .where(
            Confirmation.person_id == person_id,
            Confirmation.used_at.is_(None),
            Confirmation.expires_at >= uow.now,
            Confirmation.wrong < MOST_WRONG,
        )
        .order_by(Confirmation.id.desc())
        .with_for_update()
    ).all()


def _random_code() -> str:
    return f"{secrets.randbelow(10_000):04d}"
