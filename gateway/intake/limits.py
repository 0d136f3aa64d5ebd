"""Limits on the reports of one caller: read the caller's past, and file a report as the rules decide."""

from collections.abc import Sequence
from typing import assert_never

from sqlalchemy import bindparam, case, func, select

from gateway.core.unit_of_work import UnitOfWork
from gateway.incidents.opening import SENT, Filing, Review
from gateway.storage.models import Incident, Report
from menus.domain import limits as rules
from menus.domain.categories import Category, first_level
from menus.domain.draft import Draft
from menus.domain.incident_life import IncidentStatus
from menus.text.names import Text


def check_limits(uow: UnitOfWork, caller: Sequence[bytes], draft: Draft, most: int) -> Filing | None:
    """Return how a caller's report is filed, or None if it is refused for now.

    `caller` holds the hashes of a phone, which may send `most` an hour.
    """
    level = first_level(draft.category or Category.UNKNOWN, draft.harm)
    if not rules.reads_past(level):
        return SENT
    decision = rules.decide(level, _past_of(uow, caller), most)
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


def _past_of(uow: UnitOfWork, caller: Sequence[bytes]) -> rules.Past:
    since = {"caller": caller, "recently": uow.now - rules.WINDOW, "since": uow.now - rules.REMEMBERED}
    recent, marked_false = uow.session.execute(_PAST, since).one()
    return rules.Past(recent or 0, marked_false or 0)


_PAST = (
    select(
        func.sum(case((Report.created_at > bindparam("recently"), 1), else_=0)),
        func.sum(case((Incident.status == IncidentStatus.FALSE, 1), else_=0)),
    )
    .join(Incident, Incident.id == Report.incident_id)
    .where(Report.reporter_hash.in_(bindparam("caller", expanding=True)), Report.created_at > bindparam("since"))
)
"""The number of a caller's recent reports, and the number of their reports marked false."""
