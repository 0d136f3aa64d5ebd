"""Trends: what was reported in the last thirteen weeks and in the thirteen before, read and added up."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, case, func, literal_column, or_, select
from sqlalchemy.orm import Session

from gateway.communities.directory import CommunityRecord
from gateway.incidents import known_weeks, openness
from gateway.insight import counting, periods
from gateway.storage.models import Incident, Report
from gateway.storage.streaming import in_pieces
from menus.domain import classes, figures, local_days, local_weeks, trends
from menus.domain.classes import CrimeClass
from menus.domain.quarters import Quarter
from menus.domain.trends import Numbers, Reported, Row, Sums, Window
from menus.domain.zone_facts import NOTHING

CAVEAT = "reports, not crimes"
"""The caveat that stands beside every trend, whatever reads it."""
_Key = tuple[bool, str | None, CrimeClass]


_SECOND = timedelta(seconds=1)
"""What has just been reported is in the weeks that end now."""
LATEST = "latest"
"""The name of the weeks that end now. The other names are read by people without a part in the incidents."""


def window_of(session: Session, record: CommunityRecord, period: str, now: datetime) -> Window | None:
    """Return the weeks that a name stands for: `latest`, or the Monday behind the last week; None for another name."""
    if period == LATEST:
        return window_until(session, record, now + _SECOND)
    try:
        monday = date.fromisoformat(period)
    except ValueError:
        return None
    # Midnights, so that the weeks of two such times never overlap, whatever the clocks do.
    mondays = local_weeks.before(monday, 2 * trends.WEEKS)
    return _window(session, record, local_weeks.edges(mondays, record.community.timezone))


def window_of_quarter(session: Session, record: CommunityRecord, quarter: Quarter, now: datetime) -> Window:
    """Return the weeks that end with a quarter, or now while it runs."""
    return window_until(session, record, min(periods.span(record, quarter).until, now + _SECOND))


def settled(record: CommunityRecord, now: datetime) -> str:
    """Return the name of the weeks that people without a part in the incidents read of at a moment (aware)."""
    return local_days.today(record.community, figures.quarter(now, record.community.timezone).until).isoformat()


def window_until(session: Session, record: CommunityRecord, until: datetime) -> Window:
    """Return the two times of thirteen weeks that end at a moment (aware)."""
    return _window(session, record, trends.edges(until))


def _window(session: Session, record: CommunityRecord, edges: Sequence[datetime]) -> Window:
    return trends.window(edges, known_weeks.between(session, record, edges))


def may_count_at_once(session: Session, record: CommunityRecord, within: Window) -> bool:
    """Return whether a window holds so few incidents that a page may count them by itself."""
    counted = counting.counted(record.id, within.since, within.until)
    return counting.are_few(session, counted, counting.AT_ONCE)


def as_json(
    session: Session,
    record: CommunityRecord,
    within: Window,
    *which: ColumnElement[bool],
    is_outside: bool = False,
) -> dict[str, Any]:
    """Return the trends (`trends` of `doria figures --json`), as plain JSON.

    `caveat`, `unit`, `weeks` (13), `weeks_known` (of 26), `weeks_lately` and `weeks_before` (those of each side that
    are known), `has_trend`, `since`, `middle`, `until` (ISO 8601, by the clocks of the place), and `rows` (see
    `_row`). If there is a trend, incidents of weeks that are not known are in no number. Only incidents count for which
    all of `which` holds.

    `is_outside`: the rows are those of people without a part in the incidents, see `Sums.rows_outside`. `coarse` makes
    their numbers coarse.
    """
    facts = record.community.zone_facts
    zones = {zone.key: facts.get(zone.key, NOTHING).households for zone in record.community.zones}
    sums = Sums(_reported(session, record, within, *which), zones, within)
    rows = sums.rows_outside() if is_outside else sums.rows()
    zone = record.community.timezone
    return {
        "caveat": CAVEAT,
        "unit": "incidents and reports of them; victims are not counted",
        "weeks": trends.WEEKS,
        "weeks_known": within.known,
        "weeks_lately": within.lately,
        "weeks_before": within.before,
        "has_trend": within.has_trend,
        "since": within.since.astimezone(zone).isoformat(),
        "middle": within.middle.astimezone(zone).isoformat(),
        "until": within.until.astimezone(zone).isoformat(),
        "rows": [_row(row) for row in rows],
    }


def _row(row: Row) -> dict[str, Any]:
    """Return a row: its `zone` (null for all, empty for no zone of the file), `class` (null for all), and its numbers.

    `lately` and `before` hold `incidents`, `reports`, `callers`, `callers_unknown`, `per_1000_households` and
    `reports_per_100_callers`; a number that is not told is null.
    """
    return {
        "zone": row.zone,
        "class": row.crime.value if row.crime is not None else None,
        "households": row.households,
        "direction": row.direction.value,
        "lately": _numbers(row.lately, row.households),
        "before": _numbers(row.before, row.households),
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


def coarse(found: dict[str, Any]) -> dict[str, Any]:
    """Return trends as people read them who have no part in the incidents: no small number, and none that is exact.

    Zones and classes stand by themselves: a table of both is made of small numbers.
    """
    rows = [row for row in found["rows"] if row["zone"] is None or row["class"] is None]
    return found | {"rows": [row | {side: _coarse(row, side) for side in ("lately", "before")} for row in rows]}


def _coarse(row: dict[str, Any], side: str) -> dict[str, Any]:
    exact = row[side]
    names = ("incidents", "reports", "callers", "callers_unknown")
    return _numbers(Numbers(*(exact[name] for name in names)).coarse(), row["households"])


def _known(within: Window) -> Iterator[ColumnElement[bool]]:
    """Yield the conditions of an incident that is in no week which is left out."""
    for begins, ends in within.left_out:
        yield or_(Incident.opened_at < begins, Incident.opened_at >= ends)


def _reported(
    session: Session, record: CommunityRecord, within: Window, *which: ColumnElement[bool]
) -> Iterator[Reported]:
    """Yield what was reported, by two statements: the incidents, and how many reports each caller made of them."""
    counted = (*counting.counted(record.id, within.since, within.until), *_known(within), *which)
    is_late = case((Incident.opened_at >= within.middle, 1), else_=0).label("is_late")
    alike = (Incident.zone, Incident.category, Incident.harm, Incident.crime_class)
    columns: tuple[Any, ...] = (is_late, *alike)
    kind: tuple[Any, ...] = (literal_column("is_late"), *alike)
    incidents: defaultdict[_Key, int] = defaultdict(int)
    for row in session.execute(select(*columns, func.count()).where(*counted).group_by(*kind)):
        late, zone, category, harm, chosen, number = tuple(row)
        incidents[bool(late), zone, classes.known(category, harm, chosen)] += number
    callers: defaultdict[_Key, dict[bytes | None, int]] = defaultdict(dict)
    rows = in_pieces(
        select(*columns, Report.reporter_hash, func.count(Report.id))
        .join(Report, Report.incident_id == Incident.id)
        .where(*counted, *openness.REPORT_IS_OPEN)
        .group_by(*kind, Report.reporter_hash)
    )
    for row in session.execute(rows):
        late, zone, category, harm, chosen, caller, number = tuple(row)
        own = callers[bool(late), zone, classes.known(category, harm, chosen)]
        own[caller] = own.get(caller, 0) + number
    for key, number in incidents.items():
        yield Reported(*key, number, callers.get(key, {}))
