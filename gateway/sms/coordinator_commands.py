"""SMS commands of coordinators and closed circles: send, police, ask, and confirm (YES)."""

from dataclasses import replace
from typing import assert_never

from gateway.alerts import audience, incident_alerts
from gateway.escalation import acknowledgements, state
from gateway.incidents import lifecycle
from gateway.intake import questions
from gateway.sms import (
    broadcasts,
    case_commands,
    closing_commands,
    complaint_commands,
    confirmation_codes,
    doubtful_commands,
    duty_commands,
    for_residents,
    merge_commands,
    pause_commands,
    phone_commands,
)
from gateway.sms.association import cash_commands
from gateway.sms.confirmation_codes import WrongCode
from gateway.sms.sender import Reply, Sender
from gateway.storage.models import Incident
from menus.domain import shifts
from menus.domain.categories import Level, Track
from menus.domain.community import Mode, Person
from menus.domain.limits import LONGEST_QUESTION
from menus.domain.pending import (
    Pending,
    PendingBroadcast,
    PendingCash,
    PendingClose,
    PendingErase,
    PendingFalse,
    PendingJoin,
    PendingNumber,
    PendingOff,
    PendingPause,
    PendingPhone,
    PendingResume,
    PendingSwap,
)
from menus.domain.timeline import EventKind
from menus.sms import complaints, sending
from menus.sms.command import Command
from menus.sms.verbs import Verb
from menus.text import gsm7
from menus.text.names import Text


def send(sender: Sender, incident: Incident, command: Command) -> Reply:
    """Dispatch an incident awaiting review, or send one more team to an incident.

    From a helper, pass a text that only may be private on to the coordinators.
    """
    reference = incident.reference
    if doubtful_commands.is_theirs(sender, incident):
        return doubtful_commands.open_up(sender, incident)
    if not sender.may_coordinate(incident) or incident.level.has_circle:
        return sender.refuse()
    if incident.awaits_review and complaints.is_complaint(command.rest):
        return complaint_commands.accuse(sender, incident, complaints.accused_in(command.rest))
    team = shifts.team_of(sender.record.community, gsm7.plain(command.rest)) if command.rest else ()
    if command.rest and not team:
        return sender.reply_quoting(Text.NO_TEAM, command.rest, reference=reference)
    if incident.awaits_review:
        lifecycle.dispatch(sender.uow, sender.record, incident, by=sender.coordinator(incident))
    elif not team:
        sends_teams = sender.record.community.mode is Mode.PATROL
        return sender.reply(Text.ALREADY_SENT if sends_teams else Text.ALREADY_SENT_REFER, reference=reference)
    sent = sending.answer(incident.told, sender.record.community.mode)
    return _send_team(sender, incident, command.rest, team) if team else sender.reply(sent, reference=reference)


def _send_team(sender: Sender, incident: Incident, name: str, team: tuple[Person, ...]) -> Reply:
    """Alert the people of a team who do not have the alert yet, and reply with how many were told."""
    reference = incident.reference
    having = audience.having_the_alert(sender.uow, incident)
    incident_alerts.alert_more(sender.uow, sender.record, incident, team)
    theirs = [sender.record.person_ids[person.phone] for person in team]
    told = sum((incident.id, person_id) in sender.uow.alerted for person_id in theirs)
    if not told and having.issuperset(theirs):
        return sender.reply_quoting(Text.HAS_IT_ALREADY, name, reference=reference)
    sender.note(incident, EventKind.TEAM_SENT, sender.coordinating(incident), name)
    return sender.reply_quoting(Text.SENT_TEAM, name, reference=reference, count=str(told))


