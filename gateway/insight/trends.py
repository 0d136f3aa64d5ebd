"""Trends: what was reported in the last thirteen weeks and in the thirteen before, read and added up."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, case, func, literal_column, select
from sqlalchemy.orm import Session

from gateway.communities.directory import CommunityRecord
from gateway.insight import counting, periods
from gateway.insight.cases import class_of
from gateway.storage.models import Incident, Report
from menus.domain import trends
from menus.domain.classes import CrimeClass
from menus.domain.trends import Numbers, Reported, Row, Sums, Window
from menus.domain.zone_facts import NOTHING

CAVEAT = "reports, not crimes"
"""The caveat that stands beside every trend, whatever reads it."""
_CHUNK = 2_000
_Key = tuple[bool, str | None, CrimeClass]


def window_until(session: Session, record: CommunityRecord, until: datetime) -> Window:
    """Return the two times of thirteen weeks that end at a moment (aware)."""
    return trends.window(until, periods.known_weeks(session, record, until))


def may_count_at_once(session: Session, record: CommunityRecord, within: Window) -> bool:
    """Return whether a window holds so few incidents that a page may count them by itself."""
    counted = counting.conditions(record.id, within.since, within.until)
    return counting.are_few(session, counted, counting.AT_ONCE)


def as_json(
    session: Session, record: CommunityRecord, within: Window, *which: ColumnElement[bool], is_coarse: bool = False
) -> dict[str, Any]:
    """Return the trends (`trends` of `doria figures --json`), as plain JSON.

    `caveat`, `unit`, `weeks` (13), `weeks_known`, `weeks_before` (those before the last ones that are known, at most
    13), `has_trend`, `since`, `middle`, `until`, and `rows` (see `_row`). Only incidents count for which all of `which`
    holds. `is_coarse`: for people without a part in the incidents, without small and exact numbers.
    """
    facts = record.community.zone_facts
    zones = {zone.key: facts.get(zone.key, NOTHING).households for zone in record.community.zones}
    rows = Sums(_reported(session, record, within, *which), zones, within).rows()
    if is_coarse:
        # Zones and classes by themselves: a table of both is made of small numbers.
        rows = [row for row in rows if row.zone is None or row.crime is None]
    return {
        "caveat": CAVEAT,
        "unit": "incidents and reports of them; victims are not counted",
        "weeks": trends.WEEKS,
        "weeks_known": within.known,
        "weeks_before": within.before,
        "has_trend": within.has_trend,
        "since": within.since.isoformat(),
        "middle": within.middle.isoformat(),
        "until": within.until.isoformat(),
        "rows": [_row(row, is_coarse=is_coarse) for row in rows],
    }


def _row(row: Row, *, is_coarse: bool) -> dict[str, Any]:
    """Return a row: its `zone` (null for all, empty for no zone of the file), `class` (null for all), and its numbers.

    `lately` and `before` hold `incidents`, `reports`, `callers`, `callers_unknown`, `per_1000_households` and
    `reports_per_100_callers`; a number that is not told is null.
    """
    return {
        "zone": row.zone,
        "class": row.crime.value if row.crime is not None else None,
        "households": row.households,
        "direction": row.direction.value,
        "lately": _numbers(row.lately.coarse() if is_coarse else row.lately, row.households),
        "before": _numbers(row.before.coarse() if is_coarse else row.before, row.households),
    }


def _numbers(numbers: Numbers, households: int | None) -> dict[str, Any]:
    return {
        "incidents": numbers.incidents,
        "reports": numbers.reports,
        "callers": numbers.callers,
        "callers_unknown": numbers.unknown,
        "per_1000_households": numbers.per_household(households),
        "reports_per_100_callers": numbers.per_caller(),
    }


def _reported(
    session: Session, record: CommunityRecord, within: Window, *which: ColumnElement[bool]
) -> Iterator[Reported]:
    """Yield what was reported, by two statements: the incidents, and how many reports each caller made of them."""
    counted = (*counting.conditions(record.id, within.since, within.until), *which)
    is_late = case((Incident.opened_at >= within.middle, 1), else_=0).label("is_late")
    alike = (Incident.zone, Incident.category, Incident.harm, Incident.crime_class)
    columns: tuple[Any, ...] = (is_late, *alike)
    kind: tuple[Any, ...] = (literal_column("is_late"), *alike)
    incidents: defaultdict[_Key, int] = defaultdict(int)
    for row in session.execute(select(*columns, func.count()).where(*counted).group_by(*kind)):
        late, zone, category, harm, chosen, number = tuple(row)
        incidents[bool(late), zone, class_of(category, harm, chosen)] += number
    callers: defaultdict[_Key, dict[bytes | None, int]] = defaultdict(dict)
    rows = (
        select(*columns, Report.reporter_hash, func.count(Report.id))
        .join(Report, Report.incident_id == Incident.id)
        .where(*counted)
        .group_by(*kind, Report.reporter_hash)
        .execution_options(yield_per=_CHUNK)
    )
    for row in session.execute(rows):
        late, zone, category, harm, chosen, caller, number = tuple(row)
        own = callers[bool(late), zone, class_of(category, harm, chosen)]
        own[caller] = own.get(caller, 0) + number
    for key, number in incidents.items():
        yield Reported(*key, number, callers.get(key, {}))
