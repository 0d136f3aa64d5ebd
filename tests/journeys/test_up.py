"""The whole of `doria up`: real processes, real time, ladders of seconds."""

import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

import psutil
import pytest
import requests
from redis import Redis

from gateway.communities.file import load_example
from gateway.data_folder import DataFolder
from menus.text import catalog
from menus.text.names import Text
from tests.conftest import free_port, fresh_postgres

TIMEOUT = 60.0
RESIDENT, LEADER, DEPUTY, POLICE = "+254711000001", "+254700000101", "+254700000102", "+254700000131"


@dataclass
class Running:
    """A `doria up` under test."""

    process: "subprocess.Popen[str]"
    address: str
    folder: Path
    errors: Path

    @property
    def said(self) -> str:
        """The log of the supervisor."""
        return self.errors.read_text(encoding="utf-8")

    def dial(self, *keys: str) -> str:
        """Dial from the resident's phone and press keys; return the last page."""
        url = f"{self.address}/simulator/phones/{RESIDENT}/ussd"
        page = requests.post(url, json={"code": "*384*77#"}, timeout=10).json()
        for key in keys:
            page = requests.post(url, json={"input": key}, timeout=10).json()
        return str(page["text"])

    def inbox(self, phone: str) -> list[str]:
        """Return the texts on a phone."""
        answer = requests.get(f"{self.address}/simulator/phones/{phone}/inbox", timeout=10)
        return [text["text"] for text in answer.json()]

    def texts(self, phone: str, text: str) -> None:
        """Send an SMS from a phone."""
        url = f"{self.address}/simulator/phones/{phone}/sms"
        assert requests.post(url, json={"to": "22384", "text": text}, timeout=10).ok

    def doria(self, *arguments: str) -> Any:
        """Run a `doria` command on the same data and return its JSON."""
        done = subprocess.run(  # noqa: S603 - our own command
            [sys.executable, "-m", "gateway.cli", *arguments, "--json", "--data", str(self.folder)],
            capture_output=True,
            text=True,
            check=True,
            env=environment(),
        )
        return json.loads(done.stdout)

    def stop(self) -> float:
        """Stop it as an operator does; return how long that took."""
        began = time.monotonic()
        self.process.send_signal(signal.SIGTERM)
        assert self.process.wait(15) == 0
        return time.monotonic() - began


def environment(**more: str) -> dict[str, str]:
    unwanted = {"DATABASE_URL", "REDIS_URL", "AT_BASE_URL", "AT_API_KEY", "SECRET_KEY", "WEBHOOK_TOKEN", "DORIA_DATA"}
    return {**{name: value for name, value in os.environ.items() if name not in unwanted}, **more}


def start(folder: Path, *, port: int | None = None, errors: IO[str] | None = None, **more: str) -> Running:
    """Start `doria up` with ladders of seconds and wait until it says that it is ready."""
    file = folder.parent / "quick.toml"
    file.write_text(re.sub(r'after = "\d+[mh]"', 'after = "3s"', load_example("mlango-kubwa")), encoding="utf-8")
    errors_path = folder.parent / "errors.log"
    errors = errors or errors_path.open("a")
    process = subprocess.Popen(  # noqa: S603 - our own command
        [
            sys.executable,
            "-m",
            "gateway.cli",
            "up",
            "--port",
            str(port or free_port()),
            "--data",
            str(folder),
            "--community",
            str(file),
        ],
        stdout=subprocess.PIPE,
        stderr=errors,
        text=True,
        env=environment(**more),
    )
    errors.close()
    assert process.stdout is not None
    for line in process.stdout:
        if line.startswith("ready "):
            process.stdout.close()
            return Running(process, line.split()[1], folder, errors_path)
    process.stdout.close()
    said = errors_path.read_text(encoding="utf-8")[-3000:]
    pytest.fail(f"doria up ended with {process.wait()}: {said}")


