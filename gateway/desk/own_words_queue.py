"""The queue of own words: the texts of residents that await review, as a coordinator reads them, oldest red first."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from gateway.alerts import texted_words
from gateway.communities.directory import CommunityRecord
from gateway.desk import late
from gateway.desk.viewer import Viewer, current_services
from gateway.incidents import access, board, review_claims
from gateway.storage.models import Event, Incident, Report
from menus.domain import board_order
from menus.domain.board_order import Listed, Standing
from menus.domain.categories import Category, Level
from menus.domain.community import Person
from menus.domain.draft import Channel
from menus.domain.incident_life import IncidentStatus
from menus.domain.timeline import EventKind
from menus.sms import wording

A_PAGE = 20
"""The texts on a page. A guess: each is read in seconds, and a page stays small."""
_MOST = 500
"""The most texts that are looked through. A guess, as for LIST."""


@dataclass(frozen=True)
class Claimed:
    """Somebody reads a text: their name, until when, and whether it is the viewer."""

    name: str
    until: datetime
    is_mine: bool


@dataclass(frozen=True)
class Waiting:
    """One text that awaits review. `said` are its words, names and numbers crossed out; `hints` those that suggest.

    `seen` is the mark of its newest event: whoever decides on it has read everything up to there.
    """

    incident: Incident
    kind: str
    place: str
    age: timedelta
    is_red: bool
    said: str
    hints: str
    seen: str
    claimed: Claimed | None


@dataclass(frozen=True)
class Queue:
    """The texts of one page that the viewer does not read now; `mine` is the one that they read.

    `number` is how many wait in all, `oldest` how long the oldest waits.
    """

    texts: list[Waiting]
    mine: Waiting | None
    number: int
    oldest: timedelta | None
    page: int
    pages: int


def read(session: Session, viewer: Viewer, page: int) -> Queue:
    """Return the queue as a viewer may see it."""
    found = _in_order(session, viewer.record, viewer.person)
    pages = max(1, -(-len(found) // A_PAGE))
    page = min(max(page, 1), pages)
    shown = found[(page - 1) * A_PAGE : page * A_PAGE]
    claims = review_claims.held(session, [incident.id for incident in found])
    mine = [incident for incident in found if (row := claims.get(incident.id)) and row.person_id == viewer.person_id]
    mine = [incident for incident in mine if claims[incident.id].until > viewer.now]
    texts = _waiting(session, viewer, [incident for incident in shown if incident not in mine])
    oldest = min((incident.opened_at for incident in found), default=None)
    return Queue(
        texts,
        next(iter(_waiting(session, viewer, mine)), None),
        len(found),
        viewer.now - oldest if oldest is not None else None,
        page,
        pages,
    )


def stamp(session: Session, viewer: Viewer) -> str:
    """Return what tells whether the queue has changed for a viewer: its texts, what came to them, their readers."""
    found = _in_order(session, viewer.record, viewer.person)
    newest, claims = _newest_events(session, found), review_claims.held(session, [one.id for one in found])
    held = {key: claim.person_id for key, claim in claims.items() if claim.until > viewer.now}
    said = [(one.id, newest.get(one.id, 0), held.get(one.id, 0)) for one in found]
    return current_services().keyring.digest(f"{viewer.person_id} {said}", "desk-queue").hex()[:16]


def one(session: Session, viewer: Viewer, reference: str) -> Waiting | None:
    """Return one text; None if it is not the viewer's, or awaits no review."""
    incident = find(session, viewer, reference)
    return _waiting(session, viewer, [incident])[0] if incident is not None and incident.awaits_review else None


def find(session: Session, viewer: Viewer, reference: str) -> Incident | None:
    """Return the incident of a text that the viewer may see; None for any other and for an unknown reference."""
    incident = access.find(session, viewer.record, viewer.person, reference)
    return incident if incident is not None and not incident.level.has_circle else None


def newest_event(session: Session, viewer: Viewer, incident: Incident) -> str:
    """Return the mark of the newest event of an incident that changes what its reader knows. Reminders do not."""
    return late.mark(viewer.person_id, incident.id, _newest_events(session, [incident]).get(incident.id, 0))


def _in_order(session: Session, record: CommunityRecord, person: Person) -> list[Incident]:
    """Return the texts that a person may see: red ones first, what suggests nothing last, and else the oldest first."""
    texted = select(Report.id).where(Report.incident_id == Incident.id, Report.channel == Channel.SMS).exists()
    rows = session.scalars(
        select(Incident)
        .where(Incident.community_id == record.id, Incident.status == IncidentStatus.AWAITING_REVIEW, texted)
        .order_by(Incident.opened_at, Incident.id)
        .limit(_MOST)
    ).all()
    seen = {
        incident.id: incident
        for incident in rows
        if not incident.level.has_circle and access.may_see(session, record, person, incident)
    }
    listed = [
        Listed(
            incident.id,
            Level.MAJOR if _is_red(incident) else Level.MINOR,
            Standing.NOT_SENT,
            incident.opened_at,
            board_order.is_junk(incident.category, incident.status, has_red_words=incident.has_red_words),
        )
        for incident in seen.values()
    ]
    return [seen[each.number] for each in board_order.in_order(listed)]


def _is_red(incident: Incident) -> bool:
    return incident.has_red_words or incident.level is Level.MAJOR


def _waiting(session: Session, viewer: Viewer, incidents: list[Incident]) -> list[Waiting]:
    if not incidents:
        return []
    newest = _newest_events(session, incidents)
    claims = review_claims.held(session, [incident.id for incident in incidents])
    made = []
    for incident in incidents:
        claim = claims.get(incident.id)
        made.append(
            Waiting(
                incident,
                _kind(viewer, incident),
                wording.place_name(viewer.record.community, viewer.language, incident.zone, incident.place or ""),
                viewer.now - incident.opened_at,
                _is_red(incident),
                texted_words.shown(session, viewer.record, incident),
                board.hint_words(session, incident),
                late.mark(viewer.person_id, incident.id, newest.get(incident.id, 0)),
                _claimed(viewer, claim.person_id, claim.until)
                if claim is not None and claim.until > viewer.now
                else None,
            )
        )
    return made


def _kind(viewer: Viewer, incident: Incident) -> str:
    if incident.category is Category.UNKNOWN:
        return ""
    return wording.category_name(viewer.language, incident.category)


def _claimed(viewer: Viewer, person_id: int, until: datetime) -> Claimed:
    person = viewer.record.person(person_id)
    return Claimed(person.name if person is not None else "?", until, person_id == viewer.person_id)


def _newest_events(session: Session, incidents: list[Incident]) -> dict[int, int]:
    wanted = (
        select(Event.incident_id, func.max(Event.id))
        .where(Event.incident_id.in_([one.id for one in incidents]), Event.kind != EventKind.REVIEW_REMINDED)
        .group_by(Event.incident_id)
    )
    return {row[0]: row[1] for row in session.execute(wanted)}
