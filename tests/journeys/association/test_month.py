"""The month of one association, told as a story from outside: by phone, by text, at the desk, and by M-PESA."""

from collections.abc import Callable

from tests.journeys.association import month_money as money
from tests.journeys.association.month import Month, file_of
from tests.town import Town


def test_a_month_of_one_association(new_town: Callable[..., Town]) -> None:
    month = Month(new_town(file_of(giving=False)))
    month.until(month.local(24, 11, 9))
    money.decides_and_opens_giving(month)
    money.gives_in_cash(month)
    money.gives_by_mpesa(month)
    money.hands_over(month)
    money.pays_for_tea(month)
    money.reads_the_books(month)
    money.balances(month)
