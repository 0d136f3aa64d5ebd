"""The schedule of the clock: fire due rungs, send lost hints again, take back what a dead worker had claimed."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from typing import TypeVar

from sqlalchemy.exc import OperationalError, SQLAlchemyError

from gateway.alerts import digests
from gateway.communities.directory import Directory
from gateway.core import due_rows, liveness
from gateway.core.due_rows import DueRows
from gateway.core.unit_of_work import UnitOfWork, UnitOfWorkMaker
from gateway.core.wakeups import SEND, WakeupQueue
from gateway.escalation import changed_people, engine
from gateway.logs import logger
from gateway.messaging import receipts, settlement
from gateway.record import waiting
from gateway.safety import checks, danger_questions
from menus.domain.backup_phone import ASKED_EVERY
from menus.domain.messages import Lane
from workers import resending, tasks
from workers.clock_actions import ClockActions

LEFT_TO_WORKERS = timedelta(milliseconds=500)
"""The time that the clock leaves the first rungs of a report to the worker that was told of them.

A worker takes less than 0.25 s. With a tick a second, the clock fires them within the two seconds of a due rung.
"""
LEFT_TO_BUSY_WORKERS = timedelta(seconds=5)
"""The time that the clock leaves first rungs to workers that are behind, but take one after the other.

