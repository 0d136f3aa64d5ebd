"""SMS answers of responders: acknowledge (going, seen), cannot, here, over, occurrence book number."""

from sqlalchemy import select

from gateway.alerts import audience
from gateway.core import known, timeline
from gateway.escalation import acknowledgements, assignments
from gateway.incidents import access, disclosure
from gateway.incidents.lifecycle import CLOSED, close
from gateway.messaging.notices import coordinators, notify
from gateway.safety import panic, taken_back
from gateway.sms import case_commands, notes, writers
from gateway.sms.sender import Reply, Sender
from gateway.storage.models import Event, Inbound, Incident, Notification
from menus.domain import occurrence
from menus.domain.assignment_life import GOING, AssignmentState, AssignmentStep
from menus.domain.categories import Level, Track
from menus.domain.community import POLICE_ROLES, Role, acting_role, first_role
from menus.domain.crew import SUPPORT
from menus.domain.inbound import needs_reference
from menus.domain.incident_life import INCIDENT, IncidentStatus, IncidentStep
from menus.domain.timeline import EventKind
from menus.sms import wording
from menus.sms.command import Command
from menus.sms.verbs import Verb
from menus.text import gsm7
from menus.text.names import Text

_RECORD_OB = POLICE_ROLES | {Role.CHIEF, Role.COORDINATOR}


def _tracks(sender: Sender, incident: Incident, verb: Verb | None) -> dict[Track, Role]:
    """Return the tracks that the sender's answer counts for, each with the role that it counts as."""
    # A coordinator who has not been notified answers for one track: ACK and OB for the police, other verbs for patrol.
    wanted = Track.POLICE if verb in {Verb.ACK, Verb.OB} else Track.PATROL
    return access.answered_tracks(sender.uow.session, sender.record, sender.person, incident, wanted)


def _acting_on(sender: Sender, tracks: dict[Track, Role]) -> Role:
    """Return the role in which the sender answers: that of the patrol's track, if they answer for it."""
    return tracks.get(Track.PATROL) or first_role(tuple(tracks.values()) or sender.person.roles)


def _answer_tracks(sender: Sender, incident: Incident, verb: Verb | None, *, closes: bool = False) -> dict[Track, Role]:
    """Answer each track that the sender may answer; `closes`: the incident is closed next."""
    tracks = _tracks(sender, incident, verb)
    for track, role in tracks.items():
        acknowledgements.answer(sender.uow, incident, track, sender.person_id, role, closes=closes)
    assignments.take(sender.uow, incident, sender.person_id, tracks, AssignmentStep.ANSWER)
    return tracks


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
    if _needs_reference(sender, incident, command):
        return _go_unconfirmed(sender, incident, command.verb, f"1 {incident.reference}")
    with timeline.together(sender.uow):
        return _go(sender, incident, command.verb)


def _go(sender: Sender, incident: Incident, verb: Verb | None) -> Reply:
    tracks = _answer_tracks(sender, incident, verb)
    if Track.PATROL in tracks:
        position = _set_out(sender, incident, tracks[Track.PATROL])
        return sender.reply(assignments.answer_to(position), reference=incident.reference)
    sender.note(incident, EventKind.SEEN, _acting_on(sender, tracks))
    seen = sender.reply(Text.SEEN, reference=incident.reference)
    if Track.CARE not in tracks:
        return seen
    wish = disclosure.call_wish(sender.uow.session, incident, sender.person.language)
    return Reply(seen.result, gsm7.cut_to_fit(f"{seen.text} {wish}".rstrip(), gsm7.LIMIT))


def seen(sender: Sender, incident: Incident, command: Command) -> Reply:
    """Acknowledge an alert as seen. On the patrol track, seen is not going: the ladder goes on until somebody goes."""
    tracks = _tracks(sender, incident, command.verb)
    states = _states(sender, incident)
    is_going = any(state.is_going for state in states)
    if Track.PATROL not in tracks or is_going or _is_own_danger(sender, incident):
        return go(sender, incident, command)
    others = {track: role for track, role in tracks.items() if track is not Track.PATROL}
    if others and not _needs_reference(sender, incident, command):
        for track, role in others.items():
            acknowledgements.answer(sender.uow, incident, track, sender.person_id, role)
        assignments.take(sender.uow, incident, sender.person_id, others, AssignmentStep.ANSWER)
    sender.note(incident, EventKind.SEEN, _acting_on(sender, tracks))
    said = Text.CANNOT_NOTED if AssignmentState.CANNOT in states else Text.SEEN_NOT_GOING
    return sender.reply(said, reference=incident.reference)