def bring_in_police(sender: Sender, incident: Incident, _command: Command) -> Reply:
    """Bring in the police: raise the incident to major, or ask the next rung of their escalation at once.

    An incident of a closed circle has no track for them, whatever other role its reader has.
    """
    reference = incident.reference
    if not sender.may_coordinate(incident) or incident.level.has_circle:
        return sender.refuse()
    if incident.awaits_review:
        return sender.reply(Text.SEND_FIRST, reference=reference)
    uow, record = sender.uow, sender.record
    row = state.escalation_of(uow, incident, Track.POLICE)
    sender.note(incident, EventKind.ESCALATED, sender.coordinating(incident))
    if row is None or state.is_left(row, incident):
        lifecycle.raise_level(uow, record, incident, Level.MAJOR, "coordinator", by=sender.coordinator(incident))
        row = state.escalation_of(uow, incident, Track.POLICE)
    else:
        acknowledgements.ask_next(uow, record, incident, row)
    return sender.reply(Text.POLICE_ASKED if row is not None else Text.NO_POLICE_LADDER, reference=reference)


def ask(sender: Sender, incident: Incident, command: Command) -> Reply:
    """Ask the hidden reporters of an incident a question; it waits in their My reports menu."""
    reference = incident.reference
    is_complaint = incident.level is Level.COMPLAINT
    if incident.level is Level.PRIVATE or not (sender.may_coordinate(incident) or is_complaint):
        return sender.refuse()
    if not command.rest:
        return sender.reply(Text.SAY_MORE, example=f"{sender.word(Verb.ASK)} {reference} ...")
    over = len(gsm7.plain(command.rest)) - LONGEST_QUESTION
    if over > 0:
        return sender.reply(Text.ASK_LONG, reference=reference, count=str(over))
    doubted = for_residents.may_name(sender, command.rest)
    if doubted:
        return sender.reply_quoting(Text.ASK_MAY_NAME, ", ".join(doubted), reference=reference)
    if not questions.ask(sender.uow, sender.coordinator(incident), incident, command.rest):
        return sender.reply(Text.ASK_NOBODY, reference=reference)
    return sender.reply(Text.ASKED, reference=reference)


def confirm(sender: Sender, command: Command) -> Reply:
    """Carry out the command that a code confirms: a broadcast, a closing, a join, an OFF, a swap, a number, and others.

    The code counts by when its text came (aware), not by when Doria reads it.
    """
    pending = confirmation_codes.use(sender.uow, sender.person_id, command.rest, sender.received_at)
    if isinstance(pending, WrongCode):
        confirmation_codes.tell_of_wrong_codes(sender.uow, sender.record, sender.person, pending)
        if isinstance(pending.ended, PendingPhone):
            return phone_commands.end(sender, pending.ended)
    if pending is None or isinstance(pending, WrongCode):
        return sender.reply(Text.EXPIRED)
    return replace(carry_out(sender, pending), is_confirmed=True)


def carry_out(sender: Sender, pending: Pending) -> Reply:
    """Do what was asked for with a code, or at the desk, now that it is confirmed."""
    match pending:
        case PendingJoin():
            return merge_commands.join_now(sender, pending)
        case PendingOff() | PendingSwap():
            return _change_duty(sender, pending)
        case PendingBroadcast(broadcast):
            return broadcasts.send(sender, broadcast)
        case PendingClose() | PendingFalse():
            return closing_commands.end(sender, pending)
        case PendingPhone() | PendingCash():
            return _agreed(sender, pending)
        case PendingNumber() | PendingErase() | PendingPause() | PendingResume():
            return _of_case_or_pause(sender, pending)
        case never:
            assert_never(never)


def _agreed(sender: Sender, pending: PendingPhone | PendingCash) -> Reply:
    """Do what somebody else has asked this person to confirm."""
    if isinstance(pending, PendingPhone):
        return phone_commands.confirm(sender, pending)
    return cash_commands.counted(sender, pending.ask_id)


def _change_duty(sender: Sender, pending: PendingOff | PendingSwap) -> Reply:
    if isinstance(pending, PendingOff):
        return duty_commands.off_now(sender, pending)
    return duty_commands.swap_now(sender, pending)


def _of_case_or_pause(sender: Sender, pending: PendingNumber | PendingErase | PendingPause | PendingResume) -> Reply:
    if isinstance(pending, PendingNumber | PendingErase):
        return case_commands.confirmed(sender, pending)
    return pause_commands.confirmed(sender, pending)
