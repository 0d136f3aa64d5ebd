"""Confirmation codes: a command that cannot be undone waits ten minutes for its code."""

import hmac
import secrets
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sqlalchemy import case, func, select

from gateway.communities.directory import CommunityRecord
from gateway.core import notices_once
from gateway.core.notices_once import Notice
from gateway.core.unit_of_work import UnitOfWork
from gateway.messaging.notices import coordinators, notify
from gateway.sms.sender import Asked, Reply, Sender
from gateway.storage.models import Confirmation
from menus.domain import confirmation_codes as rules
from menus.domain.community import Person
from menus.domain.pending import Pending, PendingVerb, Stored, from_stored, to_store
from menus.domain.retention import periods
from menus.text.names import Text


@dataclass(frozen=True)
class WrongCode:
    """A code that confirms nothing. `today` counts the wrong codes in the person's name within a day.

    `ended` is the command that this was the last try for, if it was one.
    """

    today: int
    ended: Pending | None = None


_OF_SEVERAL = frozenset({PendingVerb.PHONE, PendingVerb.CASH})
"""The commands of which several may wait for one person: others have asked for them."""


def question(sender: Sender, name: Text, command: Pending, said: str | None = None, **values: str) -> Reply:
    """Keep a command until it is confirmed, and return the reply that asks for its code; `said` is quoted in it."""
    asked = _ask(sender.uow, sender.person_id, command)
    code = asked.row.code
    if said is None:
        return replace(sender.reply(name, code=code, **values), asked=asked)
    return replace(sender.reply_quoting(name, said, code=code, **values), asked=asked)


def give(uow: UnitOfWork, person_id: int, command: Pending, valid_for: timedelta) -> str:
    """Keep a command that somebody else has asked for until this person confirms it, and return its code."""
    return _ask(uow, person_id, command, valid_for).row.code


def _ask(uow: UnitOfWork, person_id: int, command: Pending, valid_for: timedelta = rules.VALID_FOR) -> Asked:
    """Keep a command until it is confirmed.

    If the same command (verb and incident) already waits, the new one takes its place. With the same words it keeps its
    code, and its wrong codes.
    """
    stored = to_store(command)
    waiting = _waiting(uow, person_id, uow.now)
    before = next((row for row in waiting if _is_same(row, stored)), None)
    series = f"{stored.verb} {stored.incident_id} {_last_ended(uow, person_id, stored)}"
    if before is not None and before.words == stored.words:
        before.expires_at = uow.now + valid_for
        return Asked(before, series)
    taken = {row.code for row in waiting if row is not before}
    short_waiting = sum(len(code) == rules.SHORT for code in taken)
    digits = rules.digits(short_waiting, _wrong_today(uow, person_id))
    row = Confirmation(
        person_id=person_id,
        incident_id=stored.incident_id,
        code=next(code for code in iter(lambda: _random_code(digits), "") if code not in taken),
        verb=stored.verb,
        words=stored.words,
        expires_at=uow.now + valid_for,
    )
    if before is not None:
        _replace(before, uow.now)
    uow.session.add(row)
    return Asked(row, series, before)


def _is_same(row: Confirmation, stored: Stored) -> bool:
    """Return whether a row is the same command. Several requests of other people may wait for one officer."""
    is_same = (row.verb, row.incident_id) == (stored.verb, stored.incident_id)
    return is_same and (stored.verb not in _OF_SEVERAL or row.words == stored.words)


def take_back(asked: Asked, now: datetime) -> None:
    """Let the command that was replaced wait again: nobody is told the code of the one that replaced it."""
    if asked.before is not None:
        _replace(asked.row, now)
        asked.before.used_at, asked.before.expires_at = None, now + rules.VALID_FOR


def _replace(row: Confirmation, now: datetime) -> None:
    """Let a command wait no longer. A row that ends at the moment when it expires was replaced, and not done."""
    row.used_at = row.expires_at = now


