"""Commands: what each SMS verb does, for people with a role."""

from dataclasses import replace

from gateway.core import timeline
from gateway.incidents import access
from gateway.roster import number_checks
from gateway.safety import checks
from gateway.sms import (
    after_closing,
    broadcasts,
    case_commands,
    closing_commands,
    coordinator_commands,
    danger_commands,
    desk_commands,
    duty_commands,
    looks,
    merge_commands,
    notes,
    order,
    over_commands,
    pause_commands,
    reading_commands,
    responder_commands,
    role_help,
    steering_commands,
)
from gateway.sms.sender import IncidentCommand, PlainCommand, Reply, Sender, find_incident
from gateway.storage.models import Incident
from menus.sms.command import Command
from menus.sms.verbs import Verb

PLAIN: dict[Verb, PlainCommand] = {
    Verb.LIST: reading_commands.listing,
    Verb.ON: duty_commands.on,
    Verb.OFF: duty_commands.off,
    Verb.DANGER: danger_commands.danger,
    Verb.HELP: danger_commands.danger,
    Verb.WHO: reading_commands.who,
    Verb.LOOKS: looks.listing,
    Verb.MENU: role_help.menu,
    Verb.STOP: duty_commands.stop,
    Verb.CANCEL: duty_commands.cancel,
    Verb.START: duty_commands.start,
    Verb.SAY: broadcasts.say,
    Verb.SWAP: duty_commands.swap,
    Verb.PAUSE: pause_commands.pause,
    Verb.RESUME: pause_commands.resume,
    Verb.ERASE: case_commands.erase,
    Verb.DESK: desk_commands.desk,
    Verb.NOT_ME: desk_commands.not_me,
    Verb.HAND_OVER: steering_commands.hand_over,
    Verb.SAFE: danger_commands.safe,
    Verb.OK: danger_commands.safe,
}
"""The verbs that need no incident."""
ON_INCIDENT: dict[Verb, IncidentCommand] = {
    Verb.GO: responder_commands.go,
    Verb.ACK: responder_commands.seen,
    Verb.CANNOT: responder_commands.cannot,
    Verb.HERE: steering_commands.here,
    Verb.DONE: over_commands.done,
    Verb.OB: responder_commands.record_ob,
    Verb.SHOW: reading_commands.show,
    Verb.MORE: reading_commands.more,
    Verb.SEND: coordinator_commands.send,
    Verb.ASK: coordinator_commands.ask,
    Verb.POLICE: coordinator_commands.bring_in_police,
    Verb.JOIN: merge_commands.join,
    Verb.SPLIT: merge_commands.split,
    Verb.CLOSE: closing_commands.close_it,
    Verb.FALSE: closing_commands.mark_false,
    Verb.LOWER: steering_commands.lower,
    Verb.CAME: steering_commands.came,
    Verb.NOTE: steering_commands.note,
}
"""The verbs that act on the incident that the command means."""
_KEEP_NO_NOTE = {Verb.GO, Verb.ACK, Verb.CANNOT, Verb.HERE}


def obey(sender: Sender, command: Command) -> Reply | None:
    """Carry out a command, and return its reply; None if its verb is in neither table."""
    if command.verb is Verb.OK:
        command = replace(command, verb=Verb.ACK if _is_seen(sender, command) else Verb.OK)
    plain = PLAIN.get(command.verb) if command.verb else None
    if plain is not None:
        return order.too_late_for_duty(sender, command) or plain(sender, command)
    act = ON_INCIDENT.get(command.verb) if command.verb else None
    if act is None:
        return None
    incident = find_incident(sender, command)
    if not isinstance(incident, Reply):
        return order.overtaken(sender, incident, command) or _act(sender, incident, command, act)
    instead = looks.of_unseen(sender, command) if command.verb is Verb.SHOW else None
    instead = instead or after_closing.of_police(sender, command)
    return instead or over_commands.over_again(sender, command) or incident


def _act(sender: Sender, incident: Incident, command: Command, act: IncidentCommand) -> Reply:
    """Carry out a command on its incident, and keep the words beside an answer that takes no note of its own."""
    sender = sender.about(incident)
    if command.verb not in _KEEP_NO_NOTE:
        return act(sender, incident, command)
    with timeline.together(sender.uow):
        reply = act(sender, incident, command)
        notes.keep_beside(sender, incident, command.rest)
    return reply


def _is_seen(sender: Sender, command: Command) -> bool:
    """Return whether an OK acknowledges an alert, and does not answer a safety check or a number check."""
    if checks.is_asked(sender.uow, sender.person_id, command.reference):
        return False
    if command.reference is not None:
        return True
    was_asked = number_checks.is_asked(sender.uow, sender.person_id)
    return not was_asked and bool(access.open_for(sender.uow.session, sender.record, sender.person))
