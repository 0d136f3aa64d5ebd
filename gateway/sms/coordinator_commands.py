"""SMS commands of coordinators and closed circles: list, show, send, police, ask, close, false, and confirm (YES)."""

from collections.abc import Iterator
from dataclasses import replace
from typing import assert_never

from gateway.alerts import incident_alerts
from gateway.escalation import acknowledgements, state
from gateway.incidents import access, board, disclosure, lifecycle
from gateway.intake import questions
from gateway.sms import broadcasts, confirmation_codes, doubtful_commands, duty_commands, looks, merge_commands
from gateway.sms.confirmation_codes import WrongCode
from gateway.sms.sender import Reply, Sender
from gateway.storage.models import Incident
from menus.domain import roster
from menus.domain.categories import Level, Track
from menus.domain.community import Person, Role
from menus.domain.limits import LONGEST_QUESTION
from menus.domain.pending import (
    Pending,
    PendingBroadcast,
    PendingClose,
    PendingFalse,
    PendingJoin,
    PendingOff,
    PendingSwap,
)
from menus.domain.timeline import EventKind
from menus.sms import wording
from menus.sms.grammar import Command
from menus.text import gsm7
from menus.text.names import Text


def show(sender: Sender, incident: Incident, _command: Command) -> Reply:
    """Reply with the status of one incident.

    For an incident awaiting review, show the words that suggested its category. Somebody who oversees the incident gets
    one more text if its sealed values were shown to somebody.
    """
    looks.add_to_summary(sender, incident)
    entry = board.board_entries(sender.uow.session, reference=incident.reference)[0]
    facts = incident_alerts.facts_of(incident)
    community, language = sender.record.community, sender.person.language
    if incident.awaits_review:
        words = board.hint_words(sender.uow.session, incident)
        name = Text.HINT if words else Text.BROKE_OFF if incident.unconfirmed else Text.WAITS
        return Reply("show", wording.about(community, language, name, facts, said=words))
    tracks = board.tracks_of(entry)
    if Role.OVERSIGHT not in sender.person.roles:
        # Hide the oversight track: seeing it reveals that the report accuses someone.
        tracks = [(track, role) for track, role in tracks if track is not Track.OVERSIGHT]
    text = wording.summary(community, language, facts, tracks, entry.status)
    return Reply("show", gsm7.cut_to_fit(" ".join((text, *_more_of(sender, incident))), gsm7.LIMIT))


def _more_of(sender: Sender, incident: Incident) -> Iterator[str]:
    """Yield what a summary says beside the tracks: the OB number, a doubt about the caller, and the wanted call."""
    language = sender.person.language
    if incident.ob_number:
        yield wording.occurrence(language, incident.ob_number)
    if incident.caution is not None:
        yield wording.caution(language, incident.caution)
    wish = disclosure.call_wish(sender.uow.session, incident, language)
    if wish:
        yield wish


def listing(sender: Sender, _command: Command) -> Reply:
    """List the open incidents that the sender may see, newest first; private ones without a place."""
    incidents = access.open_seen_by(sender.uow.session, sender.record, sender.person)
    if not incidents:
        return sender.reply(Text.LIST_NONE)
    facts = [
        incident_alerts.facts_of(incident)
        if incident.level is not Level.PRIVATE
        else incident_alerts.without_place(incident_alerts.facts_of(incident))
        for incident in incidents
    ]
    return Reply("list", wording.listing(sender.record.community, sender.person.language, facts))


def send(sender: Sender, incident: Incident, command: Command) -> Reply:
    """Dispatch an incident awaiting review, or send one more team to an incident.

    From a helper, pass a text that only may be private on to the coordinators.
    """
    reference = incident.reference
    if doubtful_commands.is_theirs(sender, incident):
        return doubtful_commands.open_up(sender, incident)
    if not sender.may_coordinate(incident) or incident.level.has_circle:
        return sender.refuse()
    team: tuple[Person, ...] = ()
    if command.rest:
        team = roster.team_of(sender.record.community, gsm7.plain(command.rest))
        if not team:
            return sender.reply_quoting(Text.NO_TEAM, command.rest, reference=reference)
    if incident.awaits_review:
        lifecycle.dispatch(sender.uow, sender.record, incident, by=sender.coordinator(incident))
    elif not team:
        return sender.reply(Text.ALREADY_SENT, reference=reference)
    if not team:
        return sender.reply(Text.SENT_OUT, reference=reference)
    notified = incident_alerts.alert_more(sender.uow, sender.record, incident, team)
    sender.note(incident, EventKind.TEAM_SENT, sender.coordinating(incident), command.rest)
    return sender.reply_quoting(Text.SENT_TEAM, command.rest, reference=reference, count=str(len(notified)))


