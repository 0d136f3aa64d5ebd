"""Figures of a zone for a request and for its review: what was reported before, and since.

They count what is hidden from nobody (`openness`), and complaints about the police as a number that is hidden where it
is small: a single complaint would tell the police who stands behind it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Self

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
from menus.domain.rise_series import SeriesKey
from menus.domain.rise_told import ToldRise
from menus.domain.small_cells import SMALLEST
from menus.sms.patrol_forms import CATEGORIES

_NOT_COUNTED = (IncidentStatus.FALSE, IncidentStatus.JOINED)
_Where = tuple[ColumnElement[bool], ...]


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


@dataclass(frozen=True)
class Lately:
    """What a zone had lately, as far as one person may know of it: the rises that stand, and its weeks up to now.

    The weeks are read once, and for this zone alone: whoever asks by SMS holds the writers of SQLite up.
    """

    standing: Sequence[ToldRise]
    weeks: Weeks

    @classmethod
    def read(cls, session: Session, record: CommunityRecord, zone: str, person_id: int, now: datetime) -> Self:
        """Read it without what a person has an interest in: what they ask with must tell them nothing of it."""
        only_where = rises_told.which_for(record, person_id)
        edges = [*reversed(usual.begins(now)), now]
        here = (Incident.zone == zone, *only_where)
        return cls(
            _standing(session, record, zone, now, only_where),
            weekly_counts.read_between(session, record, edges, *here, with_reports=False),
        )

    def kind(self, zone: str) -> Category:
        """Return the kind that is proposed: the surest of those told to rise, else the one that the zone had most.

        If none was reported it is the first of the kinds.
        """
        told = next((one.kind for one in self.standing if one.kind in CATEGORIES), None)
        if told is not None:
            return told
        numbers = {
            kind: sum(self.weeks.one(SeriesKey(zone, kind), usual.WEEKS).weeks[-usual.LATELY :]) for kind in CATEGORIES
        }
        return max(CATEGORIES, key=lambda kind: (numbers[kind], -CATEGORIES.index(kind)))

    def rise(self, zone: str, category: Category) -> Rise | None:
        """Return how often a kind was reported lately and usually; None if it is too seldom to be told.

        While a rise of it stands that was told, its numbers are told here, too: the police read what the person reads.
        """
        for one in self.standing:
            if one.kind is category:
                return Rise(one.number, one.whole_usual)
        series = self.weeks.one(SeriesKey(zone, category), usual.WEEKS)
        lately = int(series.sums.now)
        if lately < SMALLEST:
            return None
        return Rise(lately, round(series.sums.usual) if series.sums.weeks >= usual.FEWEST else None)


def _standing(
    session: Session, record: CommunityRecord, zone: str, now: datetime, only_where: Sequence[ColumnElement[bool]]
) -> list[ToldRise]:
    """Return the rises of a zone that were told and still stand, as one person may know of them."""
    monday = local_weeks.due(now, record.community.timezone)
    every = rises_told.told(session, record.id, monday - QUIET * local_weeks.WEEK)
    told = [one for one in every if one.zone == zone and one.level is not RiseLevel.SILENT]
    return rise_told.standing(rises_told.as_known_to(session, record, told, only_where), monday)


def review(session: Session, record: CommunityRecord, row: PatrolRequest, person_id: int) -> Review:
    """Return what changed in a zone from four weeks before the first day to as long after it as the review looks at.

    A person reads the numbers without what they have an interest in.
    """
    only_where = rises_told.which_for(record, person_id)
    days = (row.first_day, rules.review_due_on(row.last_day))
    first, last = (local_weeks.begins(day, record.community.timezone) for day in days)
    spans = ((first - rules.BEFORE, first), (first, last))
    weeks = (last - first) / rules.BEFORE
    numbers = [
        (
            _incidents(session, (*_of_kind(record, row, *span), *only_where)),
            _calls(session, (*_of_kind(record, row, *span), *only_where)),
            _incidents(session, (*_accusing(record, row, *span), *only_where)),
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


def _of_kind(record: CommunityRecord, row: PatrolRequest, begins: datetime, ends: datetime) -> _Where:
    return (
        Incident.community_id == record.id,
        Incident.zone == row.zone,
        Incident.category == row.category,
        Incident.drill.is_(None),
        Incident.status.not_in(_NOT_COUNTED),
        Incident.opened_at >= begins,
        Incident.opened_at < ends,
        *openness.IS_OPEN,
    )


def _accusing(record: CommunityRecord, row: PatrolRequest, begins: datetime, ends: datetime) -> _Where:
    return (
        Incident.community_id == record.id,
        Incident.zone == row.zone,
        Incident.accused_group == AccusedGroup.POLICE,
        Incident.level != Level.PRIVATE,
        Incident.opened_at >= begins,
        Incident.opened_at < ends,
    )


def _incidents(session: Session, where: _Where) -> int:
    return session.scalar(select(func.count()).select_from(Incident).where(*where)) or 0


def _calls(session: Session, where: _Where) -> int:
    counted = select(func.count()).select_from(Report).join(Incident, Incident.id == Report.incident_id)
    return session.scalar(counted.where(*where, *openness.REPORT_IS_OPEN)) or 0
