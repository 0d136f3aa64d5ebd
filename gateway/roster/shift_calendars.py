"""Shift calendars: the secret address at which a calendar program reads the shifts of one person, without a sign-in.

The address is a keyed digest, so the database does not tell it. A new one ends the one before, and a new key ends all:
whoever has stolen the old key could make them.
"""

import hmac
import re
from datetime import datetime

from sqlalchemy.orm import Session

from gateway.core import acts
from gateway.core.unit_of_work import UnitOfWork
from gateway.storage.models import PersonRow, ShiftCalendar
from gateway.storage.sealing import Keyring
from menus.domain.acts import ActKind

_PURPOSE, _EVENT = "shift-calendar", "shift-calendar-event"
_TOKEN = re.compile(r"([0-9a-f]{1,12})-([0-9a-f]{32})")
"""The person's row and 128 bits of the digest: nobody guesses that."""


def token_of(session: Session, keyring: Keyring, person_id: int) -> str | None:
    """Return the token of a person's address; None if they have none."""
    row = session.get(ShiftCalendar, person_id)
    return _token(keyring, row) if row is not None and row.is_open else None


def show(uow: UnitOfWork, person_id: int, by: int) -> None:
    """Give a person an address if they have none, and write down who is shown it."""
    row = uow.session.get(ShiftCalendar, person_id, with_for_update=True)
    if row is None:
        # Somebody else may do the same at this moment: both are shown one address.
        uow.upsert(ShiftCalendar, [{"person_id": person_id, "number": 1, "is_open": True}], ("is_open",))
    elif not row.is_open:
        row.number, row.is_open = row.number + 1, True
    _note(uow, ActKind.CALENDAR_SHOWN, person_id, by)


def renew(uow: UnitOfWork, person_id: int, by: int) -> None:
    """Give a person a new address. The one before opens nothing any more."""
    end(uow, person_id, by)
    show(uow, person_id, by)


def end(uow: UnitOfWork, person_id: int, by: int) -> None:
    """End the address of a person, if they have one."""
    row = uow.session.get(ShiftCalendar, person_id, with_for_update=True)
    if row is not None and row.is_open:
        row.is_open = False
        _note(uow, ActKind.CALENDAR_ENDED, person_id, by)


def _note(uow: UnitOfWork, kind: ActKind, person_id: int, by: int) -> None:
    acts.note(uow, uow.session.get_one(PersonRow, person_id).community_id, kind, by=by, person=person_id)


def find(session: Session, keyring: Keyring, token: str) -> int | None:
    """Return the row of the person whose address has a token; None if there is none."""
    said = _TOKEN.fullmatch(token)
    row = session.get(ShiftCalendar, int(said[1], 16)) if said is not None else None
    if row is None or not row.is_open:
        return None
    return row.person_id if hmac.compare_digest(token.encode(), _token(keyring, row).encode()) else None


def event_id(keyring: Keyring, person_id: int, begins: datetime) -> str:
    """Return the id of a shift in calendars: always the same, and it tells nobody whose it is."""
    return f"{keyring.digest(f'{person_id}:{begins:%Y%m%d%H%M}', _EVENT).hex()}@doria"


def _token(keyring: Keyring, row: ShiftCalendar) -> str:
    return f"{row.person_id:x}-{keyring.digest(f'{row.person_id}:{row.number}', _PURPOSE).hex()}"
