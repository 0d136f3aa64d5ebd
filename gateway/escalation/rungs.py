"""Rungs: whom one reaches, and what is said where a ladder is spent or an answer not followed."""

from datetime import datetime

from gateway.alerts import audience, incident_alerts
from gateway.communities.directory import Town
from gateway.communities.on_duty import duties, holders
from gateway.core.unit_of_work import Unit
from gateway.logs import logger
from gateway.messaging.notices import tell
from gateway.storage.models import ClimbRow, Incident
from menus.domain import escalation as rules
from menus.domain import quiet_hours, roster
from menus.domain.categories import Level, Track
from menus.domain.community import PATROL_ROLES, Person, Step

_UNANSWERED = {Level.PRIVATE: "unanswered_private", Level.COMPLAINT: "unanswered_complaint"}
log = logger()


def morning(unit: Unit, town: Town, incident: Incident, step: rules.Next) -> datetime | None:
    """Return when quiet hours end, where what is due would only wake people who are not on duty."""
    if step.kind not in {rules.Kind.FIRE, rules.Kind.SPENT}:
        return None
    ends = quiet_hours.waits_until(town.community, Level(incident.level), unit.now)
    if ends is None or step.step is None:
        return ends
    serving = duties(unit, town)
    people = roster.holders(town.community, step.step.notify, incident.zone, unit.now, serving)
    awake = (roster.is_patrolling(town.community, person, unit.now, serving) for person in people)
    return None if any(awake) else ends


def remind(unit: Unit, town: Town, incident: Incident, row: ClimbRow) -> None:
    """Ask whoever answered, once, whether they are there."""
    person = town.person(row.answered_by) if row.answered_by is not None else None
    if person is None:
        return
    tell(unit, town, person, "are_you_there", lane="red", incident=incident)
    unit.note(incident.id, "reminded", track=row.track)


def fire(
    unit: Unit, town: Town, incident: Incident, row: ClimbRow, step: Step, *, but_told: bool = False
) -> tuple[Person, ...]:
    """Alert whom a rung names, `but_told` without those who have been told of the incident; return who was alerted."""
    allowed = audience.CIRCLES.get(Level(incident.level))
    roles = [role for role in step.notify if allowed is None or role in allowed]
    serving = duties(unit, town)
    people = roster.holders(town.community, roles, incident.zone, unit.now, serving)
    if not people and row.track == Track.PATROL and Level(incident.level) in {Level.MAJOR, Level.URGENT}:
        people = roster.stand_ins(town.community, incident.zone, unit.now, serving)
    if not people and row.track != Track.PATROL:
        # Police, helpers and oversight of other zones, rather than nobody.
        people = roster.holders(town.community, roles, None, unit.now, serving)
    told = audience.free_to_know(town, incident, people)
    if but_told:
        known = audience.told_of(unit, incident)
        told = tuple(person for person in told if town.person_ids[person.phone] not in known)
    incident_alerts.alert(unit, town, incident, row.track, told)
    return told


def call_anybody(unit: Unit, town: Town, incident: Incident, row: ClimbRow) -> None:
    """Alert whoever of the patrol is on duty in any zone, where a ladder has reached nobody at all."""
    if row.track != Track.PATROL or row.reached or Level(incident.level) not in {Level.MAJOR, Level.URGENT}:
        return
    told = audience.free_to_know(town, incident, holders(unit, town, PATROL_ROLES))
    incident_alerts.alert(unit, town, incident, row.track, told)
    if told:
        unit.note(incident.id, "anybody", told=len(told))


def tell_spent(unit: Unit, town: Town, incident: Incident, row: ClimbRow) -> None:
    """Say aloud that nobody answered: to coordinators, or to the circle of a private report or a complaint."""
    name = _UNANSWERED.get(Level(incident.level), "unanswered")
    people = incident_alerts.tell_coordinators(unit, town, incident, name, track=Track(row.track))
    incident_alerts.note_told(unit, town, incident, people, row.track)
    unit.note(incident.id, "spent", track=row.track, told=len(people))
    log.warning("ladder.spent", incident=incident.id, track=row.track)
