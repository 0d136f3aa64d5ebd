"""Continuations: a further part of a long SMS completes the command, the note or the report that its first part was."""

from sqlalchemy import select

from gateway.alerts import coordinator_texts
from gateway.core import timeline
from gateway.core.timeline import Actor
from gateway.incidents import lifecycle, whereabouts
from gateway.intake import text_reports
from gateway.safety import panic
from gateway.sms import danger_commands, own_words
from gateway.sms.arrivals import CONTINUED, Part
from gateway.sms.sender import Reply, Sender
from gateway.storage.models import Confirmation, Event, Inbound, Incident
from menus.domain.pending import PendingVerb
from menus.domain.timeline import EventKind
from menus.sms import parts, words_to_leave
from menus.text import lexicon
from menus.text.names import Text

_WITH_NOTE = (EventKind.NOTED, EventKind.OVER, EventKind.CLOSED, EventKind.MARKED_FALSE, EventKind.CAME_LATE)
_OWN_WORDS = {text_reports.RESULT, Text.NOT_UNDERSTOOD_ROLE.key, Text.ARE_YOU_IN_DANGER.key, CONTINUED}
"""The results of a text that was read as its sender's own words."""
_LIKE_SAFE = {Text.SAFE_NOTED.key, Text.SAFE_NOTIFIED.key, Text.NUMBER_CHECKED.key}
"""The results of a SAFE, and of a call for help that is answered like one because somebody may look on."""
_PENDING = (PendingVerb.CLOSE, PendingVerb.FALSE)


def go_on(sender: Sender, said: str, part: Part, head: Inbound) -> Reply:
    """Complete what the earlier parts began. Words of danger still reach the coordinators, and a cry is still heard."""
    is_own_words = head.result in _OWN_WORDS
    reply = own_words.go_on(sender, said, part, head) if is_own_words else _complete(sender, said, part, head)
    if not danger_commands.is_crying(sender, said, beside_an_answer=not is_own_words):
        return reply
    silent = panic.silent_alarm(sender.uow, sender.record, sender.person)
    if silent is not None:
        # Somebody may look on: the words count for the silent call, and no part of a text is answered twice.
        danger_commands.call_for_help(sender, "" if head.result in _LIKE_SAFE else said, zone=silent.zone)
        return Reply(reply.result, "", reply.private_report_id)
    is_on_the_way = whereabouts.is_on_the_way(sender.uow.session, sender.person_id)
    return danger_commands.cry(sender, said, is_on_the_way=is_on_the_way)


def _complete(sender: Sender, said: str, part: Part, head: Inbound) -> Reply:
    """Complete a command with more of its note, or an alarm, and tell of danger in it."""
    alarm = _alarm_of(sender, head)
    incident = alarm
    if alarm is not None:
        _complete_alarm(sender, alarm, said, part)
    elif head.incident_id is not None:
        incident = sender.uow.session.get_one(Incident, head.incident_id)
        _complete_note(sender, incident, said, head)
    _tell_of_danger(sender, incident, said, part)
    return Reply(CONTINUED, "")


def _alarm_of(sender: Sender, head: Inbound) -> Incident | None:
    """Return the alarm that a text called, or None. A call under duress was answered like a SAFE."""
    if head.result == Text.OFFICER_DOWN_STARTED.key:
        return panic.open_alarm(sender.uow, sender.record, sender.person)
    if head.result in _LIKE_SAFE:
        # A report of its own would stand among the sender's reports, where somebody else may read it.
        return panic.silent_alarm(sender.uow, sender.record, sender.person)
    return None


def _complete_alarm(sender: Sender, alarm: Incident, said: str, part: Part) -> None:
    """Keep more words of a call for help. If they name another place, call again, to that place."""
    zones = sender.record.community.zones
    whole = parts.read_behind(part.before, said, zones)
    if lexicon.place(whole, zones) not in {None, alarm.zone}:
        danger_commands.call_for_help(sender, whole)
    else:
        timeline.record(sender.uow, alarm, EventKind.CALLED_AGAIN, by=Actor(sender.person_id), words=said)


def _complete_note(sender: Sender, incident: Incident, said: str, head: Inbound) -> None:
    """Add to the note that the sender's command has left: in the record, in the outcome, or beside its waiting code."""
    session = sender.uow.session
    session.flush()
    for event in session.scalars(
        select(Event).where(
            Event.incident_id == incident.id,
            Event.person_id == sender.person_id,
            Event.kind.in_(_WITH_NOTE),
            Event.at >= head.received_at,
            Event.words.is_not(None),
        )
    ):
        if event.kind is not EventKind.OVER and incident.outcome == event.words:
            lifecycle.keep_outcome(sender.record, incident, f"{event.words} {said}")
        event.words = f"{event.words} {said}"
    for pending in session.scalars(
        select(Confirmation).where(
            Confirmation.incident_id == incident.id,
            Confirmation.person_id == sender.person_id,
            Confirmation.verb.in_(_PENDING),
            Confirmation.used_at.is_(None),
        )
    ):
        pending.words = f"{pending.words} {said}"


def _tell_of_danger(sender: Sender, incident: Incident | None, said: str, part: Part) -> None:
    """Notify the coordinators of words of danger. Without an open incident to tell them of, they open a report."""
    community = sender.record.community
    hint = lexicon.hint(parts.read_behind(part.before, said, community.zones), community.zones)
    is_new = not lexicon.hint(part.before, community.zones).is_red
    if not hint.is_red or not (is_new or lexicon.hint(said, community.zones).is_red):
        return
    if incident is None or not incident.status.is_live:
        own_words.file_own_words(sender, said)
    elif not incident.level.has_circle:
        words = words_to_leave.fit_to_relay(community, said, hint.weapons or hint.words)
        coordinator_texts.notify_coordinators(
            sender.uow,
            sender.record,
            incident,
            coordinator_texts.more_words(incident),
            is_red=True,
            said=words,
        )
