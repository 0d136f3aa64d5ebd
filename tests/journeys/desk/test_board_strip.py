"""The strip of the board: what needs somebody at once, and what is wrong with Doria itself."""

from datetime import timedelta

from menus.domain.categories import Category
from menus.domain.desk_board import KEPT
from menus.domain.reminders import OVERDUE
from tests.desk import Shown, Visitor
from tests.people import BONDENI, COORDINATOR, RESIDENT
from tests.statements import counted
from tests.town import Town


def test_the_strip_tells_of_a_ladder_without_an_answer_and_of_an_alarm(town: Town, coordinator: Visitor) -> None:
    reference = town.reports(RESIDENT, Category.GUN_KILLING)
    town.passes(minutes=1)
    town.workers_beat()
    assert strip(coordinator.opens()) == []
    town.texts(BONDENI, "5")
    town.passes(minutes=120)
    coordinator = Visitor(town, COORDINATOR)
    coordinator.signs_in()
    told = strip(coordinator.opens())
    assert any(coordinator.says("board", "warn.alarm") in line for line in told)
    assert any(coordinator.says("board", "warn.exhausted") in line and reference in line for line in told)


def test_the_strip_tells_of_words_of_danger_that_nobody_has_read(town: Town, coordinator: Visitor) -> None:
    town.texts(RESIDENT, "kuna bunduki huku")
    town.passes(seconds=1)
    (row,) = coordinator.opens().rows()
    tag = coordinator.opens("/desk/since").answer.headers["ETag"]
    assert not any(coordinator.says("board", "warn.review") in line for line in strip(coordinator.opens()))
    town.passes(seconds=OVERDUE.total_seconds())
    assert coordinator.opens("/desk/since", **{"If-None-Match": tag}).status == 200
    told = strip(coordinator.opens())
    assert any(row.attributes["data-reference"] in line for line in told)
    assert any(coordinator.says("board", "warn.review") in line for line in told)


def test_the_strip_says_that_doria_is_stopped_and_that_its_clock_stands_still(town: Town, coordinator: Visitor) -> None:
    later = KEPT.total_seconds()
    town.workers_beat()
    town.passes(seconds=later)
    assert strip(coordinator.opens()) == []
    town.now += timedelta(minutes=1)
    town.workers_beat()
    assert strip(coordinator.opens()) == [coordinator.says("board", "warn.clock")]
    town.confirms(COORDINATOR, "PAUSE mafunzo")
    town.passes(seconds=later)
    assert strip(coordinator.opens()) == [coordinator.says("board", "warn.paused")]


def test_the_strip_says_that_a_worker_is_silent_by_no_further_statement(town: Town, coordinator: Visitor) -> None:
    coordinator.opens()
    poll = {"If-None-Match": coordinator.opens("/desk/since").answer.headers["ETag"]}
    town.workers_beat()
    town.passes(seconds=KEPT.total_seconds())
    assert coordinator.opens("/desk/since", **poll).status == 200
    poll = {"If-None-Match": coordinator.opens("/desk/since").answer.headers["ETag"]}
    with counted(town.services) as statements:
        assert coordinator.opens("/desk/since", **poll).status == 304
    assert not [one for one in statements if "beats" in one], "a poll reads no heartbeat: the snapshot knows it"
    town.passes(minutes=1)
    told = strip(coordinator.opens())
    assert told == [coordinator.says("board", "warn.workers")]
    (link,) = (one for each in coordinator.opens().root.all(id="strip") for one in each.all("a"))
    assert link.attributes["href"] == "/desk/health"


def strip(page: Shown) -> list[str]:
    """Return the lines of the red strip."""
    (found,) = page.root.all(id="strip")
    return [line.text for line in found.all("li")]
