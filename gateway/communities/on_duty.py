"""On duty: the people of a community who hold a role at this moment."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from gateway.communities.directory import CommunityRecord
from gateway.core.unit_of_work import UnitOfWork
from gateway.storage.models import DutyRow, PersonRow
from menus.domain import roster
from menus.domain.community import Person
from menus.domain.roles import Role
from menus.domain.roster import Duty

COLUMNS = (DutyRow.person_id, DutyRow.is_on, DutyRow.at, DutyRow.instead_of)
"""The columns that `keep` reads."""
_DUTIES = (
    select(*COLUMNS)
    .join(PersonRow, PersonRow.id == DutyRow.person_id)
    .where(PersonRow.community_id == bindparam("community_id"), DutyRow.at > bindparam("since"))
)


def since(uow: UnitOfWork) -> datetime:
    """Return from when on an ON or OFF still says something: an older one gives way to the shifts."""
    return uow.now - roster.OVERRIDE


def duties(uow: UnitOfWork, record: CommunityRecord) -> dict[str, Duty]:
    """Return the last ON or OFF that counts of each person of a community, by phone; read once in a transaction."""
    known = uow.stated_duties.get(record.id)
    if known is None:
        if any(isinstance(row, DutyRow) for row in (*uow.session.new, *uow.session.dirty)):
            uow.session.flush()
        # Nothing else that waits to be written matters here: it is written once, at the end.
        rows = uow.connection.execute(_DUTIES, {"community_id": record.id, "since": since(uow)})
        known = keep(uow, record, ((row.person_id, row.is_on, row.at, row.instead_of) for row in rows))
    return known


def keep(
    uow: UnitOfWork, record: CommunityRecord, rows: Iterable[tuple[int, bool, datetime, int | None]]
) -> dict[str, Duty]:
    """Keep the rows of `COLUMNS` that this transaction has read, and return them by phone."""
    known = uow.stated_duties[record.id] = _by_phone(record, rows)
    return known


def _by_phone(record: CommunityRecord, rows: Iterable[tuple[int, bool, datetime, int | None]]) -> dict[str, Duty]:
    known = {}
    for person_id, is_on, at, covers_for in rows:
        person = record.person(person_id)
        if person is not None:
            instead_of = record.person(covers_for) if covers_for is not None else None
            known[person.phone] = Duty(person.phone, is_on, at, instead_of)
    return known


def duties_at(session: Session, record: CommunityRecord, now: datetime) -> dict[str, Duty]:
    """Return what `duties` does, for somebody who only reads."""
    rows = session.execute(_DUTIES, {"community_id": record.id, "since": now - roster.OVERRIDE})
    return _by_phone(record, ((row.person_id, row.is_on, row.at, row.instead_of) for row in rows))


def holders_now(
    uow: UnitOfWork, record: CommunityRecord, roles: Iterable[Role], zone: str | None = None
) -> tuple[Person, ...]:
    """Return the people who hold one of `roles` now and cover the zone (None: an unknown place)."""
    asked = frozenset(roles)
    known = duties(uow, record) if roster.asks_for_duties(asked, zone) else {}
    return roster.holders(record.community, asked, zone, uow.now, known)
