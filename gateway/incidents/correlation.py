"""Correlation: find the open incident that a new report belongs to, and count the report there."""

from sqlalchemy import bindparam, func, select

from gateway.alerts import incident_alerts
from gateway.communities.directory import CommunityRecord
from gateway.core.unit_of_work import UnitOfWork
from gateway.escalation import engine
from gateway.incidents import lifecycle
from gateway.storage.models import CommunityRow, Event, Incident, Report
from gateway.storage.states import IncidentState
from menus.domain.categories import Category, Level, are_akin, first_level, is_graver, is_worse
from menus.domain.draft import Draft
from menus.domain.timeline import EventKind

CORROBORATED = 3
"""This many callers with confirmed reports make an urgent incident major. A guess, to be tested."""

# `key_share` lets others insert rows that refer to the community meanwhile: almost every insert does.
_LOCK_COMMUNITY = (
    select(CommunityRow.id).where(CommunityRow.id == bindparam("community_id")).with_for_update(key_share=True)
)
_SAME = (
    select(Incident)
    .where(
        Incident.community_id == bindparam("community_id"),
        Incident.state == IncidentState.OPEN,
        Incident.awaiting_review.is_(False),
        Incident.zone.in_(bindparam("near", expanding=True)),
        func.coalesce(Incident.accused_group, "") == bindparam("accused_group"),
        Incident.category.in_(bindparam("akin", expanding=True)),
        Incident.opened_at > bindparam("since"),
        ~select(Event.id).where(Event.incident_id == Incident.id, Event.kind == EventKind.OVER).exists(),
    )
    .order_by(Incident.id.desc())
)
"""Dispatched open incidents of akin categories in some zones, which accuse the same group and are recent."""


def find_same_incident(uow: UnitOfWork, record: CommunityRecord, draft: Draft) -> Incident | None:
    """Return the open incident that a report with this draft most likely belongs to, or None.

    The incident has an akin category, is in the same or a neighbouring zone, and was opened within `join_window`. It
    also accuses the same group, if any: otherwise the accused would learn of the report from an incident that they
    answer. The community's row stays locked until the commit, so that two first reports at once open one incident.
    """
    zone = record.community.zone(draft.zone)
    if draft.category is None or zone is None or first_level(draft.category, draft.harm).has_circle:
        return None
    uow.lock_rows(_LOCK_COMMUNITY, {"community_id": record.id})
    wanted = {
        "community_id": record.id,
        "near": sorted(record.community.zones_near(zone.key)),
        "accused_group": draft.subject or "",
        "akin": [kind for kind in Category if are_akin(kind, draft.category)],
        "since": uow.now - uow.policy.join_window,
    }
    found = uow.session.scalars(_SAME, wanted).all()
    for incident in sorted(found, key=lambda each: each.zone != zone.key):
        # Look again under the lock: somebody may have closed it meanwhile.
        uow.lock_row(incident)
        if incident.state == IncidentState.OPEN:
            return incident
    return None


def add_report(uow: UnitOfWork, record: CommunityRecord, incident: Incident, report: Report) -> None:
    """Count a further report of an incident; notify responders once that others report it too.

    The incident takes over what the report adds: a weapon, a higher level or a graver category. A third caller makes
    an urgent incident major.
    """
    incident.reports += 1
    uow.note(incident.id, EventKind.ALSO_REPORTED, channel=report.channel)
    was_unconfirmed, was = incident.unconfirmed, incident.category
    level = _adopt(uow, incident, report)
    if lifecycle.raise_level(uow, record, incident, level, "reports"):
        incident.update_sent = True
    elif incident.category != was:
        # The category became graver, such as from a fight to a killing: alert everybody, also those who have answered.
        incident.update_sent = True
        engine.restart_exhausted(uow, record, incident)
        engine.alert_first_rung(uow, record, incident)
        incident_alerts.alert_again(uow, record, incident, "")
    elif engine.restart_exhausted(uow, record, incident):
        # Nobody had answered: the new alerts already say how many people report it.
        return
    elif was_unconfirmed and not incident.unconfirmed:
        incident.update_sent = True
        incident_alerts.alert_again(uow, record, incident, "confirmed")
    elif not incident.update_sent and _callers(uow, incident) > 1:
        incident.update_sent = True
        incident_alerts.alert_again(uow, record, incident, "")


def _adopt(uow: UnitOfWork, incident: Incident, report: Report) -> Level:
    """Copy to the incident what a report adds; return the level that follows."""
    if not report.unconfirmed:
        incident.unconfirmed = False
    if report.harm is not None and is_worse(report.harm, incident.harm):
        incident.harm = report.harm
    category = report.category
    if is_graver(category, incident.category):
        incident.category = report.category
    if _callers(uow, incident) >= CORROBORATED and incident.level is Level.URGENT:
        return Level.MAJOR
    if report.unconfirmed and report.harm is None:
        return Level.MAJOR if category is Category.GUN_KILLING else incident.level
    return first_level(category, report.harm)


def _callers(uow: UnitOfWork, incident: Incident) -> int:
    found = uow.session.scalar(
        select(func.count(func.distinct(Report.reporter_hash))).where(
            Report.incident_id == incident.id, Report.unconfirmed.is_(False)
        )
    )
    return found or 0
