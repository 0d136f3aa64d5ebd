"""Correlation: find the open incident that a new report belongs to, and count the report there."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, assert_never

from sqlalchemy import ColumnElement, ScalarSelect, String, bindparam, case, cast, func, select

from gateway.alerts import incident_alerts
from gateway.communities.directory import CommunityRecord
from gateway.core import timeline
from gateway.core.unit_of_work import UnitOfWork
from gateway.escalation import engine
from gateway.incidents import lifecycle
from gateway.storage.models import CommunityRow, EscalationRow, Incident, Report
from gateway.storage.prepared import among, each
from menus.domain import further_report
from menus.domain.categories import Category, are_akin, first_level
from menus.domain.draft import Draft
from menus.domain.escalation_life import EscalationPhase
from menus.domain.incident_life import IncidentStatus
from menus.domain.timeline import EventKind

# `key_share` lets others insert rows that refer to the community meanwhile: almost every insert does.
_LOCK_COMMUNITY = (
    select(CommunityRow.id).where(CommunityRow.id == bindparam("community_id")).with_for_update(key_share=True)
)
_ORDER = (case((Incident.zone == bindparam("zone"), 0), else_=1), Incident.id.desc())


@dataclass(frozen=True)
class Wanted:
    """The question for the incident that a report may belong to: so many zones, so many categories, and all values."""

    zones: int
    categories: int
    values: Mapping[str, Any]


@cache
def _is_same(zones: int, categories: int) -> tuple[ColumnElement[bool], ...]:
    """Return the conditions: dispatched open incidents that accuse the same group and are recent."""
    return (
        Incident.community_id == bindparam("community_id"),
        Incident.status == IncidentStatus.OPEN,
        Incident.drill.is_(None),
        among(Incident.zone, "near", zones),
        func.coalesce(cast(Incident.accused_group, String), "") == bindparam("accused_group", type_=String),
        among(Incident.category, "akin", categories),
        Incident.opened_at > bindparam("open_since"),
    )


def same_id(zones: int, categories: int) -> ScalarSelect[int]:
    """Return the id of the incident that a report most likely belongs to, for a query that reads other things too."""
    return select(Incident.id).where(*_is_same(zones, categories)).order_by(*_ORDER).limit(1).scalar_subquery()


def wanted(uow: UnitOfWork, record: CommunityRecord, draft: Draft) -> Wanted | None:
    """Return what is asked of the incident that a report with this draft may belong to, or None if it joins none.

    The incident has an akin category, is in the same or a neighbouring zone, and was opened within `join_window`. It
    also accuses the same group, if any: otherwise the accused would learn of the report from an incident that they
    answer. With a `join_window` of 0, no report joins another, even if one waited for the other's commit.
    """
    if not uow.policy.join_window:
        return None
    zone = record.community.zone(draft.zone)
    if draft.category is None or zone is None or first_level(draft.category, draft.harm).has_circle:
        return None
    near = sorted(record.community.zones_near(zone.key))
    akin = [kind for kind in Category if are_akin(kind, draft.category)]
    values = {
        "community_id": record.id,
        "zone": zone.key,
        **each("near", near),
        "accused_group": draft.accused_group.value if draft.accused_group else "",
        **each("akin", akin),
        "open_since": uow.now - uow.policy.join_window,
    }
    return Wanted(len(near), len(akin), values)


def find_same_incident(uow: UnitOfWork, record: CommunityRecord, draft: Draft) -> Incident | None:
    """Return the open incident that a report with this draft most likely belongs to, or None.

    The community's row stays locked until the commit, so that two first reports at once open one incident.
    """
    asked = wanted(uow, record, draft)
    if asked is None:
        return None
    uow.lock_rows(_LOCK_COMMUNITY, {"community_id": record.id})
    same = select(Incident).where(*_is_same(asked.zones, asked.categories)).order_by(*_ORDER)
    for incident in uow.session.scalars(same, asked.values).all():
        # Look again under the lock: somebody may have closed it meanwhile.
        uow.lock_row(incident)
        if incident.status is IncidentStatus.OPEN:
            return incident
    return None


def take(uow: UnitOfWork, incident_id: int) -> Incident | None:
    """Return the incident of `same_id`, locked until the commit; None if somebody has closed it meanwhile."""
    incident = uow.session.get(Incident, incident_id, with_for_update={"key_share": True}, populate_existing=True)
    return incident if incident is not None and incident.status is IncidentStatus.OPEN else None


_CALLERS = (
    select(func.count(func.distinct(Report.reporter_hash)))
    .where(Report.incident_id == bindparam("incident_id"), Report.unconfirmed.is_(False))
    .scalar_subquery()
)
_PHASES = (
    select(EscalationRow.phase, _CALLERS)
    .where(EscalationRow.incident_id == bindparam("incident_id"))
    .order_by(EscalationRow.id)
    .with_for_update()
)
"""The phase of each ladder of an incident, locked until the commit, and how many callers have confirmed it."""


def add_report(uow: UnitOfWork, record: CommunityRecord, incident: Incident, report: Report) -> None:
    """Count a further report of an incident; notify responders once that others report it too.

    The incident takes over what the report adds: a weapon, a higher level or a graver category. A third caller makes
    an urgent incident major.
    """
    said = further_report.Said(report.category, report.harm, report.unconfirmed)
    before = _stands(incident)
    after = further_report.adopt(before, said)
    ladders = uow.session.execute(_PHASES, {"incident_id": incident.id}).all()
    callers = max((number for _, number in ladders), default=0)
    is_exhausted = any(phase is EscalationPhase.EXHAUSTED for phase, _ in ladders)
    level = further_report.level_with(before, said, callers)
    changes = {
        "reports": after.reports,
        "unconfirmed": after.unconfirmed,
        "harm": after.harm,
        "category": after.category,
    }
    timeline.record(uow, incident, EventKind.ALSO_REPORTED, changes, channel=report.channel)
    _apply(uow, record, incident, further_report.effect(before, after, level, callers, is_exhausted=is_exhausted))


def _apply(uow: UnitOfWork, record: CommunityRecord, incident: Incident, effect: further_report.Effect) -> None:
    """Alert the people whom a further report concerns; remember that responders got their one update."""
    match effect:
        case further_report.RaiseTo(level):
            lifecycle.raise_level(uow, record, incident, level, "reports")
        case further_report.AlertOfGraverKind():
            engine.restart_exhausted(uow, record, incident)
            engine.alert_first_rung(uow, record, incident)
            incident_alerts.alert_again(uow, record, incident, "")
        case further_report.CallAnew():
            engine.restart_exhausted(uow, record, incident)
            return
        case further_report.AlertAgain(is_confirmation):
            incident_alerts.alert_again(uow, record, incident, "confirmed" if is_confirmation else "")
        case further_report.Nothing():
            return
        case never:
            assert_never(never)
    incident.update_sent = True


def _stands(incident: Incident) -> further_report.Stands:
    return further_report.Stands(
        incident.category,
        incident.level,
        incident.harm,
        incident.unconfirmed,
        incident.reports,
        incident.update_sent,
    )
