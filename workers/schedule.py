"""The schedule of the clock: fire due rungs, send lost hints again, take back what a dead worker had claimed."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import TypeVar

from sqlalchemy.exc import OperationalError, SQLAlchemyError

from gateway.alerts import digests
from gateway.association.barazas import reminders as baraza_reminders
from gateway.association.court import clocks as court_clocks
from gateway.association.giving import asks
from gateway.association.papers import reminders as paper_reminders
from gateway.association.patrol_requests import reviews
from gateway.association.second_chance import reminders as course_reminders
from gateway.communities.directory import Directory
from gateway.core import due_rows, liveness
from gateway.core.due_rows import DueRows
from gateway.core.unit_of_work import UnitOfWork, UnitOfWorkMaker
from gateway.core.wakeups import HANDLE, SEND, Wakeup, WakeupQueue
from gateway.escalation import changed_people, engine
from gateway.incidents import drills, many_looks
from gateway.insight import police_answers, rise_texts
from gateway.intake import dropped_drafts, erase_requests, pausing, review_reminders, waiting_words
from gateway.logs import logger
from gateway.messaging import failover, outbox, receipts, settlement
from gateway.record import waiting, witnesses
from gateway.roster import gap_warnings, number_checks
from gateway.safety import checks, danger_questions
from gateway.sms import inbox
from gateway.upkeep import erased_givers, probe, traces
from menus.domain.backup_phone import ASKED_EVERY
from menus.domain.messages import Lane, sent_by_clock
from workers import boxes

UNCLAIMED_FOR = timedelta(seconds=2)
"""After this time, the hint for a due and unclaimed message counts as lost."""
ABANDONED = timedelta(seconds=5)
"""After this time an unclaimed red message, an answer or an SMS has no worker: the clock acts itself.

A person with a role is answered within twelve seconds: this time, twice if a worker takes the SMS and none the answer.
"""
LEFT_TO_WORKERS = timedelta(milliseconds=500)
"""The time that the clock leaves the first rungs of a report to the worker that was told of them.

A worker takes less than 0.25 s. With a tick a second, the clock fires them within the two seconds of a due rung.
"""
LEFT_TO_BUSY_WORKERS = timedelta(seconds=5)
"""The time that the clock leaves first rungs to workers that are behind, but take one after the other.

