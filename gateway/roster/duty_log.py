"""The duty history: each time on duty of a person, as their ON and OFF tell. See `menus/domain/duty_hours.py`."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from gateway.communities.directory import CommunityRecord
from gateway.core.unit_of_work import UnitOfWork
from gateway.storage.models import DutyLogRow
from menus.domain import duty_hours
from menus.domain.community import Person
from menus.domain.duty_hours import DutyTime


def note(uow: UnitOfWork, record: CommunityRecord, person: Person, *, is_on: bool) -> None:
    """Note an ON or OFF of a person in the history of their duty."""
    person_id = record.person_ids[person.phone]
    # Two texts of one person may be handled at once.
    uow.lock_key(uow.keyring.digest(str(person_id), "duty log"))
    row = _open(uow.session, person_id, uow.now)
    if not is_on:
        if row is not None and duty_hours.counts(row.last_on_at, uow.now):
            row.off_at = uow.now
        return
    lapses_at = duty_hours.lapses_at(record.community, person, uow.now)
    if row is not None and uow.now <= row.lapses_at:
        row.last_on_at, row.lapses_at = uow.now, max(row.lapses_at, lapses_at)
        return
    uow.session.add(DutyLogRow(person_id=person_id, on_at=uow.now, last_on_at=uow.now, lapses_at=lapses_at))


def _open(session: Session, person_id: int, now: datetime) -> DutyLogRow | None:
    """Return the newest time on duty of a person, if no OFF has ended it."""
    session.flush()
    newest = select(DutyLogRow).where(DutyLogRow.person_id == person_id, DutyLogRow.on_at <= now)
    row = session.scalars(newest.order_by(DutyLogRow.id.desc()).limit(1)).first()
    return row if row is not None and row.off_at is None else None


def times_of(session: Session, person_id: int) -> list[DutyTime]:
    """Return the times on duty of a person, the first one first."""
    rows = session.scalars(select(DutyLogRow).where(DutyLogRow.person_id == person_id).order_by(DutyLogRow.id))
    return [DutyTime(row.on_at, row.lapses_at, row.off_at) for row in rows]
