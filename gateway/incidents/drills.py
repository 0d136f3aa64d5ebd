"""Drills: a made-up incident takes real people through the whole ladder. All who were called are told of its end."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial

from sqlalchemy import select
from sqlalchemy.orm import Session

from gateway.communities.directory import CommunityRecord, Directory
from gateway.communities.on_duty import duties
from gateway.core.unit_of_work import UnitOfWork
from gateway.errors import Refused
from gateway.incidents import lifecycle, opening
from gateway.storage.models import EscalationRow, Event, Incident, Notification, Report
from menus.domain import drill, fire, rung_plan
from menus.domain.categories import Category, Harm, Track, first_level
from menus.domain.community import Community, Person, Stage
from menus.domain.draft import Channel, Draft
from menus.domain.drill import Drill
from menus.domain.escalation_life import WITHOUT_ANSWER, EscalationPhase
from menus.domain.incident_life import LIVE
from menus.domain.roles import first_role
from menus.domain.rung_plan import Matter, Planned, Postpone
from menus.domain.timeline import EventKind

LONGEST = timedelta(hours=1)
"""After this time the clock ends a drill that nobody has ended: its command may have been killed. A guess."""


@dataclass(frozen=True)
class Wish:
    """The drill that is wanted: what happens, the key of its zone, and the tracks that it calls."""

    category: Category
    zone: str
    tracks: Drill

    @property
    def draft(self) -> Draft:
        """The report that it begins with."""
        harm = Harm.FIRE if self.category is Category.FIRE_HAZARD else Harm.UNSURE
        return Draft("en", self.category, harm=harm, zone=self.zone)


@dataclass(frozen=True)
class Called:
    """A rung of a drill's ladder, as it would be fired now: after which wait, and who would be texted."""

    track: Track
    rung: int
    after: timedelta
    people: tuple[Planned, ...]


def plan(uow: UnitOfWork, record: CommunityRecord, wish: Wish) -> list[Called]:
    """Return whom a drill would call, rung by rung, as the roster is now.

    Raise Refused for a dry run, for a drill that would reach nobody, and while another drill is open.
    """
    community, key = record.community, record.community.key
    if community.stage is Stage.DRY_RUN:
        message = f'{key} is in its dry run: nobody would be texted; set stage = "shadow" or "live" first'
        raise Refused(message)
    if community.zone(wish.zone) is None:
        message = f"{key} has no zone {wish.zone}; accepted: {', '.join(zone.key for zone in community.zones)}"
        raise Refused(message)
    other = uow.session.scalar(
        select(Incident.reference).where(
            Incident.drill.is_not(None), Incident.status.in_(LIVE), Incident.community_id == record.id
        )
    )
    if other is not None:
        message = f"the drill {other} is still open; it ends by itself after an hour at most"
        raise Refused(message)
    found = list(_rungs(uow, record, wish))
    if not any(rung_plan.reaching(called.people) for called in found):
        message = "nobody would be texted: no ladder of these tracks reaches anybody now"
        raise Refused(message)
    return found


def _rungs(uow: UnitOfWork, record: CommunityRecord, wish: Wish) -> Iterator[Called]:
    level = first_level(wish.category, wish.draft.harm)
    matter, stated = Matter(level, wish.zone), duties(uow, record)
    ladders = fire.ladders_for(record.community, wish.category, level)
    for ladder in drill.ladders_of(wish.tracks, ladders):
        for number, step in enumerate(ladder.steps, 1):
            planned = rung_plan.plan_rung(record.community, matter, ladder.track, step, uow.now, stated)
            people = () if isinstance(planned, Postpone) else planned
            yield Called(ladder.track, number, step.after, people)


def begin(uow: UnitOfWork, record: CommunityRecord, wish: Wish) -> str:
    """Open the made-up incident and start its ladders; return its reference."""
    filing = opening.Filing(drill=wish.tracks)
    filed = opening.open_report(uow, record, wish.draft, opening.Source(Channel.USSD, None), filing)
    return filed.reference


def of_reference(session: Session, reference: str) -> Incident:
    """Return the incident of a drill's reference; raise NoResultFound if there is none."""
    of_report = select(Report.incident_id).where(Report.reference == reference)
    return session.scalars(select(Incident).where(Incident.id.in_(of_report), Incident.drill.is_not(None))).one()


