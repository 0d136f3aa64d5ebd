"""SMS answers of responders that an incident is over, and the same answer again."""

from sqlalchemy import select

from gateway.alerts import audience
from gateway.core import timeline
from gateway.escalation import acknowledgements, assignments
from gateway.incidents import access
from gateway.incidents.lifecycle import CLOSED, close
from gateway.messaging.notices import coordinators, notify
from gateway.sms import case_commands, notes, writers
from gateway.sms.responder_tracks import acting_on, answer_tracks, ask_for_reference, lacks_reference, states_of
from gateway.sms.sender import Reply, Sender
from gateway.storage.models import Event, Inbound, Incident
from menus.domain.assignment_life import GOING, AssignmentState, AssignmentStep
from menus.domain.categories import Level
from menus.domain.incident_life import INCIDENT, IncidentStatus, IncidentStep
from menus.domain.roles import Role
from menus.domain.timeline import EventKind
from menus.sms import words_to_leave
from menus.sms.command import Command
from menus.sms.verbs import Verb
from menus.text.names import Text


def done(sender: Sender, incident: Incident, command: Command) -> Reply:
    """Note that an incident is over: close a lesser one; for a major one, notify the coordinators, who close it.

    From somebody who never went, `tayari` may mean `ready`: ask back and close nothing. `4` is plain, but where words
    told of weapons or death, somebody who never went closes nothing: the coordinators do.
    """
    if incident.level is Level.PRIVATE:
        return case_commands.end(sender, incident, command)
    if not sender.may_go:
        return sender.refuse()
    if lacks_reference(sender, incident, command):
        return ask_for_reference(sender, incident, f"4 {incident.reference} ...")
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
    tracks = answer_tracks(sender, incident, command.verb, closes=closes)
    for track in tracks:
        acknowledgements.arrive(sender.uow, incident, track)
    role, status = acting_on(sender, tracks), INCIDENT.after(incident.status, IncidentStep.REPORT_OVER)
    sender.note(incident, EventKind.OVER, role, command.rest or None, status=status)
    assignments.take(sender.uow, incident, sender.person_id, tracks, AssignmentStep.FINISH)
    return role


def _went(sender: Sender, incident: Incident) -> bool:
    """Return whether the sender has said that they go to an incident, or are there, and has not taken it back.

    After a `2`, a `tayari` may mean `ready` again, and nobody may be there.
    """
    now = states_of(sender, incident)
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
    said = words_to_leave.fit_to_leave(record.community, note)
    for person in audience.free_to_know(record, incident, coordinators(uow, record)):
        if person.phone != sender.person.phone:
            notify(uow, record, person, Text.OVER_NOTIFIED, incident=incident, said=said)
