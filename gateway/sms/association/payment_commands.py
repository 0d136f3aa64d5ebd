"""SMS commands of payments: PAY asks, and AGREE of somebody of another household and tenure pays; REFUSE ends it."""

from collections.abc import Sequence

from gateway.association import decisions
from gateway.association.giving import accounts, asks, stipends
from gateway.association.giving.asks import Agreement, Wanted
from gateway.association.giving.sending import tell
from gateway.sms.association.command import AssociationCommand, Commands
from gateway.sms.association.giving_replies import obeying
from gateway.sms.sender import Reply, Sender
from gateway.storage.models.giving_asks import GivingAsk
from menus.domain.community import Mode, Person
from menus.domain.giving import STIPEND, AskKind, Giving, pays_patrols
from menus.domain.roles import Role, acting_role
from menus.domain.signing import SIGNATORIES, may_agree
from menus.sms import giving_forms, listing
from menus.sms.association_verbs import AssociationVerb
from menus.sms.giving_forms import Pay
from menus.sms.giving_longest import LONGEST_RECIPIENT
from menus.text import catalog, gsm7, person_matching
from menus.text.names import Text

_ANSWERS = {
    Agreement.DONE: Text.ASK_AGREED,
    Agreement.OVER: Text.ASK_OVER,
    Agreement.OWN: Text.ASK_OWN,
    Agreement.NOT_FITTING: Text.ASK_OTHER,
    Agreement.NOT_ENOUGH: Text.ASK_NOT_ENOUGH,
    Agreement.OVER_CAP: Text.ASK_OVER_CAP,
    Agreement.NO_PATROLS: Text.PAY_NO_PATROLS,
}


def others(sender: Sender) -> Sequence[Person]:
    """Return everybody else who signs for the association."""
    return [one for one in sender.record.community.having(SIGNATORIES) if one.phone != sender.person.phone]


def pay(sender: Sender, giving: Giving, wanted: Pay) -> Reply:
    """Ask the others to agree to a payment. Nothing is paid before one of them does."""
    uow, record = sender.uow, sender.record
    decision = decisions.find(uow.session, record.id, wanted.decision)
    if decision is None:
        return sender.reply(Text.PAY_DECISION, decision=wanted.decision)
    recipient = _recipient(sender, giving, wanted) if wanted.recipient else None
    if isinstance(recipient, Reply):
        return recipient
    heading = STIPEND if recipient is not None else _heading(sender, giving, wanted)
    if isinstance(heading, Reply):
        return heading
    out_of = _account(sender, giving, wanted)
    if isinstance(out_of, Reply):
        return out_of
    recipient_id = record.person_ids[recipient.phone] if recipient is not None else None
    if not any(may_agree(sender.person, one) and one != recipient for one in others(sender)):
        return sender.reply(Text.PAY_NOBODY)
    into = accounts.spent_on(uow, record, heading)
    asked = Wanted(AskKind.PAYMENT, wanted.amount, out_of, into, decision.id, recipient_id=recipient_id)
    row = asks.ask(uow, record, sender.person_id, asked)
    # Somebody who is both asks about money as the treasurer.
    asks_as = acting_role(sender.person.roles, {Role.TREASURER}) or sender.acting(SIGNATORIES)
    for one in others(sender):
        what = _heading_name(giving, heading, one.language)
        if recipient is not None:
            what = f"{what} {gsm7.cut(gsm7.plain(recipient.name), LONGEST_RECIPIENT)}"
        role = listing.role_name(one.language, asks_as)
        values = {"amount": str(wanted.amount), "what": what, "decision": decision.number, "role": role}
        tell(uow, record, one, Text.PAY_SECOND, request=row.number, **values)
    return sender.reply(Text.PAY_ASKED, request=row.number, amount=str(wanted.amount))


def agree(sender: Sender, _giving: Giving, number: str) -> Reply:
    """Agree to what somebody else has asked; the first who may, does it."""
    uow, record = sender.uow, sender.record
    row = asks.find(uow.session, record, number)
    if row is None or row.kind is AskKind.HANDOVER:
        # Cash is in somebody's hands once they have counted it themselves.
        return sender.reply(Text.ASK_UNKNOWN)
    result = asks.agree(uow, record, row, sender.person)
    if result is Agreement.DONE:
        _tell_asker(sender, row, Text.ASK_AGREED_TOLD)
    return sender.reply(_ANSWERS[result], request=number, amount=str(row.amount_kes))


