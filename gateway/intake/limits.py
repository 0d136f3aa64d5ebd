"""Limits on the reports of one caller: read the caller's past, and file a report as the rules decide."""

from datetime import datetime
from typing import assert_never

from sqlalchemy import ScalarSelect, Select, bindparam, func, select

from gateway.core.unit_of_work import UnitOfWork
from gateway.incidents.opening import SENT, Filing, Review
from gateway.storage.models import Incident, Report
from gateway.storage.prepared import among
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


def recent(hashes: int) -> ScalarSelect[int]:
    """Return the number of recent reports of a caller with so many hashes, for a query that reads other things too."""
    is_recent = Report.created_at > bindparam("recently")
    return _count().where(among(Report.reporter_hash, "caller", hashes), is_recent).scalar_subquery()


def marked_false(hashes: int) -> ScalarSelect[int]:
    """Return the number of reports of a caller that were marked false, as `recent` does."""
    is_remembered = Report.created_at > bindparam("remembered_since")
    return (
        _count()
        .join(Incident, Incident.id == Report.incident_id)
        .where(among(Report.reporter_hash, "caller", hashes), is_remembered, Incident.status == IncidentStatus.FALSE)
        .scalar_subquery()
    )


def asked(uow: UnitOfWork) -> dict[str, datetime]:
    """Return the times that `recent` and `marked_false` ask for."""
    return {"recently": uow.now - rules.WINDOW, "remembered_since": uow.now - rules.REMEMBERED}


def _count() -> Select[int]:
    return select(func.count()).select_from(Report)
