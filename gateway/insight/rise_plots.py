"""Plots of rises: the weeks of each series in alarm, with what is usual in one week, as plain JSON."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement
from sqlalchemy.orm import Session

from gateway.communities.directory import CommunityRecord
from gateway.incidents import rises_told, weekly_counts
from gateway.insight import rises
from gateway.insight.readings import Reading
from menus.domain import local_weeks, rise, rise_told
from menus.domain.local_weeks import WEEK
from menus.domain.quarters import Quarter
from menus.domain.rise import RiseLevel
from menus.domain.rise_counts import Weeks
from menus.domain.rise_told import Told
from menus.domain.usual import LATELY, WEEKS

MOST = 12
"""The most pictures of rises that are drawn at once, the surest ones. A guess: twelve took 2.4 s to draw (measured)."""


def count(session: Session, record: CommunityRecord, reading: Reading) -> dict[str, Any]:
    """Return the alarms that stand in the week of a Monday, which is the name of the period. Silences have no plot."""
    monday = date.fromisoformat(reading.period)
    told = rises_told.told(session, record.id, monday - rises.LOOKED_BACK * WEEK)
    theirs = rises.as_known_to(session, record, told, reading.which)
    drawn = [one for one in rise_told.standing(theirs, monday) if _is_drawn(one)]
    return _plots(session, record, drawn, reading.which)


def count_quarter(session: Session, record: CommunityRecord, quarter: Quarter, now: datetime) -> dict[str, Any]:
    """Return the alarms that were told in a quarter, and what is due and not told yet; the surest ones first."""
    told = [
        *rises_told.told(session, record.id, quarter.first - WEEK),
        *rises.missing(session, record, now),
    ]
    within = [one for one in told if quarter.first <= one.week <= quarter.last and _is_drawn(one)]
    return _plots(session, record, sorted(within, key=lambda one: one.chance))


def name_of(told: Told) -> str:
    """Return the name of the picture of an alarm: another alarm of the same series has another one."""
    return f"rise.{told.zone or ''}.{told.kind or ''}.{told.week.isoformat()}"


def _is_drawn(told: Told) -> bool:
    return told.level is not RiseLevel.SILENT


def _plots(
    session: Session, record: CommunityRecord, told: Sequence[Told], which: Sequence[ColumnElement[bool]] = ()
) -> dict[str, Any]:
    """Return `rises`: each with its name, series and level, what was told of it, its weeks, and the usual week."""
    if not told:
        return {"rises": []}
    oldest, newest = min(one.week for one in told), max(one.week for one in told)
    mondays = local_weeks.before(newest, WEEKS + (newest - oldest) // WEEK)
    weeks = weekly_counts.read(session, record, mondays, *which)
    zones = [zone.key for zone in record.community.zones]
    found = ((one, WEEKS + (one.week - oldest) // WEEK) for one in told[:MOST])
    return {"rises": [_plot(weeks, zones, end, one) for one, end in found]}


def _plot(weeks: Weeks, zones: Sequence[str], end: int, told: Told) -> dict[str, Any]:
    series = weeks.one(told.of, end)
    alike = [one.baseline for one in weeks.series(zones, end) if one.of.narrowness == told.of.narrowness]
    low, high = rise.usual_week(series.sums, rise.phi(alike))
    return {
        "name": name_of(told),
        "zone": told.zone,
        "class": told.kind.value if told.kind is not None else None,
        "level": told.level.value,
        "since": told.week.isoformat(),
        "count": told.number,
        "usual": round(told.usual, 2),
        "usual_week": round(told.usual / LATELY, 2),
        "low": low,
        "high": high,
        "weeks": list(_weeks(local_weeks.before(told.week, WEEKS), series.weeks, series.known)),
    }


def _weeks(mondays: Sequence[date], numbers: Sequence[int], known: Sequence[bool]) -> Iterator[list[Any]]:
    """Yield each week as its Monday with its incidents; None for a week that tells nothing."""
    for monday, number, is_known in zip(mondays, numbers, known, strict=True):
        yield [monday.isoformat(), number if is_known else None]
