"""Seeing: which incidents exist for a person, and on which tracks their word counts."""

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from gateway.alerts import audience
from gateway.communities.directory import CommunityRecord
from gateway.escalation import state
from gateway.storage.models import EscalationRow, Event, Incident, Notification, Report
from gateway.storage.states import IncidentState
from menus.domain import roster
from menus.domain.categories import Level, Track
from menus.domain.community import PATROL_ROLES, Person, Role


def may_see(session: Session, record: CommunityRecord, person: Person, incident: Incident) -> bool:
    """Tell whether an incident exists for a person: by their role and zone, or because they were told of it."""
    if incident.community_id != record.id or roster.is_accused(person, incident.accused_group):
        return False
    if incident.flag == "duress" and incident.person_id == record.person_ids[person.phone]:
        return False
    circle = audience.CIRCLES.get(Level(incident.level))
    if circle is not None:
        return bool(person.roles & circle)
    if Role.COORDINATOR in person.roles and _is_theirs(record, person, incident):
        return True
    if was_notified(session, record, person, incident):
        return True
    return any(
        role in person.roles
        for escalation in session.scalars(select(EscalationRow).where(EscalationRow.incident_id == incident.id))
        for step in state.unpack(escalation).steps
        for role in step.notify
    ) and person.covers(incident.zone)


def _is_theirs(record: CommunityRecord, person: Person, incident: Incident) -> bool:
    """Tell whether an incident is a coordinator's: in a zone of theirs, or in one that no coordinator has."""
    coordinators = [other for other in record.community.people if Role.COORDINATOR in other.roles]
    return person.covers(incident.zone) or not any(other.covers(incident.zone) for other in coordinators)


def was_notified(session: Session, record: CommunityRecord, person: Person, incident: Incident) -> bool:
    """Tell whether a person has been texted about an incident."""
    return (
        session.scalar(
            select(Notification.person_id)
            .where(Notification.incident_id == incident.id, Notification.person_id == record.person_ids[person.phone])
            .limit(1)
        )
        is not None
    )


def find(session: Session, record: CommunityRecord, person: Person, reference: str) -> Incident | None:
    """Return the incident of that reference if it exists for this person."""
    incident = by_reference(session, reference)
    return incident if incident is not None and may_see(session, record, person, incident) else None


def by_reference(session: Session, reference: str) -> Incident | None:
    """Return the incident that a report of that reference tells of, or None."""
    return session.scalar(
        select(Incident).join(Report, Report.incident_id == Incident.id).where(Report.reference == reference)
    )


def open_for(session: Session, record: CommunityRecord, person: Person) -> list[Incident]:
    """Return the open incidents a bare verb of this person could mean, oldest first.

    Those told of and not done with; where there are none, those they said they cannot go to or are over.
    """
    rows = session.execute(
        select(Incident, Notification.is_done)
        .join(Notification, Notification.incident_id == Incident.id)
        .where(Notification.person_id == record.person_ids[person.phone], Incident.state == IncidentState.OPEN)
        .order_by(Incident.id)
    ).all()
    mine = {incident: is_done for incident, is_done in rows if may_see(session, record, person, incident)}
    for incident, is_done in rows:
        if incident in mine:
            mine[incident] = mine[incident] and is_done
    return [incident for incident, is_done in mine.items() if not is_done] or list(mine)


def is_on_the_way(session: Session, person_id: int) -> bool:
    """Tell whether somebody goes to an open incident, or is there, or is asked whether they are safe."""
    found = session.scalar(
        select(Notification.person_id)
        .join(Incident, Incident.id == Notification.incident_id)
        .where(
            Notification.person_id == person_id,
            Notification.is_done.is_(False),
            or_(Notification.position.is_not(None), Notification.safe_asked_at.is_not(None)),
            Incident.state == IncidentState.OPEN,
        )
        .limit(1)
    )
    return found is not None


def where_is(session: Session, record: CommunityRecord, person: Person) -> str | None:
    """Return the zone where a patroller is, as far as is known; None (everywhere) rather than a guess.

    Where they went last, else the one place they were called to, else the one zone that is theirs.
    """
    person_id = record.person_ids[person.phone]
    went = session.scalar(
        select(Incident)
        .join(Event, Event.incident_id == Incident.id)
        .where(Event.person_id == person_id, Event.kind.in_(("going", "here")), Incident.state == IncidentState.OPEN)
        .where(Incident.person_id.is_(None) | (Incident.person_id != person_id))
        .order_by(Event.id.desc())
        .limit(1)
    )
    if went is not None:
        return went.zone
    called = [incident for incident in open_for(session, record, person) if incident.person_id != person_id]
    zones = {incident.zone for incident in called} or set(person.zones)
    return zones.pop() if len(zones) == 1 else None


def open_seen_by(session: Session, record: CommunityRecord, person: Person) -> list[Incident]:
    """Return the open incidents of a community that a person may see, newest first."""
    incidents = session.scalars(
        select(Incident)
        .where(Incident.community_id == record.id, Incident.state == IncidentState.OPEN)
        .order_by(Incident.id.desc())
        .limit(200)
    ).all()
    return [incident for incident in incidents if may_see(session, record, person, incident)]


def answerable_tracks(session: Session, person: Person, incident: Incident, notified: set[Track]) -> dict[Track, Role]:
    """Return the tracks a person's answer counts for, with the role it counts as.

    A person named on several tracks answers those that told them; on none yet, all that name them.
    """
    named: dict[Track, Role] = {}
    for escalation in session.scalars(
        select(EscalationRow).where(EscalationRow.incident_id == incident.id).order_by(EscalationRow.id)
    ):
        roles = [role for step in state.unpack(escalation).steps for role in step.notify if role in person.roles]
        if roles:
            named[Track(escalation.track)] = roles[0]
    if (
        Track.PATROL in notified
        and Track.PATROL not in named
        and (going := person.roles & (PATROL_ROLES | {Role.COORDINATOR}))
    ):
        # Who was sent beside the ladder, or stands in, goes like anybody.
        named[Track.PATROL] = min(going)
    narrowed = {track: role for track, role in named.items() if track in notified}
    return narrowed or named


def notified_tracks(session: Session, record: CommunityRecord, person: Person, incident: Incident) -> set[Track]:
    """Return the tracks on which a person has been texted about an incident."""
    return {
        Track(track)
        for track in session.scalars(
            select(Notification.track).where(
                Notification.incident_id == incident.id, Notification.person_id == record.person_ids[person.phone]
            )
        )
    }
