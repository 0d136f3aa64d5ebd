"""Polls of an open board: they tell what has happened or ended since, and nothing else."""

from datetime import timedelta

from menus.domain.categories import Category
from menus.domain.desk_sessions import BLANKS
from tests.desk import Visitor, references_of
from tests.people import COORDINATOR, LEADER, RESIDENT
from tests.town import Town


def test_a_poll_is_empty_until_something_happens_that_the_viewer_may_see(town: Town, coordinator: Visitor) -> None:
    reference = town.reports(RESIDENT, Category.GUN_KILLING)
    tag = coordinator.opens("/desk/since").answer.headers["ETag"]

    def polls() -> tuple[int, bytes]:
        answer = coordinator.client.get("/desk/since", headers={"If-None-Match": tag})
        return answer.status_code, answer.data

    assert polls() == (304, b"")
    town.now += timedelta(seconds=9)
    assert polls() == (304, b""), "time alone changes nothing that the browser does not count itself"
    town.answers(LEADER, "going", reference)
    status, body = polls()
    assert status == 200
    assert reference.encode() in body
    assert b"<html" not in body


def test_a_rung_that_falls_due_shows_at_the_next_poll(town: Town, coordinator: Visitor) -> None:
    reference = town.reports(RESIDENT, Category.GUN_KILLING)
    tag = coordinator.opens("/desk/since").answer.headers["ETag"]
    town.passes(minutes=3)
    page = coordinator.opens("/desk/since", **{"If-None-Match": tag})
    assert coordinator.says("board", "track.calling", rung=2, rungs=3) in page.row(reference).text


def test_a_poll_tells_what_has_ended_and_how(town: Town, coordinator: Visitor) -> None:
    reference = town.reports(RESIDENT, Category.THEFT)
    town.texts(COORDINATOR, f"CLOSE {reference} 1")
    page = coordinator.opens("/desk/since")
    assert references_of(page) == [reference]
    (row,) = page.rows()
    assert row.text == coordinator.says("board", "status.closed")
    assert references_of(coordinator.opens()) == []


def test_a_poll_without_a_session_or_after_a_long_silence_is_401(town: Town, coordinator: Visitor) -> None:
    assert Visitor(town).client.get("/desk/since").status_code == 401
    for minutes in (4, 4, 4):
        town.now += timedelta(minutes=minutes)
        assert coordinator.opens("/desk/since").status == 200, "a poll does not keep the session awake, and is answered"
        assert coordinator.opens("/desk/again").status == 200, "nor does a page that loads itself"
    town.now += BLANKS - timedelta(minutes=12)
    assert coordinator.opens("/desk/since").status == 401
    assert coordinator.says("board", "board.list") not in coordinator.opens("/desk/again").text
