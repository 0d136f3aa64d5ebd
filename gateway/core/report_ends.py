"""The end of reports: a report grows old from the first end of an incident that it belonged to.

A later join, a split or a reopening moves that moment no later: a part of an incident that is made late keeps nothing
longer.
"""

from datetime import datetime

from sqlalchemy import ColumnElement, func, literal, update

from gateway.core.unit_of_work import UnitOfWork
from gateway.storage.models import Report


def note(uow: UnitOfWork, incident_id: int, at: datetime | None = None) -> None:
    """Note of the reports of an incident that it has ended, now or at a time (aware), unless one has ended before."""
    theirs = (Report.incident_id == incident_id, Report.ended_at.is_(None))
    ended = update(Report).where(*theirs).values(ended_at=at or uow.now)
    uow.session.execute(ended.execution_options(synchronize_session=False))


def kept(now: datetime) -> ColumnElement[datetime]:
    """Return the value of `ended_at` of reports that are joined to another incident now."""
    return func.coalesce(Report.ended_at, literal(now, Report.ended_at.type))
