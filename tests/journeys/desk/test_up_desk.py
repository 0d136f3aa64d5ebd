"""The desk of `doria up`: a process that may die, hang, find its port taken or never start, and no phone notices."""

import re
import socket
import time
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import psutil
import pytest
import requests

from tests.browser import Browser
from tests.conftest import free_port, fresh_postgres
from tests.people import COORDINATOR, LEADER
from tests.up import TIMEOUT, Running, start, wait_for

DESK = "gateway.processes.deskserver"
_SHOWN_AFTER = 3.0
"""Seconds within which the board shows what was reported."""


@pytest.fixture(scope="module", params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def running(tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest) -> Iterator[Running]:
    """Give a `doria up` on each kind of database in turn."""
    more = {}
    if request.param == "postgresql":
        more = {"DATABASE_URL": fresh_postgres(request.getfixturevalue("postgres_url"), "doria_tests_desk")}
    made = start(tmp_path_factory.mktemp("desk") / "data", DORIA_JOIN_WINDOW="0s", **more)  # type: ignore[arg-type] # its other options are no words
    yield made
    if made.process.poll() is None:
        made.stop()


@pytest.fixture
def browser(running: Running) -> Browser:
    """Give a browser of a coordinator who has signed in."""
    made = Browser(running)
    page = made.signs_in(COORDINATOR)
    assert (page.status_code, page.request.path_url) == (200, "/desk/")
    return made


def answers(running: Running) -> bool:
    """Return whether the desk answers."""
    try:
        return requests.get(f"{running.desk}/desk/live", timeout=2).ok
    except requests.RequestException:
        return False


def reports(running: Running) -> None:
    """Report from a phone, and see that the page came at once, and that the alert arrives."""
    began = time.monotonic()
    reference = running.reports()
    assert time.monotonic() - began < 5, "four keys and a dial, each within a second"
    wait_for(lambda: bool(running.alerts(LEADER, reference)))


def test_the_line_of_the_desk_comes_before_the_one_that_says_ready(running: Running) -> None:
    kinds = [line.partition(" ")[0] for line in running.lines]
    assert kinds.index("desk") < kinds.index("ready") == len(kinds) - 1
    assert re.fullmatch(r"http://127\.0\.0\.1:\d+", running.desk)
    assert requests.get(f"{running.desk}/desk/", timeout=TIMEOUT).url == f"{running.desk}/desk/sign-in"


def test_a_code_from_the_phone_opens_the_board_and_it_lists_a_report_within_seconds(
    running: Running, browser: Browser
) -> None:
    reference = running.reports()
    began = time.monotonic()
    wait_for(lambda: browser.sees(reference))
    assert time.monotonic() - began < _SHOWN_AFTER


def test_the_doctor_tells_of_the_desk(running: Running) -> None:
    assert re.search(r"^ok +desk: .*127\.0\.0\.1", running.commands("doctor"), re.MULTILINE)


def test_a_desk_that_is_killed_changes_no_page_of_a_phone_and_is_back(running: Running, browser: Browser) -> None:
    killed, said = running.processes_of(DESK), len(running.said)
    assert len(killed) == 2
    for process in killed:
        process.kill()
    reports(running)
    wait_for(lambda: answers(running))
    assert '"child": "desk", "event": "child.died"' in running.said[said:]
    assert not {process.pid for process in running.processes_of(DESK)} & {process.pid for process in killed}
    # The supervisor ended nobody else, and who has signed in stays so.
    assert running.said[said:].count("child.died") == 1
    assert browser.opens("/desk/").request.path_url == "/desk/"


def test_a_process_of_the_pages_that_dies_alone_takes_its_server_with_it_and_both_are_back(running: Running) -> None:
    (server,) = (process for process in running.processes_of(DESK) if process.children())
    server.children()[0].kill()
    wait_for(lambda: not server.is_running())
    wait_for(lambda: answers(running))


def test_a_frozen_desk_is_replaced_and_phones_go_on(running: Running) -> None:
    frozen = running.processes_of(DESK)
    for process in frozen:
        process.suspend()
    wait_for(lambda: not any(process.is_running() for process in frozen))
    reports(running)
    wait_for(lambda: answers(running))


def test_a_restart_renews_the_desk_and_who_has_signed_in_stays_so(running: Running, browser: Browser) -> None:
    before = running.processes_of(DESK)
    assert "every process is new" in running.commands("restart")
    assert not {process.pid for process in before} & {process.pid for process in running.processes_of(DESK)}
    assert browser.opens("/desk/").request.path_url == "/desk/"


def test_it_stops_in_time_while_browsers_keep_their_connections(running: Running, browser: Browser) -> None:
    held = [browser] + [Browser(running) for _ in range(8)]
    assert all(one.opens("/desk/live").ok for one in held)
    tree = running.tree
    assert running.stop() < 10
    assert psutil.wait_procs(tree, timeout=3)[1] == []
    with pytest.raises(requests.ConnectionError):
        browser.opens("/desk/live")


def test_a_taken_port_stops_nothing_else_and_is_said_in_one_line(tmp_path: Path) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        running = start(tmp_path / "data", desk_port=port)
    try:
        reports(running)
        assert [line.partition(" ")[0] for line in running.lines] == ["phones", "ready"]
        (line,) = (line for line in running.said.splitlines() if line.startswith("the desk"))
        assert line.startswith(f"the desk does not start: port {port} of 127.0.0.1")
        assert "--desk-port" in line
        assert running.processes_of(DESK) == []
        doctor = running.commands("doctor")
        assert re.search(r"^-- +desk: ", doctor, re.MULTILINE)
    finally:
        running.stop()


def test_a_desk_that_cannot_be_imported_stops_nothing_else_and_is_tried_more_rarely(tmp_path: Path) -> None:
    broken = tmp_path / "broken" / "flask_wtf"
    broken.mkdir(parents=True)
    (broken / "__init__.py").write_text("raise RuntimeError('broken')\n", encoding="utf-8")
    running = start(tmp_path / "data", PYTHONPATH=str(broken.parent))
    try:
        assert [line.partition(" ")[0] for line in running.lines] == ["phones", "ready"]
        (line,) = (line for line in running.said.splitlines() if line.startswith("the desk"))
        assert "it ended 2 times" in line
        assert str(running.folder / "doria.log") in line
        wait_for(lambda: running.said.count('"child": "desk", "event": "child.died"') >= 5)
        pauses = [float(one) for one in re.findall(r'"again_in": ([\d.]+), "child": "desk"', running.said)]
        assert all(later >= 2 * earlier for earlier, later in pairwise(pauses))
        reports(running)
        assert "RuntimeError: broken" in (running.folder / "doria.log").read_text(encoding="utf-8")
    finally:
        running.stop()


def test_the_same_folder_gives_the_same_port_again_also_after_a_kill(tmp_path: Path) -> None:
    port = free_port()
    running = start(tmp_path / "data", port=port, DORIA_DESK_PORT=str(free_port()))
    chosen = running.desk
    running.process.kill()
    running.process.wait(TIMEOUT)
    again = start(tmp_path / "data", port=port, loads=False, DORIA_DESK_PORT=chosen.rpartition(":")[2])
    try:
        assert again.desk == chosen
    finally:
        again.stop()
