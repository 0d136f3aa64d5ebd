"""The gaps of the roster: the page names them first, and a cover closes them."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from menus.domain.categories import Category
from menus.text.names import Text
from tests.journeys.desk.roster import NIGHTS, alerted, desk_of, in_force, stored, wished, with_shifts
from tests.people import BONDENI, COORDINATOR, DEPUTY, KIAMUTISYA, RESIDENT
from tests.town import Town


@pytest.fixture
def town(new_town: Callable[..., Town]) -> Town:
    """Give a community whose leader and one patroller serve by night: it is Monday, 21:00."""
    return new_town(with_shifts(NIGHTS))


def test_gaps_stand_on_top_with_day_and_hours_and_a_form_that_is_filled_in(new_town: Callable[..., Town]) -> None:
    nights = NIGHTS.replace('from = "20:00"', 'from = "22:00"').replace(f'"{KIAMUTISYA}"', f'"{DEPUTY}"')
    town = new_town(with_shifts(nights))
    visitor = desk_of(town)
    page = visitor.opens("/desk/roster")
    hours = visitor.says("roster", "span", begins="Tue 24/11 20:00", ends="22:00")
    line = visitor.says("roster", "gap.hours", when=hours)
    gaps = next(iter(page.root.all("ul")))
    assert line in gaps.text
    address = next(one.attributes["href"] for one in gaps.all("a") if line in one.text)
    form = visitor.opens(address)
    fields = form.buttons()[-1].fields
    assert (fields["begins"], fields["ends"]) == ("2026-11-24T20:00", "2026-11-24T22:00")
    named = {"person": town.person(BONDENI).name, "why": "Gap"}
    stored(visitor, visitor.presses(form, visitor.says("roster", "cover.look"), None, **named))
    assert line not in visitor.opens("/desk/roster").text
    town.passes(minutes=1)
    town.now += timedelta(hours=23, minutes=30)
    reference = town.reports(RESIDENT, Category.BREAK_IN)
    assert alerted(town, BONDENI, reference=reference) == [True]


def test_a_night_without_a_shift_is_a_gap_again_once_who_covers_it_has_sent_off(new_town: Callable[..., Town]) -> None:
    town = new_town(with_shifts(NIGHTS.replace('from = "20:00"', 'from = "22:00"')))
    visitor = desk_of(town)
    stored(visitor, wished(visitor, DEPUTY, begins="2026-11-24T20:00", ends="2026-11-24T22:00"))
    line = visitor.says(
        "roster", "gap.hours", when=visitor.says("roster", "span", begins="Tue 24/11 20:00", ends="22:00")
    )
    assert line not in visitor.opens("/desk/roster").text
    town.now += timedelta(hours=22)
    town.texts(DEPUTY, "OFF")
    assert line in desk_of(town).opens("/desk/roster").text
    assert not town.got(COORDINATOR, Text.HOLE)
    town.passes(minutes=35)
    assert town.got(COORDINATOR, Text.HOLE)


def test_a_shift_that_nobody_serves_is_a_gap_and_who_joins_it_closes_it(town: Town) -> None:
    visitor = desk_of(town)
    town.now += timedelta(hours=5)
    visitor = desk_of(town)
    town.texts(KIAMUTISYA, "OFF")
    page = visitor.opens("/desk/roster")
    line = visitor.says("roster", "gap.shift", when="Tue 24/11 06:00", shift="06:00-20:00 Patrol, Kiamutisya (example)")
    assert line in page.text
    address = next(one.attributes["href"] for one in page.root.all("a") if line in one.text)
    form = visitor.opens(address)
    assert form.buttons()[-1].fields["shift"] == "2"
    named = {"person": town.person(DEPUTY).name, "why": "Gap"}
    stored(visitor, visitor.presses(form, visitor.says("roster", "cover.look"), None, **named))
    assert line not in visitor.opens("/desk/roster").text
    assert town.got(DEPUTY, Text.COVERS)
    (cover,) = in_force(town).covers
    assert (cover.shift, cover.instead_of) == (1, None)
