"""The board: which incidents there are, who may see them, and how each stands."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from gateway.storage.models import ClimbRow, Event, Incident, Message, Page, Report
from gateway.storage.states import IncidentState
from gateway.usecases import alerting, climbs
from gateway.usecases.communities import Town
from menus.rules import roster
from menus.rules.categories import Level, Track
from menus.rules.community import Person, Role


@dataclass(frozen=True)
class Standing:
    """One incident, its climbs, and what its texts have cost in KES, by the network's own word."""

    incident: Incident
    climbs: Sequence[ClimbRow]
    cost: Decimal = Decimal(0)

    @property
    def status(self) -> str:
        """One word: open, unanswered (a ladder is spent), closed or false."""
        if self.incident.state != IncidentState.OPEN:
            return self.incident.state
        if self.incident.held:
            return "unconfirmed"
        spent = any(climb.spent_at is not None and climb.answered_at is None for climb in self.climbs)
        return "unanswered" if spent else "open"

    @property
    def place(self) -> str | None:
        """What was typed as the place; of a private one nothing."""
        return None if self.incident.level == Level.PRIVATE else self.incident.place

    def as_json(self) -> dict[str, Any]:
        """Return the incident as the contract words it; a private one tells neither kind nor place."""
        is_private = self.incident.level == Level.PRIVATE
        return {
            "reference": self.incident.reference,
            "category": "private" if is_private else self.incident.category,
            "level": self.incident.level,
            "zone": None if is_private else self.incident.zone,
            "status": self.status,
            "reports": self.incident.reports,
            "unconfirmed": self.incident.unconfirmed,
            "flag": self.incident.flag,
            "cost_kes": f"{self.cost:.2f}",
            "opened_at": self.incident.opened_at.isoformat(),
            "tracks": {
                climb.track: {
                    "answered_by_role": climb.answered_role,
                    "answered_at": _iso(climb.answered_at),
                    "rung": climbs.position(climb)[0],
                    "round": climbs.position(climb)[1],
                    "spent_at": _iso(climb.spent_at),
                }
                for climb in self.climbs
            },
        }


def _iso(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None


def standings(session: Session, *, open_only: bool = False, reference: str | None = None) -> list[Standing]:
    """Return incidents with their climbs, newest first."""
    query = select(Incident).where(Incident.reference.is_not(None)).order_by(Incident.id.desc()).limit(1000)
    query = query.where(Incident.state == IncidentState.OPEN if open_only else Incident.state != IncidentState.JOINED)
    if reference is not None:
        query = query.where(Incident.id.in_(select(Report.incident_id).where(Report.reference == reference)))
    incidents = session.scalars(query).all()
    climbs: dict[int, list[ClimbRow]] = {}
    wanted = [incident.id for incident in incidents]
    for climb in session.scalars(select(ClimbRow).where(ClimbRow.incident_id.in_(wanted)).order_by(ClimbRow.id)):
        climbs.setdefault(climb.incident_id, []).append(climb)
    costs = {
        row[0]: Decimal(row[1] or 0)
        for row in session.execute(
            select(Message.incident_id, func.sum(Message.cost))
            .where(Message.incident_id.in_(wanted), Message.cost.is_not(None))
            .group_by(Message.incident_id)
        )
    }
    return [
        Standing(incident, climbs.get(incident.id, []), costs.get(incident.id, Decimal(0))) for incident in incidents
    ]


def may_see(session: Session, town: Town, person: Person, incident: Incident) -> bool:
    """Tell whether an incident exists for a person: by their role and zone, or because they were told of it."""
    if incident.community_id != town.id or roster.is_about(person, incident.around):
        return False
    if incident.flag == "duress" and incident.person_id == town.person_ids[person.phone]:
        return False
    circle = alerting.CIRCLES.get(Level(incident.level))
    if circle is not None:
        return bool(person.roles & circle)
    if Role.COORDINATOR in person.roles and _is_theirs(town, person, incident):
        return True
    if was_told(session, town, person, incident):
        return True
    return any(
        role in person.roles
        for climb in session.scalars(select(ClimbRow).where(ClimbRow.incident_id == incident.id))
        for step in climbs.unpack(climb).steps
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


def where_is(session: Session, town: Town, person: Person) -> str | None:
    """Return the zone where a patroller is, as far as is known; None (everywhere) rather than a guess.

    Where they went last, else the one place they were called to, else the one zone that is theirs.
    """
    person_id = town.person_ids[person.phone]
    went = session.scalar(
        select(Incident)
        .join(Event, Event.incident_id == Incident.id)
        .where(Event.person_id == person_id, Event.kind.in_(("going", "here")), Incident.state == IncidentState.OPEN)
        .order_by(Event.id.desc())
        .limit(1)
    )
    if went is not None:
        return went.zone
    zones = {incident.zone for incident in open_for(session, town, person)} or set(person.zones)
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
        roles = [role for step in climbs.unpack(climb).steps for role in step.notify if role in person.roles]
        if roles:
            named[Track(climb.track)] = roles[0]
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


def last_kind(session: Session, incident: Incident) -> str:
    """Return how an incident stands in a resident's words: waiting, answered, going, here, over, closed or false."""
    if incident.state != IncidentState.OPEN:
        return incident.state
    if incident.held:
        return "held"
    kinds = set(session.scalars(select(Event.kind).where(Event.incident_id == incident.id)))
    for kind in ("over", "here", "going", "answered"):
        if kind in kinds:
            return kind
    return "waiting"


def tracks_of(standing: Standing) -> list[tuple[Track, str]]:
    """Return each track of an incident with the role that answered it, or nothing."""
    return [(Track(climb.track), climb.answered_role or "") for climb in standing.climbs]


def hint_words(session: Session, incident: Incident) -> str:
    """Return the words of the lexicon that suggested what an incident is."""
    found = session.scalars(select(Report).where(Report.incident_id == incident.id)).all()
    return ", ".join(report.hint_words for report in found if report.hint_words)


def history(session: Session, incident: Incident) -> list[dict[str, Any]]:
    """Return what happened to an incident, in order, without what people wrote."""
    rows = session.scalars(select(Event).where(Event.incident_id == incident.id).order_by(Event.id))
    return [{"at": row.at.isoformat(), "kind": row.kind, "facts": row.facts} for row in rows]
