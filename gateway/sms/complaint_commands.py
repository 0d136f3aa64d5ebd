"""Commands on texts that accuse somebody: a coordinator says so, and oversight gets them, as if they were dialled."""

from gateway.incidents import accusing
from gateway.sms.sender import Reply, Sender
from gateway.storage.models import Incident
from menus.domain.accused import AccusedGroup
from menus.text.names import Text


def accuse(sender: Sender, incident: Incident, group: AccusedGroup | None) -> Reply:
    """File a text as one that accuses a group, while it awaits review; without a group, ask for it.

    The sender loses sight of a complaint, unless they belong to its circle.
    """
    reference = incident.reference
    if not sender.may_coordinate(incident) or incident.level.has_circle:
        return sender.refuse()
    if group is None:
        return sender.reply(Text.ACCUSED_WHOM, reference=reference)
    made = accusing.accuse(sender.uow, sender.record, incident, group, by=sender.coordinator(incident))
    return sender.reply(Text.FILED_AS_COMPLAINT if made.is_complaint else Text.SENT_AROUND, reference=reference)
