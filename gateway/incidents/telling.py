"""Telling: what a person may know of an incident when they ask for it by SMS."""

from collections.abc import Iterator
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from gateway.alerts import alert_facts
from gateway.communities.directory import CommunityRecord
from gateway.escalation import state
from gateway.incidents import board, disclosure, residents_words
from gateway.storage.models import EscalationRow, Event, Incident, Report
from menus.domain.categories import Track
from menus.domain.community import Person
from menus.domain.draft import Channel
from menus.domain.roles import Role
from menus.domain.timeline import EventKind
from menus.sms import note_parts, wording
from menus.sms.listing import role_name
from menus.sms.summaries import Deed, Summary, TrackAnswer

_MOST_ZONES = 2
"""The most earlier places that a text tells, the newest ones: more would not fit. The words hold them all."""
_MOST_NOTES = 30
"""The most notes that REF and MORE tell, the oldest ones; the history holds them all. A guess."""


def summary(session: Session, record: CommunityRecord, person: Person, incident: Incident) -> Summary:
    """Return what a person who may see an incident reads of it.

    Only somebody who may read the residents' words reads names of responders, too.
    """
    entry = board.board_entries(session, reference=incident.reference)[0]
    is_free = residents_words.may_read(record, person, incident)
    tracks = [
        _track(record, row, is_named=is_free)
        for row in entry.escalations
        # The oversight track is hidden from everybody else: seeing it reveals that the report accuses someone.
        if row.track is not Track.OVERSIGHT or Role.OVERSIGHT in person.roles
        # A track that the lowered level has no more, and that nobody answered, waits for nobody.
        if row.answered_role or not state.is_left(row, incident)
    ]
    return Summary(
        alert_facts.facts_of(incident),
        entry.status,
        tracks,
        _ended(session, record, incident, is_named=is_free),
        (
            *_details(session, record, incident, person.language),
            *(_notes(session, record, incident, person.language) if is_free else ()),
        ),
        residents_words.relayed(session, record.community, incident) if is_free else "",
    )


def _track(record: CommunityRecord, row: EscalationRow, *, is_named: bool) -> TrackAnswer:
    if not row.answered_role:
        return TrackAnswer(row.track)
    deed = _deed(record, row.answered_by, row.answered_role, row.answered_at, is_named=is_named)
    return TrackAnswer(row.track, deed, row.arrived_at)


def _ended(session: Session, record: CommunityRecord, incident: Incident, *, is_named: bool) -> Deed | None:
    """Return who has closed an incident, or None if it is open."""
    if incident.status.is_live:
        return None
    closed = session.scalar(
        select(Event)
        .where(Event.incident_id == incident.id, Event.kind.in_((EventKind.CLOSED, EventKind.MARKED_FALSE)))
        .order_by(Event.id.desc())
        .limit(1)
    )
    if closed is None:
        return None
    role = closed.facts.get("role")
    return _deed(record, closed.person_id, Role(role) if role else None, closed.at, is_named=is_named)


def _deed(
    record: CommunityRecord, person_id: int | None, role: Role | None, at: datetime | None, *, is_named: bool
) -> Deed:
    person = record.person(person_id) if person_id is not None and is_named else None
    return Deed(role, at, person.name if person is not None else "")


def _details(session: Session, record: CommunityRecord, incident: Incident, language: str) -> Iterator[str]:
    """Yield what is told beside the facts of an alert: earlier places, the OB number, a doubt, and the call."""
    zones = _zones_before(session, incident)
    if zones:
        yield wording.moved(record.community, language, zones)
    if incident.ob_number:
        yield wording.occurrence(language, incident.ob_number)
    if incident.caution is not None:
        yield wording.caution(language, incident.caution)
    wish = disclosure.call_wish(session, incident, language)
    if wish:
        yield wish
    if alert_facts.facts_of(incident).has_number:
        yield wording.how_to_get_number(language, incident.reference)


def _notes(session: Session, record: CommunityRecord, incident: Incident, language: str) -> Iterator[str]:
    """Yield the notes of people with a role, oldest first, names and numbers crossed out; a long one in pieces.

    They are for whoever may read the residents' words. The day stands beside the hour of a later day than the first.
    """
    kept = select(Event).where(Event.incident_id == incident.id, Event.kind == EventKind.NOTED)
    for event in session.scalars(kept.where(Event.words.is_not(None)).order_by(Event.id).limit(_MOST_NOTES)):
        role = event.facts.get("role")
        at = wording.moment(record.community, event.at, incident.opened_at)
        by = role_name(language, Role(role)) if role else ""
        yield from note_parts.parts(record.community, language, event.words or "", at=at, by=by)


def _zones_before(session: Session, incident: Incident) -> list[str]:
    """Return the zones that further texts replaced, oldest first, without the one that holds now.

    A private report or a complaint shows no place.
    """
    if incident.level.has_circle:
        return []
    moves = session.scalars(
        select(Event).where(Event.incident_id == incident.id, Event.kind == EventKind.MOVED).order_by(Event.id)
    )
    before = dict.fromkeys(event.changes["zone"][0] for event in moves if "zone" in event.changes)
    return [zone for zone in before if zone not in {None, incident.zone}][-_MOST_ZONES:]


def was_cut_off(session: Session, incident: Incident) -> bool:
    """Return whether an incident is unconfirmed because a caller's line dropped. An SMS is never cut off."""
    dialled = select(Report.id).where(Report.incident_id == incident.id, Report.channel == Channel.USSD)
    return incident.unconfirmed and session.scalar(dialled.limit(1)) is not None
