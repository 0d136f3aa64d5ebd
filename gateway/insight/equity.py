"""Equity: how long each zone waits beside the others in a quarter, with what was given to the police beside it."""

from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement
from sqlalchemy.orm import Session

from gateway.communities.directory import CommunityRecord
from gateway.insight import cases, counting, influence, periods
from gateway.insight.periods import Span
from menus.domain import equity, quarters, stratified
from menus.domain.equity import Measure, Verdict, ZoneWait
from menus.domain.quarters import Quarter

AT_ONCE = 500
"""The most incidents that a page compares by itself: it shuffles them 2,000 times for each measure.

500 take 0.5 s of a processor, 5,000 take 4.5 s, and more where zones stand out (measured): that is for a worker.
"""
_YEAR = "-year"


@dataclass(frozen=True)
class Asked:
    """The period that is asked for: a quarter, or the year that ends with it."""

    quarter: Quarter
    is_year: bool = False

    @property
    def first(self) -> Quarter:
        """The first quarter."""
        return periods.year_before(self.quarter) if self.is_year else self.quarter

    @property
    def name(self) -> str:
        """The name under which its figures are kept."""
        return f"{self.quarter.name}{_YEAR if self.is_year else ''}"

    def span(self, record: CommunityRecord) -> Span:
        """Return when it begins and ends."""
        return Span(periods.span(record, self.first).since, periods.span(record, self.quarter).until)


def asked_by(name: str) -> Asked | None:
    """Return the period of a name; None for another name."""
    quarter = quarters.read(name.removesuffix(_YEAR))
    return Asked(quarter, is_year=name.endswith(_YEAR)) if quarter is not None else None


def may_compare_at_once(session: Session, record: CommunityRecord, asked: Asked) -> bool:
    """Return whether a period holds so few incidents that a page may compare them by itself."""
    within = asked.span(record)
    return counting.are_few(session, counting.counted(record.id, within.since, within.until), AT_ONCE)


Comparing = Callable[[], dict[str, Any]]
"""A comparison whose incidents are read. It takes long: call it after the reading of the database has ended.

PostgreSQL ends a reading that does nothing for twenty seconds, and SQLite cannot empty its log meanwhile.
"""


def as_json(session: Session, record: CommunityRecord, quarter: Quarter, now: datetime) -> dict[str, Any]:
    """Return the waits of a quarter at once: see `read_json`."""
    return read_json(session, record, quarter, now)()


def read_json(session: Session, record: CommunityRecord, quarter: Quarter, now: datetime) -> Comparing:
    """Read the waits of a quarter (`equity` of `doria figures --json`), for plain JSON.

    The keys are those of `read`; `year` holds `incidents`, `elsewhere` and `measures` of the four quarters that end
    with it: a quarter has few incidents, and a year tells of smaller differences.
    """
    year = _read(session, record, Asked(quarter, is_year=True), now)
    of_quarter = read(session, record, Asked(quarter), now)
    return lambda: of_quarter() | {"year": year()}


def read(
    session: Session, record: CommunityRecord, asked: Asked, now: datetime, *which: ColumnElement[bool]
) -> Comparing:
    """Read the waits of a period, for plain JSON.

    `quarter` (the last one of a year), `seed`, `shuffles`, `least` (incidents below which nothing is said), `incidents`
    (all that count), `elsewhere` (those of no zone of the file), `measures` (one for `patrol`, `police` and
    `police_came`, see `_measure`), and `influence` (see `influence.as_json`). Only incidents count for which all of
    `which` holds.
    """
    compare = _read(session, record, asked, now, *which)
    beside = influence.as_json(session, record, asked.first, asked.quarter)
    return lambda: {
        "quarter": asked.quarter.name,
        "seed": equity.SEED,
        "shuffles": stratified.SHUFFLES,
        "least": equity.LEAST,
        **compare(),
        "influence": beside,
    }


def _read(
    session: Session, record: CommunityRecord, asked: Asked, now: datetime, *which: ColumnElement[bool]
) -> Comparing:
    zones = [zone.key for zone in record.community.zones]
    found = list(cases.read(session, record, asked.span(record), now, *which))
    return lambda: {
        "incidents": len(found),
        "elsewhere": sum(one.zone not in zones for one in found),
        "measures": [_measure(measure, equity.waits(found, measure, zones)) for measure in Measure],
    }


def coarse(found: dict[str, Any]) -> dict[str, Any]:
    """Return waits as people read them who have no part in the incidents: whole minutes, and no number of incidents."""
    measures = [one | {"zones": [_without_numbers(zone) for zone in one["zones"]]} for one in found["measures"]]
    return found | {"incidents": None, "elsewhere": None, "measures": measures}


def _without_numbers(zone: dict[str, Any]) -> dict[str, Any]:
    names = ("median", "others_median", "difference", "low", "high")
    whole = {name: None if zone[name] is None else round(zone[name]) for name in names}
    return zone | whole | {"incidents": None, "unanswered": None, "unknown": None}


def _measure(measure: Measure, found: list[ZoneWait]) -> dict[str, Any]:
    """Return one measure: its name, its verdict over all zones, and `zones` with the fields of `ZoneWait`."""
    return {"measure": measure.value, "verdict": _verdict(found).value, "zones": [_zone(one) for one in found]}


def _zone(one: ZoneWait) -> dict[str, Any]:
    told = asdict(one)
    told["verdict"] = one.verdict.value
    told["p"] = None if one.p is None else round(one.p, 4)
    return told


def _verdict(found: list[ZoneWait]) -> Verdict:
    """Return the verdict over all zones: the first of these that one of them has."""
    verdicts = {one.verdict for one in found}
    order = (Verdict.LONGER, Verdict.SHORTER, Verdict.SAME, Verdict.ALONE, Verdict.UNKNOWN)
    return next((verdict for verdict in order if verdict in verdicts), Verdict.FEW)
