"""The screens of giving: how to give, my receipts, where the money goes, and giving things or work.

Giving is a choice and buys nothing: no page tells what somebody has not given, and none is pushed.
"""

from menus.domain.draft import Draft
from menus.domain.giving import AccountKind, Giving, Offered
from menus.domain.giving_facts import Books, HowToGive, OwnReceipt, OwnReceipts
from menus.text import giving_in_force, months
from menus.text.names import Text
from menus.ussd import giving_books, pagination
from menus.ussd.giving_acts import AskAboutReceipt, LinkGiver, OfferThings, SayPremises
from menus.ussd.screen_names import ScreenName
from menus.ussd.step_texts import end, page, said
from menus.ussd.steps import ScreenStep, SessionContext, Transition

MOST_PREMISES = 999
"""The most premises that somebody may say they own. A guess."""
_OFFERS = dict(zip("1234", Offered, strict=False))
_ACCOUNTS = {AccountKind.MPESA: Text.GIVE_PAYBILL, AccountKind.BANK: Text.GIVE_BANK}


def is_open(context: SessionContext) -> bool:
    """Return whether somebody of the community writes down what is given, so that its pages may be shown."""
    return giving_in_force.of(context.community) is not None


def _giving(context: SessionContext) -> Giving:
    giving = giving_in_force.of(context.community)
    if giving is None:
        message = "the pages of giving are shown where giving is open alone"
        raise LookupError(message)
    return giving


def _choose(context: SessionContext, draft: Draft, key: str) -> Transition | None:
    if not is_open(context):
        return None
    match key:
        case "1":
            return Transition(draft, ScreenName.GIVE_HOW, LinkGiver(draft.language))
        case "2":
            return Transition(draft, ScreenName.GIVE_RECEIPTS)
        case "3":
            return Transition(draft, ScreenName.GIVE_MONEY)
        case "4":
            return Transition(draft, ScreenName.GIVE_KIND)
        case _:
            return None


def _listed(context: SessionContext, draft: Draft, head: str, lines: list[str], feet: str = "") -> list[str]:
    whole = "\n".join(filter(None, (feet, said(draft, Text.WHERE_FEET, context))))
    return pagination.pages(head, lines, whole, said(draft, Text.MORE, context))


def _ways(context: SessionContext, draft: Draft) -> list[str]:
    """Return the accounts that the caller can pay to, each with their number, and how to give cash."""
    known = context.fact(HowToGive)
    lines = [
        said(draft, _ACCOUNTS[each.kind], context, number=each.number, giver=known.number)
        for each in _giving(context).accounts
        # Without the number of the giver nobody would know whose gift it is.
        if known.number and (each.kind, each.number) not in known.frozen
    ]
    if lines or not known.number:
        return [*lines, said(draft, Text.GIVE_CASH, context)]
    return [said(draft, Text.GIVE_CASH_AS, context, giver=known.number)]


def _show_how(context: SessionContext, draft: Draft) -> list[str]:
    giving = _giving(context)
    head = said(draft, Text.GIVE_WHAT_YOU_CAN, context)
    if giving.decided_on is not None:
        head = said(draft, Text.GIVE_HOW, context, day=f"{giving.decided_on:%d/%m}", amount=str(giving.month))
    feet = said(draft, Text.GIVE_OWNER_KEY, context) if giving.bands else ""
    return _listed(context, draft, head, _ways(context, draft), feet)


def _choose_how(context: SessionContext, draft: Draft, key: str) -> Transition | None:
    is_owner = key == "1" and is_open(context) and _giving(context).bands
    return Transition(draft, ScreenName.GIVE_PREMISES) if is_owner else None


def _say_premises(_context: SessionContext, draft: Draft, given: str) -> Transition | None:
    typed = given.strip()
    count = int(typed) if typed.isascii() and typed.isdecimal() and len(typed) <= len(str(MOST_PREMISES)) else 0
    if count == 0:
        return None
    return Transition(draft, ScreenName.GIVE_OWNER, SayPremises(draft.language, count))


def _show_owner(context: SessionContext, draft: Draft) -> list[str]:
    giving, band = _giving(context), context.fact(HowToGive).band
    head = said(draft, Text.GIVE_OWNERS, context, day=f"{giving.decided_on:%d/%m}")
    bands = ", ".join(_bands(giving))
    own = said(draft, Text.GIVE_OWN_BAND, context, amount=str(giving.asked_of(band))) if band is not None else ""
    lines = [" ".join(filter(None, (f"{bands}.", own))), said(draft, Text.GIVE_NO_PLACE, context)]
    return _listed(context, draft, head, lines + _ways(context, draft))