def refuse(sender: Sender, _giving: Giving, number: str) -> Reply:
    """Refuse what somebody has asked, or take back what one has asked oneself."""
    row = asks.find(sender.uow.session, sender.record, number)
    if row is None or row.kind is AskKind.HANDOVER:
        return sender.reply(Text.ASK_UNKNOWN)
    if not asks.refuse(sender.uow, sender.record, row, sender.person_id):
        return sender.reply(Text.ASK_OVER, request=number)
    _tell_asker(sender, row, Text.ASK_REFUSED_TOLD)
    return sender.reply(Text.ASK_REFUSED, request=number)


def _heading(sender: Sender, giving: Giving, wanted: Pay) -> str | Reply:
    """Return the key of what a payment is for, or why nothing is paid for it."""
    heading = heading_of(giving, wanted.heading)
    if heading is None:
        return sender.reply_quoting(Text.PAY_HEADING, ", ".join(_names(giving, sender.person.language)))
    if sender.record.community.mode is Mode.REFER_ONLY and pays_patrols(heading, giving.headings[heading]):
        return sender.reply(Text.PAY_NO_PATROLS)
    return heading


def heading_of(giving: Giving, typed: str) -> str | None:
    """Return the key of the heading that somebody typed, by its key or its name in any language; None if there is none.

    Stipends have a form of their own.
    """
    wanted = " ".join(typed.casefold().replace("-", " ").split())
    for key, names in giving.headings.items():
        known = {key.replace("-", " "), *(name.casefold() for name in names.values())}
        if wanted in known:
            return key
    return None


def _recipient(sender: Sender, giving: Giving, wanted: Pay) -> Person | Reply:
    """Return who gets a stipend, or why nobody does."""
    record = sender.record
    meant = person_matching.named(wanted.recipient, record.community.people)
    if giving.stipend_cap is None:
        return sender.reply(Text.PAY_NO_STIPENDS)
    if len(meant) != 1:
        return sender.reply_quoting(Text.PAY_WHO, wanted.recipient)
    (recipient,) = meant
    if recipient.phone == sender.person.phone:
        return sender.reply(Text.PAY_ONESELF)
    recipient_id = record.person_ids[recipient.phone]
    if not stipends.fits(sender.uow, record, recipient_id, wanted.amount):
        held = stipends.of_month(sender.uow.session, record, recipient_id, sender.uow.now)
        return sender.reply(Text.PAY_OVER_CAP, amount=str(giving.stipend_cap), held=str(held))
    return recipient


def _account(sender: Sender, giving: Giving, wanted: Pay) -> int | Reply:
    """Return the account out of which a payment goes: the sender's cash, or one that they name by number or kind."""
    uow, record = sender.uow, sender.record
    named = wanted.account.casefold().replace("-", "")
    fitting = [each for each in giving.accounts if named in {each.number, each.kind.value}]
    if not named:
        out_of = accounts.cash_of(uow, record, sender.person_id)
    elif len(fitting) == 1:
        out_of = accounts.numbered(uow, record, fitting[0].kind, fitting[0].number)
    else:
        return sender.reply(Text.PAY_ACCOUNT)
    there = accounts.in_it(uow.session, out_of)
    return out_of if there >= wanted.amount else sender.reply(Text.GIVING_NOT_ENOUGH, held=str(there))


def _heading_name(giving: Giving, heading: str, language: str) -> str:
    if heading == STIPEND:
        return catalog.say(language, Text.GIVE_STIPENDS)
    return giving.headings[heading].get(language, heading)


def _names(giving: Giving, language: str) -> list[str]:
    return [_heading_name(giving, key, language) for key in giving.headings]


def _tell_asker(sender: Sender, row: GivingAsk, name: Text) -> None:
    asker = sender.record.person(row.asked_by)
    if asker is not None and asker.phone != sender.person.phone:
        tell(sender.uow, sender.record, asker, name, request=row.number, amount=str(row.amount_kes))


COMMANDS: Commands = {
    AssociationVerb.PAY: AssociationCommand(SIGNATORIES, giving_forms.pay, obeying("pay", pay, asks_others=True)),
    AssociationVerb.AGREE: AssociationCommand(SIGNATORIES, giving_forms.of_request, obeying("agree", agree)),
    AssociationVerb.REFUSE: AssociationCommand(SIGNATORIES, giving_forms.of_request, obeying("refuse", refuse)),
}
