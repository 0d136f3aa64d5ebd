"""Equity: how long each zone waits beside the others in a quarter, with what was given to the police beside it."""

from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement
from sqlalchemy.orm import Session

from gateway.communities.directory import CommunityRecord
from gateway.insight import cases, counting, influence, periods
from menus.domain import equity, stratified
from menus.domain.equity import Measure, Verdict, ZoneWait
from menus.domain.quarters import Quarter

AT_ONCE = 500
"""The most incidents that a page compares by itself: it shuffles them 2,000 times for each measure.

500 take 0.5 s of a processor, 5,000 take 4.5 s (measured): that is for a worker.
"""


def may_compare_at_once(session: Session, record: CommunityRecord, quarter: Quarter) -> bool:
    """Return whether a quarter holds so few incidents that a page may compare them by itself."""
    within = periods.span(record, quarter)
    return counting.are_few(session, counting.conditions(record.id, within.since, within.until), AT_ONCE)


def as_json(
    session: Session, record: CommunityRecord, quarter: Quarter, now: datetime, *which: ColumnElement[bool]
) -> dict[str, Any]:
    """Return the waits of a quarter (`equity` of `doria figures --json`), as plain JSON.

    `quarter`, `seed`, `shuffles`, `least` (incidents below which nothing is said), `incidents` (all that count),
    `elsewhere` (those of no zone of the file), `measures` (one for `patrol`, `police` and `police_came`, see
    `_measure`), and `influence` (see `influence.as_json`). Only incidents count for which all of `which` holds.
    """
    zones = [zone.key for zone in record.community.zones]
    found = list(cases.read(session, record, periods.span(record, quarter), now, *which))
    return {
        "quarter": quarter.name,
        "seed": equity.SEED,
        "shuffles": stratified.SHUFFLES,
        "least": equity.LEAST,
        "incidents": len(found),
        "elsewhere": sum(one.zone not in zones for one in found),
        "measures": [_measure(measure, equity.waits(found, measure, zones)) for measure in Measure],
        "influence": influence.as_json(session, record, quarter),
    }


def coarse(found: dict[str, Any]) -> dict[str, Any]:
    """Return waits as people read them who have no part in the incidents: whole minutes, and no number of incidents."""
    measures = [one | {"zones": [_without_numbers(zone) for zone in one["zones"]]} for one in found["measures"]]
    return found | {"incidents": None, "elsewhere": None, "measures": measures}


def _without_numbers(zone: dict[str, Any]) -> dict[str, Any]:
    names = ("median", "others_median", "difference", "low", "high")
    whole = {name: None if zone[name] is None else round(zone[name]) for name in names}
    return zone | whole | {"incidents": None, "unanswered": None}


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
    order = (Verdict.LONGER, Verdict.SHORTER, Verdict.SAME, Verdict.ALONE)
    return next((verdict for verdict in order if verdict in verdicts), Verdict.FEW)
