"""Simulated time: it moves forward for all processes at once, and no row moves but what belongs to running processes.

That is their heartbeats, and the leases of calls that are under way.
"""

from datetime import timedelta

from sqlalchemy import or_

from gateway.core import liveness
from gateway.core.time_shifts import clock_row, column_of, shift
from gateway.core.timekeeper import micros
from gateway.core.unit_of_work import UnitOfWork
from gateway.storage.models import BackupSend, Mark, Message
from gateway.storage.states import MessageState
from menus.domain.backup import BackupState

_LIVE_MARKS = (
    Mark.name.in_(("clock", "desk")),
    Mark.name.startswith("worker-"),
    Mark.name.startswith(liveness.PROCESS),
)


def simulate(uow: UnitOfWork, forward: timedelta) -> None:
    """Move the simulated time of all processes forward."""
    clock_row(uow).simulated += micros(forward.total_seconds())
    uow.session.flush()
    for column, which in (
        (column_of(Mark.at), or_(*_LIVE_MARKS)),
        (column_of(Message.lease_until), Message.state == MessageState.SENDING),
        (column_of(BackupSend.due_at), BackupSend.state == BackupState.SENDING),
    ):
        shift(uow, column, forward, which)
    uow.session.expire_all()


def ahead(uow: UnitOfWork) -> timedelta:
    """Return how far the simulated time is ahead of the real one."""
    return timedelta(microseconds=clock_row(uow).simulated)