def bring_in_police(sender: Sender, incident: Incident, _command: Command) -> Reply:
    """Bring in the police: raise the incident to major, or ask the next rung of their escalation at once."""
    reference = incident.reference
    if not sender.may_coordinate(incident):
        return sender.refuse()
    if incident.awaits_review:
        return sender.reply(Text.SEND_FIRST, reference=reference)
    uow, record = sender.uow, sender.record
    row = state.escalation_of(uow, incident, Track.POLICE)
    sender.note(incident, EventKind.ESCALATED, sender.coordinating(incident))
    if row is None:
        lifecycle.raise_level(uow, record, incident, Level.MAJOR, "coordinator", by=sender.coordinator(incident))
        row = state.escalation_of(uow, incident, Track.POLICE)
    else:
        acknowledgements.ask_next(uow, record, incident, row)
    return sender.reply(Text.POLICE_ASKED if row is not None else Text.NO_POLICE_LADDER, reference=reference)


def ask(sender: Sender, incident: Incident, command: Command) -> Reply:
    """Ask the hidden reporters of an incident a question; it waits in their My reports menu."""
    reference = incident.reference
    if not sender.may_coordinate(incident) and incident.level is not Level.COMPLAINT:
        return sender.refuse()
    if not command.rest:
        return sender.reply(Text.SAY_MORE, example=f"ASK {reference} ...")
    over = len(gsm7.plain(command.rest)) - LONGEST_QUESTION
    if over > 0:
        return sender.reply(Text.ASK_LONG, reference=reference, count=str(over))
    if not questions.ask(sender.uow, sender.coordinator(incident), incident, command.rest):
        return sender.reply(Text.ASK_NOBODY, reference=reference)
    return sender.reply(Text.ASKED, reference=reference)


def close_it(sender: Sender, incident: Incident, command: Command) -> Reply:
    """Close an incident; for a major one, ask for a confirmation code first."""
    reference = incident.reference
    circle = incident.level.has_circle
    if not sender.may_coordinate(incident) and not circle:
        return sender.refuse()
    if not command.rest:
        return sender.reply(Text.SAY_MORE, example=f"CLOSE {reference} ...")
    if incident.level is Level.MAJOR:
        pending = PendingClose(incident.id, command.rest)
        return confirmation_codes.question(sender, Text.CONFIRM_CLOSE, pending, reference=reference)
    return _end(sender, incident.id, lifecycle.CLOSED, command.rest, Text.CLOSED)


def mark_false(sender: Sender, incident: Incident, command: Command) -> Reply:
    """Ask for the confirmation code that marks an incident as false."""
    reference = incident.reference
    if not sender.may_coordinate(incident):
        return sender.refuse()
    if not command.rest:
        return sender.reply(Text.SAY_MORE, example=f"FALSE {reference} ...")
    pending = PendingFalse(incident.id, command.rest)
    return confirmation_codes.question(sender, Text.CONFIRM_FALSE, pending, reference=reference)


def confirm(sender: Sender, command: Command) -> Reply:
    """Carry out the command that a code confirms: a broadcast, a closing, a false mark, a join, an OFF or a swap.

    The code counts by when its text came (aware), not by when Doria reads it.
    """
    pending = confirmation_codes.use(sender.uow, sender.person_id, command.rest, sender.received_at)
    if isinstance(pending, WrongCode):
        confirmation_codes.tell_of_wrong_codes(sender.uow, sender.record, sender.person, pending)
    if pending is None or isinstance(pending, WrongCode):
        return sender.reply(Text.EXPIRED)
    return replace(_carry_out(sender, pending), is_confirmed=True)


def _carry_out(sender: Sender, pending: Pending) -> Reply:
    match pending:
        case PendingJoin():
            return merge_commands.join_now(sender, pending)
        case PendingOff():
            return duty_commands.off_now(sender, pending)
        case PendingSwap():
            return duty_commands.swap_now(sender, pending)
        case PendingBroadcast(broadcast):
            return broadcasts.send(sender, broadcast)
        case PendingClose(incident_id, outcome):
            return _end(sender, incident_id, lifecycle.CLOSED, outcome, Text.CLOSED)
        case PendingFalse(incident_id, reason):
            return _end(sender, incident_id, lifecycle.MARKED_FALSE, reason, Text.MARKED_FALSE)
        case never:
            assert_never(never)


def _end(sender: Sender, incident_id: int, closing: lifecycle.Closing, words: str, answer: Text) -> Reply:
    """End an incident that is still open, as closed or as false, and reply with `answer`."""
    incident = sender.uow.session.get_one(Incident, incident_id)
    sender.uow.lock_row(incident)
    reference = incident.reference
    if not incident.status.is_live:
        return sender.reply(Text.ALREADY_CLOSED, reference=reference)
    lifecycle.close(sender.uow, sender.record, incident, closing, words, by=sender.coordinator(incident))
    return sender.reply(answer, reference=reference)
