"""SMS commands of gifts: RECEIVED, KIND, UNDO and BOOKS, from treasurers and coordinators alone."""

from datetime import timedelta

from sqlalchemy import func, select

from gateway.association.giving import accounts, asks, givers, movements, receipts, thanking, things
from gateway.association.giving.asks import Wanted
from gateway.association.giving.givers import Known
from gateway.association.giving.movements import Gift, NotEnoughError
from gateway.association.giving.receipts import Receipt
from gateway.association.giving.sending import tell
from gateway.sms.association import cash_commands, payment_commands
from gateway.sms.association.command import AssociationCommand, Commands
from gateway.sms.association.giving_replies import obeying
from gateway.sms.sender import Reply, Sender
from gateway.storage.models.giving import Movement
from menus.domain import local_days
from menus.domain.giving import AccountKind, AskKind, GivenBy, Giving
from menus.domain.signing import SIGNATORIES, may_agree
from menus.sms import giving_forms
from menus.sms.association_verbs import AssociationVerb
from menus.sms.giving_forms import InKind, Received
from menus.text import catalog, months
from menus.text.names import Text

ALONE = timedelta(minutes=10)
"""For so long whoever wrote a gift down may undo it alone (the association's rule)."""


def received(sender: Sender, _giving: Giving, wanted: Received) -> Reply:
    """Write down a gift of cash that is in the sender's hands now, and tell the giver if they have linked a phone."""
    uow, record = sender.uow, sender.record
    known = givers.find(uow.session, record, wanted.giver) if wanted.giver else None
    if wanted.giver and known is None:
        return sender.reply(Text.GIVING_NO_GIVER)
    receipt = receipts.find(uow.session, record, wanted.receipt) if wanted.receipt else None
    if wanted.receipt and receipt is None:
        return sender.reply(Text.GIVING_NO_RECEIPT)
    hand = accounts.cash_of(uow, record, sender.person_id)
    if receipt is not None and receipts.is_used(uow.session, receipt):
        return sender.reply(Text.GIVING_USED, receipt=receipt.number)
    giver = known or givers.make(uow, record)
    today = local_days.today(record.community, uow.now)
    month = (months.meant(wanted.month, today) if wanted.month else None) or months.of_day(today)
    gift = Gift(wanted.amount, hand, month, GivenBy.CASH, giver.id, sender.person_id, receipt=receipt)
    made = movements.give(uow, record, gift)
    _thank(sender, giver, made.receipt, Text.GIVING_RECEIPT, month, amount=str(wanted.amount))
    return sender.reply(
        Text.GIVING_RECEIVED,
        receipt=made.receipt.number,
        giver=giver.number,
        amount=str(wanted.amount),
        month=months.short(sender.person.language, month),
        held=str(accounts.in_it(uow.session, hand)),
        count=str(_today(sender)),
    )


def in_kind(sender: Sender, _giving: Giving, wanted: InKind) -> Reply:
    """Write down a gift of things."""
    uow, record = sender.uow, sender.record
    giver = givers.find(uow.session, record, wanted.giver)
    if giver is None:
        return sender.reply(Text.GIVING_NO_GIVER)
    made = things.give(uow, record, giver, wanted.things, wanted.count, by=sender.person_id)
    month = months.of_day(local_days.today(record.community, uow.now))
    told = {"count": str(wanted.count), "things": made.words}
    _thank(sender, giver, made.receipt, Text.GIVING_RECEIPT_THINGS, month, **told)
    return sender.reply(Text.GIVING_THINGS, receipt=made.receipt.number, giver=giver.number, **told)


def undo(sender: Sender, _giving: Giving, number: str) -> Reply:
    """Undo a gift: at once by who has just written it down, else when a second person agrees."""
    uow, record = sender.uow, sender.record
    receipt = receipts.find(uow.session, record, number)
    money = movements.of_receipt(uow.session, receipt) if receipt is not None else None
    if receipt is None or money is None:
        return _undo_things(sender, receipt)
    if money.is_reversed:
        return sender.reply(Text.UNDO_TWICE, receipt=number)
    if money.by != sender.person_id or uow.now - money.at > ALONE:
        return _ask_to_undo(sender, receipt, money.id, money.amount)
    try:
        movements.reverse(uow, record, money.id, by=sender.person_id)
    except NotEnoughError as error:
        return sender.reply(Text.GIVING_NOT_ENOUGH, held=str(error.there))
    return sender.reply(Text.UNDONE, receipt=number)


