"""Answers of the police after the closing: the record keeps that they came, and an OB number is taken.

A coordinator may close an incident before the police have read their alert. Their answer changes nothing of the
incident, but it is no silence of their station: the station's card counts it.
"""

from sqlalchemy import select

from gateway.incidents import access
from gateway.sms import responder_commands
from gateway.sms.sender import Reply, Sender
from gateway.storage.models import Event, Incident
from menus.domain.categories import Track
from menus.domain.incident_life import IncidentStatus
from menus.domain.roles import POLICE_ROLES, acting_role
from menus.domain.timeline import EventKind
from menus.sms.command import Command
from menus.sms.verbs import Verb
from menus.text.names import Text

_SEEN = frozenset({Verb.GO, Verb.ACK, Verb.HERE, Verb.CAME, Verb.OB})
"""The verbs by which a police contact says that they have seen an alert."""


def of_police(sender: Sender, command: Command) -> Reply | None:
    """Note an answer of the police to an incident that is closed, and return the reply to it.

    Return None for what changes nothing: to that they read that the incident is closed, as everybody does.
    """
    incident = _closed(sender, command) if sender.person.roles & POLICE_ROLES else None
    if incident is None:
        return None
    if sender.arrival is not None:
        sender.arrival.row.incident_id = incident.id
    sees_first = _has_seen(sender, incident)
    if sees_first:
        _note_seen(sender, incident)
    if command.verb is Verb.OB:
        return responder_commands.record_ob(sender.about(incident), incident, command)
    return sender.about(incident).reply(Text.CLOSED_SEEN, reference=incident.reference) if sees_first else None


def _closed(sender: Sender, command: Command) -> Incident | None:
    """Return the closed incident that a command names and means, locked until the commit; None if it is another one."""
    if command.verb not in _SEEN or command.reference is None:
        return None
    incident = access.find(sender.uow.session, sender.record, sender.person, command.reference)
    if incident is None or incident.level.has_circle or incident.drill is not None:
        return None
    sender.uow.lock_row(incident)
    return incident if incident.status is IncidentStatus.CLOSED else None


def _has_seen(sender: Sender, incident: Incident) -> bool:
    """Return whether a police contact who was called says for the first time that they have seen the alert."""
    session = sender.uow.session
    if Track.POLICE not in access.notified_tracks(session, sender.record, sender.person, incident):
        return False
    before = (Event.incident_id == incident.id, Event.person_id == sender.person_id, Event.kind == EventKind.SEEN)
    return session.scalar(select(Event.id).where(*before).limit(1)) is None


def _note_seen(sender: Sender, incident: Incident) -> None:
    role = acting_role(sender.person.roles, POLICE_ROLES)
    if role is not None:
        sender.note(incident, EventKind.SEEN, role)
