"""The whole of `doria up`: real processes, real time, ladders of seconds.

The first stories happen in one `doria up`, one after the other. The others each start one in a condition of its own.
"""

import os
import time
from dataclasses import dataclass
from pathlib import Path

import psutil
import pytest

from menus.text.names import Text
from tests.conftest import fresh_postgres
from tests.people import DEPUTY, LEADER, POLICE, RESIDENT
from tests.town import reference_in
from tests.up import TIMEOUT, Lasting, Running, shown, start, wait_for
from tests.visitors import Visitor, chromium


@pytest.fixture
def running(lasting: Lasting) -> Running:
    """Give a `doria up` on SQLite in which other stories may have happened."""
    return lasting.running()


def test_from_dialling_to_the_first_alert_is_under_two_seconds_and_the_ladder_goes_on(running: Running) -> None:
    running.waits_until_nothing_joins()
    watch = running.stopwatch()
    # The deputy's three seconds run from the report on, however late a busy machine sees the first alert.
    began = time.monotonic()
    reference = running.reports()
    wait_for(lambda: bool(running.alerts(LEADER, reference)) and bool(running.alerts(POLICE, reference)))
    alerted_after = watch.seconds
    assert alerted_after < 2
    wait_for(lambda: bool(running.alerts(DEPUTY, reference)))
    assert time.monotonic() - began > 2.9
    assert watch.seconds - alerted_after < 5.5
    running.texts(LEADER, f"1 {reference}")
    wait_for(lambda: any(shown(Text.GOING) in text for text in running.alerts(LEADER, reference)))
    tracks = running.doria("incident", reference)["tracks"]
    assert tracks["patrol"]["answered_by_role"] == "patrol-leader"
    assert reference in [row["reference"] for row in running.doria("incidents", "--open")]


@pytest.mark.browser
def test_the_page_of_phones_dials_shows_alerts_and_answers(running: Running) -> None:
    running.waits_until_nothing_joins()
    with chromium() as browser:
        visitor = Visitor(browser, running.address)
        visitor.resident.locator("[data-do='dial']").click()
        visitor.screen.get_by_text(f"1 {shown(Text.CATEGORY_GUN_KILLING)}").wait_for()
        for key, text in (("1", Text.WHERE_HEAD), ("2", Text.HARM), ("1", Text.CONFIRM), ("1", Text.FILED_MAJOR)):
            visitor.resident.locator(f"[data-key='{key}']").click()
            visitor.screen.get_by_text(shown(text)).first.wait_for()
        reference = reference_in(visitor.screen.inner_text())
        leader = visitor.phone(LEADER)
        leader.locator(f"[data-answer='going'][data-text='1 {reference}']").click()
        leader.locator(".text:not(.mine)", has_text=reference).filter(has_text=shown(Text.GOING)).first.wait_for()
        visitor.close()


def test_a_child_that_dies_is_started_again_and_the_log_says_so(running: Running) -> None:
    said = len(running.said)
    worker = running.red_workers[0]
    worker.kill()
    wait_for(lambda: "child.died" in running.said[said:])
    wait_for(lambda: len(running.red_workers) == 2 and worker not in running.red_workers)
    reference = running.reports()
    wait_for(lambda: bool(running.alerts(LEADER, reference)))
    running.texts(LEADER, f"1 {reference}")


def test_after_kill_9_of_everything_it_goes_on_where_it_stopped(running: Running, lasting: Lasting) -> None:
    reference = running.reports()
    wait_for(lambda: bool(running.alerts(LEADER, reference)))
    # A message that was under way when everything died may be sent twice. That is better than never.
    wait_for(lambda: running.doria("outbox")["lanes"]["red"].keys() <= {"sent", "delivered"})
    processes = running.tree
    for process in processes:
        process.kill()
    running.process.wait(TIMEOUT)
    psutil.wait_procs(processes, timeout=TIMEOUT)
    again = lasting.starts_again()
    wait_for(lambda: bool(again.alerts(DEPUTY, reference)))
    # On a busy machine the ladder of seconds may have begun its next round: the leader is called once in each.
    assert len(again.alerts(LEADER, reference)) <= _times_called(again, reference, rung=1)
    again.texts(LEADER, f"1 {reference}")


