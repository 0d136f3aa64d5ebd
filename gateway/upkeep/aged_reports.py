"""Aged reports: each report is erased a year after the first end of an incident that it belonged to, by its own age.

The place and the weapons of an incident are those of the report that it began with: they go with it. So an incident
that was split off or reopened later keeps nothing of its reports longer.
"""

from collections.abc import Sequence
from functools import partial
from typing import Any

from sqlalchemy import delete, or_, select, update

from gateway.core.unit_of_work import UnitOfWork
from gateway.storage.models import Incident, Question, Report
from gateway.upkeep import blanks
from gateway.upkeep.batches import MOST, Expired, Run, still
from menus.domain.retention.rules import Since


def expired(run: Run) -> Expired:
    """Return the reports that are over by their own age, and are not erased yet."""
    over = run.now - blanks.after(Report, Since.REPORT_ENDED, "words")
    # The second part is what an index of some rows alone says of its rows.
    which = (Report.ended_at < over, Report.ended_at.is_not(None), Report.erased_at.is_(None))
    return Expired(Report, Report.ended_at, which, blanks.of(Report, Since.REPORT_ENDED) | {"erased_at": run.now})


def erase(run: Run) -> None:
    """Erase what residents said in reports that are over, with the questions that they were asked."""
    kind, after = expired(run), None
    while run.may_go_on:
        found = run.find(kind, after)
        if found:
            run.write(partial(_erase, kind, found))
        if len(found) < MOST:
            return
        after = found[-1]


def _erase(kind: Expired, found: Sequence[Sequence[Any]], uow: UnitOfWork) -> int:
    connection, ids = uow.session.connection(), [row[-1] for row in found]
    begun = Incident.reference.in_(select(Report.reference).where(Report.id.in_(ids)))
    # Incidents are locked before reports, as everywhere. One that somebody has locked is left for the next run.
    free = connection.scalars(select(Incident.id).where(begun).with_for_update(skip_locked=True)).all()
    busy = select(Incident.reference).where(begun, Incident.id.not_in(free))
    rows = connection.scalars(
        select(Report.id).where(still(kind, found), Report.reference.not_in(busy)).with_for_update(skip_locked=True)
    ).all()
    blank = blanks.of(Incident, Since.REPORT_ENDED)
    theirs = Incident.reference.in_(select(Report.reference).where(Report.id.in_(rows)))
    holds = or_(*(getattr(Incident, name).is_not(None) for name in blank))
    connection.execute(update(Incident).where(Incident.id.in_(free), theirs, holds).values(blank))
    connection.execute(delete(Question).where(Question.report_id.in_(rows)))
    return connection.execute(update(Report).where(Report.id.in_(rows)).values(dict(kind.blank or {}))).rowcount
