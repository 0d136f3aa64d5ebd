"""The month of one association, told as a story from outside: by phone, by text, at the desk, and by M-PESA."""

from collections.abc import Callable

from tests.journeys.association import month_baraza as baraza
from tests.journeys.association import month_court as court
from tests.journeys.association import month_money as money
from tests.journeys.association import month_papers as papers
from tests.journeys.association import month_street as street
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
    baraza.sets_a_baraza(month)
    baraza.asks_without_a_name(month)
    baraza.decides(month)
    baraza.lists_households(month)
    box = baraza.prepares_a_vote(month)
    baraza.votes(month)
    baraza.opens_the_box(month, *box)
    boy = street.warns_a_boy(month)
    street.lights_an_alley(month)
    street.meets_again_and_ends_well(month, boy)
    papers.is_told_to_end(month)
    papers.ends(month)
    papers.is_renewed(month)
    arrested = court.arrests_a_landlords_son(month)
    court.is_asked_after_14_days(month, arrested)
    court.comes_to_court_and_ends(month, arrested)
    street.is_still_well(month, boy)
    money.reads_the_books(month, "Apr")
    money.balances(month)
