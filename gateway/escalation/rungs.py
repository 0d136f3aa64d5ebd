"""Rungs: the people whom a rung alerts, and the texts for an exhausted ladder or an answer without an arrival."""

from gateway.alerts import audience, coordinator_texts, incident_alerts
from gateway.communities.directory import CommunityRecord
from gateway.communities.on_duty import duties, holders_now
from gateway.core import timeline
from gateway.core.unit_of_work import UnitOfWork
from gateway.logs import logger
from gateway.messaging.notices import notify
from gateway.storage.models import EscalationRow, Incident
from menus.domain import rung_plan
from menus.domain.categories import Level, Track
from menus.domain.first_rungs import ANYBODY_FOR
from menus.domain.ladders import Step
from menus.domain.messages import Lane
from menus.domain.roles import PATROL_ROLES
from menus.domain.rung_plan import Planned, Postpone
from menus.domain.timeline import EventKind
from menus.text.names import Text

_UNANSWERED = {Level.PRIVATE: Text.UNANSWERED_PRIVATE, Level.COMPLAINT: Text.UNANSWERED_COMPLAINT}
log = logger()


def remind(uow: UnitOfWork, record: CommunityRecord, incident: Incident, row: EscalationRow) -> None:
    """Send the one reminder: ask the person who answered whether they have arrived."""
    person = record.person(row.answered_by) if row.answered_by is not None else None
    if person is not None:
        notify(uow, record, person, Text.ARE_YOU_THERE, lane=Lane.RED, incident=incident)


def plan(
    uow: UnitOfWork, record: CommunityRecord, incident: Incident, row: EscalationRow, step: Step
) -> tuple[Planned, ...] | Postpone:
    """Return the people whom a rung alerts now, or Postpone."""
    record = record.at(incident.opened_at)
    matter, stated_duties = audience.matter_of(record, incident), duties(uow, record)
    return rung_plan.plan_rung(record.community, matter, row.track, step, uow.now, stated_duties)


def alert_first_rung(
    uow: UnitOfWork, record: CommunityRecord, incident: Incident, row: EscalationRow, step: Step
) -> None:
    """Alert the people of a ladder's first rung, except people who were notified of the incident before."""
    record = record.at(incident.opened_at)
    matter, stated_duties = audience.matter_of(record, incident), duties(uow, record)
    people = rung_plan.people_of(record.community, matter, row.track, step, uow.now, stated_duties)
    known = audience.notified_of(uow, incident)
    fresh = [person for person in people if record.person_ids[person.phone] not in known]
    planned = rung_plan.plan(record.community, matter, fresh, uow.now, stated_duties)
    incident_alerts.alert_planned(uow, record, incident, row.track, planned)


def alert_anyone_on_duty(uow: UnitOfWork, record: CommunityRecord, incident: Incident, row: EscalationRow) -> None:
    """Alert every patrol member on duty in any zone, if the ladder of an urgent or major incident reached nobody."""
    if row.track is not Track.PATROL or row.last_rung_that_reached or incident.level not in ANYBODY_FOR:
        return
    record = record.at(incident.opened_at)
    notified = audience.free_to_know(record, incident, holders_now(uow, record, PATROL_ROLES))
    incident_alerts.alert(uow, record, incident, row.track, notified)
    reached = incident_alerts.within_stage(record, incident, notified)
    if reached:
        timeline.record(uow, incident, EventKind.ANYBODY_ALERTED, told=len(reached))


def notify_exhausted(uow: UnitOfWork, record: CommunityRecord, incident: Incident, row: EscalationRow) -> int:
    """Notify the coordinators that a ladder is exhausted without an answer, and return how many were notified.

    For a private report or a complaint, notify its closed circle instead.
    """
    text = _UNANSWERED.get(incident.level, Text.UNANSWERED) if incident.drill is None else Text.DRILL_UNANSWERED
    people = coordinator_texts.notify_coordinators(uow, record, incident, text, track=row.track)
    reached = incident_alerts.within_stage(record, incident, people)
    incident_alerts.record_notified(uow, record, incident, reached, row.track)
    if (named := incident.named_in_log) is not None:
        log.warning("ladder.exhausted", incident=named, track=row.track)
    return len(reached)
