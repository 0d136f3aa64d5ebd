"""SMS commands about doubtful texts: a helper who finds one not private passes it on to the coordinators."""

from gateway.intake import doubtful
from gateway.sms.sender import Reply, Sender
from gateway.storage.models import Incident
from menus.domain.roles import CARE_ROLES
from menus.text.names import Text


def open_up(sender: Sender, incident: Incident) -> Reply:
    """Pass a doubtful text on to the coordinators, and say so."""
    by = sender.actor(sender.acting(CARE_ROLES))
    doubtful.open_up(sender.uow, sender.record, incident, by=by)
    return sender.reply(Text.OPENED_UP, reference=incident.reference)


def is_theirs(sender: Sender, incident: Incident) -> bool:
    """Return whether a sender may decide that a doubtful text is not private."""
    return doubtful.is_doubtful(incident) and bool(sender.person.roles & CARE_ROLES)
