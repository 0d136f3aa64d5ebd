"""Time shifts: what waits moves with the clock, so that nothing waits longer or less than was said.

If the database's clock steps, everything moves that happened lately or is due. If time is simulated, nothing moves but
what belongs to running processes: their heartbeats, and the leases of calls that are under way.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any, cast

from sqlalchemy import (
    Column,
    ColumnElement,
    DateTime,
    Interval,
    String,
    func,
    literal,
    or_,
    select,
    text,
    type_coerce,
    update,
)
from sqlalchemy.orm import InstrumentedAttribute

from gateway.core import liveness, timeline
from gateway.core.timekeeper import STEP_LOCK, Timekeeper, micros
from gateway.core.unit_of_work import UnitOfWork, UnitOfWorkMaker
from gateway.logs import logger
from gateway.storage.columns import UtcDateTime
from gateway.storage.models import BackupSend, ClockRow, EscalationRow, Incident, Mark, Message, Row
from gateway.storage.states import MessageState
from menus.domain.backup import BackupState
from menus.domain.incident_life import LIVE
from menus.domain.timeline import EventKind

RECENT = timedelta(hours=26)
"""How far back a step moves what has happened. The longest wait that is counted from a past moment is a day."""
RECORD = frozenset(
    {
        "events.at",
        "incidents.closed_at",
        "community_versions.loaded_at",
        "clock.stepped_at",
        "inbound_sms.sent_at",
    }
)
"""The columns that no step moves: the record keeps the time that people saw when something happened.

The date of an SMS is that of the network's clock.
"""
ON_THE_TIMELINE = frozenset({"incidents.opened_at", "climbs.answered_at", "climbs.spent_at"})
"""The columns that move only in living incidents, by an event of each: the timeline tells their every change."""
_LIVED = timedelta(seconds=2)
_LIVE_MARKS = (Mark.name == "clock", Mark.name.startswith("worker-"), Mark.name.startswith(liveness.PROCESS))
log = logger()


def follow_step(new_uow: UnitOfWorkMaker, clock: Timekeeper) -> None:
    """Move what waits, and count the step, if the database's clock has stepped; do nothing otherwise.

    Until then all processes go on in the old time.
    """
    with new_uow() as uow:
        if uow.unfollowed_step is None or not uow.is_only_clock():
            return
        _keep_others_out(uow)
        # Look again: another process may have followed the step meanwhile.
        seconds = clock.begin(uow.session).unfollowed_step
        if seconds is None:
            return
        step = timedelta(seconds=seconds)
        if _others_lived_on(uow, step):
            log.warning("clock.was_stopped", seconds=round(seconds, 1))
        else:
            _follow(uow, step)
            log.warning("clock.stepped", seconds=round(seconds, 1))
    clock.believe()


def simulate(uow: UnitOfWork, forward: timedelta) -> None:
    """Move the simulated time of all processes forward."""
    row = _row(uow)
    row.simulated += micros(forward)
    uow.session.flush()
    for column, which in (
        (_column(Mark.at), or_(*_LIVE_MARKS)),
        (_column(Message.lease_until), Message.state == MessageState.SENDING),
        (_column(BackupSend.due_at), BackupSend.state == BackupState.SENDING),
    ):
        _move(uow, column, forward, which)
    uow.session.expire_all()


def waiting_columns() -> Iterator[Column[Any]]:
    """Yield every column that a step moves without an event."""
    for table in Row.metadata.sorted_tables:
        for column in table.columns:
            name = f"{table.name}.{column.name}"
            if isinstance(column.type, UtcDateTime) and name not in RECORD | ON_THE_TIMELINE:
                yield column


def _follow(uow: UnitOfWork, step: timedelta) -> None:
    since = uow.now - RECENT
    _move_incidents(uow, step, since)
    uow.session.flush()
    for column in waiting_columns():
        _move(uow, column, step, column > since)
    row = _row(uow)
    row.stepped += micros(step)
    row.last_step, row.stepped_at = micros(step), uow.now + step
    uow.session.flush()
    uow.session.expire_all()


def _move_incidents(uow: UnitOfWork, step: timedelta, since: datetime) -> None:
    """Move the times of living incidents that the timeline tells."""
    living = select(Incident).where(Incident.status.in_(LIVE), Incident.opened_at > since)
    for incident in uow.session.scalars(living).all():
        timeline.record(uow, incident, EventKind.CLOCK_STEPPED, {"opened_at": incident.opened_at + step})
        own = select(EscalationRow).where(EscalationRow.incident_id == incident.id)
        for row in uow.session.scalars(own).all():
            times = {"answered_at": row.answered_at, "exhausted_at": row.exhausted_at}
            moved = {name: at + step for name, at in times.items() if at is not None}
            if moved:
                timeline.record(uow, incident, EventKind.CLOCK_STEPPED, moved, on=row)


def _keep_others_out(uow: UnitOfWork) -> None:
    """Wait for all other transactions, and let none begin until the commit. On SQLite a writer is always alone."""
    connection = uow.session.connection()
    if connection.dialect.name != "sqlite":
        # A hop that waits behind this one must still be in time. The next tick tries again.
        connection.execute(text("SET LOCAL lock_timeout = '500ms'"))
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": STEP_LOCK})


def _others_lived_on(uow: UnitOfWork, step: timedelta) -> bool:
    """Return whether processes have sent heartbeats in the new time already.

    Then it was this process that stood still, with its whole machine, and the clock has not stepped.
    """
    if step < _LIVED:
        return False
    newest = select(Mark.name).where(or_(*_LIVE_MARKS), Mark.at > uow.now + _LIVED).limit(1)
    return uow.session.scalar(newest) is not None


def _column(attribute: InstrumentedAttribute[Any]) -> Column[Any]:
    column = attribute.property.columns[0]
    return cast("Column[Any]", column)


def _row(uow: UnitOfWork) -> ClockRow:
    row = uow.session.get(ClockRow, 1, with_for_update=True)
    if row is None:
        row = ClockRow(id=1, stepped=0, simulated=0)
        uow.session.add(row)
    return row


def _move(uow: UnitOfWork, column: Column[Any], by: timedelta, which: ColumnElement[bool]) -> None:
    """Add a span to a column of all rows that match."""
    connection = uow.session.connection()
    if connection.dialect.name == "sqlite":
        # SQLite keeps a moment as text with six digits after the second, and calculates with three.
        words = func.strftime("%Y-%m-%d %H:%M:%f", type_coerce(column, String), f"{by.total_seconds():+.3f} seconds")
        moved: ColumnElement[Any] = words.op("||")("000")
    else:
        moved = type_coerce(column, DateTime(timezone=True)) + literal(by, Interval)
    connection.execute(update(column.table).where(which).values({column.key: moved}))
