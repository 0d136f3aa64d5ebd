"""Correlation: find the open incident that a new report belongs to, and count the report there."""

from typing import assert_never

from sqlalchemy import String, bindparam, cast, func, select

from gateway.alerts import incident_alerts
from gateway.communities.directory import CommunityRecord
from gateway.core import timeline
from gateway.core.unit_of_work import UnitOfWork
from gateway.escalation import engine, state
from gateway.incidents import lifecycle
from gateway.storage.models import CommunityRow, Incident, Report
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
_SAME = (
    select(Incident)
    .where(
        Incident.community_id == bindparam("community_id"),
        Incident.status == IncidentStatus.OPEN,
        Incident.zone.in_(bindparam("near", expanding=True)),
        func.coalesce(cast(Incident.accused_group, String), "") == bindparam("accused_group", type_=String),
        Incident.category.in_(bindparam("akin", expanding=True)),
        Incident.opened_at > bindparam("since"),
    )
    .order_by(Incident.id.desc())
)
"""Dispatched open incidents of akin categories in some zones, which accuse the same group and are recent."""


def find_same_incident(uow: UnitOfWork, record: CommunityRecord, draft: Draft) -> Incident | None:
    """Return the open incident that a report with this draft most likely belongs to, or None.

    The incident has an akin category, is in the same or a neighbouring zone, and was opened within `join_window`. It
    also accuses the same group, if any: otherwise the accused would learn of the report from an incident that they
    answer. The community's row stays locked until the commit, so that two first reports at once open one incident. With
    a `join_window` of 0, no report joins another, even if one waited for the other's commit.
    """
    if not uow.policy.join_window:
        return None
    zone = record.community.zone(draft.zone)
    if draft.category is None or zone is None or first_level(draft.category, draft.harm).has_circle:
        return None
    uow.lock_rows(_LOCK_COMMUNITY, {"community_id": record.id})
    wanted = {
        "community_id": record.id,
        "near": sorted(record.community.zones_near(zone.key)),
        "accused_group": draft.accused_group.value if draft.accused_group else "",
        "akin": [kind for kind in Category if are_akin(kind, draft.category)],
        "since": uow.now - uow.policy.join_window,
    }
    found = uow.session.scalars(_SAME, wanted).all()
    for incident in sorted(found, key=lambda each: each.zone != zone.key):
        # Look again under the lock: somebody may have closed it meanwhile.
        uow.lock_row(incident)
        if incident.status is IncidentStatus.OPEN:
            return incident
    return None


def add_report(uow: UnitOfWork, record: CommunityRecord, incident: Incident, report: Report) -> None:
    """Count a further report of an incident; notify responders once that others report it too.

    The incident takes over what the report adds: a weapon, a higher level or a graver category. A third caller makes
    an urgent incident major.
    """
    said = further_report.Said(report.category, report.harm, report.unconfirmed)
    before = _stands(incident)
    after = further_report.adopt(before, said)
    callers = _callers(uow, incident)
    level = further_report.level_with(before, said, callers)
    changes = {
        "reports": after.reports,
        "unconfirmed": after.unconfirmed,
        "harm": after.harm,
        "category": after.category,
    }
    timeline.record(uow, incident, EventKind.ALSO_REPORTED, changes, channel=report.channel)
    is_exhausted = any(row.phase is EscalationPhase.EXHAUSTED for row in state.of(uow, incident))
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


def _callers(uow: UnitOfWork, incident: Incident) -> int:
    found = uow.session.scalar(
        select(func.count(func.distinct(Report.reporter_hash))).where(
            Report.incident_id == incident.id, Report.unconfirmed.is_(False)
        )
    )
    return found or 0
