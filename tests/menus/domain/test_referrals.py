"""Referrals: a line that nobody has checked for 180 days is hidden, and so is one that is checked in the future."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from menus.domain import referrals
from menus.domain.referrals import Referral, ReferralKind

TODAY = date(2026, 11, 28)


@given(st.integers(min_value=-400, max_value=400))
def test_a_line_is_shown_for_180_days(age: int) -> None:
    line = Referral(ReferralKind.FOOD, {"en": "Kitchen"}, "1192", frozenset(), TODAY - timedelta(days=age))
    assert bool(referrals.shown([line], TODAY)) == (0 <= age <= 180)


def test_lines_stand_in_the_order_of_their_kinds() -> None:
    lines = [Referral(kind, {"en": kind}, "1", frozenset(), TODAY) for kind in reversed(ReferralKind)]
    assert [one.kind for one in referrals.shown(lines, TODAY)] == list(ReferralKind)
