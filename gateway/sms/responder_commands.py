"""SMS answers of responders: acknowledge (going, seen), cannot, here, occurrence book number."""

from sqlalchemy import select

from gateway.core import timeline
from gateway.escalation import acknowledgements, assignments
from gateway.incidents import disclosure
from gateway.safety import panic, taken_back
from gateway.sms import writers
from gateway.sms.responder_tracks import (
    acting_on,
    answer_tracks,
    ask_for_reference,
    lacks_reference,
    states_of,
    tracks_of,
)
from gateway.sms.sender import Reply, Sender
from gateway.storage.models import Inbound, Incident
from menus.domain import occurrence
from menus.domain.assignment_life import AssignmentState, AssignmentStep
from menus.domain.categories import Track
from menus.domain.crew import SUPPORT
from menus.domain.roles import POLICE_ROLES, Role, acting_role
from menus.domain.timeline import EventKind
from menus.sms import words_to_leave
from menus.sms.command import Command
from menus.sms.verbs import Verb
from menus.text import gsm7
from menus.text.names import Text

_RECORD_OB = POLICE_ROLES | {Role.CHIEF, Role.COORDINATOR}


def _is_own_danger(sender: Sender, incident: Incident) -> bool:
    return incident.person_id == sender.person_id


def _of_own_danger(sender: Sender, incident: Incident) -> Reply:
    """Answer a word about the sender's own alarm: help is on the way; after they took it back, as to a SAFE.

    Somebody who is watched has sent a SAFE in the eyes of whoever reads their phone: both read the same.
    """
    is_watched = panic.silent_alarm(sender.uow, sender.record, sender.person) is not None
    if is_watched or taken_back.is_known(sender.uow, incident):
        return sender.reply(Text.SAFE_NOTIFIED)
    return sender.reply(Text.OFFICER_DOWN_STARTED, reference=incident.reference)


def go(sender: Sender, incident: Incident, command: Command) -> Reply:
    """Acknowledge an alert: as going on the patrol track, as seen on any other."""
    if _is_own_danger(sender, incident):
        return _of_own_danger(sender, incident)
    if lacks_reference(sender, incident, command):
        return _go_unconfirmed(sender, incident, command.verb, f"1 {incident.reference}")
    with timeline.together(sender.uow):
        return _go(sender, incident, command.verb)


def _go(sender: Sender, incident: Incident, verb: Verb | None) -> Reply:
    tracks = answer_tracks(sender, incident, verb)
    if Track.PATROL in tracks:
        position = _set_out(sender, incident, tracks[Track.PATROL])
        return sender.reply(assignments.answer_to(position), reference=incident.reference)
    sender.note(incident, EventKind.SEEN, acting_on(sender, tracks))
    seen = sender.reply(Text.SEEN, reference=incident.reference)
    if Track.CARE not in tracks:
        return seen
    wish = disclosure.call_wish(sender.uow.session, incident, sender.person.language)
    return Reply(seen.result, gsm7.cut_to_fit(f"{seen.text} {wish}".rstrip(), gsm7.LIMIT))


def seen(sender: Sender, incident: Incident, command: Command) -> Reply:
    """Acknowledge an alert as seen. On the patrol track, seen is not going: the ladder goes on until somebody goes."""
    tracks = tracks_of(sender, incident, command.verb)
    states = states_of(sender, incident)
    is_going = any(state.is_going for state in states)
    if Track.PATROL not in tracks or is_going or _is_own_danger(sender, incident):
        return go(sender, incident, command)
    others = {track: role for track, role in tracks.items() if track is not Track.PATROL}
    if others and not lacks_reference(sender, incident, command):
        for track, role in others.items():
            acknowledgements.answer(sender.uow, incident, track, sender.person_id, role)
        assignments.take(sender.uow, incident, sender.person_id, others, AssignmentStep.ANSWER)
    sender.note(incident, EventKind.SEEN, acting_on(sender, tracks))
    said = Text.CANNOT_NOTED if AssignmentState.CANNOT in states else Text.SEEN_NOT_GOING
    return sender.reply(said, reference=incident.reference)


def _go_unconfirmed(sender: Sender, incident: Incident, verb: Verb | None, example: str) -> Reply:
    """Note a bare answer that may be forged, stop no track for it, and ask for the reference."""
    tracks = tracks_of(sender, incident, verb)
    assignments.take(sender.uow, incident, sender.person_id, tracks, AssignmentStep.ANSWER)
    kind = EventKind.SEEN
    if Track.PATROL in tracks:
        kind = EventKind.GOING
        assignments.go_unconfirmed(sender.uow, incident, sender.person_id)
    actor = sender.actor(acting_on(sender, tracks))
    timeline.record(sender.uow, incident, kind, by=actor, confirmed=False)
    return ask_for_reference(sender, incident, example)


