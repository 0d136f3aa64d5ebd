"""The order of commands: an older answer that comes late undoes no newer one, and an old ON or OFF changes nothing.

That holds where the dates of the phone can be trusted: see `menus/domain/text_order.py`.
"""

from gateway.core import timeline
from gateway.core.timeline import Actor
from gateway.sms.sender import ANSWERS, Reply, Sender
from gateway.storage.models import Incident
from menus.domain.roles import first_role
from menus.domain.text_order import Subject
from menus.domain.timeline import EventKind
from menus.sms import wording
from menus.sms.command import Command
from menus.sms.verbs import Verb
from menus.text.names import Text

_ON_OR_OFF = {Verb.ON, Verb.OFF, Verb.SWAP}
_DUTY = {*_ON_OR_OFF, Verb.STOP, Verb.START}
"""The verbs that say who is on duty. STOP and START say more, so they are obeyed in any order."""


def too_late_for_duty(sender: Sender, command: Command) -> Reply | None:
    """Return the reply to an ON or OFF that is very old, or older than the one that counts; None if it is obeyed."""
    arrival = sender.arrival
    if arrival is None or command.verb not in _DUTY:
        return None
    sent_at = arrival.sent_long_ago
    if command.verb in _ON_OR_OFF and sent_at is not None:
        return sender.reply(Text.CAME_LATE, at=wording.moment(sender.record.community, sent_at, sender.uow.now))
    is_overtaken = arrival.is_overtaken(sender.uow, Subject.DUTY)
    return sender.reply(Text.OVERTAKEN_DUTY) if is_overtaken and command.verb in _ON_OR_OFF else None


def overtaken(sender: Sender, incident: Incident, command: Command) -> Reply | None:
    """Return the reply to an answer that is older than the one that counts; None if it is obeyed.

    The record keeps it, with its note.
    """
    if sender.arrival is None:
        return None
    if command.verb not in ANSWERS:
        sender.arrival.row.incident_id = incident.id
        return None
    if not sender.arrival.is_overtaken(sender.uow, Subject.INCIDENT, incident.id):
        return None
    by = Actor(sender.person_id, first_role(sender.person.roles))
    words = command.rest or None
    timeline.record(sender.uow, incident, EventKind.CAME_LATE, by=by, words=words, verb=command.verb)
    return sender.reply(Text.OVERTAKEN, reference=incident.reference)
