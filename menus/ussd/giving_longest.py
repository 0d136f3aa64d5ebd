"""The longest facts of giving, and the rarest: with them the walk over all pages finds each page that does not fit."""

from collections.abc import Mapping
from datetime import date

from menus.domain.community import Community
from menus.domain.giving import STIPEND, Band, GivenBy
from menus.domain.giving_facts import Books, HowToGive, MonthBook, OwnReceipt, OwnReceipts
from menus.text import giving_in_force

LONGEST_THINGS = 20
"""Septets of the things on a receipt that a page shows."""
MOST_RECEIPTS = 20
"""Receipts that a page shows. A guess."""
_MOST = 99_999_999
_NUMBER = "999999999"


def facts(community: Community) -> list[Mapping[type, object]]:
    """Return the facts with which the pages of giving are walked, the longest first."""
    giving = giving_in_force.of(community)
    keys = [*(giving.headings if giving is not None else {}), STIPEND]
    book = MonthBook("2026-09", _MOST, 99_999, tuple((key, _MOST) for key in keys), _MOST, date(2026, 12, 31), 99)
    receipts = [
        OwnReceipt(f"R{_NUMBER}", _MOST, "2026-09", method, things, is_undone=True)
        for method in GivenBy
        for things in ("", "W" * LONGEST_THINGS)
    ]
    how = HowToGive(f"G{_NUMBER}", Band.LARGE)
    own = OwnReceipts(is_linked=True, receipts=tuple(receipts * MOST_RECEIPTS)[:MOST_RECEIPTS])
    none: dict[type, object] = {HowToGive: HowToGive(), OwnReceipts: OwnReceipts(), Books: Books()}
    return [{HowToGive: how, OwnReceipts: own, Books: Books((book, book), (("2026-Q4", _MOST),))}, none]