def _bands(giving: Giving) -> list[str]:
    told, first = [], 1
    for band in giving.bands:
        until = f"{first}+" if band.upto is None else f"{first}-{band.upto}" if band.upto > first else str(first)
        told.append(f"{until} {band.amount}")
        first = (band.upto or 0) + 1
    return told


def _receipt_line(context: SessionContext, draft: Draft, receipt: OwnReceipt) -> str:
    month = months.short(draft.language, receipt.month)
    if receipt.things:
        line = f"{receipt.number} {receipt.count} {receipt.things}, {month}"
    else:
        how = said(draft, Text(f"give.by.{receipt.method.value}"), context)
        line = f"{receipt.number} {receipt.count} {month}, {how}"
    return f"{line}: {said(draft, Text.GIVE_UNDONE, context)}" if receipt.is_undone else line


def _show_receipts(context: SessionContext, draft: Draft) -> list[str]:
    own = context.fact(OwnReceipts)
    if not own.is_linked:
        return [said(draft, Text.GIVE_NOT_LINKED, context)]
    told = [_receipt_line(context, draft, receipt) for receipt in own.receipts]
    told.append(said(draft, Text.GIVE_WRONG_KEY, context))
    lines = [f"{number} {line}" for number, line in enumerate(told, start=1)]
    return _listed(context, draft, said(draft, Text.GIVE_RECEIPTS_HEAD, context), lines)


def _choose_receipt(context: SessionContext, draft: Draft, key: str) -> Transition | None:
    own = context.fact(OwnReceipts)
    place = int(key) if key and key[0] != "0" else 0
    if not own.is_linked or not 1 <= place <= len(own.receipts) + 1:
        return None
    about = own.receipts[place - 1].number if place <= len(own.receipts) else ""
    return Transition(Draft(draft.language, asked_about=about), ScreenName.GIVE_WRONG)


def _show_wrong(context: SessionContext, draft: Draft) -> list[str]:
    name = Text.GIVE_WRONG_ONE if draft.asked_about else Text.GIVE_WRONG
    return [said(draft, name, context, receipt=draft.asked_about)]


def _ask(context: SessionContext, draft: Draft, key: str) -> Transition | None:
    if key != "1":
        return None
    return Transition(draft, None, AskAboutReceipt(draft.asked_about), end(context, draft, Text.GIVE_ASKED).last)


def _show_money(context: SessionContext, draft: Draft) -> list[str]:
    return giving_books.pages(context, draft, _giving(context), context.fact(Books))


def _offer(context: SessionContext, draft: Draft, key: str) -> Transition | None:
    if key == "5":
        return Transition(draft, ScreenName.GIVE_KIND_TYPED)
    return _offered(context, draft, OfferThings(draft.language, _OFFERS[key])) if key in _OFFERS else None


def _type_offer(context: SessionContext, draft: Draft, given: str) -> Transition | None:
    words = given.strip()
    return _offered(context, draft, OfferThings(draft.language, Offered.OTHER, words)) if words else None


def _offered(context: SessionContext, draft: Draft, act: OfferThings) -> Transition:
    number = context.fact(HowToGive).number
    return Transition(draft, None, act, end(context, draft, Text.GIVE_OFFERED, giver=number).last)


def _no_choice(_context: SessionContext, _draft: Draft, _key: str) -> None:
    return None


STEPS = (
    ScreenStep(ScreenName.GIVE, page(Text.GIVE_PAGE), _choose),
    ScreenStep(ScreenName.GIVE_HOW, _show_how, _choose_how, needs=HowToGive),
    ScreenStep(
        ScreenName.GIVE_PREMISES, page(Text.GIVE_PREMISES), _say_premises, typed=True, hint=Text.GIVE_PREMISES_HINT
    ),
    ScreenStep(ScreenName.GIVE_OWNER, _show_owner, _no_choice, needs=HowToGive),
    ScreenStep(ScreenName.GIVE_RECEIPTS, _show_receipts, _choose_receipt, needs=OwnReceipts),
    ScreenStep(ScreenName.GIVE_WRONG, _show_wrong, _ask),
    ScreenStep(ScreenName.GIVE_MONEY, _show_money, _no_choice, needs=Books),
    ScreenStep(ScreenName.GIVE_KIND, page(Text.GIVE_KIND), _offer, needs=HowToGive),
    ScreenStep(ScreenName.GIVE_KIND_TYPED, page(Text.GIVE_KIND_TYPED), _type_offer, typed=True),
)
