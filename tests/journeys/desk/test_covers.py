"""Covers: the alerts go by them, the people of a cover are told, and a leader's place goes to a leader alone."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from gateway.roster.phone_notices import short_name
from menus.domain.categories import Category
from menus.text.names import Text
from tests.journeys.desk.roster import (
    NIGHTS,
    alerted,
    desk_of,
    in_force,
    stored,
    taken_away,
    versions,
    wall,
    wished,
    with_shifts,
)
from tests.people import BONDENI, COORDINATOR, DEPUTY, KIAMUTISYA, LEADER, OVERSIGHT, RESIDENT, RESIDENTS
from tests.town import Town


@pytest.fixture
def town(new_town: Callable[..., Town]) -> Town:
    """Give a community whose leader and one patroller serve by night: it is Monday, 21:00."""
    return new_town(with_shifts(NIGHTS))


def test_who_covers_gets_the_alerts_of_the_covered_one_until_the_cover_ends(town: Town) -> None:
    visitor = desk_of(town)
    before = town.reports(RESIDENTS[0], Category.BREAK_IN)
    assert alerted(town, BONDENI, KIAMUTISYA, reference=before) == [True, False]
    stored(visitor, wished(visitor, KIAMUTISYA, BONDENI, ends=wall(town, hours=9)))
    covered = town.reports(RESIDENTS[1], Category.FIGHT_THREAT)
    assert alerted(town, BONDENI, KIAMUTISYA, reference=covered) == [False, True]
    town.answers(KIAMUTISYA, "going", covered)
    assert town.track(covered, "patrol")["answered_by_role"] == "patrol"
    town.now += timedelta(hours=23)
    after = town.reports(RESIDENTS[2], Category.BREAK_IN)
    assert alerted(town, BONDENI, KIAMUTISYA, reference=after) == [True, False]


def test_who_covers_for_the_leader_gets_what_is_for_the_leader(town: Town) -> None:
    visitor = desk_of(town)
    stored(visitor, wished(visitor, DEPUTY, LEADER))
    theft = town.reports(RESIDENT, Category.THEFT)
    assert alerted(town, DEPUTY, LEADER, reference=theft) == [True, False]
    town.answers(DEPUTY, "going", theft)
    assert town.incident(theft)["tracks"]["patrol"]["answered_by_role"] == "deputy-leader"
    (text,) = town.got(OVERSIGHT, Text.COVERS_LEADER)
    assert all(short_name(town.person(phone)) in text for phone in (DEPUTY, COORDINATOR)), text
    assert len(text) <= 160
    stored(visitor, wished(visitor, KIAMUTISYA, BONDENI))
    assert len(town.got(OVERSIGHT, Text.COVERS_LEADER)) == 1
    for _ in range(2):
        stored(visitor, taken_away(visitor))
    (text,) = town.got(OVERSIGHT, Text.COVERS_LEADER_ENDED)
    assert all(short_name(town.person(phone)) in text for phone in (DEPUTY, COORDINATOR)), text


@pytest.mark.parametrize("whom", [LEADER, DEPUTY])
def test_nobody_but_a_leader_gets_the_place_of_a_leader(town: Town, whom: str) -> None:
    visitor = desk_of(town)
    hours = {"begins": wall(town), "ends": wall(town, hours=24), "why": "Away", "shift": ""}
    people = {"person": town.person(KIAMUTISYA).name, "instead_of": town.person(whom).name}
    button = next(one for one in visitor.opens("/desk/roster/cover").buttons() if one.address == "/desk/roster/cover")
    for where in ("", "/confirmed"):
        page = visitor.sends(f"/desk/roster/cover{where}", {**button.fields, **hours, **people, "seen": "1"})
        assert (page.status, visitor.says("roster", "fault.leader") in page.text) == (422, True)
    assert len(versions(town)) == 1
    assert not town.got(OVERSIGHT, Text.COVERS_LEADER)


def test_an_alert_that_waits_for_an_answer_comes_to_who_covers_from_now_on(town: Town) -> None:
    visitor = desk_of(town)
    waiting = town.reports(RESIDENT, Category.BREAK_IN)
    stored(visitor, wished(visitor, KIAMUTISYA, BONDENI))
    assert alerted(town, KIAMUTISYA, reference=waiting) == [True]


def test_off_by_sms_in_the_hours_of_a_cover_counts_more(town: Town) -> None:
    visitor = desk_of(town)
    stored(visitor, wished(visitor, KIAMUTISYA, BONDENI))
    town.passes(minutes=5)
    town.texts(KIAMUTISYA, "OFF")
    town.texts(BONDENI, "ON")
    reference = town.reports(RESIDENT, Category.BREAK_IN)
    assert alerted(town, BONDENI, KIAMUTISYA, reference=reference) == [True, False]


def test_off_by_sms_before_a_cover_begins_counts_in_its_hours_and_the_gap_is_told(town: Town) -> None:
    visitor = desk_of(town)
    stored(visitor, wished(visitor, DEPUTY, KIAMUTISYA, begins=wall(town, hours=8), ends=wall(town, hours=20)))
    town.passes(minutes=1)
    town.now += timedelta(hours=7, minutes=30)
    town.texts(DEPUTY, "OFF")
    visitor = desk_of(town)
    shift = "06:00-20:00 Patrol, Kiamutisya (example)"
    line = visitor.says("roster", "gap.shift", when="Tue 24/11 06:00", shift=shift)
    assert line in visitor.opens("/desk/roster").text
    town.passes(minutes=70)
    assert town.got(COORDINATOR, Text.GAP)
    town.passes(minutes=30)
    reference = town.reports(RESIDENT, Category.BREAK_IN)
    assert alerted(town, DEPUTY, reference=reference) == [False]


def test_both_people_are_told_by_sms_and_again_when_it_is_taken_away(town: Town) -> None:
    visitor = desk_of(town)
    stored(visitor, wished(visitor, KIAMUTISYA, BONDENI))
    assert len(town.got(KIAMUTISYA, Text.COVERS_FOR)) == len(town.got(BONDENI, Text.COVERED)) == 1
    page = stored(visitor, taken_away(visitor))
    assert visitor.says("roster", "ended") in page.text
    assert visitor.says("roster", "covers.none") in page.text
    assert len(town.got(KIAMUTISYA, Text.COVER_ENDED)) == len(town.got(BONDENI, Text.COVER_ENDED)) == 1
    assert in_force(town).covers == ()
    reference = town.reports(RESIDENT, Category.BREAK_IN)
    assert alerted(town, BONDENI, KIAMUTISYA, reference=reference) == [True, False]
