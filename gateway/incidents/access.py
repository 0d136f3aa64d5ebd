"""Seeing: which incidents exist for a person, and on which tracks their word counts."""

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from gateway.alerts import audience
from gateway.communities.directory import Town
from gateway.escalation import state
from gateway.storage.models import ClimbRow, Event, Incident, Page, Report
from gateway.storage.states import IncidentState
from menus.domain import roster
from menus.domain.categories import Level, Track
from menus.domain.community import PATROL_ROLES, Person, Role


def may_see(session: Session, town: Town, person: Person, incident: Incident) -> bool:
    """Tell whether an incident exists for a person: by their role and zone, or because they were told of it."""
    if incident.community_id != town.id or roster.is_about(person, incident.around):
        return False
    if incident.flag == "duress" and incident.person_id == town.person_ids[person.phone]:
        return False
    circle = audience.CIRCLES.get(Level(incident.level))
    if circle is not None:
        return bool(person.roles & circle)
    if Role.COORDINATOR in person.roles and _is_theirs(town, person, incident):
        return True
    if was_told(session, town, person, incident):
        return True
    return any(
        role in person.roles
        for climb in session.scalars(select(ClimbRow).where(ClimbRow.incident_id == incident.id))
        for step in state.unpack(climb).steps
        for role in step.notify
    ) and person.covers(incident.zone)


def _is_theirs(town: Town, person: Person, incident: Incident) -> bool:
    """Tell whether an incident is a coordinator's: in a zone of theirs, or in one that no coordinator has."""
    coordinators = [other for other in town.community.people if Role.COORDINATOR in other.roles]
    return person.covers(incident.zone) or not any(other.covers(incident.zone) for other in coordinators)


def was_told(session: Session, town: Town, person: Person, incident: Incident) -> bool:
    """Tell whether a person has been texted about an incident."""
    return (
        session.scalar(
            select(Page.person_id)
            .where(Page.incident_id == incident.id, Page.person_id == town.person_ids[person.phone])
            .limit(1)
        )
        is not None
    )


def find(session: Session, town: Town, person: Person, reference: str) -> Incident | None:
    """Return the incident of that reference if it exists for this person."""
    incident = by_reference(session, reference)
    return incident if incident is not None and may_see(session, town, person, incident) else None


def by_reference(session: Session, reference: str) -> Incident | None:
    """Return the incident that a report of that reference tells of, or None."""
    return session.scalar(
        select(Incident).join(Report, Report.incident_id == Incident.id).where(Report.reference == reference)
    )


def open_for(session: Session, town: Town, person: Person) -> list[Incident]:
    """Return the open incidents a bare verb of this person could mean, oldest first.

    Those told of and not done with; where there are none, those they said they cannot go to or are over.
    """
    rows = session.execute(
        select(Incident, Page.is_done)
        .join(Page, Page.incident_id == Incident.id)
        .where(Page.person_id == town.person_ids[person.phone], Incident.state == IncidentState.OPEN)
        .order_by(Incident.id)
    ).all()
    mine = {incident: is_done for incident, is_done in rows if may_see(session, town, person, incident)}
    for incident, is_done in rows:
        if incident in mine:
            mine[incident] = mine[incident] and is_done
    return [incident for incident, is_done in mine.items() if not is_done] or list(mine)


def is_on_the_way(session: Session, person_id: int) -> bool:
    """Tell whether somebody goes to an open incident, or is there, or is asked whether they are safe."""
    found = session.scalar(
        select(Page.person_id)
        .join(Incident, Incident.id == Page.incident_id)
        .where(
            Page.person_id == person_id,
            Page.is_done.is_(False),
            or_(Page.position.is_not(None), Page.safe_asked_at.is_not(None)),
            Incident.state == IncidentState.OPEN,
        )
        .limit(1)
    )
    return found is not None


def where_is(session: Session, town: Town, person: Person) -> str | None:
    """Return the zone where a patroller is, as far as is known; None (everywhere) rather than a guess.

    Where they went last, else the one place they were called to, else the one zone that is theirs.
    """
    person_id = town.person_ids[person.phone]
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
    called = [incident for incident in open_for(session, town, person) if incident.person_id != person_id]
    zones = {incident.zone for incident in called} or set(person.zones)
    return zones.pop() if len(zones) == 1 else None


def open_seen_by(session: Session, town: Town, person: Person) -> list[Incident]:
    """Return the open incidents of a community that a person may see, newest first."""
    incidents = session.scalars(
        select(Incident)
        .where(Incident.community_id == town.id, Incident.state == IncidentState.OPEN)
        .order_by(Incident.id.desc())
        .limit(200)
    ).all()
    return [incident for incident in incidents if may_see(session, town, person, incident)]


def answerable_tracks(session: Session, person: Person, incident: Incident, told: set[Track]) -> dict[Track, Role]:
    """Return the tracks a person's answer counts for, with the role it counts as.

    A person named on several tracks answers those that told them; on none yet, all that name them.
    """
    named: dict[Track, Role] = {}
    for climb in session.scalars(select(ClimbRow).where(ClimbRow.incident_id == incident.id).order_by(ClimbRow.id)):
        roles = [role for step in state.unpack(climb).steps for role in step.notify if role in person.roles]
        if roles:
            named[Track(climb.track)] = roles[0]
    if (
        Track.PATROL in told
        and Track.PATROL not in named
        and (going := person.roles & (PATROL_ROLES | {Role.COORDINATOR}))
    ):
        # Who was sent beside the ladder, or stands in, goes like anybody.
        named[Track.PATROL] = min(going)
    narrowed = {track: role for track, role in named.items() if track in told}
    return narrowed or named


def told_on(session: Session, town: Town, person: Person, incident: Incident) -> set[Track]:
    """Return the tracks on which a person has been texted about an incident."""
    return {
        Track(track)
        for track in session.scalars(
            select(Page.track).where(Page.incident_id == incident.id, Page.person_id == town.person_ids[person.phone])
        )
    }
