"""First answers of a month: until half of each zone's incidents were first answered, as a viewer may know it.

The incidents and their answers are those of the page of equity: what nobody answered counts as waiting longest.
"""

import math
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from statistics import median

from sqlalchemy.orm import Session

from gateway.desk.viewer import Viewer
from gateway.incidents import openness
from gateway.insight import cases
from gateway.insight.periods import Span
from menus.domain import equity, local_weeks
from menus.domain.drawings import Audience, audience_of
from menus.domain.equity import Measure
from menus.domain.figures import SETTLED
from menus.domain.small_cells import SMALLEST


class Untold(StrEnum):
    """Why no minutes stand beside a zone."""

    FEW = "few"
    SILENT = "silent"
    NOT_TOLD = "not_told"


@dataclass(frozen=True)
class ZoneAnswer:
    """The minutes until half of a zone's incidents of the month were first answered, or why they are not told."""

    zone: str
    minutes: int | None = None
    untold: Untold | None = None


def of_month(session: Session, viewer: Viewer, month: date) -> list[ZoneAnswer] | None:
    """Return the first answers of all zones alike; None if the month is too young for the viewer.

    People without a part in the incidents read of months that ended a week ago: a number that changes while they look
    tells of one incident. Nobody finds what they have an interest in.
    """
    community, record = viewer.record.community, viewer.record
    within = Span(*(local_weeks.begins(day, community.timezone) for day in (month, _after(month))))
    if audience_of(viewer.person.roles) is Audience.OUTSIDE and viewer.now < within.until + SETTLED:
        return None
    theirs = openness.without_interests(viewer.person_id, record.interests)
    found: defaultdict[str, list[float]] = defaultdict(list)
    for case in cases.read(session, record, within, viewer.now, *theirs):
        minutes = equity.waited(case, Measure.PATROL)
        if minutes is not None:
            found[case.zone].append(minutes)
    not_told = viewer.zones_not_told(within.since)
    return [
        ZoneAnswer(zone.name(viewer.language), untold=Untold.NOT_TOLD)
        if zone.key in not_told
        else _answer(zone.name(viewer.language), found[zone.key])
        for zone in community.zones
    ]


def _answer(name: str, minutes: Sequence[float]) -> ZoneAnswer:
    if len(minutes) < SMALLEST:
        return ZoneAnswer(name, untold=Untold.FEW)
    middle = median(minutes)
    return ZoneAnswer(name, round(middle)) if math.isfinite(middle) else ZoneAnswer(name, untold=Untold.SILENT)


def _after(month: date) -> date:
    return date(month.year + month.month // 12, month.month % 12 + 1, 1)
