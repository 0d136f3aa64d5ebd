"""Plots of rises: the weeks of each series in alarm, with what is usual in one week, as plain JSON.

They show what was told, as it was told: the weeks are those of that Monday.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy.orm import Session

from gateway.communities.directory import CommunityRecord
from gateway.incidents import rises_told
from gateway.insight import rises
from gateway.insight.readings import Reading
from menus.domain import local_weeks, rise, rise_told
from menus.domain.local_weeks import WEEK
from menus.domain.quarters import Quarter
from menus.domain.rise import FourWeeks, RiseLevel
from menus.domain.rise_told import ToldRise
from menus.domain.usual import LATELY, WEEKS

MOST = 12
"""The most pictures of rises that are drawn at once, the surest ones. A guess: twelve took 2.4 s to draw (measured)."""


def count(session: Session, record: CommunityRecord, reading: Reading) -> dict[str, Any]:
    """Return the alarms that stand in the week of a Monday, which is the name of the period. Silences have no plot."""
    monday = date.fromisoformat(reading.period)
    told = rises_told.told(session, record.id, monday - rises.LOOKED_BACK * WEEK)
    theirs = rises_told.as_known_to(session, record, told, reading.which)
    return _plots(one for one in rise_told.standing(theirs, monday) if _is_drawn(one))


def count_quarter(session: Session, record: CommunityRecord, quarter: Quarter, now: datetime) -> dict[str, Any]:
    """Return the alarms that were told in a quarter, and what is due and not told yet; the surest ones first."""
    told = [
        *rises_told.told(session, record.id, quarter.first - WEEK),
        *rises.missing(session, record, now),
    ]
    within = [one for one in told if quarter.first <= one.week <= quarter.last and _is_drawn(one)]
    return _plots(sorted(within, key=lambda one: one.chance))


def name_of(told: ToldRise) -> str:
    """Return the name of the picture of an alarm: another alarm of the same series has another one."""
    return f"rise.{told.zone or ''}.{told.kind or ''}.{told.week.isoformat()}"


def _is_drawn(told: ToldRise) -> bool:
    return told.level is not RiseLevel.SILENT and told.weeks is not None


def _plots(told: Iterable[ToldRise]) -> dict[str, Any]:
    """Return `rises`: each with its name, series and level, what was told of it, its weeks, and the usual week."""
    return {"rises": [_plot(one, one.weeks) for one in list(told)[:MOST] if one.weeks]}


def _plot(told: ToldRise, weeks: Sequence[int | None]) -> dict[str, Any]:
    before = [number for number in weeks[:-LATELY] if number is not None]
    low, high = rise.usual_week(FourWeeks(told.number, sum(before), len(before)), told.spread)
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
        "weeks": list(_weeks(local_weeks.before(told.week, WEEKS), weeks)),
    }


def _weeks(mondays: Sequence[date], numbers: Sequence[int | None]) -> Iterator[list[Any]]:
    """Yield each week as its Monday with its incidents; None for a week that tells nothing."""
    for monday, number in zip(mondays, numbers, strict=True):
        yield [monday.isoformat(), number]
