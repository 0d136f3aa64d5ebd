"""Accusing: a coordinator who reads a text says that it accuses somebody, as its writer could have dialled."""

from sqlalchemy import select

from gateway.communities.directory import CommunityRecord
from gateway.core.timeline import Actor
from gateway.core.unit_of_work import UnitOfWork
from gateway.incidents import lifecycle
from gateway.storage.models import Incident, Report
from menus.domain import reviewing
from menus.domain.accused import AccusedGroup
from menus.domain.reviewing import Accusing, Waiting


def waiting(incident: Incident) -> Waiting:
    """Return the facts of a text that awaits review."""
    return Waiting(incident.category, incident.level, incident.harm, incident.has_red_words)


def accuse(uow: UnitOfWork, record: CommunityRecord, incident: Incident, group: AccusedGroup, *, by: Actor) -> Accusing:
    """Dispatch an incident that was awaiting review around the group that it accuses; a complaint to oversight alone.

    Its reports say the same from now on, as if their callers had dialled it. Return what it became.
    """
    accusing = reviewing.accuse(waiting(incident), group)
    for report in uow.session.scalars(select(Report).where(Report.incident_id == incident.id)):
        report.accused_group = group
        if accusing.is_complaint:
            report.category, report.harm = accusing.category, accusing.harm
    changes = {"category": accusing.category, "harm": accusing.harm, "level": accusing.level, "accused_group": group}
    lifecycle.dispatch(uow, record, incident, changes, by=by)
    return accusing