def _set_out(sender: Sender, incident: Incident, role: Role) -> int:
    """Assign the sender a position, notify their partners and start the safety checks; return the position.

    Position 1 leads and position 2 supports. Only these two get safety checks.
    """
    position, is_new = assignments.set_out(sender.uow, incident, sender.person_id)
    if is_new:
        sender.note(incident, EventKind.GOING, role)
        if position <= SUPPORT:
            assignments.start_safety_checks(sender.uow, incident, sender.person_id)
        assignments.notify_partners(sender.uow, sender.record, incident, sender.person, position)
    return position


def cannot(sender: Sender, incident: Incident, command: Command) -> Reply:
    """Note that the sender cannot go, take back their earlier answer, and ask the next people at once if needed."""
    uow, person_id = sender.uow, sender.person_id
    tracks = tracks_of(sender, incident, command.verb)
    with timeline.together(uow):
        sender.note(incident, EventKind.CANNOT, acting_on(sender, tracks))
        asks = [acknowledgements.cannot(uow, sender.record, incident, track, person_id) for track in tracks]
        assignments.take(uow, incident, person_id, tracks, AssignmentStep.DECLINE)
    name = Text.CANNOT if any(asks) else _said_before(sender, incident) or Text.CANNOT_NOTED
    return sender.reply(name, reference=incident.reference)


def _said_before(sender: Sender, incident: Incident) -> Text | None:
    """Return the answer to the same CANNOT just before: the same command is answered the same way."""
    if sender.arrival is None:
        return None
    row = sender.arrival.row
    last = (
        select(Inbound.result)
        .where(
            Inbound.from_hash.in_(writers.hashes_of(sender.uow, row)),
            Inbound.incident_id == incident.id,
            Inbound.id < row.id,
        )
        .order_by(Inbound.id.desc())
        .limit(1)
    )
    return Text.CANNOT if sender.uow.session.scalar(last) == Text.CANNOT.key else None


def here(sender: Sender, incident: Incident, command: Command) -> Reply:
    """Note that the sender has arrived; this also counts as going, even if they did not say so before."""
    if _is_own_danger(sender, incident):
        return _of_own_danger(sender, incident)
    if not sender.may_go:
        return sender.refuse()
    if lacks_reference(sender, incident, command):
        return _go_unconfirmed(sender, incident, command.verb, f"3 {incident.reference}")
    with timeline.together(sender.uow):
        tracks = answer_tracks(sender, incident, command.verb)
        if Track.PATROL in tracks:
            _set_out(sender, incident, tracks[Track.PATROL])
        for track in tracks:
            acknowledgements.arrive(sender.uow, incident, track)
        assignments.take(sender.uow, incident, sender.person_id, tracks, AssignmentStep.ARRIVE)
        sender.note(incident, EventKind.HERE, acting_on(sender, tracks))
    return sender.reply(Text.HERE, reference=incident.reference)


def record_ob(sender: Sender, incident: Incident, command: Command) -> Reply:
    """Keep the occurrence book (OB) number that a police station gave, and the station if it is said.

    The incident may be closed: a number is often given days later. It stops no track then.
    """
    role = acting_role(sender.person.roles, _RECORD_OB)
    if role is None:
        return sender.refuse()
    if not any(character.isdigit() for character in command.rest):
        return sender.reply(Text.SAY_MORE, example=f"OB {incident.reference} 12/23/11/2026")
    if lacks_reference(sender, incident, command):
        return ask_for_reference(sender, incident, f"OB {incident.reference} ...")
    given = occurrence.read(command.rest, command.station)
    incident.ob_number, incident.ob_station = given.number, given.station or None
    if incident.status.is_live and not sender.is_coordinator:
        answer_tracks(sender, incident, command.verb)
    # The station may be written with somebody's name: as a place, it leaves its row without one.
    station = words_to_leave.place_to_leave(sender.record.community, given.station)
    sender.note(incident, EventKind.OB_NUMBER, role, f"{given.number}, {station}" if station else given.number)
    number = gsm7.cut(gsm7.plain(given.number), 20)
    return sender.reply(Text.OB, reference=incident.reference, number=number)