def books(sender: Sender, _giving: Giving, _wanted: bool) -> Reply:  # noqa: FBT001 - a command without words
    """Tell what is in each account, and in all of them together."""
    found = [each for each in accounts.balances(sender.uow.session, sender.record) if each.kind in accounts.HOLDING]
    cash = [each for each in found if each.kind is AccountKind.CASH]
    own = sum(each.amount for each in cash if each.person_id == sender.person_id)
    others = sum(each.amount for each in cash) - own
    told = catalog.say(sender.person.language, Text.BOOKS_CASH, held=str(own), others=str(others))
    # A bare number behind the cash would read as money, too.
    numbered = [f"{_kind(sender, each.kind)} {each.name}: {each.amount}" for each in found if each not in cash]
    total = str(sum(each.amount for each in found))
    return sender.reply_quoting(Text.BOOKS, ", ".join([told, *numbered]), amount=total)


def _kind(sender: Sender, kind: AccountKind) -> str:
    return catalog.say(sender.person.language, Text(f"give.by.{kind}"))


def _undo_things(sender: Sender, receipt: Receipt | None) -> Reply:
    found = things.of_receipt(sender.uow.session, receipt) if receipt is not None else None
    if receipt is None or found is None:
        return sender.reply(Text.GIVING_NO_RECEIPT)
    if found.is_undone:
        return sender.reply(Text.UNDO_TWICE, receipt=receipt.number)
    if found.by != sender.person_id or sender.uow.now - found.at > ALONE:
        return sender.reply(Text.UNDO_THINGS_LATE, receipt=receipt.number)
    things.undo(sender.uow, sender.record, receipt, by=sender.person_id)
    return sender.reply(Text.UNDONE, receipt=receipt.number)


def _ask_to_undo(sender: Sender, receipt: Receipt, movement_id: int, amount: int) -> Reply:
    """Ask the others whether a gift was written down in error."""
    uow, record = sender.uow, sender.record
    if record.paused_at is not None:
        # No text of money goes out in a pause: the others would never learn of it.
        return sender.reply(Text.MONEY_PAUSED)
    others = payment_commands.others(sender)
    if not any(may_agree(sender.person, other) for other in others):
        return sender.reply(Text.PAY_NOBODY)
    wanted = Wanted(AskKind.UNDOING, amount, movement_id=movement_id)
    row = asks.ask(uow, record, sender.person_id, wanted)
    for other in others:
        tell(uow, record, other, Text.UNDO_SECOND, request=row.number, receipt=receipt.number, amount=str(amount))
    return sender.reply(Text.UNDO_ASKED, request=row.number, receipt=receipt.number)


def _thank(sender: Sender, giver: Known, receipt: Receipt, name: Text, month: str, **values: str) -> None:
    """Send a receipt to the phone of a giver who has linked it."""
    thanking.thank(sender.uow, sender.record, giver, receipt, name, month, **values)


def _today(sender: Sender) -> int:
    """Return how many gifts the sender has written down today."""
    zone = sender.record.community.timezone
    began = sender.uow.now.astimezone(zone).replace(hour=0, minute=0, second=0, microsecond=0)
    own = (Movement.by == sender.person_id, Movement.at >= began, Movement.receipt_id.is_not(None))
    return sender.uow.session.scalar(select(func.count()).select_from(Movement).where(*own)) or 0


COMMANDS: Commands = {
    AssociationVerb.RECEIVED: AssociationCommand(SIGNATORIES, giving_forms.received, obeying("received", received)),
    AssociationVerb.KIND: AssociationCommand(SIGNATORIES, giving_forms.in_kind, obeying("kind", in_kind)),
    AssociationVerb.UNDO: AssociationCommand(SIGNATORIES, giving_forms.of_receipt, obeying("undo", undo)),
    AssociationVerb.BOOKS: AssociationCommand(SIGNATORIES, giving_forms.nothing, obeying("books", books)),
    **cash_commands.COMMANDS,
    **payment_commands.COMMANDS,
}
"""The commands of giving: only who may keep money of the association has them."""