def end(uow: UnitOfWork, record: CommunityRecord, reference: str) -> int:
    """Close a drill if it is still open, and return how many people were told that it is over."""
    incident = uow.locked(Incident, of_reference(uow.session, reference).id)
    return lifecycle.end_drill(uow, record, incident)


def end_forgotten(uow: UnitOfWork, directory: Directory) -> None:
    """End every drill that has been open for longer than `LONGEST`."""
    old = (Incident.drill.is_not(None), Incident.status.in_(LIVE), Incident.opened_at <= uow.now - LONGEST)
    for incident_id in uow.session.scalars(select(Incident.id).where(*old)).all():
        uow.in_savepoint("drill", incident_id, partial(_end_one, uow, directory, incident_id))


def _end_one(uow: UnitOfWork, directory: Directory, incident_id: int) -> None:
    incident = uow.locked(Incident, incident_id)
    lifecycle.end_drill(uow, directory.by_id(incident.community_id), incident)


def is_over(session: Session, reference: str) -> bool:
    """Return whether every track of a drill was answered or is exhausted, or somebody has closed it."""
    incident = of_reference(session, reference)
    if not incident.status.is_live:
        return True
    phases = session.scalars(select(EscalationRow.phase).where(EscalationRow.incident_id == incident.id)).all()
    return all(phase not in WITHOUT_ANSWER or phase is EscalationPhase.EXHAUSTED for phase in phases)


@dataclass(frozen=True)
class Happened:
    """One line of what happened in a drill: its event, when (aware), and the words."""

    event_id: int
    at: datetime
    said: str


_SAID = {
    EventKind.GOING: "goes",
    EventKind.SEEN: "has seen it",
    EventKind.CANNOT: "cannot",
    EventKind.HERE: "is there",
    EventKind.OVER: "says that it is over",
    EventKind.NOTED: "wrote a note",
    EventKind.LOWERED: "lowered the level",
    EventKind.POLICE_CAME: "says that police are there",
}


def happened(session: Session, record: CommunityRecord, reference: str, after: int) -> list[Happened]:
    """Return what happened in a drill after an event (its id, or 0): who was called when, and who answered."""
    incident = of_reference(session, reference)
    rows = session.scalars(
        select(Event).where(Event.incident_id == incident.id, Event.id > after).order_by(Event.id)
    ).all()
    return [Happened(row.id, row.at, said) for row in rows for said in _lines(session, record, incident, row)]


def _lines(session: Session, record: CommunityRecord, incident: Incident, event: Event) -> Iterator[str]:
    track, who = event.facts.get("track", ""), _who(record, event.person_id)
    match event.kind:
        case EventKind.RUNG_FIRED:
            called = ", ".join(_called(session, record, incident, event)) or "nobody"
            yield f"{track} rung {event.facts['rung']}, round {event.facts['round']}: called {called}"
        case EventKind.ANSWERED:
            yield f"{track}: {who} answered after {(event.at - incident.opened_at).total_seconds():.0f} s"
        case EventKind.EXHAUSTED:
            yield f"{track}: exhausted, nobody answered; coordinators told: {event.facts.get('told', 0)}"
        case EventKind.NOT_REACHED:
            yield f"{track}: the network could not reach somebody; the next rung is asked"
        case EventKind.ANYBODY_ALERTED:
            yield f"everybody on duty was called: {event.facts.get('told', 0)}"
        case EventKind.CLOSED:
            yield f"closed by {who}" if event.person_id is not None else "closed"
        case kind if kind in _SAID:
            yield f"{who} {_SAID[kind]}"
        case _:
            return


def _called(session: Session, record: CommunityRecord, incident: Incident, event: Event) -> Iterator[str]:
    track = Track(event.facts["track"])
    theirs = select(Notification.person_id).where(
        Notification.incident_id == incident.id, Notification.track == track, Notification.at == event.at
    )
    for person_id in session.scalars(theirs.order_by(Notification.person_id)):
        yield _who(record, person_id)


def _who(record: CommunityRecord, person_id: int | None) -> str:
    person = record.person(person_id) if person_id is not None else None
    return named(person) if person is not None else "somebody"


def named(person: Person) -> str:
    """Return a person's name and the role that counts first."""
    return f"{person.name} ({first_role(person.roles).value})"


def default_zone(community: Community) -> str:
    """Return the zone of a drill that names none: the first of the file."""
    return community.zones[0].key