def _last_ended(uow: UnitOfWork, person_id: int, stored: Stored) -> int | None:
    """Return the id of the last such command of a person that was done, or that lapsed after wrong codes; else None."""
    return uow.session.scalar(
        select(func.max(Confirmation.id)).where(
            Confirmation.person_id == person_id,
            Confirmation.verb == stored.verb,
            Confirmation.incident_id.is_not_distinct_from(stored.incident_id),
            (Confirmation.wrong >= rules.TRIES) | (Confirmation.used_at < Confirmation.expires_at),
        )
    )


def is_awaited(uow: UnitOfWork, person_id: int, code: str, at: datetime) -> bool:
    """Return whether a command of this person waited for this code at a time (aware).

    Asking does not count as a wrong code.
    """
    return any(hmac.compare_digest(row.code.encode(), code.strip().encode()) for row in _waiting(uow, person_id, at))


def use(uow: UnitOfWork, person_id: int, code: str, came_at: datetime) -> Pending | WrongCode | None:
    """Return the command that a code confirms, and mark it as used.

    `came_at` (aware) is when the text with the code came: it may have waited for a worker.

    Return WrongCode if the code confirms nothing, and None if the row of the command cannot be read. A wrong code
    counts once, against one of the commands of this person that wait.
    """
    waiting = _waiting(uow, person_id, came_at)
    for row in waiting:
        if hmac.compare_digest(row.code.encode(), code.strip().encode()):
            row.used_at = uow.now
            return from_stored(Stored(row.verb, row.incident_id, row.words))
    ended = None
    if waiting:
        row = waiting[rules.counts_against(code.strip(), [row.code for row in waiting])]
        row.wrong += 1
        if row.wrong >= rules.tries(row.verb):
            ended = from_stored(Stored(row.verb, row.incident_id, row.words))
        uow.session.flush()
    return WrongCode(_wrong_today(uow, person_id), ended)


def tell_of_wrong_codes(uow: UnitOfWork, record: CommunityRecord, person: Person, wrong: WrongCode) -> None:
    """Tell coordinators and the person, once a day, that many wrong codes came in the person's name."""
    if not rules.is_told(wrong.today):
        return
    day = f"{record.person_ids[person.phone]}-{uow.now:%Y%m%d}"
    if notices_once.is_first(uow, Notice.WRONG_CODES, day):
        told = {other.phone: other for other in (*coordinators(uow, record), person)}
        for other in told.values():
            notify(uow, record, other, Text.WRONG_CODES, said=person.name, count=str(wrong.today))
    notices_once.forget(uow, Notice.WRONG_CODES, periods.NOTICES)


def _wrong_today(uow: UnitOfWork, person_id: int) -> int:
    """Return how many wrong codes came in a person's name for the commands of the last day, all of them together."""
    found = uow.session.scalar(
        select(func.sum(Confirmation.wrong)).where(
            Confirmation.person_id == person_id, Confirmation.expires_at > uow.now + rules.VALID_FOR - rules.DAY
        )
    )
    return int(found or 0)


def _waiting(uow: UnitOfWork, person_id: int, at: datetime) -> Sequence[Confirmation]:
    """Return the commands of a person that waited at a time (aware), newest first.

    A command that this Doria does not know is left out.
    """
    is_phone = Confirmation.verb == PendingVerb.PHONE
    return uow.session.scalars(
        select(Confirmation)
        .where(
            Confirmation.person_id == person_id,
            Confirmation.verb.in_(tuple(PendingVerb)),
            Confirmation.used_at.is_(None),
            Confirmation.expires_at >= at,
            case(
                (is_phone, Confirmation.wrong < rules.tries(PendingVerb.PHONE)), else_=Confirmation.wrong < rules.TRIES
            ),
        )
        .order_by(Confirmation.id.desc())
        .with_for_update()
    ).all()


def _random_code(digits: int) -> str:
    return f"{secrets.randbelow(10**digits):0{digits}d}"