def piece_of(text: Text) -> str:
    """Return the longest piece of a text without a value or a new line, as the file has it.

    Other processes read the files: no replaced words reach them.
    """
    return max(re.split(r"\{\w+\}|\n", catalog.read("sw")[text]), key=len).strip()


def wait_for(what: Callable[[], bool], seconds: float = TIMEOUT) -> float:
    """Wait until something holds; return how long it took."""
    began = time.monotonic()
    while not what():
        assert time.monotonic() - began < seconds
        time.sleep(0.02)
    return time.monotonic() - began


@pytest.fixture
def running(tmp_path: Path) -> Iterator[Running]:
    """Give a `doria up` on SQLite."""
    made = start(tmp_path / "data")
    yield made
    if made.process.poll() is None:
        made.stop()


def red_workers(running: Running) -> list[psutil.Process]:
    found = []
    for child in tree(running):
        try:
            if child.cmdline()[-2:] == ["workers", "red"]:
                found.append(child)
        except (psutil.NoSuchProcess, psutil.ZombieProcess):
            continue
    return found


def tree(running: Running) -> list[psutil.Process]:
    parent = psutil.Process(running.process.pid)
    return [parent, *parent.children(recursive=True)]


def test_from_dialling_to_the_first_alert_is_under_two_seconds_and_the_ladder_goes_on(running: Running) -> None:
    began = time.monotonic()
    reference = re.findall(r"\d{5}", running.dial("1", "2", "1", "1"))[0]
    wait_for(lambda: bool(running.inbox(LEADER)) and bool(running.inbox(POLICE)), 5)
    assert time.monotonic() - began < 2
    assert 2 < wait_for(lambda: bool(running.inbox(DEPUTY)), 8) < 5.5
    running.texts(LEADER, f"1 {reference}")
    wait_for(lambda: any(piece_of(Text.GOING) in text for text in running.inbox(LEADER)), 5)
    tracks = running.doria("incident", reference)["tracks"]
    assert tracks["patrol"]["answered_by_role"] == "patrol-leader"
    listed = running.doria("incidents", "--open")
    assert [row["reference"] for row in listed] == [reference]


def test_it_stops_within_ten_seconds_and_leaves_no_orphan(running: Running) -> None:
    processes = tree(running)
    assert running.stop() < 10
    assert psutil.wait_procs(processes, timeout=3)[1] == []


def test_after_kill_9_of_everything_it_goes_on_where_it_stopped(running: Running) -> None:
    running.dial("1", "2", "1", "1")
    wait_for(lambda: bool(running.inbox(LEADER)), 5)
    # A message that was under way when everything died may be sent twice. That is better than never.
    wait_for(lambda: running.doria("outbox")["lanes"]["red"].keys() <= {"sent", "delivered"}, 5)
    processes = tree(running)
    for process in processes:
        process.kill()
    psutil.wait_procs(processes, timeout=5)
    again = start(running.folder)
    try:
        wait_for(lambda: bool(again.inbox(DEPUTY)), 10)
        assert len(again.inbox(LEADER)) == 1
    finally:
        again.stop()


@pytest.mark.parametrize("name", ["appendonly.aof", "appendonlydir/appendonly.aof.manifest"])
def test_it_begins_where_redis_cannot_read_what_it_had_kept(tmp_path: Path, name: str) -> None:
    broken = tmp_path / "data" / name
    broken.parent.mkdir(parents=True)
    broken.write_text("this is no append-only file\n", encoding="utf-8")
    running = start(tmp_path / "data")
    try:
        assert "redis.files_set_aside" in running.said
        # Valkey moves an older file into its folder before it reads it.
        (kept,) = (running.folder / "redis-set-aside-1").rglob(broken.name)
        assert kept.read_text(encoding="utf-8") == "this is no append-only file\n"
        running.dial("1", "2", "1", "1")
        wait_for(lambda: bool(running.inbox(LEADER)), 5)
    finally:
        running.stop()


