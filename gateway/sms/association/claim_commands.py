"""SMS command of a payment that named no giver: RECEIVED with its M-PESA number gives it to the giver who names it."""

from gateway.association.giving import incoming
from gateway.association.giving.incoming import Claimed, NotClaimed
from gateway.sms.association.command import AssociationCommand, Commands
from gateway.sms.sender import Reply, Sender
from menus.domain.signing import SIGNATORIES
from menus.sms import claim_forms
from menus.sms.association_verbs import AssociationVerb
from menus.sms.claim_forms import ClaimedPayment
from menus.text import months
from menus.text.names import Text

_ANSWERS = {
    NotClaimed.UNKNOWN: Text.CLAIM_UNKNOWN,
    NotClaimed.NO_GIVER: Text.GIVING_NO_GIVER,
    NotClaimed.NO_AMOUNT: Text.CLAIM_NO_AMOUNT,
    NotClaimed.NO_PAYBILL: Text.CLAIM_NO_PAYBILL,
}


def claim(sender: Sender, wanted: ClaimedPayment) -> Reply:
    """Give a payment that waits to a giver."""
    made = incoming.claim(sender.uow, sender.record, wanted.number, wanted.giver, sender.person_id)
    if not isinstance(made, Claimed):
        return sender.reply(_ANSWERS[made])
    return sender.reply(
        Text.CLAIMED,
        receipt=made.written.receipt.number,
        giver=made.giver.number,
        amount=str(made.amount),
        month=months.short(sender.person.language, made.month),
    )


COMMANDS: Commands = {
    AssociationVerb.RECEIVED: AssociationCommand(SIGNATORIES, claim_forms.of_payment, claim),
}
"""It stands before the gifts of cash: its form names a payment where theirs names an amount."""
