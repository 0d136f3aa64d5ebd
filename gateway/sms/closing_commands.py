"""SMS commands that end an incident: CLOSE with an outcome and perhaps a class of crime, and FALSE."""

from gateway.incidents import access, lifecycle
from gateway.sms import confirmation_codes, for_residents
from gateway.sms.sender import Reply, Sender
from gateway.storage.models import Incident
from menus.domain import classes, incident_outcomes
from menus.domain.categories import Level
from menus.domain.classes import CrimeClass
from menus.domain.pending import PendingClose, PendingFalse
from menus.sms import wording
from menus.sms.command import Command
from menus.sms.verbs import Verb
from menus.text import crime_words
from menus.text.names import Text


def close_it(sender: Sender, incident: Incident, command: Command) -> Reply:
    """Close an incident with an outcome, by its number or in words.

    Ask for a code first for a major one, and for a class that says that something else happened than was reported.
    """
    reference = incident.reference
    circle = incident.level.has_circle
    if not sender.may_coordinate(incident) and not circle:
        return sender.refuse()
    crime, behind = _class_chosen(incident, command)
    outcome = incident_outcomes.chosen(behind)
    if not command.rest or (outcome is None and incident_outcomes.is_number(behind)):
        return sender.reply(Text.CLOSE_HOW, reference=reference)
    mistaken = _mistaken_class(incident, command) if outcome is None else None
    if mistaken is not None:
        return sender.reply_quoting(Text.CLOSE_CLASS, mistaken, reference=reference)
    if outcome is None and incident.level is not Level.PRIVATE:
        # Reporters read the outcome.
        harmful = for_residents.refuse_harm(sender, command.rest)
        if harmful is not None:
            return harmful
    said = command.rest if outcome is None else wording.outcome_name(sender.person.language, outcome)
    counts = crime or lifecycle.class_at_closing(incident, lifecycle.CLOSED, said)
    if counts is not None and classes.contradicts(incident.category, incident.level, counts):
        # Also words of a death make a killing of a fight: the question names it.
        return _ask_to_close(sender, incident, PendingClose(incident.id, said, counts))
    pending = PendingClose(incident.id, said, crime)
    return _ask_to_close(sender, incident, pending) if incident.level is Level.MAJOR else end(sender, pending)


def _ask_to_close(sender: Sender, incident: Incident, pending: PendingClose) -> Reply:
    """Ask for the code of a closing. If a class was chosen, the question names it, and what was reported."""
    if pending.crime is None:
        return confirmation_codes.question(sender, Text.CONFIRM_CLOSE, pending, reference=incident.reference)
    language = sender.person.language
    values = {
        "category": wording.category_name(language, incident.category),
        "crime": crime_words.name(language, pending.crime),
    }
    return confirmation_codes.question(sender, Text.CONFIRM_CLOSE_AS, pending, reference=incident.reference, **values)


def _mistaken_class(incident: Incident, command: Command) -> str | None:
    """Return the words of a closing that choose no class, but look like one: it is misspelt, or behind a number.

    `2 guns` may be an outcome and a class, or what was found.
    """
    if not _reads_class(incident, command):
        return None
    first, _, behind = command.rest.partition(" ")
    if incident_outcomes.chosen(first) is None or not behind.strip():
        return crime_words.misspelt(command.rest)
    crime, more = crime_words.leading(behind)
    return command.rest if crime is not None and not more else crime_words.misspelt(behind)


def _class_chosen(incident: Incident, command: Command) -> tuple[CrimeClass | None, str]:
    """Return the class of crime that a closing chooses, and the words beside it: `CLOSE 48273 brew, police came`."""
    return crime_words.beside(command.rest) if _reads_class(incident, command) else (command.crime, command.rest)


def _reads_class(incident: Incident, command: Command) -> bool:
    """Return whether the words of a closing may begin with a class. Private help has none, and a form has a field."""
    return not command.is_form and incident.level is not Level.PRIVATE


def mark_false(sender: Sender, incident: Incident, command: Command) -> Reply:
    """Ask for the confirmation code that marks an incident as false; a helper's case is only ended."""
    reference = incident.reference
    if not sender.may_coordinate(incident) or incident.level is Level.PRIVATE:
        return sender.refuse()
    if not command.rest:
        return sender.reply(Text.SAY_MORE, example=f"{sender.word(Verb.FALSE)} {reference} ...")
    pending = PendingFalse(incident.id, command.rest)
    return confirmation_codes.question(sender, Text.CONFIRM_FALSE, pending, reference=reference)


def end(sender: Sender, pending: PendingClose | PendingFalse) -> Reply:
    """End an incident as a command says that nobody has to confirm any more."""
    if isinstance(pending, PendingFalse):
        return _end(sender, pending.incident_id, lifecycle.MARKED_FALSE, pending.reason, Text.MARKED_FALSE)
    return _end(sender, pending.incident_id, lifecycle.CLOSED, pending.outcome, Text.CLOSED, crime=pending.crime)


def _end(
    sender: Sender,
    incident_id: int,
    closing: lifecycle.Closing,
    words: str,
    answer: Text,
    *,
    crime: CrimeClass | None = None,
) -> Reply:
    """End an incident that is still open, as closed or as false, and reply with `answer`."""
    incident = sender.uow.locked(Incident, incident_id)
    sender = sender.about(incident)
    reference = incident.reference
    if not access.may_see(sender.uow.session, sender.record, sender.person, incident):
        # Since the code was sent, somebody has said whom the report accuses.
        return sender.reply(Text.EXPIRED)
    if not incident.status.is_live:
        return sender.reply(Text.ALREADY_CLOSED, reference=reference)
    by = sender.coordinator(incident)
    lifecycle.close(sender.uow, sender.record, incident, closing, words, by=by, crime=crime)
    if crime is not None and incident.crime_class is crime:
        named = crime_words.name(sender.person.language, crime)
        return sender.reply(Text.CLOSED_AS, reference=reference, crime=named)
    return sender.reply(answer, reference=reference)
