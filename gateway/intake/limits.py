"""Limits on the reports of one caller: abuse delays lesser reports, and never stops a report of a killing."""

from datetime import timedelta

from sqlalchemy import bindparam, case, func, select

from gateway.core.unit_of_work import UnitOfWork
from gateway.incidents.opening import SENT, Filing, Review
from gateway.storage.models import Incident, Report
from menus.domain.categories import Category, Level, first_level
from menus.domain.draft import Draft
from menus.domain.lives import IncidentStatus
from menus.domain.marks import Caution
from menus.text.names import Text

WINDOW = timedelta(hours=1)
MOST_FALSE = 3
REMEMBERED = timedelta(days=90)


def check_limits(uow: UnitOfWork, caller: bytes, draft: Draft, most: int) -> Filing | None:
    """Return how a caller's report is filed, or None if it is refused for now.

    One caller may send `most` reports an hour. Above that, only a major report is taken, with a flag. After three
    reports marked false, a major report is flagged and a lesser one awaits review, but a complaint does not. A private
    report has no limit, and its caller's history is never read.
    """
    level = first_level(draft.category or Category.UNKNOWN, draft.harm)
    if level is Level.PRIVATE:
        return SENT
    recent, marked_false = uow.session.execute(
        _PAST, {"caller": caller, "recently": uow.now - WINDOW, "since": uow.now - REMEMBERED}
    ).one()
    if (recent or 0) >= most:
        return Filing(caution=Caution.MANY) if level is Level.MAJOR else None
    if level is Level.COMPLAINT or (marked_false or 0) < MOST_FALSE:
        return SENT
    return Filing(caution=Caution.FALSE_BEFORE, review=None if level is Level.MAJOR else Review(Text.WAITS))


_PAST = (
    select(
        func.sum(case((Report.created_at > bindparam("recently"), 1), else_=0)),
        func.sum(case((Incident.status == IncidentStatus.FALSE, 1), else_=0)),
    )
    .join(Incident, Incident.id == Report.incident_id)
    .where(Report.reporter_hash == bindparam("caller"), Report.created_at > bindparam("since"))
)
"""The number of a caller's recent reports, and the number of their reports marked false."""