On two cores the clock would only take the processor and the write lock from them, and they would fall behind further:
it fired 224 of 300 first rungs beside them while alerts took four seconds (measured). The length is a guess.
"""
ERASED_EVERY = timedelta(minutes=5)
"""The time between two erasings of rows whose time is over. A guess."""
_READ_FOR = 0.2
"""Seconds of a tick in which further files are read. Gaps are looked for once all are read. A guess."""
T = TypeVar("T")
log = logger()


@dataclass(frozen=True)
class ClockActions:
    """Actions on rows outside the clock's own thread: send a message, handle an SMS, send by the backup provider.

    Each returns False if the row waits or is under way in the clock's own threads already. `send_others` sends messages
    that are neither red nor an answer: they must hold up no other. `ask_backup_phone` asks the backup phone how it is.
    `erase` erases what is over, and `place` gives rows their places in the record: they take many transactions, and a
    tick waits for none of them.
    """

    send: Callable[[int], bool]
    handle: Callable[[int], bool]
    send_by_backup: Callable[[int], bool] | None = None
    send_others: Callable[[int], bool] | None = None
    ask_backup_phone: Callable[[], object] | None = None
    erase: Callable[[], object] | None = None
    place: Callable[[], object] | None = None


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
        tasks: Mapping[str, timedelta] = {} if only_rows else _EVERY
        agenda = _agenda(uow, left_to_workers, tasks, places=actions.place is not None)
    _do(new_uow, "escalations", lambda uow: _escalate(uow, directory))
    for incident_id in agenda.untaken:
        # No worker has come for the report: maybe none comes for its alerts. A worker that comes as well does no harm.
        _send_from_here(_do(new_uow, "first-rungs", partial(_fire_first, directory, incident_id)), actions.send)
    if changed_people.DUE in agenda.rows or danger_questions.DUE in agenda.rows:
        _read_former(directory)
    for rows, follow in _OF_ROWS:
        if rows in agenda.rows:
            _do(new_uow, rows.what, partial(_follow, directory, follow))
    _do(new_uow, "leases", settlement.sweep_leases)
    _do(new_uow, "receipts", receipts.match_late)
    _do(new_uow, "safety-checks", lambda uow: checks.ask_if_safe(uow, directory))
    has_read_all = _read_files(directory)
    for name, every, act in _NOW_AND_THEN:
        if name in agenda.runs and (has_read_all or act not in _OF_ALL_FILES):
            _do(new_uow, name, partial(_if_due, directory, name, every, act))
    _begin_others(new_uow, agenda, actions)
    _send_on(_do(new_uow, "messages", _messages), wakeup_queue, actions)
    _act_on(_do(new_uow, "sms", _sms), wakeup_queue, actions)
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
    if actions.ask_backup_phone is not None and _PHONE in agenda.runs and _do(new_uow, _PHONE, _is_phone_asked):
        actions.ask_backup_phone()
    if actions.place is not None and agenda.has_unplaced:
        # Words of a row that waits for its place cannot be erased yet.
        actions.place()
    if actions.erase is not None and _OLD in agenda.runs and _do(new_uow, _OLD, _is_erased):
        actions.erase()


Task = Callable[[UnitOfWork, Directory], None]
_NOW_AND_THEN: tuple[tuple[str, timedelta, Task], ...] = (
    ("gaps", timedelta(seconds=30), gap_warnings.warn_of_gaps),
    ("heart", timedelta(seconds=30), probe.watch),
    ("traces", timedelta(seconds=30), traces.erase_traces),
    ("held", timedelta(seconds=30), review_reminders.remind_to_review),
    ("unread", timedelta(minutes=1), review_reminders.remind_of_unread),
    ("paused", timedelta(seconds=30), pausing.remind),
    ("drills", timedelta(seconds=30), drills.end_forgotten),
    ("looks", timedelta(seconds=30), many_looks.tell),
    ("numbers", timedelta(minutes=10), number_checks.ask_untested),
    ("baraza-reminders", timedelta(minutes=1), baraza_reminders.send_due),
    ("witnesses", timedelta(seconds=10), witnesses.tell),
    ("papers", timedelta(seconds=10), paper_reminders.tell),
    ("giving", timedelta(minutes=1), asks.lapse),
    ("votes", timedelta(seconds=10), boxes.follow),
    ("court", timedelta(minutes=10), court_clocks.tell_of_overdue),
    ("patrols", timedelta(minutes=10), reviews.tell_of_due),
    ("rises", timedelta(minutes=1), rise_texts.look),
    ("police-answers", timedelta(hours=1), police_answers.look),
)
"""The tasks that run less often: the name of their mark, how often they run, and what they do."""
_OF_ALL_FILES = (
    gap_warnings.warn_of_gaps,
    witnesses.tell,
    paper_reminders.tell,
    boxes.follow,
    rise_texts.look,
    police_answers.look,
)
"""The tasks that look at every community: they wait until each file is read."""
_PHONE, _OLD = "backup-phone", "old"
_EVERY = {name: every for name, every, _ in _NOW_AND_THEN} | {_PHONE: ASKED_EVERY, _OLD: ERASED_EVERY}
_OF_ROWS: tuple[tuple[DueRows, Task], ...] = (
    (dropped_drafts.DUE, dropped_drafts.send_dropped_drafts),
    (waiting_words.DUE, waiting_words.pass_on_due),
    (erase_requests.DUE, erased_givers.follow),
    (changed_people.DUE, changed_people.follow),
    (danger_questions.DUE, danger_questions.raise_unanswered),
    (course_reminders.DUE, course_reminders.remind),
)
"""The parts for rows that are due at a moment of their own."""


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


def _agenda(uow: UnitOfWork, left_to_workers: timedelta, tasks: Mapping[str, timedelta], *, places: bool) -> _Agenda:
    return _Agenda(
        engine.untaken(uow.session, uow.now, left_to_workers),
        due_rows.found(uow, [rows for rows, _ in _OF_ROWS]),
        liveness.runs_due(uow, tasks),
        places and waiting.is_any(uow.session, uow.now),
    )


def _follow(directory: Directory, follow: Task, uow: UnitOfWork) -> None:
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


def _if_due(directory: Directory, name: str, every: timedelta, act: Task, uow: UnitOfWork) -> None:
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
    return uow.policy.has_backup and liveness.is_run_due(uow, _PHONE, ASKED_EVERY)


def _is_erased(uow: UnitOfWork) -> bool:
    return liveness.is_run_due(uow, _OLD, ERASED_EVERY)


@dataclass(frozen=True)
class _Messages:
    """Messages that nobody has claimed, and messages that are due at the backup provider, at the moment `now`."""

    now: datetime
    unclaimed: Sequence[outbox.Due]
    by_backup: Sequence[int]


def _messages(uow: UnitOfWork) -> _Messages:
    return _Messages(uow.now, outbox.overdue(uow, UNCLAIMED_FOR), failover.due(uow))


def _send_on(found: _Messages | None, wakeup_queue: WakeupQueue, actions: ClockActions) -> None:
    """Send the hints for unclaimed messages again; send abandoned messages from here.

    While Redis is away no hint reaches a worker: then every message that is due is sent from here.
    """
    if found is None:
        return
    is_heard = wakeup_queue.remind(Wakeup(due.lane, SEND, due.message_id) for due in found.unclaimed)
    others = actions.send_others or actions.send
    for due in found.unclaimed:
        if is_heard and not _is_abandoned(due, found.now):
            continue
        _send_from_here([due.message_id], actions.send if sent_by_clock(due.kind, due.lane) else others)
    if actions.send_by_backup is not None:
        for message_id in found.by_backup:
            actions.send_by_backup(message_id)


def _send_from_here(message_ids: Sequence[int] | None, send: Callable[[int], bool]) -> None:
    for message_id in message_ids or ():
        # A text that waits in the clock's own threads has a sender: it does not count as abandoned again.
        if send(message_id):
            log.warning("message.no_worker")


def _is_abandoned(due: outbox.Due, now: datetime) -> bool:
    return sent_by_clock(due.kind, due.lane) and now - due.since >= ABANDONED


def _sms(uow: UnitOfWork) -> tuple[datetime, list[inbox.Waiting]]:
    return uow.now, inbox.unhandled(uow, UNCLAIMED_FOR)


def _act_on(
    found: tuple[datetime, list[inbox.Waiting]] | None, wakeup_queue: WakeupQueue, actions: ClockActions
) -> None:
    """Send the hints for unhandled SMS again; handle abandoned SMS from here, and all of them while Redis is away."""
    if found is None:
        return
    now, unread = found
    is_heard = wakeup_queue.remind(Wakeup(sms.lane, HANDLE, sms.inbound_id) for sms in unread)
    for sms in unread:
        if (not is_heard or now - sms.since >= ABANDONED) and actions.handle(sms.inbound_id):
            log.warning("sms.no_worker")
