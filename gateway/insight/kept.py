"""Kept figures: what takes long to count is asked for by a row and a hint, and counted by a worker.

Two who ask get one counting. A hint that is lost loses nothing: anybody may ask again after a minute.
"""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from gateway.communities.directory import CommunityRecord, Directory
from gateway.core.unit_of_work import UnitOfWork
from gateway.incidents import openness
from gateway.insight import equity, trends
from gateway.storage.models import KeptFigures
from menus.domain.kept_figures import FigureSubject, Times
from menus.domain.messages import Lane

COUNT = "workers.jobs.count_figures"


@dataclass(frozen=True)
class Asked:
    """The figures that somebody asks for: of a community (its row), a subject and a period by its name.

    `left_out` names the interests of whoever reads them, and is empty for everybody without one.
    """

    community_id: int
    subject: FigureSubject
    period: str
    left_out: str = ""


@dataclass(frozen=True)
class Kept:
    """Figures as they are kept. `found` is None until they were counted."""

    times: Times
    found: dict[str, Any] | None


def find(session: Session, asked: Asked) -> Kept | None:
    """Return the figures that are kept; None if nobody has asked for them."""
    row = session.scalars(select(KeptFigures).where(*_is(asked))).one_or_none()
    if row is None:
        return None
    return Kept(_times(row), row.found if row.counted_at is not None else None)


def ask(uow: UnitOfWork, asked: Asked) -> bool:
    """Let a worker count; return False if one does already, or has just done it."""
    uow.lock_key(f"kept figures {asked.community_id}".encode())
    row = uow.session.scalars(select(KeptFigures).where(*_is(asked))).one_or_none()
    if row is None:
        row = KeptFigures(**vars(asked), asked_at=uow.now)
        uow.session.add(row)
        uow.session.flush()
    elif not _times(row).may_ask(uow.now):
        return False
    else:
        row.asked_at, row.begun_at = uow.now, None
    uow.wake(Lane.BULK, COUNT, row.id)
    return True


@dataclass(frozen=True)
class Counter:
    """The parts that count: transactions, readings, the communities in force, and the clock."""

    do: Callable[[Callable[[UnitOfWork], bool]], bool]
    reading: Callable[[], AbstractContextManager[Session]]
    directory: Directory
    clock: Callable[[], datetime]


def count(counter: Counter, row_id: int) -> bool:
    """Count what a row asks for, and keep it; return False if there is nothing to count any more."""
    if not counter.do(lambda uow: _begin(uow, row_id)):
        return False
    counted_at = counter.clock()
    with counter.reading() as session:
        row = session.get(KeptFigures, row_id)
        record = counter.directory.find(row.community_id) if row is not None else None
        if row is None or record is None:
            return False
        which = openness.without_named(row.left_out, record.interests)
        if which is None:
            # Whoever asked has another interest by now: nobody reads these figures any more.
            return False
        reading = read(session, record, row.subject, row.period, counted_at, *which)
    # To compare many incidents takes long: no reading stays open meanwhile.
    found = reading()
    return found is not None and counter.do(lambda uow: _keep(uow, row_id, counted_at, found))


def now(
    session: Session,
    record: CommunityRecord,
    subject: FigureSubject,
    period: str,
    moment: datetime,
    *which: ColumnElement[bool],
) -> dict[str, Any] | None:
    """Count figures at once; None for a period that is none. Only incidents count for which all of `which` holds."""
    return read(session, record, subject, period, moment, *which)()


def read(
    session: Session,
    record: CommunityRecord,
    subject: FigureSubject,
    period: str,
    moment: datetime,
    *which: ColumnElement[bool],
) -> Callable[[], dict[str, Any] | None]:
    """Read what figures are counted from, and return what counts them; it reads nothing more. See `now`."""
    if subject is FigureSubject.TRENDS:
        within = trends.window_of(session, record, period, moment)
        if within is None:
            return _nothing
        told = trends.as_json(session, record, within, *which, is_outside=period != trends.LATEST)
        return lambda: told
    asked = equity.asked_by(period)
    return equity.read(session, record, asked, moment, *which) if asked is not None else _nothing


def _nothing() -> None:
    """Return the figures of a period that is none."""


def _begin(uow: UnitOfWork, row_id: int) -> bool:
    """Note that a worker begins; return False if nothing is asked for, or if another one counts already."""
    row = uow.session.get(KeptFigures, row_id, with_for_update=True, populate_existing=True)
    if row is None or not _times(row).may_begin(uow.now):
        return False
    row.begun_at = uow.now
    return True


def _times(row: KeptFigures) -> Times:
    return Times(row.asked_at, row.begun_at, row.counted_at)


def _keep(uow: UnitOfWork, row_id: int, counted_at: datetime, found: dict[str, Any]) -> bool:
    """Keep what was counted, unless newer figures are kept already."""
    row = uow.session.get(KeptFigures, row_id, with_for_update=True, populate_existing=True)
    if row is None or (row.counted_at is not None and row.counted_at > counted_at):
        return False
    row.found, row.counted_at = found, max(counted_at, row.asked_at)
    return True


def _is(asked: Asked) -> tuple[ColumnElement[bool], ...]:
    return (
        KeptFigures.community_id == asked.community_id,
        KeptFigures.subject == asked.subject,
        KeptFigures.period == asked.period,
        KeptFigures.left_out == asked.left_out,
    )
