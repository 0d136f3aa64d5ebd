"""SMS command HANDOVER: cash goes from hand to hand, and counts when who gets it has counted it and answered a code."""

from gateway.association.giving import accounts, asks
from gateway.association.giving.asks import Agreement, Wanted
from gateway.association.giving.sending import tell
from gateway.sms import confirmation_codes
from gateway.sms.association.command import AssociationCommand, Commands
from gateway.sms.association.giving_replies import obeying
from gateway.sms.sender import Reply, Sender
from gateway.storage.models.giving_asks import GivingAsk
from menus.domain.giving import AskKind, Giving
from menus.domain.pending import PendingCash
from menus.domain.signing import SIGNATORIES
from menus.sms import giving_forms
from menus.sms.association_verbs import AssociationVerb
from menus.sms.giving_forms import Handover
from menus.sms.giving_longest import LONGEST_NAME
from menus.text import gsm7, person_matching
from menus.text.names import Text


def hand_over(sender: Sender, _giving: Giving, wanted: Handover) -> Reply:
    """Give who shall get the cash a code; until they have answered it, the cash is in the sender's hands."""
    uow, record = sender.uow, sender.record
    others = [one for one in record.community.having(SIGNATORIES) if one.phone != sender.person.phone]
    meant = person_matching.named(wanted.name, others)
    if len(meant) != 1:
        return sender.reply_quoting(Text.HANDOVER_WHO, wanted.name)
    (other,) = meant
    out_of = accounts.cash_of(uow, record, sender.person_id)
    there = accounts.in_it(uow.session, out_of)
    if there < wanted.amount:
        return sender.reply(Text.GIVING_NOT_ENOUGH, held=str(there))
    into = accounts.cash_of(uow, record, record.person_ids[other.phone])
    row = asks.ask(uow, record, sender.person_id, Wanted(AskKind.HANDOVER, wanted.amount, out_of, into))
    valid = asks.LASTS[AskKind.HANDOVER]
    code = confirmation_codes.give(uow, record.person_ids[other.phone], PendingCash(row.id), valid)
    by = gsm7.cut(gsm7.plain(sender.person.name), LONGEST_NAME)
    tell(uow, record, other, Text.HANDOVER_CODE, by=by, amount=str(wanted.amount), code=code)
    return sender.reply_quoting(Text.HANDOVER_ASKED, other.name, amount=str(wanted.amount))


def counted(sender: Sender, ask_id: int) -> Reply:
    """Put cash into the hands of the sender, who has counted it, and tell who gave it."""
    uow, record = sender.uow, sender.record
    row = uow.session.get(GivingAsk, ask_id)
    if row is None or row.community_id != record.id or not SIGNATORIES & sender.person.roles:
        return sender.reply(Text.EXPIRED)
    out_of, into, amount = row.from_account_id or 0, row.to_account_id or 0, str(row.amount_kes)
    match asks.counted(uow, record, row, sender.person_id):
        case Agreement.DONE:
            giver = record.person(row.asked_by)
            if giver is not None:
                held = str(accounts.in_it(uow.session, out_of))
                tell(uow, record, giver, Text.HANDOVER_COUNTED, amount=amount, held=held)
            return sender.reply(Text.HANDOVER_DONE, amount=amount, held=str(accounts.in_it(uow.session, into)))
        case Agreement.NOT_ENOUGH:
            return sender.reply(Text.GIVING_NOT_ENOUGH, held=str(accounts.in_it(uow.session, out_of)))
        case _:
            return sender.reply(Text.EXPIRED)


COMMANDS: Commands = {
    AssociationVerb.HANDOVER: AssociationCommand(
        SIGNATORIES, giving_forms.handover, obeying("handover", hand_over, asks_others=True)
    ),
}
