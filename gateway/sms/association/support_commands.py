"""SUPPORT: the treasurer or a coordinator writes down what was given to a police station, by a decision."""

from gateway.association.support import ledger
from gateway.association.support.ledger import Refusal
from gateway.sms.association.command import AssociationCommand, Commands
from gateway.sms.sender import Reply, Sender
from menus.domain import local_days
from menus.domain.roles import Role
from menus.domain.support import Entry
from menus.sms import support_forms
from menus.sms.association_verbs import AssociationVerb
from menus.sms.support_forms import Fault, SupportForm, read_support
from menus.text.names import Text


def write(sender: Sender, form: SupportForm) -> Reply:
    """Write an entry down, or say what is missing."""
    today = local_days.today(sender.record.community, sender.uow.now)
    entry = support_forms.entry_of(form, today)
    match entry:
        case Fault.INCIDENT:
            return sender.reply(Text.SUPPORT_INCIDENT)
        case Fault.FORM:
            return sender.reply(Text.SUPPORT_HOW)
        case Entry():
            return _written(sender, entry)


def _written(sender: Sender, entry: Entry) -> Reply:
    refused = ledger.write(sender.uow, sender.record, entry, by=sender.person_id)
    if refused is Refusal.NO_DECISION:
        return sender.reply(Text.SUPPORT_DECISION, number=entry.decision)
    if refused is Refusal.NAME:
        return sender.reply(Text.SUPPORT_HOW)
    said = f"{entry.value_kes} KES, {entry.station}, {entry.month:%m/%Y}, {entry.decision}"
    return sender.reply_quoting(Text.SUPPORT_NOTED, said)


COMMANDS: Commands = {
    AssociationVerb.SUPPORT: AssociationCommand(frozenset({Role.TREASURER, Role.COORDINATOR}), read_support, write),
}
"""The command of the ledger of support."""
