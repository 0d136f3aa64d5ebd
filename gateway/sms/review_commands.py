"""Commands on texts that await review: a coordinator says which kind of report a text is, and dispatches it."""

from gateway.incidents import accusing, lifecycle
from gateway.sms import coordinator_commands
from gateway.sms.sender import Reply, Sender
from gateway.storage.models import Incident
from menus.domain.categories import Category
from menus.domain.reviewing import DispatchedAs, Refusal, decide
from menus.sms import sending
from menus.sms.command import Command
from menus.sms.verbs import Verb


def send_as(sender: Sender, incident: Incident, kind: Category | None) -> Reply | Refusal:
    """Dispatch a text that awaits review as a kind of report; without one, as its words suggest.

    Who may do it, and what is answered, is as with SEND. Return why the text is not dispatched as that kind.
    """
    is_theirs = sender.may_coordinate(incident) and not incident.level.has_circle
    if kind is None or kind is incident.category or not is_theirs or not incident.awaits_review:
        return coordinator_commands.send(sender, incident, Command(Verb.SEND, incident.reference))
    decided = decide(accusing.waiting(incident), kind)
    match decided:
        case Refusal():
            return decided
        case DispatchedAs(category, harm, level):
            changes = {"category": category, "harm": harm, "level": level}
            lifecycle.dispatch(sender.uow, sender.record, incident, changes, by=sender.coordinator(incident))
            answer = sending.answer(incident.told, sender.record.community.mode)
            return sender.reply(answer, reference=incident.reference)
