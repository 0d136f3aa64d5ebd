"""Rungs: the people whom a rung alerts, and the texts for an exhausted ladder or an answer without an arrival."""

from datetime import datetime

from gateway.alerts import audience, incident_alerts
from gateway.communities.directory import CommunityRecord
from gateway.communities.on_duty import duties, people_on_duty
from gateway.core.unit_of_work import UnitOfWork
from gateway.logs import logger
from gateway.messaging.notices import notify
from gateway.storage.models import EscalationRow, Incident
from menus.domain import circles, quiet_hours, roster
from menus.domain import escalation as rules
from menus.domain.categories import Level, Track
from menus.domain.community import PATROL_ROLES, Person, Step
from menus.domain.messages import Lane
from menus.domain.timeline import EventKind
from menus.text.names import Text

_UNANSWERED = {Level.PRIVATE: Text.UNANSWERED_PRIVATE, Level.COMPLAINT: Text.UNANSWERED_COMPLAINT}
log = logger()


def quiet_until(uow: UnitOfWork, record: CommunityRecord, incident: Incident, step: rules.Next) -> datetime | None:
    """Return when quiet hours end, if the action that is due would only wake people who are not on duty, else None."""
    if step.kind not in {rules.Kind.FIRE, rules.Kind.EXHAUSTED}:
        return None
    ends = quiet_hours.waits_until(record.community, incident.level, uow.now)
    if ends is None or step.step is None:
        return ends
    stated_duties = duties(uow, record)
    people = roster.holders(record.community, step.step.notify, incident.zone, uow.now, stated_duties)
    awake = (roster.is_patrolling(record.community, person, uow.now, stated_duties) for person in people)
    return None if any(awake) else ends


def remind(uow: UnitOfWork, record: CommunityRecord, incident: Incident, row: EscalationRow) -> None:
    """Send the one reminder: ask the person who answered whether they have arrived."""
    person = record.person(row.answered_by) if row.answered_by is not None else None
    if person is None:
        return
    notify(uow, record, person, Text.ARE_YOU_THERE, lane=Lane.RED, incident=incident)
    uow.note(incident.id, EventKind.REMINDED, track=row.track)


def fire(
    uow: UnitOfWork,
    record: CommunityRecord,
    incident: Incident,
    row: EscalationRow,
    step: Step,
    *,
    skip_notified: bool = False,
) -> tuple[Person, ...]:
    """Alert the people whom a rung names, and return the people who were alerted.

    Leave out the accused. If `skip_notified` is true, leave out people who were notified of the incident before.
    """
    allowed = circles.ROLES.get(incident.level)
    roles = [role for role in step.notify if allowed is None or role in allowed]
    stated_duties = duties(uow, record)
    people = roster.holders(record.community, roles, incident.zone, uow.now, stated_duties)
    if not people and row.track == Track.PATROL and incident.level in {Level.MAJOR, Level.URGENT}:
        people = roster.stand_ins(record.community, incident.zone, uow.now, stated_duties)
    if not people and row.track != Track.PATROL:
        # Notify police, helpers or oversight of other zones rather than nobody.
        people = roster.holders(record.community, roles, None, uow.now, stated_duties)
    notified = audience.free_to_know(record, incident, people)
    if skip_notified:
        known = audience.notified_of(uow, incident)
        notified = tuple(person for person in notified if record.person_ids[person.phone] not in known)
    incident_alerts.alert(uow, record, incident, row.track, notified)
    return notified


def alert_anyone_on_duty(uow: UnitOfWork, record: CommunityRecord, incident: Incident, row: EscalationRow) -> None:
    """Alert every patrol member on duty in any zone, if the ladder of an urgent or major incident reached nobody."""
    if row.track != Track.PATROL or row.last_rung_that_reached or incident.level not in {Level.MAJOR, Level.URGENT}:
        return
    notified = audience.free_to_know(record, incident, people_on_duty(uow, record, PATROL_ROLES))
    incident_alerts.alert(uow, record, incident, row.track, notified)
    if notified:
        uow.note(incident.id, EventKind.ANYBODY_ALERTED, told=len(notified))


def notify_exhausted(uow: UnitOfWork, record: CommunityRecord, incident: Incident, row: EscalationRow) -> None:
    """Notify the coordinators that a ladder is exhausted without an answer.

    For a private report or a complaint, notify its closed circle instead.
    """
    name = _UNANSWERED.get(incident.level, Text.UNANSWERED)
    people = incident_alerts.notify_coordinators(uow, record, incident, name, track=row.track)
    incident_alerts.record_notified(uow, record, incident, people, row.track)
    uow.note(incident.id, EventKind.EXHAUSTED, track=row.track, told=len(people))
    log.warning("ladder.exhausted", incident=incident.id, track=row.track)