def _states(sender: Sender, incident: Incident) -> set[AssignmentState]:
    """Return the states of the sender's assignments to an incident."""
    seen = known.of(sender.uow.session, incident, sender.person_id)
    if seen is not None and seen.everybody is not None:
        return {row.state for row in seen.notifications}
    mine = select(Notification.state).where(
        Notification.incident_id == incident.id, Notification.person_id == sender.person_id
    )
    return set(sender.uow.session.scalars(mine))


def _needs_reference(sender: Sender, incident: Incident, command: Command) -> bool:
    return needs_reference(sender.route, incident.level, names_one=command.reference is not None)


def _go_unconfirmed(sender: Sender, incident: Incident, verb: Verb | None, example: str) -> Reply:
    """Note a bare answer that may be forged, stop no track for it, and ask for the reference."""
    tracks = _tracks(sender, incident, verb)
    assignments.take(sender.uow, incident, sender.person_id, tracks, AssignmentStep.ANSWER)
    kind = EventKind.SEEN
    if Track.PATROL in tracks:
        kind = EventKind.GOING
        assignments.go_unconfirmed(sender.uow, incident, sender.person_id)
    actor = sender.actor(_acting_on(sender, tracks))
    timeline.record(sender.uow, incident, kind, by=actor, confirmed=False)
    return _ask_for_reference(sender, incident, example)


def _ask_for_reference(sender: Sender, incident: Incident, example: str) -> Reply:
    return sender.reply(Text.ANSWER_NEEDS_REFERENCE, reference=incident.reference, example=example)


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
    tracks = _tracks(sender, incident, command.verb)
    with timeline.together(uow):
        sender.note(incident, EventKind.CANNOT, _acting_on(sender, tracks))
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
    if _needs_reference(sender, incident, command):
        return _go_unconfirmed(sender, incident, command.verb, f"3 {incident.reference}")
    with timeline.together(sender.uow):
        tracks = _answer_tracks(sender, incident, command.verb)
        if Track.PATROL in tracks:
            _set_out(sender, incident, tracks[Track.PATROL])
        for track in tracks:
            acknowledgements.arrive(sender.uow, incident, track)
        assignments.take(sender.uow, incident, sender.person_id, tracks, AssignmentStep.ARRIVE)
        sender.note(incident, EventKind.HERE, _acting_on(sender, tracks))
    return sender.reply(Text.HERE, reference=incident.reference)


def done(sender: Sender, incident: Incident, command: Command) -> Reply:
    """Note that an incident is over: close a lesser one; for a major one, notify the coordinators, who close it.

    From somebody who never went, `tayari` may mean `ready`: ask back and close nothing. `4` is plain, but where words
    told of weapons or death, somebody who never went closes nothing: the coordinators do.
    """
    if incident.level is Level.PRIVATE:
        return case_commands.end(sender, incident, command)
    if not sender.may_go:
        return sender.refuse()
    if _needs_reference(sender, incident, command):
        return _ask_for_reference(sender, incident, f"4 {incident.reference} ...")
    is_major = incident.level is Level.MAJOR
    # The digit counts whether the sender went or not, unless red words tell of an incident that is no major one.
    asks = not command.is_digit or (incident.has_red_words and not is_major)
    went = not asks or _went(sender, incident)
    if command.is_doubtful or (not command.is_digit and not went):
        notes.keep_beside(sender, incident, command.rest)
        return sender.reply(Text.ARE_YOU_SURE_OVER, reference=incident.reference)
    closes = not (is_major or (incident.has_red_words and not went))
    with timeline.together(sender.uow):
        role = _end_for_sender(sender, incident, command, closes=closes)
        if not closes:
            _notify_coordinators(sender, incident, command.rest)
        else:
            close(sender.uow, sender.record, incident, CLOSED, command.rest, by=sender.actor(role))
    return sender.reply(Text.DONE, reference=incident.reference)


