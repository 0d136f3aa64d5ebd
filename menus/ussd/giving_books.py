"""The pages of the association's money: a month's books in sentences, cut into pages that fit."""

from menus.domain.draft import Draft
from menus.domain.giving import STIPEND, Giving
from menus.domain.giving_facts import FEWEST_GIVERS, Books, MonthBook
from menus.text import gsm7, months
from menus.text.names import Text
from menus.ussd.step_texts import said
from menus.ussd.steps import SessionContext


def pages(context: SessionContext, draft: Draft, giving: Giving, books: Books) -> list[str]:
    """Return the pages of the last months, the newest first, and of what everybody may know of stipends."""
    feet, more = said(draft, Text.WHERE_FEET, context), said(draft, Text.MORE, context)
    room = gsm7.LIMIT - gsm7.septets(f"\n{more}\n{feet}")
    told = [_month(context, draft, giving, book) for book in books.months]
    if not told:
        told.append(said(draft, Text.GIVE_BOOKS_EMPTY, context))
    if giving.stipend_cap is not None:
        told.append(said(draft, Text.GIVE_STIPEND_CAP, context, amount=str(giving.stipend_cap)))
    told += [
        said(draft, Text.GIVE_SUPPORT, context, quarter=quarter, amount=str(kes)) for quarter, kes in books.support
    ]
    texts = [text for each in told for text in _cut(each, room)]
    last = len(texts) - 1
    return ["\n".join([text, *([more] if place < last else []), feet]) for place, text in enumerate(texts)]


def _month(context: SessionContext, draft: Draft, giving: Giving, book: MonthBook) -> str:
    """Return the books of a month as sentences: in, out by heading, in hand, and who has checked it."""
    month, came = months.short(draft.language, book.month), str(book.came)
    if book.givers >= FEWEST_GIVERS:
        told = [said(draft, Text.GIVE_BOOKS_IN, context, month=month, amount=came, count=str(book.givers))]
    else:
        # A neighbour must not guess who gave what.
        told = [said(draft, Text.GIVE_BOOKS_IN_FEW, context, month=month, amount=came)]
    out = str(sum(amount for _, amount in book.out))
    spent = ", ".join(f"{heading_name(context, draft, giving, key)} {amount}" for key, amount in book.out)
    if spent:
        told.append(said(draft, Text.GIVE_BOOKS_OUT, context, amount=out, spent=spent))
    told.append(said(draft, Text.GIVE_BOOKS_HAND, context, amount=str(book.in_hand)))
    if book.checked_on is not None:
        day = f"{book.checked_on:%d/%m}"
        told.append(said(draft, Text.GIVE_BOOKS_CHECKED, context, day=day, count=str(book.checkers)))
    return " ".join(told)


def heading_name(context: SessionContext, draft: Draft, giving: Giving, key: str) -> str:
    """Return the name of what money was spent on; an older file may have had the heading."""
    if key == STIPEND:
        return said(draft, Text.GIVE_STIPENDS, context)
    return giving.headings.get(key, {}).get(draft.language, key)


def _cut(text: str, room: int) -> list[str]:
    """Return a text in parts that fit, cut between words."""
    parts = [""]
    for word in text.split(" "):
        longer = f"{parts[-1]} {word}".strip()
        if gsm7.fits(longer, room):
            parts[-1] = longer
        else:
            parts.append(word)
    return parts
