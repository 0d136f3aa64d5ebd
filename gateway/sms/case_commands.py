"""SMS commands of helpers about a case of private help: the caller's number, their words, and the end of the case.

The page of a helper (`menus/ussd/case_steps.py`) tells the same and leaves no text; the answers here say so.
"""

from gateway.escalation import acknowledgements, assignments, state
from gateway.incidents import access, cases, lifecycle
from gateway.intake import erase_requests
from gateway.messaging import outbox
from gateway.sms import confirmation_codes
from gateway.sms.sender import Reply, Sender, unknown_reference
from gateway.storage.models import Incident
from menus.domain import circles, references
from menus.domain.assignment_life import AssignmentStep
from menus.domain.categories import Level, Track
from menus.domain.messages import Lane, MessageKind
from menus.domain.pending import PendingErase, PendingNumber
from menus.domain.roles import CARE_ROLES, Role
from menus.domain.timeline import EventKind
from menus.sms import grammar, naming, wording, words_to_leave
from menus.sms.command import Command
from menus.sms.verbs import Verb
from menus.text import call_wishes, gsm7
from menus.text.names import Text


def ask_for_number(sender: Sender, text: str) -> Reply | None:
    """Ask a helper for the code that brings a caller's number by SMS; return None if the text asks for no number.

    Coordinators read that there is no such incident, whether there is one or not. For everybody else the text is read
    like any other.
    """
    reference = grammar.number_asked(text)
    if reference is None or not sender.person.roles & (CARE_ROLES | {Role.COORDINATOR}):
        return None
    if not references.is_valid(reference):
        return unknown_reference(sender, reference, Text.WRONG_DIGIT)
    incident = access.by_reference(sender.uow.session, reference)
    if incident is None or not cases.may_read(sender.uow.session, sender.record, sender.person, incident):
        return unknown_reference(sender, reference)
    if not incident.status.is_live:
        return sender.reply(Text.ALREADY_CLOSED, reference=reference)
    report = cases.report_of(sender.uow.session, incident)
    if report is None or report.reporter_phone is None:
        return sender.reply(Text.NUMBER_NONE, reference=reference)
    return confirmation_codes.question(sender, Text.CONFIRM_NUMBER, PendingNumber(incident.id), reference=reference)


def erase(sender: Sender, command: Command) -> Reply:
    """Ask a helper for the code that erases the number and the words of a case, open or closed.

    Everybody else reads that there is no such incident, whether there is one or not.
    """
    named = naming.named_by(command)
    if not isinstance(named, naming.NamesOne):
        mistyped = named.reference if isinstance(named, naming.Mistyped) else None
        if mistyped is not None:
            return unknown_reference(sender, mistyped, Text.WRONG_DIGIT)
        return sender.reply(Text.SAY_MORE, example=f"{sender.word(Verb.ERASE)} REF")
    incident = access.by_reference(sender.uow.session, named.reference)
    if incident is None or not cases.may_read(sender.uow.session, sender.record, sender.person, incident):
        return unknown_reference(sender, named.reference)
    pending = PendingErase(incident.id)
    return confirmation_codes.question(sender, Text.CONFIRM_ERASE, pending, reference=named.reference)


def confirmed(sender: Sender, pending: PendingNumber | PendingErase) -> Reply:
    """Do what a helper has confirmed with a code."""
    if isinstance(pending, PendingNumber):
        return give_number(sender, pending.incident_id)
    return _erase_now(sender, pending.incident_id)


def _erase_now(sender: Sender, incident_id: int) -> Reply:
    """Erase a case that has ended; one that goes on is erased when it ends. The person may have lost their role."""
    incident = sender.uow.locked(Incident, incident_id)
    if not cases.may_read(sender.uow.session, sender.record, sender.person, incident):
        return sender.reply(Text.EXPIRED)
    waits = erase_requests.ask_private(sender.uow, incident, sender.person_id)
    return sender.reply(Text.CASE_ERASED_LATER if waits else Text.CASE_ERASED, reference=incident.reference)


def give_number(sender: Sender, incident_id: int) -> Reply:
    """Reply with a caller's number and how to ring it, and record the look. The text names nothing private.

    The person may have lost their role, and the case may have ended, since they asked.
    """
    incident = sender.uow.session.get_one(Incident, incident_id)
    if not cases.may_read(sender.uow.session, sender.record, sender.person, incident):
        return sender.reply(Text.EXPIRED)
    if not incident.status.is_live:
        return sender.reply(Text.ALREADY_CLOSED, reference=incident.reference)
    report = cases.report_of(sender.uow.session, incident)
    if report is None or report.reporter_phone is None:
        return sender.reply(Text.NUMBER_NONE, reference=incident.reference)
    cases.note_look(sender.uow, sender.record, incident, sender.person)
    wish = call_wishes.call_wish(sender.person.language, report.call_wish, report.call_at or "")
    told = sender.reply_quoting(Text.NUMBER, wish, reference=incident.reference, number=report.reporter_phone)
    return Reply(told.result, told.text, is_erased=True)


def add_words(sender: Sender, incident: Incident) -> None:
    """Send a helper who asks for a case one more text, with what its sender wrote: all numbers and names crossed out.

    The page of the helper shows the words as they were written.
    """
    if incident.level is not Level.PRIVATE or not incident.status.is_live:
        return
    if not cases.may_read(sender.uow.session, sender.record, sender.person, incident):
        return
    report = cases.report_of(sender.uow.session, incident)
    if report is None or not report.words:
        return
    cases.note_look(sender.uow, sender.record, incident, sender.person)
    said = words_to_leave.fit_to_relay(sender.record.community, gsm7.plain(report.words))
    person, record = sender.person, sender.record
    text = wording.fitting(record.community, person.language, Text.OWN_WORDS, said, reference=incident.reference)
    erase_at = sender.uow.now + outbox.ERASED
    answer = outbox.OutgoingText(MessageKind.ANSWER, Lane.NORMAL, text, (person.phone,), erase_at=erase_at)
    outbox.queue(sender.uow, record, answer)


def end(sender: Sender, incident: Incident, command: Command) -> Reply:
    """End a case: the person in need is safe, or wants no more help. Their number goes with it.

    Only a helper who was called to it, or has answered it, ends it so. A word may mean that a helper is ready to act
    (`tayari`): from somebody who has not answered, only the digit ends the case.
    """
    if not access.was_notified(sender.uow.session, sender.record, sender.person, incident):
        return sender.refuse()
    row = state.escalation_of(sender.uow, incident, Track.CARE)
    has_answered = row is not None and row.answered_by == sender.person_id
    if not has_answered and not command.is_digit:
        return sender.reply(Text.SAY_MORE, example=f"4 {incident.reference} ...")
    role = sender.acting(circles.ROLES[Level.PRIVATE])
    acknowledgements.answer(sender.uow, incident, Track.CARE, sender.person_id, role)
    assignments.take(sender.uow, incident, sender.person_id, [Track.CARE], AssignmentStep.FINISH)
    sender.note(incident, EventKind.OVER, role, command.rest or None)
    by = sender.actor(role)
    lifecycle.close(sender.uow, sender.record, incident, lifecycle.CLOSED, command.rest, by=by)
    return sender.reply(Text.DONE, reference=incident.reference)
