"""Acts on own words: what each form of the queue does, by the command that the same words by SMS go by."""

from collections.abc import Callable
from dataclasses import dataclass

from flask import request

from gateway.core.unit_of_work import UnitOfWork
from gateway.desk import confirming, own_words_queue
from gateway.desk.viewer import Viewer
from gateway.incidents import review_claims
from gateway.sms import closing_commands, complaint_commands, coordinator_commands, merge_commands, review_commands
from gateway.sms.sender import Reply, Sender
from gateway.storage.models import Incident
from menus.domain.accused import AccusedGroup
from menus.domain.categories import Category
from menus.domain.reviewing import Refusal
from menus.sms.command import Command
from menus.sms.verbs import Verb
from menus.text.names import Text

_LONGEST_REFERENCE = 9
LONGEST_WHY = 300
"""The most characters of a reason that a form takes. A guess."""


@dataclass(frozen=True)
class Said:
    """The answer to an act: words of the page by their name, or the text of the reply that the SMS would have got.

    `is_fault`: nothing was done. `asks`: the act waits for the button that confirms it. `is_asked`: the question is
    put, so that its box is empty again.
    """

    which: str = ""
    text: str = ""
    is_fault: bool = False
    asks: bool = False
    is_asked: bool = False
    name: str = ""


NOBODY = Said("refused.group", is_fault=True)
"""The answer where nobody was chosen whom a text accuses."""


def field(name: str) -> str:
    """Return what was typed into a field, on one line."""
    return " ".join(request.form.get(name, "").split())


def join(incident: Incident) -> Callable[[Sender], Reply]:
    """Return the command that joins a text to the incident that was typed: that one goes on."""

    def command(sender: Sender) -> Reply:
        into = _into(sender, incident)
        if isinstance(into, Reply):
            return into
        return merge_commands.join(
            sender, into, Command(Verb.JOIN, into.reference, extra_references=(incident.reference,))
        )

    return command


def _into(sender: Sender, incident: Incident) -> Incident | Reply:
    """Return the incident that was typed, as SMS would find it, or the reply that says why there is none."""
    typed = Command(Verb.JOIN, incident.reference, extra_references=tuple(filter(None, [typed_reference()])))
    return merge_commands.other_of(sender, typed)


def typed_reference() -> str:
    """Return the digits of the reference that was typed; an answer quotes them."""
    return "".join(letter for letter in field("into") if letter.isascii() and letter.isdecimal())[:_LONGEST_REFERENCE]


def accused() -> AccusedGroup | None:
    """Return the group that was chosen; None for none."""
    return next((group for group in AccusedGroup if group == field("group")), None)


def mark_false(incident: Incident) -> Callable[[Sender], Reply]:
    """Return the command that marks a text as no report, for the reason that was typed."""
    command = Command(Verb.FALSE, incident.reference, rest=field("why")[:LONGEST_WHY])
    return lambda sender: closing_commands.mark_false(sender, incident, command)


def accuse(sender: Sender, incident: Incident) -> Said:
    """File a text as one that accuses the group that was chosen."""
    group = accused()
    return NOBODY if group is None else said(complaint_commands.accuse(sender, incident, group))


def send(sender: Sender, incident: Incident) -> Said:
    """Dispatch a text as the kind that was chosen, or as what it seems to be."""
    chosen = field("kind")
    kind = next((kind for kind in Category if kind == chosen), None)
    if chosen and kind is None:
        return Said(f"refused.{Refusal.KIND}", is_fault=True)
    reply = review_commands.send_as(sender, incident, kind)
    return Said(f"refused.{reply}", is_fault=True) if isinstance(reply, Refusal) else said(reply)


def said(reply: Reply) -> Said:
    """Return the answer of a command as the page tells it."""
    return Said(text=reply.text, asks=reply.asked is not None, is_asked=reply.result == Text.ASKED.key)


def claim(uow: UnitOfWork, viewer: Viewer, incident: Incident) -> Said:
    """Let the viewer have a text alone, if nobody else reads it."""
    if not incident.awaits_review:
        return Said("decided", is_fault=True)
    if review_claims.take(uow, incident, viewer.person_id):
        return Said()
    return _said_taken(uow, viewer, incident)


def _said_taken(uow: UnitOfWork, viewer: Viewer, incident: Incident) -> Said:
    row = review_claims.of_another(uow, incident, viewer.person_id)
    person = viewer.record.person(row.person_id) if row is not None else None
    return Said("taken", is_fault=True, name=person.name if person is not None else "?")


def decides(act: Callable[[Sender, Incident], Said]) -> Callable[[UnitOfWork, Viewer, Incident], Said]:
    """Return an act on a text that is refused if somebody else decides on it, or knows more of it than its reader."""

    def decide(uow: UnitOfWork, viewer: Viewer, incident: Incident) -> Said:
        uow.lock_row(incident)
        if not incident.awaits_review:
            return Said("decided", is_fault=True)
        if review_claims.of_another(uow, incident, viewer.person_id) is not None:
            return _said_taken(uow, viewer, incident)
        if field("seen") != own_words_queue.newest_event(uow.session, viewer, incident):
            return Said("changed", is_fault=True)
        done = act(confirming.sender_of(uow, viewer).about(incident), incident)
        if not incident.awaits_review:
            review_claims.end(uow, incident)
            return done
        # Nothing was decided: a refusal, a question, or what waits for its button.
        review_claims.take(uow, incident, viewer.person_id)
        return done

    return decide


def ask(sender: Sender, incident: Incident) -> Said:
    """Ask the resident who wrote a text what was typed."""
    return said(
        coordinator_commands.ask(sender, incident, Command(Verb.ASK, incident.reference, rest=field("question")))
    )
