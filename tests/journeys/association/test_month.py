"""The month of one association, told as a story from outside: by phone, by text, at the desk, and by M-PESA.

A gift becomes tea, a question an answer, a vote a decision; a boy ends well, an alley is lit, the papers end and are
renewed, and a landlord's son comes before a court like anybody else. Then the books balance, and the record is whole.
"""

from collections.abc import Callable

import pytest

from gateway.record import verifying
from tests.journeys.association import month_baraza as baraza
from tests.journeys.association import month_court as court
from tests.journeys.association import month_money as money
from tests.journeys.association import month_papers as papers
from tests.journeys.association import month_street as street
from tests.journeys.association.month import Month, file_of, names_in
from tests.people import LEADER, RESIDENT, RESIDENTS
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
    _everybody_reads_it(month)
    _the_record_is_whole(month)


def _everybody_reads_it(month: Month) -> None:
    """Read by dialling what became of the month, as anybody may; all that was met on the way named nobody."""
    anybody = RESIDENTS[18]
    decided = month.reads(anybody, "0", "3", "5")
    for words in ("50 a month", "the drains are cleaned", "Yes 8, No 5", "we patrol again"):
        assert words in decided, words
    said = month.reads(anybody, "0", "3", "4")
    assert "The new lamps come on Saturday" in said
    assert "3 lamps at the river" in said
    assert "CG/0902" in month.dials(anybody, "0", "8", "1")
    assert month.got(anybody) == [], "nobody is texted who asked for nothing"
    assert len(month.town.carrier.sent) > 100
    assert len(month.pages) > 400
    assert len(month.shown) > 60


def _the_record_is_whole(month: Month) -> None:
    town = month.town
    town.places()
    found = verifying.verify(town.services.database, town.record().id, town.community.key)
    assert found.finding is None
    assert (found.waiting, found.has_board, found.size > 30) == (0, True, True)


@pytest.mark.parametrize(
    "words", [f"call {RESIDENT}", f"call 0{RESIDENT[4:7]} {RESIDENT[7:10]} {RESIDENT[10:]}", f"{LEADER}", "zebedayo's"]
)
def test_the_eye_on_texts_and_pages_sees_names_and_numbers(words: str) -> None:
    assert names_in(f"MLATA: {words} today")