On two cores the clock would only take the processor and the write lock from them, and they would fall behind further:
it fired 224 of 300 first rungs beside them while alerts took four seconds (measured). The length is a guess.
"""
_READ_FOR = 0.2
"""Seconds of a tick in which further files are read. Gaps are looked for once all are read. A guess."""
T = TypeVar("T")
log = logger()


def tick(
    new_uow: UnitOfWorkMaker,
    directory: Directory,
    wakeup_queue: WakeupQueue,
    actions: ClockActions,
    *,
    only_rows: bool = False,
) -> bool:
    """Do what is due now; return False if another clock leads.

    Each part has a transaction of its own: a part that fails holds up no other, and is tried again at the next tick.
    With `only_rows`, the tasks that run now and then are left for a later tick: a made-up year has thousands of ticks,
    and these tasks took two thirds of their time (measured).
    """
    left_to_workers = _left_to_workers(wakeup_queue)
    with new_uow() as uow:
        # Look before the lock is asked for: a clock that stands by takes it from no part of the other's tick.
        if liveness.is_another_leading(uow) or not uow.is_only_clock():
            return False
        liveness.lead(uow)
        liveness.mark_now(uow, "clock")
        runs: Mapping[str, timedelta] = {} if only_rows else tasks.EVERY
        agenda = _agenda(uow, left_to_workers, runs, places=actions.place is not None)
    _do(new_uow, "escalations", lambda uow: _escalate(uow, directory))
    for incident_id in agenda.untaken:
        # No worker has come for the report: maybe none comes for its alerts. A worker that comes as well does no harm.
        resending.send_from_here(
            _do(new_uow, "first-rungs", partial(_fire_first, directory, incident_id)), actions.send
        )
    if changed_people.DUE in agenda.rows or danger_questions.DUE in agenda.rows:
        _read_former(directory)
    for rows, follow in tasks.OF_ROWS:
        if rows in agenda.rows:
            _do(new_uow, rows.what, partial(_follow, directory, follow))
    _do(new_uow, "leases", settlement.sweep_leases)
    _do(new_uow, "receipts", receipts.match_late)
    _do(new_uow, "safety-checks", lambda uow: checks.ask_if_safe(uow, directory))
    has_read_all = _read_files(directory)
    for name, every, act in tasks.NOW_AND_THEN:
        if name in agenda.runs and (has_read_all or act not in tasks.OF_ALL_FILES):
            _do(new_uow, name, partial(_if_due, directory, name, every, act))
    _begin_others(new_uow, agenda, actions)
    resending.send_on(_do(new_uow, "messages", resending.unsent), wakeup_queue, actions)
    resending.act_on(_do(new_uow, "sms", resending.unhandled), wakeup_queue, actions)
    return True


def let_another_lead(new_uow: UnitOfWorkMaker) -> None:
    """Let another clock lead at once: this one ends."""
    try:
        with new_uow() as uow:
            liveness.let_lead(uow)
    except SQLAlchemyError as error:
        log.warning("clock.part_failed", what="lead", error=type(error).__name__)


def _begin_others(new_uow: UnitOfWorkMaker, agenda: "_Agenda", actions: ClockActions) -> None:
    """Begin what no tick waits for. Words are erased of rows that have their place: they get it first."""
    if actions.place is not None and agenda.has_unplaced:
        actions.place()
    if (
        actions.ask_backup_phone is not None
        and tasks.PHONE in agenda.runs
        and _do(new_uow, tasks.PHONE, _is_phone_asked)
    ):
        actions.ask_backup_phone()
    if actions.place is not None and agenda.has_unplaced:
        # Words of a row that waits for its place cannot be erased yet.
        actions.place()
    if actions.erase is not None and tasks.OLD in agenda.runs and _do(new_uow, tasks.OLD, _is_erased):
        actions.erase()


@dataclass(frozen=True)
class _Agenda:
    """The work that a tick finds. In most seconds there is none: a transaction for each part would only find that out.

    `untaken` are the incidents whose first rungs no worker has fired. `rows` are the kinds of which a row is due, and
    `runs` the tasks that are due. `has_unplaced`: rows wait for their place in the record. A part looks again when it
    begins.
    """

    untaken: Sequence[int]
    rows: Sequence[DueRows]
    runs: Collection[str]
    has_unplaced: bool


def _left_to_workers(wakeup_queue: WakeupQueue) -> timedelta:
    """Return for how long the first rungs of a report are left to the workers, as they are now."""
    has_moved = wakeup_queue.has_moved(Lane.RED)
    if wakeup_queue.is_away:
        # No worker is told of a report.
        return timedelta(0)
    return LEFT_TO_BUSY_WORKERS if has_moved else LEFT_TO_WORKERS


def _agenda(uow: UnitOfWork, left_to_workers: timedelta, every: Mapping[str, timedelta], *, places: bool) -> _Agenda:
    return _Agenda(
        engine.untaken(uow.session, uow.now, left_to_workers),
        due_rows.found(uow, [rows for rows, _ in tasks.OF_ROWS]),
        liveness.runs_due(uow, every),
        places and waiting.is_any(uow.session, uow.now),
    )


def _follow(directory: Directory, follow: tasks.Task, uow: UnitOfWork) -> None:
    follow(uow, directory)


def _do(new_uow: UnitOfWorkMaker, what: str, act: Callable[[UnitOfWork], T]) -> T | None:
    """Do one part in a transaction of its own; return None if it failed or another clock is at work."""
    try:
        with new_uow() as uow:
            return act(uow) if uow.is_only_clock() else None
    except OperationalError as error:
        log.warning("clock.part_failed", what=what, error=type(error).__name__)
    except Exception:
        log.exception("clock.part_failed", what=what)
    return None


def _read_former(directory: Directory) -> None:
    """Read the old files of people whom the parts need and no file names any more, while no lock is held."""
    try:
        for people in (changed_people.leavers(), danger_questions.people_asked()):
            directory.read_former(people)
    except (SQLAlchemyError, LookupError) as error:
        log.warning("clock.part_failed", what="former-people", error=type(error).__name__)


def _read_files(directory: Directory) -> bool:
    """Read some more community files, while no lock is held; return whether all are in memory."""
    try:
        return directory.read_more(_READ_FOR)
    except SQLAlchemyError as error:
        log.warning("clock.part_failed", what="files", error=type(error).__name__)
        return False


def _if_due(directory: Directory, name: str, every: timedelta, act: tasks.Task, uow: UnitOfWork) -> None:
    if liveness.is_run_due(uow, name, every):
        act(uow, directory)


def _escalate(uow: UnitOfWork, directory: Directory) -> None:
    engine.fire_all_due(uow, directory)
    # Bundle before anything is sent: the alerts of many rungs may become one text.
    uow.in_savepoint("bundling", 0, lambda: digests.bundle(uow, directory))


def _fire_first(directory: Directory, incident_id: int, uow: UnitOfWork) -> list[int]:
    """Fire the rungs of an incident, and return its red alerts: one message of each carrier call."""
    engine.fire_due_of(uow, directory, incident_id)
    return uow.woken(Lane.RED, SEND)


def _is_phone_asked(uow: UnitOfWork) -> bool:
    return uow.policy.has_backup and liveness.is_run_due(uow, tasks.PHONE, ASKED_EVERY)


def _is_erased(uow: UnitOfWork) -> bool:
    return liveness.is_run_due(uow, tasks.OLD, tasks.ERASED_EVERY)
