"""A pause and a drill in a whole `doria up`: real processes, and commands in another terminal."""

import subprocess
import sys
import time

import pytest
import requests
from click.testing import CliRunner

from gateway.cli.main import main
from menus.text.names import Text
from tests.people import COORDINATOR, DEPUTY, KILLING, LEADER, OVERSIGHT, POLICE, RESIDENT
from tests.town import reference_in
from tests.up import TIMEOUT, Lasting, Running, environment, shown, wait_for

DIALS = 12
"""So many sessions in a row reach both web processes."""


@pytest.fixture
def running(lasting: Lasting) -> Running:
    """Give a `doria up` on SQLite in which other stories may have happened."""
    return lasting.running()


def commands(running: Running, *arguments: str) -> str:
    """Run a command on the data of a `doria up`, as an operator does in another terminal."""
    unset = {"DATABASE_URL": None, "REDIS_URL": None, "AT_BASE_URL": None, "DORIA_DATA": None, "SECRET_KEY": None}
    done = CliRunner(env=unset).invoke(main, [*arguments, "--data", str(running.folder)])
    assert done.exit_code == 0, done.output
    return done.output


def is_menu(page: str) -> bool:
    return f"1 {shown(Text.CATEGORY_GUN_KILLING)}" in page


def pages(running: Running) -> set[bool]:
    """Return whether those who dial just now get a menu, in many sessions."""
    return {is_menu(running.dial()) for _ in range(DIALS)}


def has_read(running: Running, phone: str, words: str) -> bool:
    return any(words in text for text in running.inbox(phone))


def press(running: Running, key: str) -> str:
    url = f"{running.address}/simulator/phones/{RESIDENT}/ussd"
    return str(requests.post(url, json={"input": key}, timeout=TIMEOUT).json()["text"])


def test_every_web_process_obeys_a_pause_within_two_seconds_and_what_was_open_goes_on(
    running: Running, lasting: Lasting
) -> None:
    running.waits_until_nothing_joins()
    assert is_menu(running.dial())
    page = press(running, KILLING[0])
    commands(running, "pause", "mlango-kubwa", "--why", "the patrol is in danger")
    watch = running.stopwatch()
    for key in KILLING[1:]:
        page = press(running, key)
    reference = reference_in(page)
    while watch.seconds < 2:
        time.sleep(0.05)
    assert pages(running) == {False}
    assert "999" in running.dial()
    wait_for(lambda: bool(running.alerts(LEADER, reference)))
    wait_for(lambda: all(has_read(running, phone, "the patrol is in danger") for phone in (COORDINATOR, OVERSIGHT)))
    assert "mlango-kubwa is paused since" in commands(running, "incidents")
    for process in running.tree:
        process.kill()
    running.process.wait()
    again = lasting.starts_again()
    assert pages(again) == {False}, "the pause outlives everything"
    commands(again, "resume", "mlango-kubwa")
    watch = again.stopwatch()
    while watch.seconds < 2:
        time.sleep(0.05)
    assert pages(again) == {True}
    again.texts(LEADER, f"1 {reference}")


def test_a_drill_runs_the_ladder_of_real_processes_and_prints_who_was_called_and_who_answered(
    running: Running,
) -> None:
    # The command speaks to the processes of `doria up` through the database alone.
    command = [sys.executable, "-m", "gateway.cli", "drill", "mlango-kubwa", "--yes", "--zone", "bondeni"]
    lines: list[str] = []
    reference = ""
    with subprocess.Popen(  # noqa: S603 - our own command
        [*command, "--data", str(running.folder)],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        env=environment(),
    ) as drill:
        assert drill.stdout is not None
        for line in drill.stdout:
            lines.append(line)
            if "has begun" in line:
                reference = reference_in(line)
            if reference and "rung 2" in line and "called" in line:
                running.texts(DEPUTY, f"1 {reference}")
    assert drill.returncode == 0, lines
    assert any("answered after" in line for line in lines), lines
    assert "people were told so" in lines[-1]
    word = shown(Text.DRILL_WORD)
    wait_for(lambda: any(reference in text for text in running.inbox(LEADER)))
    assert all(word in text.split() for text in running.alerts(LEADER, reference))
    assert running.alerts(POLICE, reference) == []
    (row,) = [row for row in running.doria("incidents") if row["reference"] == reference]
    assert (row["drill"], row["status"]) == (True, "closed")
