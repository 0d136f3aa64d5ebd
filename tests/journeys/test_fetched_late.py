"""Stories of texts that are fetched late: what would do harm is only kept, a call for help is heard, nothing twice."""

from datetime import timedelta

import pytest

from menus.domain.categories import Category
from menus.domain.fetched_texts import HEARD, LATE
from menus.domain.retention import periods
from menus.text.names import Text
from tests.journeys.test_fetched_texts import PRIVATE, posted, results
from tests.people import LEADER, OTHER, RESIDENT
from tests.town import Town
from workers import chores


def test_a_private_text_that_comes_late_by_the_other_way_tells_nobody_twice(town: Town) -> None:
    town.waits_at_the_network(RESIDENT, PRIVATE)
    date = town.now.isoformat()
    town.fetches()
    town.passes(minutes=45)
    posted(town, RESIDENT, PRIVATE, date=date)
    assert len(results(town)) == 1
    assert len(town.board()) == 1


def test_a_text_that_is_too_old_is_stored_and_not_acted_on(town: Town) -> None:
    reference = town.reports(RESIDENT, Category.GUN_KILLING)
    sent = town.now - LATE - timedelta(minutes=1)
    town.waits_at_the_network(LEADER, f"1 {reference}", date=sent.isoformat())
    town.fetches()
    town.passes(minutes=1)
    assert results(town) == ["late"]
    assert town.got(LEADER, Text.GOING) == []
    # A new one of the same words is acted on: the old one is no echo of it.
    town.answers(LEADER, "going", reference)
    assert len(town.got(LEADER, Text.GOING)) == 1


def test_a_killing_and_a_call_for_help_of_a_long_outage_are_heard(town: Town) -> None:
    town.fetches()
    town.now += timedelta(hours=14)
    sent = (town.now - LATE - timedelta(hours=1)).isoformat()
    killing, call, obeyed = "Mtu ameuawa kwa bunduki Bondeni", "5", "OFF"
    for phone, said in ((RESIDENT, killing), (LEADER, call), (OTHER, PRIVATE), (LEADER, obeyed)):
        town.waits_at_the_network(phone, said, date=sent)
    town.fetches()
    town.works()
    assert results(town).count("late") == 1, "the command alone is not obeyed"
    assert {row["category"] for row in town.board()} >= {Category.GUN_KILLING, Category.OFFICER_DOWN}
    assert len(town.board()) == 3


@pytest.mark.parametrize("hours", [20, 30, 71])
@pytest.mark.parametrize("has_date", [True, False])
@pytest.mark.parametrize("words", ["Mtu ameuawa kwa bunduki Bondeni", PRIVATE])
def test_what_came_by_the_webhook_is_not_heard_again_after_the_fetching_failed_for_days(
    town: Town, words: str, hours: int, *, has_date: bool
) -> None:
    town.fetches()
    date = town.now.isoformat() if has_date else ""
    town.waits_at_the_network(RESIDENT, words, date=date)
    posted(town, RESIDENT, words, date=date)
    town.carrier.is_away = True
    for _ in range(hours):
        town.now += timedelta(hours=1)
        town.fetches()
        chores.erase_expired()
    town.carrier.is_away = False
    town.fetches()
    assert len(results(town)) == 1
    assert len(town.board()) == 1


def test_the_traces_of_a_text_are_kept_as_long_as_it_could_be_heard_again() -> None:
    zones = timedelta(hours=26)
    assert HEARD + zones <= periods.TWINS


def test_words_that_are_older_than_three_days_are_only_stored(town: Town) -> None:
    town.fetches()
    town.now += timedelta(days=5)
    sent = (town.now - timedelta(days=3, minutes=1)).isoformat()
    town.waits_at_the_network(RESIDENT, "Mtu ameuawa kwa bunduki Bondeni", date=sent)
    town.fetches()
    assert results(town) == ["late"]


def test_the_first_fetch_of_an_old_account_acts_on_nothing_of_unknown_age(town: Town) -> None:
    for day in range(40):
        town.waits_at_the_network(OTHER, f"Wizi Bondeni {day}", date=(town.now - timedelta(days=day + 1)).isoformat())
    town.waits_at_the_network(OTHER, "Wizi sokoni", date="soon")
    town.fetches()
    assert set(results(town)) == {"late"}
    # Texts older than a month are not even stored.
    assert len(results(town)) == 31
    town.passes(minutes=1)
    town.waits_at_the_network(OTHER, "Mwizi ameingia nyumba Bondeni", date="soon")
    town.fetches()
    assert len(town.board()) == 1
