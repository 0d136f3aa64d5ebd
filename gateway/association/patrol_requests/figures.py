"""Figures of a zone for a request and for its review: what was reported before, and since.

They count what is hidden from nobody (`openness`), by the kinds of rises, and complaints about the police in steps
alone: a single complaint would tell the police who stands behind it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from typing import Self

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from gateway.communities.directory import CommunityRecord
from gateway.incidents import openness, rises_told, weekly_counts
from gateway.storage.models import Incident, PatrolRequest
from menus.domain import handover, local_weeks, rise_told, usual
from menus.domain import patrol_requests as rules
from menus.domain.accused import AccusedGroup
from menus.domain.categories import Category, Level
from menus.domain.figures import COUNTED
from menus.domain.handover import Told
from menus.domain.rise import QUIET, RiseLevel
from menus.domain.rise_counts import Weeks
from menus.domain.rise_series import SeriesKey
from menus.domain.rise_told import ToldRise
from menus.domain.small_cells import SMALLEST
from menus.sms.patrol_forms import CATEGORIES

MOST = 2_000
"""The most incidents of a zone whose thirty weeks are read for a request.

2,000 took 0.02 s on SQLite (measured): the writers of SQLite wait for them, and for no more.
"""
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
class Stepped:
    """A number before the patrols and one since they began, in steps of five; None for fewer than five, or none."""

    before: Told | None
    since: Told | None


@dataclass(frozen=True)
class Review:
    """The numbers of a zone before and since: incidents of the kind, reports of them, and complaints about the police.

    Coordinators know of no complaint. So not even whether there was one is told, and none moves a number by one.
    """

    incidents: Compared
    calls: Compared
    complaints: Stepped


@dataclass(frozen=True)
class Lately:
    """The last weeks of a zone, as far as one person may know of it: the rises that stand, and its weeks up to now.

    The weeks are read once, and for this zone alone: whoever asks by SMS holds the writers of SQLite up.
    """

    standing: Sequence[ToldRise]
    weeks: Weeks

    @classmethod
    def read(cls, session: Session, record: CommunityRecord, zone: str, person_id: int, now: datetime) -> Self:
        """Read it without what a person has an interest in: what they ask with must tell them nothing of it.

        Of a zone with very many incidents only the last four weeks are read: then nothing is told of what is usual.
        """
        only_where = rises_told.which_for(record, person_id)
        here = (Incident.zone == zone, *only_where)
        edges = [*reversed(usual.begins(now)), now]
        if not weekly_counts.are_few_between(session, record, edges, MOST, *here):
            edges = edges[-usual.LATELY - 1 :]
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
            kind: sum(self.weeks.one(SeriesKey(zone, kind), self.weeks.number).weeks[-usual.LATELY :])
            for kind in CATEGORIES
        }
        return max(CATEGORIES, key=lambda kind: (numbers[kind], -CATEGORIES.index(kind)))

    def rise(self, zone: str, category: Category) -> Rise | None:
        """Return how often a kind was reported lately and usually; None if it is too seldom to be told.

        While a rise of it stands that was told, its numbers are told here, too: the police read what the person reads.
        """
        for one in self.standing:
            if one.kind is category:
                return Rise(one.number, one.whole_usual)
        series = self.weeks.one(SeriesKey(zone, category), self.weeks.number)
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
    return rise_told.standing(rises_told.as_known_to(session, record, told, only_where, MOST), monday)


def review(session: Session, record: CommunityRecord, row: PatrolRequest, person_id: int) -> Review:
    """Return what changed in a zone from four weeks before the first day to as long after it as the review looks at.

    A person reads the numbers without what they have an interest in. They are of the same kind as the request.
    """
    here = (Incident.zone == row.zone, *rises_told.which_for(record, person_id))
    first = local_weeks.begins(row.first_day, record.community.timezone)
    last = local_weeks.begins(rules.review_due_on(row.last_day), record.community.timezone)
    edges = (first - rules.BEFORE, first, last)
    # The time since is another one than the four weeks before: both are told for four weeks.
    scale = rules.BEFORE / (last - first)
    found = weekly_counts.read_between(session, record, edges, *here).happened
    theirs = [one for one in found if one.kind is row.category]
    incidents, calls = (
        Compared(_shown(before, before), _shown(since, since * scale))
        for before, since in (
            [sum(1 for one in theirs if one.week == span) for span in range(2)],
            [sum(one.reports for one in theirs if one.week == span) for span in range(2)],
        )
    )
    before, since = (_accusing(session, record, span, here) for span in pairwise(edges))
    return Review(incidents, calls, Stepped(_step(before, before), _step(since, since * scale)))


def _shown(number: int, told: float) -> int | None:
    """Return what is told of a number; None if the number itself is too small."""
    return round(told) if number == 0 or number >= SMALLEST else None


def _step(number: int, told: float) -> Told | None:
    """Return the step in which a number of complaints is told; None for fewer than five, also for none."""
    return handover.told(round(told)) if number >= SMALLEST else None


def _accusing(session: Session, record: CommunityRecord, span: tuple[datetime, datetime], here: _Where) -> int:
    """Return how many incidents accuse the police. What is false, private, silent or a drill does not count."""
    where = (
        Incident.community_id == record.id,
        Incident.accused_group == AccusedGroup.POLICE,
        Incident.level != Level.PRIVATE,
        Incident.status.in_(COUNTED),
        Incident.drill.is_(None),
        *openness.NOT_SILENT,
        Incident.opened_at >= span[0],
        Incident.opened_at < span[1],
    )
    return session.scalar(select(func.count()).select_from(Incident).where(*where, *here)) or 0