def test_it_reads_the_file_of_an_older_redis(tmp_path: Path) -> None:
    kept = tmp_path / "data" / "appendonly.aof"
    kept.parent.mkdir()
    kept.write_bytes(b"*2\r\n$6\r\nSELECT\r\n$1\r\n0\r\n*3\r\n$3\r\nSET\r\n$3\r\nold\r\n$4\r\nhint\r\n")
    running = start(tmp_path / "data")
    try:
        assert Redis(unix_socket_path=str(DataFolder(running.folder).redis_socket)).get("old") == b"hint"
        assert "redis.files_set_aside" not in running.said
    finally:
        running.stop()


def test_a_child_that_dies_is_started_again_and_the_log_says_so(running: Running) -> None:
    worker = red_workers(running)[0]
    worker.kill()
    wait_for(lambda: "child.died" in running.said, 10)
    wait_for(lambda: len(red_workers(running)) == 2 and worker not in red_workers(running), 10)
    running.dial("1", "2", "1", "1")
    wait_for(lambda: bool(running.inbox(LEADER)), 5)


def test_killed_alone_it_leaves_no_orphan_and_begins_again_on_the_same_port(running: Running) -> None:
    orphans = tree(running)[1:]
    running.process.kill()
    running.process.wait(5)
    again = start(running.folder, port=int(running.address.rpartition(":")[2]))
    try:
        assert psutil.wait_procs(orphans, timeout=5)[1] == []
        assert again.address == running.address
        again.dial("1", "2", "1", "1")
        wait_for(lambda: bool(again.inbox(LEADER)), 5)
    finally:
        again.stop()


def test_a_log_that_nobody_reads_any_more_ends_nothing(tmp_path: Path) -> None:
    reading, writing = os.pipe()
    running = start(tmp_path / "data", errors=os.fdopen(writing, "w"))
    try:
        os.close(reading)
        worker = red_workers(running)[0]
        worker.kill()
        wait_for(lambda: len(red_workers(running)) == 2 and worker not in red_workers(running), 10)
        running.dial("1", "2", "1", "1")
        wait_for(lambda: bool(running.inbox(LEADER)), 5)
    finally:
        running.stop()


def test_a_file_that_names_people_lies_open_only_while_it_runs(running: Running) -> None:
    assert list(running.folder.rglob("*.toml")), "the page of phones needs them"
    running.stop()
    assert list(running.folder.rglob("*.toml")) == []


@pytest.mark.postgres
def test_it_runs_on_postgresql_too(tmp_path: Path, postgres_url: str) -> None:
    running = start(tmp_path / "data", DATABASE_URL=fresh_postgres(postgres_url, "doria_tests_up"))
    try:
        running.dial("1", "2", "1", "1")
        wait_for(lambda: bool(running.inbox(LEADER)), 5)
        wait_for(lambda: bool(running.inbox(DEPUTY)), 8)
    finally:
        running.stop()


@pytest.mark.browser
def test_the_page_of_phones_dials_shows_alerts_and_answers(running: Running) -> None:
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 - only this story needs a browser

    if not Path("/usr/bin/chromium").exists():
        assert os.environ.get("CI") != "true", "Chromium is missing"
        pytest.skip("Chromium is not installed; `make test` says how to get it")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        page = browser.new_page()
        page.goto(running.address + "/simulator/")
        phone = page.locator(".resident").first
        phone.get_by_role("button", name="Dial").click()
        page.get_by_text(f"1 {piece_of(Text.CATEGORY_GUN_KILLING)}").wait_for()
        for key, text in (("1", Text.WHERE_HEAD), ("2", Text.HARM), ("1", Text.CONFIRM), ("1", Text.FILED_MAJOR)):
            phone.locator(f"[data-key='{key}']").click()
            phone.get_by_text(piece_of(text)).first.wait_for()
        leader = page.locator(f"[data-phone='{LEADER}']")
        leader.get_by_text(piece_of(Text.LEVEL_MAJOR)).first.wait_for(timeout=5000)
        leader.locator(".quick button").first.click()
        leader.get_by_text(piece_of(Text.GOING)).first.wait_for(timeout=5000)
        browser.close()
