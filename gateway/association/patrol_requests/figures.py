"""Figures of a zone for a request and for its review: what was reported before, and since.

They count what is hidden from nobody (`openness`), and complaints about the police as a number that is hidden where it
is small: a single complaint would tell the police who stands behind it.
"""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime, time

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from gateway.communities.directory import CommunityRecord
from gateway.incidents import openness
from gateway.storage.models import Incident, PatrolRequest, Report
from menus.domain import patrol_requests as rules
from menus.domain.accused import AccusedGroup
from menus.domain.categories import Category, Level
from menus.domain.incident_life import IncidentStatus
from menus.domain.small_cells import SMALLEST
from menus.sms.patrol_forms import CATEGORIES

_USUAL_OVER = 3
"""The number of periods before the last one whose average is the usual number. A guess."""
_NOT_COUNTED = (IncidentStatus.FALSE, IncidentStatus.JOINED)


@dataclass(frozen=True)
class Rise:
    """The incidents of a kind in the last four weeks, and how many are usual."""

    lately: int
    usual: int


@dataclass(frozen=True)
class Compared:
    """A number before the patrols and one since they began; None for one that is too small to be shown."""

    before: int | None
    since: int | None


@dataclass(frozen=True)
class Review:
    """What a zone had before and since: incidents of the kind, reports of them, and complaints about the police."""

    incidents: Compared
    calls: Compared
    complaints: Compared


def most_frequent(session: Session, record: CommunityRecord, zone: str, now: datetime) -> Category:
    """Return the kind that a zone had most in the last four weeks: the first of the kinds, if none was reported."""
    rows = session.scalars(
        select(Incident.category).where(
            *_counted(record, zone, now - rules.BEFORE, now), Incident.category.in_(CATEGORIES)
        )
    )
    found = Counter(rows)
    return max(CATEGORIES, key=lambda category: (found[category], -CATEGORIES.index(category)))


def rise(session: Session, record: CommunityRecord, zone: str, category: Category, now: datetime) -> Rise | None:
    """Return how often a kind was reported lately and usually; None if it is too seldom to be told."""
    lately = _incidents(session, record, zone, category, now - rules.BEFORE, now)
    if lately < SMALLEST:
        return None
    before = _incidents(session, record, zone, category, now - (_USUAL_OVER + 1) * rules.BEFORE, now - rules.BEFORE)
    return Rise(lately, round(before / _USUAL_OVER))


def review(session: Session, record: CommunityRecord, row: PatrolRequest) -> Review:
    """Return what changed in a zone from four weeks before the first day to as long after it as the review looks at."""
    first = _midnight(record, row.first_day)
    last = _midnight(record, rules.review_due_on(row.last_day))
    spans = ((first - rules.BEFORE, first), (first, last))
    weeks = (last - first) / rules.BEFORE
    numbers = [
        (
            _incidents(session, record, row.zone, row.category, *span),
            _calls(session, record, row.zone, row.category, *span),
            _complaints(session, record, row.zone, *span),
        )
        for span in spans
    ]
    # The time since is another one than the four weeks before: both are told for four weeks.
    since = [number / weeks for number in numbers[1]]
    incidents, calls, complaints = (
        Compared(_shown(before, before), _shown(number, after))
        for before, number, after in zip(numbers[0], numbers[1], since, strict=True)
    )
    return Review(incidents, calls, complaints)


def _shown(number: int, told: float) -> int | None:
    """Return what is told of a number; None if the number itself is too small."""
    return round(told) if number == 0 or number >= SMALLEST else None


def _midnight(record: CommunityRecord, day: date) -> datetime:
    return datetime.combine(day, time(), record.community.timezone)


def _counted(record: CommunityRecord, zone: str, begins: datetime, ends: datetime) -> list[ColumnElement[bool]]:
    return [
        Incident.community_id == record.id,
        Incident.zone == zone,
        Incident.drill.is_(None),
        Incident.status.not_in(_NOT_COUNTED),
        Incident.opened_at >= begins,
        Incident.opened_at < ends,
        *openness.IS_OPEN,
    ]


def _incidents(
    session: Session, record: CommunityRecord, zone: str, category: Category, begins: datetime, ends: datetime
) -> int:
    which = (*_counted(record, zone, begins, ends), Incident.category == category)
    return session.scalar(select(func.count()).select_from(Incident).where(*which)) or 0


def _calls(
    session: Session, record: CommunityRecord, zone: str, category: Category, begins: datetime, ends: datetime
) -> int:
    which = (*_counted(record, zone, begins, ends), Incident.category == category)
    counted = select(func.count()).select_from(Report).join(Incident, Incident.id == Report.incident_id)
    return session.scalar(counted.where(*which)) or 0


def _complaints(session: Session, record: CommunityRecord, zone: str, begins: datetime, ends: datetime) -> int:
    which = (
        Incident.community_id == record.id,
        Incident.zone == zone,
        Incident.accused_group == AccusedGroup.POLICE,
        Incident.level != Level.PRIVATE,
        Incident.opened_at >= begins,
        Incident.opened_at < ends,
    )
    return session.scalar(select(func.count()).select_from(Incident).where(*which)) or 0
