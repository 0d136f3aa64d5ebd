"""Limits on the reports of one caller: read the caller's past, and file a report as the rules decide."""

from datetime import datetime
from typing import assert_never

from sqlalchemy import bindparam, func, select

from gateway.core.unit_of_work import UnitOfWork
from gateway.incidents.opening import SENT, Filing, Review
from gateway.storage.models import Incident, Report
from menus.domain import limits as rules
from menus.domain.categories import Category, first_level
from menus.domain.draft import Draft
from menus.domain.incident_life import IncidentStatus
from menus.text.names import Text


def check_limits(draft: Draft, past: rules.Past, most: int) -> Filing | None:
    """Return how the report of a caller with that past is filed, or None if it is refused for now.

    One phone may send `most` an hour.
    """
    decision = rules.decide(first_level(draft.category or Category.UNKNOWN, draft.harm), past, most)
    match decision:
        case rules.Take():
            return SENT
        case rules.TakeFlagged(caution):
            return Filing(caution=caution)
        case rules.Review(caution):
            return Filing(caution=caution, review=Review(Text.WAITS))
        case rules.Refuse():
            return None
        case never:
            assert_never(never)


def reads_past(draft: Draft) -> bool:
    """Return whether the past of a draft's caller is read."""
    return rules.reads_past(first_level(draft.category or Category.UNKNOWN, draft.harm))


_OF_CALLER = (Report.reporter_hash.in_(bindparam("caller", expanding=True)),)
RECENT = select(func.count()).select_from(Report).where(*_OF_CALLER, Report.created_at > bindparam("recently"))
"""The number of a caller's recent reports."""
MARKED_FALSE = (
    select(func.count())
    .select_from(Report)
    .join(Incident, Incident.id == Report.incident_id)
    .where(*_OF_CALLER, Report.created_at > bindparam("remembered_since"), Incident.status == IncidentStatus.FALSE)
)
"""The number of a caller's reports that were marked false."""


def asked(uow: UnitOfWork) -> dict[str, datetime]:
    """Return the times that `RECENT` and `MARKED_FALSE` ask for."""
    return {"recently": uow.now - rules.WINDOW, "remembered_since": uow.now - rules.REMEMBERED}
