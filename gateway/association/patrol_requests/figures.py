"""Figures of a zone for a request and for its review: what was reported before, and since.

They count what is hidden from nobody (`openness`), and complaints about the police as a number that is hidden where it
is small: a single complaint would tell the police who stands behind it.
"""

from dataclasses import dataclass
from datetime import date, datetime, time

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from gateway.communities.directory import CommunityRecord
from gateway.incidents import openness, rises_told, weekly_counts
from gateway.storage.models import Incident, PatrolRequest, Report
from menus.domain import local_weeks, rise_told, usual
from menus.domain import patrol_requests as rules
from menus.domain.accused import AccusedGroup
from menus.domain.categories import Category, Level
from menus.domain.incident_life import IncidentStatus
from menus.domain.rise import QUIET, RiseLevel
from menus.domain.rise_counts import Weeks
from menus.domain.rise_series import Of
from menus.domain.rise_told import Told
from menus.domain.small_cells import SMALLEST
from menus.sms.patrol_forms import CATEGORIES

_NOT_COUNTED = (IncidentStatus.FALSE, IncidentStatus.JOINED)


@dataclass(frozen=True)
class Rise:
    """The incidents of a kind in four weeks, and how many are usual; None for too few weeks to say it."""

    lately: int
    usual: int | None


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


def risen_kind(session: Session, record: CommunityRecord, zone: str, now: datetime) -> Category:
    """Return the kind that is proposed for a zone: the surest of those told to rise, else the one it had most.

    If none was reported it is the first of the kinds.
    """
    risen = (one.kind for one in _standing(session, record, zone, now))
    told = next((kind for kind in risen if kind in CATEGORIES), None)
    if told is not None:
        return told
    lately = _last_days(session, record, now)
    numbers = {kind: sum(lately.one(Of(zone, kind), usual.WEEKS).weeks[-usual.LATELY :]) for kind in CATEGORIES}
    return max(CATEGORIES, key=lambda kind: (numbers[kind], -CATEGORIES.index(kind)))


def rise(session: Session, record: CommunityRecord, zone: str, category: Category, now: datetime) -> Rise | None:
    """Return how often a kind was reported lately and usually; None if it is too seldom to be told.

    While a rise of it stands that was told, its numbers are told here, too: the police read what coordinators read.
    """
    for one in _standing(session, record, zone, now):
        if one.kind is category:
            return Rise(one.number, one.whole_usual)
    weeks = _last_days(session, record, now)
    series = weeks.one(Of(zone, category), usual.WEEKS)
    lately = int(series.sums.now)
    if lately < SMALLEST:
        return None
    return Rise(lately, round(series.sums.usual) if series.sums.weeks >= usual.FEWEST else None)


def _standing(session: Session, record: CommunityRecord, zone: str, now: datetime) -> list[Told]:
    """Return the rises of a zone that were told and still stand."""
    monday = local_weeks.due(now, record.community.timezone)
    told = rises_told.told(session, record.id, monday - QUIET * local_weeks.WEEK)
    standing = rise_told.standing(told, monday)
    return [one for one in standing if one.zone == zone and one.level is not RiseLevel.SILENT]


def _last_days(session: Session, record: CommunityRecord, now: datetime) -> Weeks:
    """Return the weeks up to now: who asks by themselves knows of what has happened today."""
    return weekly_counts.read_between(session, record, [*reversed(usual.begins(now)), now])


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
