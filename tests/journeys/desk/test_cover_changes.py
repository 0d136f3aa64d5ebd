"""Covers in the file: they are shown before they are stored, and a file that changed meanwhile is asked again."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from tests.journeys.desk.roster import (
    NIGHTS,
    desk_of,
    in_force,
    kept_awake,
    loads_elsewhere,
    stored,
    taken_away,
    versions,
    wall,
    wished,
    with_shifts,
)
from tests.people import BONDENI, COORDINATOR, DEPUTY, KIAMUTISYA, LEADER
from tests.town import Town


@pytest.fixture
def town(new_town: Callable[..., Town]) -> Town:
    """Give a community whose leader and one patroller serve by night: it is Monday, 21:00."""
    return new_town(with_shifts(NIGHTS))


def test_a_cover_is_stored_and_taken_away_with_a_fresh_proof(town: Town) -> None:
    visitor = desk_of(town)
    page = wished(visitor, DEPUTY, BONDENI)
    kept_awake(visitor)
    again = visitor.presses(page, visitor.says("roster", "confirm.store"))
    assert (again.status, len(versions(town))) == (403, 1)
    visitor = desk_of(town)
    stored(visitor, wished(visitor, DEPUTY, BONDENI))
    page = taken_away(visitor)
    kept_awake(visitor)
    again = visitor.presses(page, visitor.says("roster", "confirm.store_end"))
    assert (again.status, len(versions(town))) == (403, 2)


def test_who_covers_is_not_covered_in_the_same_hours_before_that_cover_is_taken_away(town: Town) -> None:
    visitor = desk_of(town)
    stored(visitor, wished(visitor, KIAMUTISYA, BONDENI))
    page = wished(visitor, DEPUTY, KIAMUTISYA)
    assert visitor.says("roster", "fault.clash", name=town.person(KIAMUTISYA).name) in page.text
    later = {"begins": wall(town, hours=25), "ends": wall(town, hours=48)}
    assert wished(visitor, DEPUTY, KIAMUTISYA, **later).status == 200
    stored(visitor, wished(visitor, BONDENI, KIAMUTISYA))
    assert [(cover.phone, cover.instead_of) for cover in in_force(town).covers] == [
        (KIAMUTISYA, BONDENI),
        (BONDENI, KIAMUTISYA),
    ]


def test_the_form_names_people_by_the_file_of_another_process(town: Town) -> None:
    visitor = desk_of(town)
    person = '[[people]]\nname = "New (example)"\nphone = "+254700000199"\nroles = ["patrol"]\n\n'
    loads_elsewhere(town, with_shifts(person + NIGHTS))
    form = visitor.opens("/desk/roster/cover")
    assert (form.status, "New (example)" in form.text) == (200, True)
    loads_elsewhere(town, with_shifts(person.replace("New", "Newer").replace("199", "198") + NIGHTS))
    page = wished(visitor, DEPUTY, BONDENI, person="Newer (example)")
    assert visitor.says("roster", "saved") in stored(visitor, page).text
    assert in_force(town).covers[0].phone == "+254700000198"


def test_who_coordinates_no_longer_by_the_file_of_another_process_changes_no_cover(town: Town) -> None:
    visitor = desk_of(town)
    page = wished(visitor, DEPUTY, BONDENI)
    button = next(one for one in page.buttons() if one.address == "/desk/roster/cover/confirmed")
    text = with_shifts(NIGHTS)
    start = text.index(f'phone = "{COORDINATOR}"')
    gone = text[:start] + text[start:].replace('roles = ["coordinator"]', 'roles = ["observer"]', 1)
    loads_elsewhere(town, gone)
    assert visitor.sends(button.address, {**button.fields, "seen": "2"}).status == 404
    assert in_force(town).covers == ()


def test_nothing_is_stored_before_the_page_has_shown_what_changes(town: Town) -> None:
    visitor = desk_of(town)
    page = wished(visitor, DEPUTY, BONDENI, why="Ill")
    assert len(versions(town)) == 1
    names = {phone: town.person(phone).name for phone in (LEADER, BONDENI, DEPUTY)}
    other = visitor.says("roster", "cell.for", name=names[DEPUTY], other=names[BONDENI])
    assert visitor.says("roster", "confirm.before", names=f"{names[LEADER]} · {names[BONDENI]}") in page.text
    assert f"{names[LEADER]} · {other}" in page.text
    assert f"covers: added {names[DEPUTY]} for {names[BONDENI]}" in page.text
    done = stored(visitor, page)
    assert visitor.says("roster", "saved") in done.text
    assert other in done.text
    _, newest = versions(town)
    assert (newest.loaded_by, newest.why) == (town.person(COORDINATOR).name, "Ill")
    assert newest.body.startswith(with_shifts(NIGHTS).rstrip())


def test_another_file_meanwhile_is_told_and_asked_again(town: Town) -> None:
    visitor = desk_of(town)
    page = wished(visitor, DEPUTY, BONDENI)
    town.loads(with_shifts(NIGHTS) + "# another\n")
    again = stored(visitor, page)
    assert (again.status, visitor.says("roster", "stale") in again.text) == (409, True)
    assert len(versions(town)) == 2
    assert visitor.says("roster", "saved") in stored(visitor, again).text
    assert in_force(town).covers
    assert versions(town)[-1].body.startswith((with_shifts(NIGHTS) + "# another").rstrip())


def test_a_cover_that_another_file_has_moved_is_not_taken_away(town: Town) -> None:
    visitor = desk_of(town)
    stored(visitor, wished(visitor, DEPUTY, BONDENI))
    page = visitor.opens("/desk/roster")
    button = next(one for one in page.buttons() if one.address == "/desk/roster/cover/end")
    town.loads(with_shifts(NIGHTS))
    told = visitor.sends(button.address, button.fields)
    assert visitor.says("roster", "stale") in told.text
    for fields in ({"place": "0"}, {"place": "7", "seen": button.fields["seen"]}):
        visitor.sends(f"{button.address}/confirmed", {**button.fields, **fields})
    assert len(versions(town)) == 3


def test_covers_leave_the_file_a_week_after_their_end_with_the_next_change(town: Town) -> None:
    visitor = desk_of(town)
    stored(visitor, wished(visitor, DEPUTY, BONDENI, ends=wall(town, hours=10)))
    town.now += timedelta(days=7)
    visitor = desk_of(town)
    stored(visitor, wished(visitor, DEPUTY, LEADER, ends=wall(town, hours=10)))
    assert len(in_force(town).covers) == 2
    assert visitor.opens("/desk/roster").html.count("cover/end") == 1
    town.now += timedelta(days=1)
    visitor = desk_of(town)
    stored(visitor, wished(visitor, KIAMUTISYA, BONDENI, ends=wall(town, hours=10)))
    assert [cover.phone for cover in in_force(town).covers] == [DEPUTY, KIAMUTISYA]
