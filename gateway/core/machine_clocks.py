"""Machine clocks: each machine keeps in a row what it knows of the database's clock, for all of its processes."""

from datetime import timedelta

from sqlalchemy import delete, select, update

from gateway.core.timekeeper import Timekeeper, micros
from gateway.core.unit_of_work import UnitOfWork
from gateway.storage.models import MachineClock
from menus.domain.retention import periods
from menus.domain.timekeeping import Known

_FORGOTTEN = periods.MACHINES
_MICRO = 1_000_000


def keep(uow: UnitOfWork, clock: Timekeeper) -> None:
    """Keep what this machine knows. If two of its processes do so at the same time, the first one counts."""
    # Look again in this transaction: nobody follows a step during it.
    clock.begin(uow.session)
    kept, known, now = clock.kept, clock.known, micros(clock.now())
    if clock.machine is None or known is None or not clock.must_keep:
        return
    values = {"ahead": micros(known.offset), "stepped": micros(known.stepped), "seen": now}
    if kept is not None:
        change(uow, clock, before=kept.known, **values)
        return
    # Nobody is told of a machine that ended long ago.
    old = MachineClock.seen < now - _FORGOTTEN // timedelta(microseconds=1)
    uow.session.execute(delete(MachineClock).where(old).execution_options(synchronize_session=False))
    uow.upsert(MachineClock, [{"machine": clock.machine, "since": now, **values}], changed=("machine",))


def change(uow: UnitOfWork, clock: Timekeeper, *, before: Known, **values: int) -> None:
    """Change the row of this machine, if it still holds what was known before."""
    unchanged = (
        MachineClock.machine == clock.machine,
        MachineClock.ahead == micros(before.offset),
        MachineClock.stepped == micros(before.stepped),
    )
    changed = update(MachineClock).where(*unchanged).values(values)
    uow.session.execute(changed.execution_options(synchronize_session=False))


def others(uow: UnitOfWork, clock: Timekeeper) -> list[tuple[float, float]]:
    """Return since when each other machine is known, and when it was last seen, in seconds of the database's clock."""
    rows = select(MachineClock.since, MachineClock.seen).where(MachineClock.machine != (clock.machine or ""))
    return [(since / _MICRO, seen / _MICRO) for since, seen in uow.session.execute(rows)]


def shift_all(uow: UnitOfWork, step: int) -> None:
    """Move the times at which machines were seen by a step (microseconds)."""
    moved = {"since": MachineClock.since + step, "seen": MachineClock.seen + step}
    uow.session.execute(update(MachineClock).values(moved).execution_options(synchronize_session=False))
