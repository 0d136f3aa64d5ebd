"""Time steps: if the database's clock steps, what happened lately or is due moves with it.

So nothing waits longer or less than was said. Until a step is followed, all processes go on in the old time. Any
process may follow it, once for all of them. Each machine keeps in a row what it knows of the clock: a process that
begins after a step, and before somebody follows it, begins in the old time too.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from sqlalchemy import Column, select, text
from sqlalchemy.orm import load_only

from gateway.core import machine_clocks, timeline
from gateway.core.time_shifts import clock_row, shift
from gateway.core.timekeeper import LOOK_EVERY, STEP_LOCK, Timekeeper, micros
from gateway.core.unit_of_work import UnitOfWork, UnitOfWorkMaker
from gateway.logs import logger
from gateway.storage.columns import UtcDateTime
from gateway.storage.models import EscalationRow, Incident, Row
from menus.domain.incident_life import LIVE
from menus.domain.timekeeping import stood_still
from menus.domain.timeline import EventKind

RECENT = timedelta(hours=26)
"""How far back a step moves what has happened: the longest wait for which a wrong hour matters is a day."""
RECORD = frozenset(
    {
        "events.at",
        "incidents.closed_at",
        "reports.ended_at",
        "reports.erased_at",
        "community_versions.loaded_at",
        "acts.at",
        "looks.at",
        "decisions.at",
        "movements.at",
        "support.at",
        "station_alerts.sent_at",
        "station_alerts.delivered_at",
        "station_meetings.planned_at",
        "station_meetings.held_at",
        "station_replies.at",
        "published_editions.made_at",
        "baraza_meetings.begins_at",
        "baraza_agenda_lines.written_at",
        "baraza_agenda_lines.meeting_at",
        "baraza_lines.at",
        "baraza_looks.at",
        "baraza_reminders.meeting_at",
        "baraza_reminders.due_at",
        "votes.opens_at",
        "votes.closes_at",
        "interests.until",
        "record_trees.began_at",
        "record_trees.carried_over_at",
        "record_checkpoints.at",
        "clock.stepped_at",
        "inbound_sms.sent_at",
        "language_choices.used_in_week",
    }
)
"""The columns that no step moves: the record keeps the time that people saw when something happened.

The date of an SMS is that of the network's clock. A meeting and its reminder stand in the calendar, and so do the times
of a vote, which its page tells everybody, and the day on which an interest ends. A week is the same for all phones, and
tells nothing finer. The database refuses each change of a movement, of an entry of support and of a published edition:
a step that moved one would never be followed. An alert that reached a police station is held against events, which do
not move either.
"""
ON_THE_TIMELINE = frozenset({"incidents.opened_at", "climbs.answered_at", "climbs.spent_at"})
"""The columns that move only in living incidents, by an event of each: the timeline tells their every change."""
PATIENCE = 5.0
"""Seconds that a web process or a worker leaves a step to the clock. A guess, to be tested."""
_PAUSE = 3.0
"""Seconds between two tries to follow a step: transactions that begin wait during a try. A guess, to be tested."""
_FOLLOWERS = 4_846_387
"""The advisory lock of the process that follows a step. The number is arbitrary."""
_LEAD = text("SELECT pg_try_advisory_xact_lock(:key)")
log = logger()


class StepFollower:
    """Follows steps of the database's clock, and keeps what this machine knows of it.

    `patience` is how many seconds another process may take to follow a step first.
    """

    def __init__(self, new_uow: UnitOfWorkMaker, clock: Timekeeper, patience: float = 0.0) -> None:
        self._new_uow, self._clock, self._patience = new_uow, clock, patience
        self._stepped_since: float | None = None
        self._not_before = float("-inf")

    def keep_checking(self, every: float = LOOK_EVERY) -> None:
        """Check regularly in a thread of its own: a step that cannot be followed holds up nothing else."""
        self._clock.keep_looking(self.check, every)

    def check(self) -> None:
        """Look at the database's clock. Follow its step, and keep what is known, if there is reason to."""
        if not self._clock.look():
            return
        if self._clock.must_keep:
            with self._new_uow() as uow:
                machine_clocks.keep(uow, self._clock)
        if self._is_time_to_follow():
            self._not_before = self._clock.monotonic() + _PAUSE
            follow_step(self._new_uow, self._clock)
            self._not_before = float("-inf")

    def _is_time_to_follow(self) -> bool:
        now = self._clock.monotonic()
        if self._clock.unfollowed_step is None:
            self._stepped_since = None
            return False
        if self._stepped_since is None:
            self._stepped_since = now
        return now - self._stepped_since >= self._patience and now >= self._not_before


