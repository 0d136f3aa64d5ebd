"""The board: who sees which incidents and what of them, in which order, with which filters."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from gateway.communities.file import load_example
from gateway.desk.board.pages import ACTS
from menus.domain.categories import Category, Level, Track
from menus.domain.desk_board import PAGE, TrackView
from menus.domain.standing import BoardStatus
from menus.text import page_words
from tests.desk import Visitor, references_of
from tests.desk_crowd import LONG, fill, renamed
from tests.people import (
    ABOUT_LEADERS,
    BONDENI,
    CODE,
    COORDINATOR,
    LEADER,
    OTHER,
    OVERSIGHT,
    RESIDENT,
    RESIDENTS,
    telling_coordinators,
)
from tests.statements import counted
from tests.town import Town

LARGEST = 60 * 1024
"""The most bytes of a page."""
STATEMENTS = 14
"""The most statements of a whole board, read anew: 3 of them are those of the session and of the newest event."""


@pytest.mark.parametrize("language", page_words.LANGUAGES)
def test_every_state_of_a_row_has_words(language: str) -> None:
    words = page_words.texts("desk_board.po", language)
    levels = [level for level in Level if not level.has_circle]
    named = [f"level.{level}" for level in levels] + [f"track.{view}" for view in TrackView]
    named += [f"status.{status}" for status in BoardStatus] + [f"name.{track}" for track in Track]
    assert [name for name in named if name not in words] == []


def test_a_row_tells_what_where_and_how_both_tracks_stand(town: Town, coordinator: Visitor) -> None:
    reference = town.reports(RESIDENT, Category.GUN_KILLING)
    row = coordinator.opens().row(reference)
    told = next(one for one in town.board() if one["reference"] == reference)
    assert row.attributes["data-level"] == told["level"]
    assert row.attributes["data-status"] == told["status"]
    assert [link.attributes["href"] for link in row.all("a")] == [f"/desk/incidents/{reference}"]
    assert coordinator.says("board", "age.minutes", n=0) in row.text
    assert coordinator.says("board", "level.major") in row.text
    assert coordinator.says("board", "track.calling", rung=1, rungs=3) in row.text
    assert coordinator.says("board", "row.nobody") in row.text
    assert [one.text for one in row.all("time", data_due=None)] == ["3:00", "5:00"]


def test_a_row_tells_who_has_answered_after_how_long_and_who_is_there(town: Town, coordinator: Visitor) -> None:
    reference = town.reports(RESIDENT, Category.GUN_KILLING)
    town.passes(seconds=72)
    town.answers(LEADER, "going", reference)
    going = coordinator.opens().row(reference).text
    assert coordinator.says("board", "track.answered", role="patrol-leader", after="1:12") in going
    assert town.person(LEADER).name in going
    town.answers(LEADER, "there", reference)
    there = coordinator.opens().row(reference).text
    assert coordinator.says("board", "track.arrived", role="patrol-leader", after="1:12") in there


def test_each_row_has_the_acts_with_the_newest_event_of_its_incident(town: Town, coordinator: Visitor) -> None:
    first = town.reports(RESIDENT, Category.GUN_KILLING)
    second = town.reports(OTHER, Category.THEFT, zone="kiamutisya")
    page = coordinator.opens()
    for reference in (first, second):
        row = page.row(reference)
        buttons = page.buttons(row)
        assert [one.name for one in buttons] == [coordinator.says("board", f"act.{act}") for act in ACTS]
        assert [one.address for one in buttons] == [f"/desk/incidents/{reference}/{act}" for act in ACTS]
        assert all(one.method == "post" and one.fields["csrf_token"] for one in buttons)
    seen = {one.fields["seen"] for one in page.buttons(page.row(first))}
    town.answers(LEADER, "going", first)
    later = coordinator.opens()
    (newer,) = {one.fields["seen"] for one in later.buttons(later.row(first))}
    assert newer != seen.pop()


def test_a_patrol_leader_sees_roles_and_no_acts_of_coordinators(town: Town) -> None:
    reference = town.reports(RESIDENT, Category.GUN_KILLING)
    town.answers(BONDENI, "going", reference)
    visitor = Visitor(town, LEADER)
    page = visitor.signs_in()
    row = page.row(reference)
    assert page.buttons(row) == []
    assert town.person(BONDENI).name not in row.text


def test_what_needs_somebody_comes_first(town: Town, coordinator: Visitor) -> None:
    theft = town.reports(RESIDENT, Category.THEFT)
    answered = town.reports(OTHER, Category.GUN_KILLING)
    town.answers(LEADER, "going", answered)
    open_one = town.reports(RESIDENTS[3], Category.ROBBERY, zone="kiamutisya")
    town.texts(RESIDENTS[4], "Kuna mtu ana bunduki huku soko")
    found = references_of(coordinator.opens())
    assert found.index(open_one) < found.index(theft)
    assert found[-1] != open_one
    assert set(found) >= {theft, answered, open_one}
    listed = [one for one in found if one in {answered, theft}]
    assert listed == [answered, theft]


def test_a_recused_coordinator_sees_no_trace_of_a_report_about_leaders(town: Town, coordinator: Visitor) -> None:
    seen = town.reports(RESIDENT, Category.THEFT)
    before = coordinator.opens("/desk/since")
    page = coordinator.opens()
    town.dials(OTHER, CODE, *ABOUT_LEADERS, "1")
    tag = before.answer.headers["ETag"]
    assert coordinator.client.get("/desk/since", headers={"If-None-Match": tag}).status_code == 304
    after = coordinator.opens()
    assert references_of(after) == [seen]
    assert [one.text for one in after.root.all(id="count")] == [one.text for one in page.root.all(id="count")]


def test_the_closed_circles_have_no_row_no_number_and_no_tick_on_any_board(town: Town, coordinator: Visitor) -> None:
    before = coordinator.opens("/desk/since").answer.headers["ETag"]
    town.dials(RESIDENT, CODE, "7", "1", "1", "1", "1")
    with counted(town.services) as asked:
        answer = coordinator.client.get("/desk/since", headers={"If-None-Match": before})
    assert answer.status_code == 304
    assert len(asked) == 3, "the board is not even read again"


def test_oversight_has_no_board(town: Town) -> None:
    visitor = Visitor(town, OVERSIGHT)
    visitor.signs_in()
    for address in ("/desk/", "/desk/since", "/desk/again"):
        assert visitor.opens(address).status == 404
    assert visitor.opens("/desk/").answer.data == visitor.opens("/desk/nothing").answer.data


def test_filters_leave_out_the_rest_and_stand_in_the_form_again(town: Town, coordinator: Visitor) -> None:
    major = town.reports(RESIDENT, Category.GUN_KILLING, zone="bondeni")
    theft = town.reports(OTHER, Category.THEFT, zone="kiamutisya")
    show = coordinator.says("board", "filter.show")
    page = coordinator.opens()
    assert references_of(coordinator.presses(page, show, level="minor")) == [theft]
    by_zone = coordinator.presses(page, show, zone="bondeni")
    assert references_of(by_zone) == [major]
    assert [one.attributes["value"] for one in by_zone.root.all("option", selected=None)] == ["bondeni"]
    assert references_of(coordinator.opens("/desk/since?zone=bondeni")) == [major]
    nothing = coordinator.opens("/desk/?level=hazard")
    assert references_of(nothing) == []
    assert coordinator.says("board", "board.empty.filtered") in nothing.text
    assert references_of(coordinator.opens("/desk/?zone=nowhere&level=private&page=x&mine=2")) == [major, theft]


def test_mine_are_those_that_i_was_alerted_to_or_acted_on(town: Town, coordinator: Visitor) -> None:
    town.reports(RESIDENT, Category.GUN_KILLING)
    acted = town.reports(OTHER, Category.THEFT, zone="kiamutisya")
    assert references_of(coordinator.opens("/desk/?mine=1")) == []
    town.texts(COORDINATOR, f"POLICE {acted}")
    assert references_of(coordinator.opens("/desk/?mine=1")) == [acted]


def test_an_empty_board_says_who_is_on_duty_and_when_the_next_shift_begins(town: Town, coordinator: Visitor) -> None:
    town.texts(BONDENI, "ON")
    page = coordinator.opens()
    assert coordinator.says("board", "board.empty") in page.text
    assert town.person(BONDENI).name in page.text
    assert coordinator.says("board", "board.duty.next", at="").rstrip(" .") in page.text


def test_200_open_incidents_with_long_names_make_pages_of_60_kb(new_town: Callable[..., Town]) -> None:
    town = new_town(renamed(telling_coordinators(load_example("mlango-kubwa"))))
    fill(town, 200)
    visitor = Visitor(town, COORDINATOR)
    page, found = visitor.signs_in(), []
    for number in range(1, 9):
        page = visitor.opens(f"/desk/?page={number}")
        assert len(page.rows()) == PAGE
        assert len(page.html.encode()) <= LARGEST
        assert len(visitor.opens(f"/desk/since?page={number}").html.encode()) <= LARGEST
        found += references_of(page)
    assert len(set(found)) == 200
    assert LONG in page.text or any(LONG in visitor.opens(f"/desk/?page={number}").text for number in range(1, 9))
    assert references_of(visitor.opens("/desk/?page=99")) == found[-PAGE:]


@pytest.mark.parametrize("number", [1, 200])
def test_a_board_takes_no_more_statements_for_200_incidents_than_for_one(town: Town, number: int) -> None:
    fill(town, number)
    visitor = Visitor(town, COORDINATOR)
    visitor.signs_in()
    town.now += timedelta(seconds=6)
    with counted(town.services) as asked:
        visitor.opens()
    assert len(asked) <= STATEMENTS
    with counted(town.services) as again:
        visitor.opens("/desk/since")
    assert len(again) == 3


def test_script_in_a_place_is_shown_as_text(town: Town, coordinator: Visitor) -> None:
    fill(town, 3, level=Level.MINOR, place="<script>alert(1)</script>")
    page = coordinator.opens()
    assert "<script>alert" not in page.html
    assert not page.written_scripts()


def test_no_page_of_the_board_names_an_incident_in_its_title_or_address(town: Town, coordinator: Visitor) -> None:
    reference = town.reports(RESIDENT, Category.GUN_KILLING)
    page = coordinator.opens()
    (title,) = page.root.all("title")
    assert reference not in title.text
    links = [one.attributes["href"] for one in page.root.all("a", href=None)]
    assert [one for one in links if reference in one] == [f"/desk/incidents/{reference}"]
    assert page.answer.headers["Cache-Control"] == "no-store"
