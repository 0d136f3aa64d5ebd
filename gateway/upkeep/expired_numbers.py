"""Expired numbers: the numbers of callers whose time is over, and who it was that asked for private help."""

from collections.abc import Iterator
from datetime import datetime

from sqlalchemy import ColumnElement, exists, or_, select, text
from sqlalchemy.orm import InstrumentedAttribute

from gateway.storage.models import Incident, Report
from gateway.upkeep import blanks
from gateway.upkeep.batches import Expired
from menus.domain.categories import Level
from menus.domain.incident_life import LIVE
from menus.domain.retention.rules import Since


def of(now: datetime) -> Iterator[Expired]:
    """Yield the numbers of callers, and who it was that asked for private help if it was a helper."""

    def over(moment: InstrumentedAttribute[datetime | None], since: Since) -> ColumnElement[bool]:
        return moment < now - blanks.after(Report, since, "reporter_phone")

    has_ended = Incident.status.not_in(LIVE)
    was_used = or_(
        Report.created_at < now - blanks.after(Report, Since.PRIVATE_FILED, "reporter_phone"),
        over(Report.number_shown_at, Since.PRIVATE_SHOWN),
        has_ended,
    )
    private: ColumnElement[bool] = exists(
        select(Incident.id)
        .where(Incident.id == Report.incident_id, Incident.level == Level.PRIVATE, was_used)
        .correlate(Report)
    )
    is_over = or_(over(Report.ended_at, Since.REPORT_ENDED), private)
    yield Expired(Report, Report.id, (Report.reporter_phone.is_not(None), is_over), {"reporter_phone": None})
    of_helper = text("incidents.person_id IS NOT NULL AND incidents.level = 'private'")
    yield Expired(Incident, Incident.id, (of_helper, has_ended), blanks.of(Incident, Since.PRIVATE_ENDED))