def follow_step(new_uow: UnitOfWorkMaker, clock: Timekeeper) -> None:
    """Move what waits, and count the step, if the database's clock has stepped; do nothing otherwise."""
    with new_uow() as uow:
        if not _keep_others_out(uow):
            return
        # Look again: another process may have followed the step meanwhile.
        seconds, known = clock.begin(uow.session).unfollowed_step, clock.known
        if seconds is None or known is None:
            return
        step = micros(seconds)
        if stood_still(seconds, clock.now(), machine_clocks.others(uow, clock)):
            stepped = micros(known.stepped)
            log.warning("clock.was_stopped", seconds=round(seconds, 1))
        else:
            stepped = _follow(uow, step)
            log.warning("clock.stepped", seconds=round(seconds, 1))
        seen = micros(clock.now()) + step
        machine_clocks.change(uow, clock, before=known, ahead=micros(known.offset) + step, stepped=stepped, seen=seen)
    clock.believe()
    clock.look()


def waiting_columns() -> Iterator[Column[Any]]:
    """Yield every column that a step moves without an event."""
    for table in Row.metadata.sorted_tables:
        for column in table.columns:
            name = f"{table.name}.{column.name}"
            if isinstance(column.type, UtcDateTime) and name not in RECORD | ON_THE_TIMELINE:
                yield column


def _keep_others_out(uow: UnitOfWork) -> bool:
    """Wait for all other transactions, and let none begin until the commit; return False if another process does so.

    On SQLite a writer is always alone.
    """
    connection = uow.session.connection()
    if connection.dialect.name == "sqlite":
        return True
    # Two processes that wait for all others would wait for each other.
    if not connection.scalar(_LEAD, {"key": _FOLLOWERS}):
        return False
    # A hop that waits behind this one must still be in time. A long transaction ends the try; the next one follows.
    connection.execute(text("SET LOCAL lock_timeout = '500ms'"))
    connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": STEP_LOCK})
    return True


def _follow(uow: UnitOfWork, step: int) -> int:
    """Move everything by a step (microseconds), and return the new sum of steps."""
    span = timedelta(microseconds=step)
    since = uow.now - RECENT
    _move_incidents(uow, span, since)
    uow.session.flush()
    for column in waiting_columns():
        shift(uow, column, span, column > since)
    row = clock_row(uow)
    row.stepped += step
    row.last_step, row.stepped_at = step, uow.now + span
    uow.session.flush()
    machine_clocks.shift_all(uow, step)
    uow.session.expire_all()
    return row.stepped


def _move_incidents(uow: UnitOfWork, step: timedelta, since: datetime) -> None:
    """Move the times of living incidents that the timeline tells. One that cannot be moved holds up no other."""
    living = select(Incident.id).where(Incident.status.in_(LIVE), Incident.opened_at > since)
    for incident_id in uow.session.scalars(living).all():
        uow.in_savepoint("clock-step", incident_id, partial(_move_incident, uow, step, incident_id))


def _move_incident(uow: UnitOfWork, step: timedelta, incident_id: int) -> None:
    # Nothing else of the rows is read: a sealed value that nobody can open must hold up no step.
    needed = load_only(Incident.community_id, Incident.opened_at, Incident.erased_at, raiseload=True)
    incident = uow.session.get_one(Incident, incident_id, options=[needed])
    timeline.record(uow, incident, EventKind.CLOCK_STEPPED, {"opened_at": incident.opened_at + step})
    own = select(EscalationRow).where(EscalationRow.incident_id == incident_id)
    needed = load_only(EscalationRow.track, EscalationRow.answered_at, EscalationRow.exhausted_at, raiseload=True)
    for row in uow.session.scalars(own.options(needed)).all():
        times = {"answered_at": row.answered_at, "exhausted_at": row.exhausted_at}
        moved = {name: at + step for name, at in times.items() if at is not None}
        if moved:
            timeline.record(uow, incident, EventKind.CLOCK_STEPPED, moved, on=row)
    uow.session.flush()
