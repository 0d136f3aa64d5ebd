"""Liveness: marks of the last heartbeat of each process and of the last run of each scheduled task.

Each kind of process (`clock`, `web`, `desk`, the worker of a lane) has one mark for all machines. Each process has one
of its own, too, which names its machine: a worker that hangs does not hide behind one that lives.
"""

import os
import re
from collections.abc import Container, Iterator, Mapping
from datetime import datetime, timedelta
from typing import NamedTuple

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from gateway import machine
from gateway.core.unit_of_work import UnitOfWork
from gateway.storage.models import Mark
from menus.domain.messages import LANES

FRESH = {
    "clock": timedelta(seconds=10),
    "worker": timedelta(seconds=45),
    "web": timedelta(seconds=45),
    "desk": timedelta(seconds=45),
}
"""The age from which the last heartbeat of a process of each kind counts as silence. A guess."""
LEADS_FOR = timedelta(seconds=3)
"""The age from which the mark of a leading clock counts no more: another one leads within a second of it.

A clock that leads sets its mark each second. A tick that takes longer than this lets another one lead: it does no harm,
because each part of a tick has a lock. A guess, to be tested.
"""
PROCESS = "process-"
_LEADS = "-leads"
_RUNS = re.compile(rf"{PROCESS}(\d+)-on-(.*)-runs-([a-z-]+)")
_LEADER = re.compile(rf"{PROCESS}(\d+)-on-(.*){_LEADS}")
_MARKS = (Mark.name >= PROCESS, Mark.name < PROCESS[:-1] + chr(ord(PROCESS[-1]) + 1))


class Process(NamedTuple):
    """A process of a kind on a machine, when it was last heard of, and how many connections it may hold, if it told."""

    pid: int
    machine: str
    kind: str
    at: datetime
    connections: int | None = None


def this_process() -> str:
    """Return the name of this process among those of all machines."""
    return f"{os.getpid()}-on-{machine.host()}"


def process_mark(pid: int, kind: str) -> str:
    """Return the name of the mark of one process of this machine: several processes of its kind may run."""
    return f"{PROCESS}{pid}-on-{machine.host()}-runs-{kind}"


def mark_now(uow: UnitOfWork, name: str) -> None:
    """Set a mark to now: a process is at work, a task runs, or a notice is sent."""
    row = uow.session.get(Mark, name)
    if row is None:
        uow.session.add(Mark(name=name, at=uow.now))
    else:
        row.at = uow.now


def unmark(uow: UnitOfWork, *names: str) -> None:
    """Take marks away: their processes have ended."""
    if names:
        uow.session.execute(delete(Mark).where(Mark.name.in_(names)))


def forget_gone(uow: UnitOfWork, kind: str) -> None:
    """Take away the marks of those processes of this kind on this machine that are not there any more.

    A process that begins does so. It takes the marks of an earlier process with its own id, too.
    """
    here = [one for one in _processes(uow.session) if one.machine == machine.host()]
    gone = [
        process_mark(one.pid, one.kind)
        for one in here
        if one.pid == os.getpid() or (one.kind == kind and not machine.is_there(one.pid))
    ]
    unmark(uow, *gone)


def is_another_leading(uow: UnitOfWork) -> bool:
    """Return whether another clock leads: it said so lately, and it is there as far as this machine can tell."""
    for name, at, _ in _marks(uow.session):
        leader = _LEADER.fullmatch(name)
        if leader is None or name == _own_lead() or abs(uow.now - at) > LEADS_FOR:
            continue
        if leader[2] != machine.host() or machine.is_there(int(leader[1])):
            return True
    return False


def lead(uow: UnitOfWork) -> None:
    """Say that the clock of this process leads, and no other."""
    others = (name for name, _, _ in _marks(uow.session) if name.endswith(_LEADS) and name != _own_lead())
    unmark(uow, *others)
    mark_now(uow, _own_lead())


def let_lead(uow: UnitOfWork) -> None:
    """Let another clock lead at once."""
    unmark(uow, _own_lead())


def _own_lead() -> str:
    return f"{PROCESS}{this_process()}{_LEADS}"