def _times_called(running: Running, reference: str, *, rung: int) -> int:
    """Return how often a rung of the patrol's ladder was fired, in all rounds."""
    events = running.doria("incident", reference)["events"]
    return sum(
        event["kind"] == "rung" and event["facts"]["track"] == "patrol" and event["facts"]["rung"] == rung
        for event in events
    )


@dataclass
class StartedAgain:
    """A `doria up` that began again after another was killed alone: the processes and the address of that other."""

    running: Running
    orphans: list[psutil.Process]
    address: str


@pytest.fixture(scope="module")
def started_again(lasting: Lasting) -> StartedAgain:
    """Kill the `doria up` of the stories before alone; start it again on its port, with a log that nobody reads."""
    killed = lasting.running()
    orphans = killed.tree[1:]
    killed.process.kill()
    killed.process.wait(TIMEOUT)
    reading, writing = os.pipe()
    port = int(killed.address.rpartition(":")[2])
    again = lasting.starts_again(port, os.fdopen(writing, "w"))
    os.close(reading)
    return StartedAgain(again, orphans, killed.address)


def test_killed_alone_it_leaves_no_orphan_and_begins_again_on_the_same_port(started_again: StartedAgain) -> None:
    again = started_again.running
    assert psutil.wait_procs(started_again.orphans, timeout=TIMEOUT)[1] == []
    assert again.address == started_again.address
    # Five seconds on two quiet processors; 19 when each process imported Doria by itself (measured).
    assert again.cost < 6
    reference = again.reports()
    wait_for(lambda: bool(again.alerts(LEADER, reference)))


def test_a_log_that_nobody_reads_any_more_ends_nothing(started_again: StartedAgain) -> None:
    running = started_again.running
    worker = running.red_workers[0]
    worker.kill()
    wait_for(lambda: len(running.red_workers) == 2 and worker not in running.red_workers)
    reference = running.reports()
    wait_for(lambda: bool(running.alerts(LEADER, reference)))


@dataclass
class Stopped:
    """A `doria up` that was stopped: its processes and files before, the seconds it took, and what is left."""

    folder: Path
    seconds: float
    orphans: list[psutil.Process]
    files_of_people: list[Path]
    left: list[Path]


@pytest.fixture(scope="module")
def stopped(lasting: Lasting) -> Stopped:
    """Stop the `doria up` of the stories before, after one more report and one call for private help."""
    running = lasting.running()
    reference = running.reports()
    wait_for(lambda: bool(running.alerts(LEADER, reference)))
    running.dial("7", "2", "1")
    processes = running.tree
    files = list(running.folder.rglob("*.toml"))
    seconds = running.stop()
    orphans = psutil.wait_procs(processes, timeout=3)[1]
    return Stopped(running.folder, seconds, orphans, files, list(running.folder.rglob("*.toml")))


def test_it_stops_within_ten_seconds_and_leaves_no_orphan(stopped: Stopped) -> None:
    assert stopped.seconds < 10
    assert stopped.orphans == []


def test_a_file_that_names_people_lies_open_only_while_it_runs(stopped: Stopped) -> None:
    assert stopped.files_of_people, "the page of phones needs them"
    assert stopped.left == []


def test_redis_writes_no_file_and_what_earlier_releases_wrote_is_deleted(stopped: Stopped) -> None:
    left = {path.name for path in stopped.folder.rglob("*")}
    assert not {name for name in left if name.endswith((".aof", ".rdb")) or name.startswith(("append", "redis-set"))}
    assert left >= {"doria.db", "doria.log"}
    for log in stopped.folder.glob("*.log"):
        assert RESIDENT[4:] not in log.read_text(encoding="utf-8")


@pytest.mark.postgres
def test_it_runs_on_postgresql_too(tmp_path: Path, postgres_url: str) -> None:
    running = start(tmp_path / "data", DATABASE_URL=fresh_postgres(postgres_url, "doria_tests_up"))
    try:
        reference = running.reports()
        wait_for(lambda: bool(running.alerts(LEADER, reference)))
        wait_for(lambda: bool(running.alerts(DEPUTY, reference)))
    finally:
        running.stop()
