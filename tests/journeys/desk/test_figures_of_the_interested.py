"""Figures and pictures of people who have an interest in an incident: it is in none of them, and they agree."""

from datetime import timedelta

from menus.domain.categories import Category
from tests.journeys.desk.figures import Past, Reading, past, table
from tests.journeys.desk.test_plots import Pen, asks, buttons, with_pen, year
from tests.people import COORDINATOR, LANDLORDS, RESIDENT, RESIDENTS
from tests.rises import interest
from tests.town import START, Town


def test_what_somebody_has_an_interest_in_is_in_none_of_their_figures(town: Town) -> None:
    town.reports(RESIDENT, Category.GUN_KILLING)
    theirs = town.reports(RESIDENTS[3], Category.THEFT, zone="market")
    town.reports(RESIDENTS[4], Category.THEFT, zone="school")
    town.passes(minutes=1)
    town.texts(COORDINATOR, f"INTEREST {theirs}")
    town.passes(seconds=2)
    for phone, number in ((COORDINATOR, "2"), (LANDLORDS, "3")):
        visitor = Reading(town, phone)
        assert table(visitor.reads(), "patrol")[visitor.words("all")][0] == number


def test_their_picture_and_their_table_show_the_same_numbers(town: Town) -> None:
    (theirs,) = past(town, [Past(START - timedelta(minutes=5), patrol=1)])
    year(town)
    interest(town, COORDINATOR, theirs)
    visitor = with_pen(town, Pen())
    page = visitor.reads()
    asks(visitor, page)
    town.works()
    after = visitor.reads()
    assert table(after, "patrol") == table(page, "patrol")
    assert buttons(after) == [], "what is drawn is what the table tells"
    (later,) = past(town, [Past(START - timedelta(minutes=9), patrol=2)])
    interest(town, COORDINATOR, later)
    assert table(visitor.reads(), "patrol") == table(page, "patrol")
    assert not list(visitor.reads().root.all("img")), "it was drawn before they had the newer interest"