def runs_due(uow: UnitOfWork, tasks: Mapping[str, timedelta]) -> set[str]:
    """Return those scheduled tasks that are due, by one statement; `tasks` says how often each runs."""
    last = {mark.name: mark.at for mark in uow.session.scalars(select(Mark).where(Mark.name.in_(tasks)))}
    return {name for name, every in tasks.items() if name not in last or uow.now - last[name] >= every}


def is_run_due(uow: UnitOfWork, name: str, every: timedelta) -> bool:
    """Return whether a scheduled task is due; if it is, mark its run as now."""
    row = uow.session.get(Mark, name)
    if row is not None and uow.now - row.at < every:
        return False
    mark_now(uow, name)
    return True


def ages(session: Session, now: datetime) -> dict[str, timedelta]:
    """Return the age of every mark by its name."""
    return {mark.name: now - mark.at for mark in session.scalars(select(Mark))}


def ages_of_kinds(session: Session, now: datetime) -> dict[str, timedelta]:
    """Return how long ago the leading clock, a worker of each lane and a desk were last seen on any machine."""
    kinds = ("clock", *(f"worker-{lane}" for lane in LANES), "desk")
    return {mark.name: now - mark.at for mark in session.scalars(select(Mark).where(Mark.name.in_(kinds)))}


def age_of(ages: Mapping[str, timedelta], pid: int, kind: str) -> timedelta | None:
    """Return the age of the last heartbeat of a process of this machine; None if it has written none.

    A process that works on two lanes has two marks, and the older one counts. A clock of an earlier release has none
    of its own.
    """
    own = process_mark(pid, "")
    found = [age for name, age in ages.items() if name.startswith(own)]
    return max(found) if found else ages.get(kind)


def silent(session: Session, now: datetime) -> list[str]:
    """Return those of the clock and the workers of the three lanes that have sent no heartbeat lately, anywhere."""
    seen: dict[str, datetime] = {mark.name: mark.at for mark in session.scalars(select(Mark))}
    wanted = {
        "clock": FRESH["clock"],
        **{f"worker-{lane}": FRESH["worker"] for lane in LANES},
    }
    return [name for name, fresh in wanted.items() if name not in seen or now - seen[name] > fresh]


def silent_processes(session: Session, now: datetime, besides: Container[str] = ()) -> list[str]:
    """Say of each process that has sent no heartbeat lately what it is, and on which machine.

    Others of its kind may be at work. One that was stopped has taken its mark away. Kinds in `besides` are left out.
    """
    return [
        f"{one.kind} on {one.machine} (process {one.pid}) last seen {(now - one.at).total_seconds():.0f} s ago"
        for one in silent_ones(session, now)
        if one.kind not in besides
    ]


def silent_ones(session: Session, now: datetime) -> list[Process]:
    """Return the processes of all machines that have sent no heartbeat lately, and have not been stopped."""
    return [one for one in _processes(session) if now - one.at > FRESH[one.kind.partition("-")[0]]]


def at_work(session: Session, now: datetime) -> list[Process]:
    """Return the processes of all machines that have sent a heartbeat lately."""
    return [one for one in _processes(session) if now - one.at <= FRESH[one.kind.partition("-")[0]]]


def pids_here(session: Session, now: datetime, kind: str) -> set[int]:
    """Return the processes of a kind on this machine that have sent a heartbeat lately."""
    return {one.pid for one in at_work(session, now) if one.kind == kind and one.machine == machine.host()}


def _processes(session: Session) -> Iterator[Process]:
    for name, at, connections in _marks(session):
        match = _RUNS.fullmatch(name)
        if match is not None and match[3].partition("-")[0] in FRESH:
            yield Process(int(match[1]), match[2], match[3], at, connections)


def _marks(session: Session) -> list[tuple[str, datetime, int | None]]:
    """Return the marks of processes, in the order of their names."""
    columns = select(Mark.name, Mark.at, Mark.connections)
    return [(name, at, most) for name, at, most in session.execute(columns.where(*_MARKS).order_by(Mark.name))]
