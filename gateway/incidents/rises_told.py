"""Rises that were told: read by all who say what is above usual, so that a text, a page and a request say the same.

Whoever has an interest in an incident reads the numbers without it, or nothing. What none of their incidents touches
they read as it was told.
"""

from collections.abc import Sequence
from dataclasses import fields
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, func, not_, select
from sqlalchemy.orm import Session

from gateway.communities.directory import CommunityRecord
from gateway.incidents import openness, weekly_counts
from gateway.storage.models import Incident, RiseRow
from menus.domain import local_weeks, rise_told
from menus.domain.local_weeks import WEEK
from menus.domain.rise_told import ToldRise
from menus.domain.usual import WEEKS

MOST = 5_000
"""The most incidents that are counted anew for one person. What they touch beyond that is not told to the person.

A guess: 10,000 incidents took 0.01 s for each Monday (measured, without the database).
"""
_COLUMNS = tuple(getattr(RiseRow, one.name) for one in fields(ToldRise))
_Which = Sequence[ColumnElement[bool]]


def told(session: Session, community_id: int, after: date) -> list[ToldRise]:
    """Return what was told on the Mondays after a day, in the order in which it was."""
    ours = (RiseRow.community_id == community_id, RiseRow.week > after)
    rows = session.execute(select(*_COLUMNS).where(*ours).order_by(RiseRow.week, RiseRow.id))
    return [ToldRise(*_values(row)) for row in rows]


def _values(row: Sequence[Any]) -> list[Any]:
    return [tuple(value) if isinstance(value, list) else value for value in row]


def which_for(record: CommunityRecord, person_id: int) -> tuple[ColumnElement[bool], ...]:
    """Return the conditions of incidents that one person may know of; none where they have no interest."""
    return tuple(openness.without_interests(person_id, record.interests))


def as_known_to(
    session: Session, record: CommunityRecord, told: Sequence[ToldRise], only_where: _Which, most: int = MOST
) -> list[ToldRise]:
    """Return what was told with the numbers of those incidents alone that somebody may know of.

    What is no alarm without the others is left out: no number, and no missing one, tells of them. So is what would take
    more than `most` incidents to count.
    """
    if not only_where or not told:
        return list(told)
    spans = _touched(session, record, _edges(record, told), only_where)
    touched = [one for one in told if _touches(one, spans, record)]
    theirs = _counted_anew(session, record, touched, only_where, most) if touched else {}
    found = (theirs.get(one) if one in touched else one for one in told)
    return [one for one in found if one is not None]


_Spans = dict[str | None, tuple[datetime, datetime]]


def _edges(record: CommunityRecord, told: Sequence[ToldRise]) -> list[datetime]:
    """Return the moments between which all weeks lie that were looked at."""
    days = (min(one.week for one in told) - WEEKS * WEEK, max(one.week for one in told))
    return [local_weeks.begins(day, record.community.timezone) for day in days]


def _touched(session: Session, record: CommunityRecord, edges: Sequence[datetime], only_where: _Which) -> _Spans:
    """Return the first and the last moment of incidents of each zone that somebody may not know of.

    It looks at all of them, hidden and false ones, too: what was told may have counted them when they were not.
    """
    within = (Incident.opened_at >= edges[0], Incident.opened_at < edges[-1])
    others = (Incident.community_id == record.id, *within, not_(and_(*only_where)))
    rows = select(Incident.zone, func.min(Incident.opened_at), func.max(Incident.opened_at))
    return {zone: (first, last) for zone, first, last in session.execute(rows.where(*others).group_by(Incident.zone))}


def _touches(one: ToldRise, spans: _Spans, record: CommunityRecord) -> bool:
    begins, ends = _edges(record, [one])
    theirs = spans.values() if one.zone is None else filter(None, [spans.get(one.zone)])
    return any(first < ends and last >= begins for first, last in theirs)


def _counted_anew(
    session: Session, record: CommunityRecord, told: Sequence[ToldRise], only_where: _Which, most: int
) -> dict[ToldRise, ToldRise | None]:
    """Return what was told as one person may know of it; nothing where there is too much to count."""
    oldest, newest = min(one.week for one in told), max(one.week for one in told)
    # The weeks before the newest one, and as many before the oldest one as are looked at.
    mondays = local_weeks.before(newest, WEEKS + (newest - oldest) // WEEK)
    zones = {one.zone for one in told}
    where = only_where if None in zones else (*only_where, Incident.zone.in_(sorted(filter(None, zones))))
    if not weekly_counts.are_few(session, record, mondays, most, *where):
        return {}
    weeks = weekly_counts.read(session, record, mondays, *where)
    return {one: rise_told.again(weeks, WEEKS + (one.week - oldest) // WEEK, one) for one in told}
