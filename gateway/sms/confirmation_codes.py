"""Confirmation codes: a command that cannot be undone waits ten minutes for its four-digit code."""

import hmac
import secrets
from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import func, select, update

from gateway.core.unit_of_work import UnitOfWork
from gateway.storage.models import Confirmation
from menus.domain.pending import Pending, PendingVerb, Stored, from_stored, to_store

VALID_FOR = timedelta(minutes=10)
MOST_WRONG = 5
"""Wrong codes after which a waiting command lapses, so that a forged sender cannot try every code."""
MOST_WRONG_AN_HOUR = 15
"""Wrong codes in an hour after which a person's codes are refused, even those of new commands.

A guess, to be tested.
"""


def ask(uow: UnitOfWork, person_id: int, command: Pending) -> str:
    """Keep a command until it is confirmed, and return its code.

    If the same command (verb and incident) already waits, the new one replaces it.
    """
    stored = to_store(command)
    uow.session.execute(
        update(Confirmation)
        .where(
            Confirmation.person_id == person_id,
            Confirmation.verb == stored.verb,
            Confirmation.incident_id.is_not_distinct_from(stored.incident_id),
            Confirmation.used_at.is_(None),
        )
        .values(used_at=uow.now)
        .execution_options(synchronize_session=False)
    )
    taken = {row.code for row in _waiting(uow, person_id, uow.now)}
    code = next(code for code in iter(_random_code, "") if code not in taken)
    uow.session.add(
        Confirmation(
            person_id=person_id,
            incident_id=stored.incident_id,
            code=code,
            verb=stored.verb,
            words=stored.words,
            expires_at=uow.now + VALID_FOR,
        )
    )
    return code


def is_awaited(uow: UnitOfWork, person_id: int, code: str, at: datetime) -> bool:
    """Return whether a command of this person waited for this code at a time (aware).

    Asking does not count as a wrong code.
    """
    return any(hmac.compare_digest(row.code.encode(), code.strip().encode()) for row in _waiting(uow, person_id, at))


def use(uow: UnitOfWork, person_id: int, code: str, came_at: datetime) -> Pending | None:
    """Return the command that a code confirms, and mark it as used; None if the code confirms nothing.

    `came_at` (aware) is when the text with the code came: it may have waited for a worker.

    A wrong code counts against every command of this person that waits.
    """
    waiting = _waiting(uow, person_id, came_at)
    if _wrong_lately(uow, person_id) >= MOST_WRONG_AN_HOUR:
        return None
    for row in waiting:
        if hmac.compare_digest(row.code.encode(), code.strip().encode()):
            row.used_at = uow.now
            return from_stored(Stored(row.verb, row.incident_id, row.words))
    for row in waiting:
        row.wrong += 1
    return None


def _wrong_lately(uow: UnitOfWork, person_id: int) -> int:
    """Return how many wrong codes a person has sent for the commands of the last hour, all of them together."""
    found = uow.session.scalar(
        select(func.sum(Confirmation.wrong)).where(
            Confirmation.person_id == person_id, Confirmation.expires_at > uow.now + VALID_FOR - timedelta(hours=1)
        )
    )
    return found or 0


def _waiting(uow: UnitOfWork, person_id: int, at: datetime) -> Sequence[Confirmation]:
    """Return the commands of a person that waited at a time (aware).

    A command that this Doria does not know is left out.
    """
    return uow.session.scalars(
        select(Confirmation)
        .where(
            Confirmation.person_id == person_id,
            Confirmation.verb.in_(tuple(PendingVerb)),
            Confirmation.used_at.is_(None),
            Confirmation.expires_at >= at,
            Confirmation.wrong < MOST_WRONG,
        )
        .order_by(Confirmation.id.desc())
        .with_for_update()
    ).all()


def _random_code() -> str:
    return f"{secrets.randbelow(10_000):04d}"
