"""Limits by caller: abuse slows down what is lesser, and never stops a killing."""

from datetime import timedelta

from sqlalchemy import bindparam, case, func, select

from gateway.core.unit_of_work import UnitOfWork
from gateway.incidents.opening import SENT, Filing
from gateway.storage.models import Incident, Report
from gateway.storage.states import IncidentState
from menus.domain.categories import Category, Level, first_level
from menus.domain.draft import Draft

WINDOW = timedelta(hours=1)
MOST_FALSE = 3
REMEMBERED = timedelta(days=90)


def check_limits(uow: UnitOfWork, caller: bytes, draft: Draft, most: int) -> Filing | None:
    """Return how a caller's report is filed, or None where it is not taken for now.

    `most` reports an hour are taken of one caller; what is major is always taken, and flagged. Three reports marked
    false make lesser ones wait for a coordinator. What is private is never looked at.
    """
    level = first_level(draft.category or Category.UNKNOWN, draft.harm)
    if level is Level.PRIVATE:
        return SENT
    recent, marked_false = uow.session.execute(
        _PAST, {"caller": caller, "recently": uow.now - WINDOW, "since": uow.now - REMEMBERED}
    ).one()
    if (recent or 0) >= most:
        return Filing(flag="many") if level is Level.MAJOR else None
    if level is Level.COMPLAINT or (marked_false or 0) < MOST_FALSE:
        return SENT
    return Filing(flag="false-before", review_prompt=None if level is Level.MAJOR else "waits")


_PAST = (
    select(
        func.sum(case((Report.created_at > bindparam("recently"), 1), else_=0)),
        func.sum(case((Incident.state == IncidentState.FALSE, 1), else_=0)),
    )
    .join(Incident, Incident.id == Report.incident_id)
    .where(Report.reporter_hash == bindparam("caller"), Report.created_at > bindparam("since"))
)
"""How many reports of one caller are recent, and how many were marked false."""
