"""Drawings: the pictures of a subject are asked for by a row and a hint, and drawn by a worker.

The row says whether a drawing is under way, so two who ask get one. A hint that is lost loses a picture, which anybody
may ask for again after a minute; the tables need none.
"""

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from gateway.communities.directory import Directory
from gateway.core.unit_of_work import UnitOfWork
from gateway.incidents import openness
from gateway.insight import plots
from gateway.insight.plots import Found
from gateway.insight.plotter import DrawingFailedError, NoLibraryError, Plotter
from gateway.insight.readings import Reading
from gateway.logs import logger
from gateway.storage.models import FigurePlots
from menus.domain import drawings
from menus.domain.drawings import Audience, DrawingStatus, PlotSubject, Standing
from menus.domain.messages import Lane

DRAW = "workers.jobs.draw_figures"
log = logger()


@dataclass(frozen=True)
class Wanted:
    """The pictures of a subject and a period for one audience in one language.

    A subject names its periods: the answers by the number of weeks, rises by their Monday. `left_out` names
    the interests of whoever reads them, and is empty for everybody without one: what they are out of is not in them.
    """

    community_id: int
    subject: PlotSubject
    period: str
    audience: Audience
    language: str
    left_out: str = ""


@dataclass(frozen=True)
class Drawing:
    """A drawing as it is kept: when it was asked for and drawn, the newest counts, and the names of its plots.

    `asked_at` moves on when a worker begins to count, and to draw: see `_begin`.
    """

    status: DrawingStatus
    asked_at: datetime
    drawn_at: datetime | None
    data_hash: str | None
    counted_at: datetime | None
    counts: Found | None
    names: frozenset[str]

    def standing(self, now: datetime, data_hash: str) -> Standing:
        """Return how it stands for somebody who sees the numbers with this hash."""
        return drawings.standing(self.status, self.asked_at, self.drawn_at, now, is_same=self.data_hash == data_hash)


def find(session: Session, wanted: Wanted) -> Drawing | None:
    """Return the drawing that is kept; None if nobody has asked for it yet."""
    row = session.scalars(select(FigurePlots).where(*_is(wanted))).one_or_none()
    if row is None:
        return None
    counted = row.counts or None
    return Drawing(row.status, row.asked_at, row.drawn_at, row.data_hash, row.counted_at, counted, frozenset(row.plots))


def plot(session: Session, wanted: Wanted, name: str) -> str | None:
    """Return one picture as SVG; None if it was not drawn. Outsiders have none, also of an earlier version."""
    if wanted.audience is Audience.OUTSIDE:
        return None
    drawn = session.scalars(select(FigurePlots.plots).where(*_is(wanted))).one_or_none()
    found = (drawn or {}).get(name)
    return str(found) if found is not None else None


def ask(uow: UnitOfWork, wanted: Wanted, data_hash: str | None) -> bool:
    """Let a worker draw what is wanted; return False if it draws it already, or has just drawn these numbers.

    Without a hash the numbers are not known yet.
    """
    uow.lock_key(f"figures {wanted.community_id}".encode())
    row = uow.session.scalars(select(FigurePlots).where(*_is(wanted))).one_or_none()
    if row is None:
        row = FigurePlots(**vars(wanted), status=DrawingStatus.ASKED, asked_at=uow.now)
        uow.session.add(row)
        uow.session.flush()
    else:
        is_same = data_hash is not None and row.data_hash == data_hash
        if not drawings.standing(row.status, row.asked_at, row.drawn_at, uow.now, is_same=is_same).may_ask:
            return False
        row.status, row.asked_at = DrawingStatus.ASKED, uow.now
    uow.wake(Lane.BULK, DRAW, row.id)
    return True


@dataclass(frozen=True)
class Studio:
    """The parts that draw: transactions, readings, the communities in force, the clock, and the plotter."""

    do: Callable[[Callable[[UnitOfWork], bool]], bool]
    reading: Callable[[], AbstractContextManager[Session]]
    directory: Directory
    clock: Callable[[], datetime]
    plotter: Plotter


def draw(studio: Studio, row_id: int, currency: str) -> bool:
    """Draw what a row asks for, and keep it; return False if the row asks for nothing any more."""
    if not studio.do(lambda uow: _begin(uow, row_id)):
        return False
    counted_at = studio.clock()
    with studio.reading() as session:
        row = session.get(FigurePlots, row_id)
        record = studio.directory.find(row.community_id) if row is not None else None
        if row is None or record is None:
            return False
        which = openness.without_named(row.left_out, record.interests)
        if which is None:
            # Whoever asked has another interest by now: nobody reads these pictures any more.
            return False
        reading = Reading(row.period, row.audience, counted_at, which)
        subject, audience, language = row.subject, row.audience, row.language
        count = plots.MAKERS[subject].read(session, record, reading)
    # To compare many incidents takes long: no reading stays open meanwhile.
    counts = count()
    wanted = plots.pictures(subject, audience, counts, record, language, currency)
    # If another worker has drawn it meanwhile, this one is newer: it is drawn all the same.
    studio.do(lambda uow: _begin(uow, row_id))
    status, drawn = _drawn(studio.plotter, wanted)
    return studio.do(lambda uow: _keep(uow, row_id, counted_at, status, counts, drawn))


def _begin(uow: UnitOfWork, row_id: int) -> bool:
    """Give a drawing its whole time from now on, wherever it waited; return False if the row asks for nothing."""
    row = uow.session.get(FigurePlots, row_id, with_for_update=True, populate_existing=True)
    if row is None or row.status is not DrawingStatus.ASKED:
        return False
    row.asked_at = uow.now
    return True


def _drawn(plotter: Plotter, wanted: Mapping[str, Any]) -> tuple[DrawingStatus, dict[str, str]]:
    try:
        return DrawingStatus.DRAWN, plotter.draw(wanted) if wanted else {}
    except NoLibraryError:
        return DrawingStatus.LACKS_LIBRARY, {}
    except DrawingFailedError as error:
        log.warning("figures.not_drawn", error=str(error))
        return DrawingStatus.FAILED, {}


def _keep(
    uow: UnitOfWork, row_id: int, counted_at: datetime, status: DrawingStatus, counts: Found, drawn: dict[str, str]
) -> bool:
    """Keep a drawing, also if it was asked for anew meanwhile, unless a newer one is kept already.

    The next worker finds that nothing is asked for any more. The counts are kept even if nothing was drawn.
    """
    row = uow.session.get(FigurePlots, row_id, with_for_update=True, populate_existing=True)
    if row is None or (row.counted_at is not None and row.counted_at > counted_at):
        return False
    row.counts, row.counted_at = counts, counted_at
    if status is DrawingStatus.DRAWN:
        row.status, row.drawn_at, row.data_hash, row.plots = status, uow.now, plots.hash_of(counts), drawn
    elif row.status is DrawingStatus.ASKED:
        row.status = status
    return True


def _is(wanted: Wanted) -> tuple[ColumnElement[bool], ...]:
    return (
        FigurePlots.community_id == wanted.community_id,
        FigurePlots.subject == wanted.subject,
        FigurePlots.period == wanted.period,
        FigurePlots.audience == wanted.audience,
        FigurePlots.language == wanted.language,
        FigurePlots.left_out == wanted.left_out,
    )