def _end_for_sender(sender: Sender, incident: Incident, command: Command, *, closes: bool) -> Role:
    """Note that an incident is over as far as the sender knows, and return the role in which they say so."""
    tracks = _answer_tracks(sender, incident, command.verb, closes=closes)
    for track in tracks:
        acknowledgements.arrive(sender.uow, incident, track)
    role, status = _acting_on(sender, tracks), INCIDENT.after(incident.status, IncidentStep.REPORT_OVER)
    sender.note(incident, EventKind.OVER, role, command.rest or None, status=status)
    assignments.take(sender.uow, incident, sender.person_id, tracks, AssignmentStep.FINISH)
    return role


def _went(sender: Sender, incident: Incident) -> bool:
    """Return whether the sender has said that they go to an incident, or are there, and has not taken it back.

    After a `2`, a `tayari` may mean `ready` again, and nobody may be there.
    """
    now = _states(sender, incident)
    if AssignmentState.CANNOT in now and not now & GOING:
        return False
    said = (Event.incident_id == incident.id, Event.person_id == sender.person_id)
    went = select(Event.id).where(*said, Event.kind.in_((EventKind.GOING, EventKind.HERE))).limit(1)
    # Somebody who went to an incident that was joined to this one has a state here, and no event.
    states = {AssignmentState.GOING, AssignmentState.ARRIVED, AssignmentState.LAPSED, AssignmentState.DONE}
    return bool(states & now) or sender.uow.session.scalar(went) is not None


def over_again(sender: Sender, command: Command) -> Reply | None:
    """Answer an OVER of an incident that the sender's own OVER has closed as the first one was; else return None."""
    if command.verb is not Verb.DONE:
        return None
    reference = command.reference or _over_before(sender)
    incident = access.find(sender.uow.session, sender.record, sender.person, reference) if reference else None
    if reference is None or incident is None or incident.status is not IncidentStatus.CLOSED:
        return None
    last = (
        select(Event.person_id)
        .where(Event.incident_id == incident.id, Event.kind == EventKind.OVER, Event.at == incident.closed_at)
        .limit(1)
    )
    if sender.uow.session.scalar(last) != sender.person_id:
        return None
    if sender.arrival is not None:
        sender.arrival.row.incident_id = incident.id
    return sender.about(incident).reply(Text.DONE, reference=reference)


def _over_before(sender: Sender) -> str | None:
    """Return the reference of the incident of the sender's text just before, if it said that it is over.

    That holds only while nothing else is open for them: then the same word again means the same incident.
    """
    session = sender.uow.session
    if sender.arrival is None or access.open_for(session, sender.record, sender.person):
        return None
    row = sender.arrival.row
    before = session.execute(
        select(Inbound.result, Inbound.incident_id)
        .where(Inbound.from_hash.in_(writers.hashes_of(sender.uow, row)), Inbound.id < row.id)
        .order_by(Inbound.id.desc())
        .limit(1)
    ).first()
    if before is None or before.result != Text.DONE.key or before.incident_id is None:
        return None
    return session.get_one(Incident, before.incident_id).reference


def _notify_coordinators(sender: Sender, incident: Incident, note: str) -> None:
    uow, record = sender.uow, sender.record
    said = wording.fit_to_leave(record.community, note)
    for person in audience.free_to_know(record, incident, coordinators(uow, record)):
        if person.phone != sender.person.phone:
            notify(uow, record, person, Text.OVER_NOTIFIED, incident=incident, said=said)


def record_ob(sender: Sender, incident: Incident, command: Command) -> Reply:
    """Keep the occurrence book (OB) number that a police station gave, and the station if it is said."""
    role = acting_role(sender.person.roles, _RECORD_OB)
    if role is None:
        return sender.refuse()
    if not any(character.isdigit() for character in command.rest):
        return sender.reply(Text.SAY_MORE, example=f"OB {incident.reference} 12/23/11/2026")
    if _needs_reference(sender, incident, command):
        return _ask_for_reference(sender, incident, f"OB {incident.reference} ...")
    given = occurrence.read(command.rest, command.station)
    incident.ob_number, incident.ob_station = given.number, given.station or None
    if not sender.is_coordinator:
        _answer_tracks(sender, incident, command.verb)
    # The station may be written with somebody's name: as a place, it leaves its row without one.
    station = wording.place_to_leave(sender.record.community, given.station)
    sender.note(incident, EventKind.OB_NUMBER, role, f"{given.number}, {station}" if station else given.number)
    number = gsm7.cut(gsm7.plain(given.number), 20)
    return sender.reply(Text.OB, reference=incident.reference, number=number)
