"""`doria up` under test: real processes, real time, ladders of seconds."""

import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

import psutil
import pytest
import requests
from click.testing import CliRunner

from gateway.cli.main import main
from gateway.communities.file import load_example
from menus.text import catalog
from menus.text.names import Text
from tests.busy import Stopwatch
from tests.conftest import free_port
from tests.people import CODE, KILLING, RESIDENT, small
from tests.pieces import piece_of
from tests.town import reference_in

TIMEOUT = 60.0
"""Seconds after which something that is waited for does not come any more. No story is about this limit."""
_JOIN_WINDOW = 1.0
"""Seconds in which a further report joins an incident: one story is not to join that of another."""
Meanwhile = Callable[["subprocess.Popen[str]", Path], None]
_UNWANTED = (
    "DATABASE_URL",
    "REDIS_URL",
    "AT_BASE_URL",
    "AT_API_KEY",
    "SECRET_KEY",
    "WEBHOOK_TOKEN",
    "METRICS_TOKEN",
    "DORIA_DATA",
)


def _megabytes(processes: Iterable[psutil.Process]) -> float:
    return sum(process.memory_full_info().pss for process in processes) / 2**20


@dataclass
class Running:
    """A `doria up` under test."""

    process: "subprocess.Popen[str]"
    address: str
    folder: Path
    errors: Path
    joins_until: float = 0.0
    database_url: str = ""
    lines: tuple[str, ...] = ()
    """The lines that it printed until it was ready."""
    cost: float = 0.0
    """Seconds of a processor that it and its processes had taken when it was ready."""

    @property
    def said(self) -> str:
        """The log of the supervisor."""
        return self.errors.read_text(encoding="utf-8")

    @property
    def tree(self) -> list[psutil.Process]:
        """The supervisor and its processes."""
        parent = psutil.Process(self.process.pid)
        return [parent, *parent.children(recursive=True)]

    @property
    def memory(self) -> float:
        """The megabytes of memory that it and its processes take; what they share counts once."""
        return _megabytes(self.tree)

    @property
    def memory_of_desk(self) -> float:
        """The megabytes of these that the desk takes."""
        return _megabytes(self.processes_of("gateway.processes.deskserver"))

    @property
    def desk(self) -> str:
        """The address of the desk, as it was printed."""
        (found,) = (line.removeprefix("desk ") for line in self.lines if line.startswith("desk "))
        return found

    def processes_of(self, module: str) -> list[psutil.Process]:
        """Return the processes that run a module, such as `gateway.processes.deskserver`."""
        found = []
        for process in self.tree:
            with suppress(psutil.NoSuchProcess, psutil.ZombieProcess):
                if module in words_of(process):
                    found.append(process)
        return found

    @property
    def red_workers(self) -> list[psutil.Process]:
        """The workers of the red lane."""
        found = []
        for child in self.tree:
            try:
                if words_of(child)[-2:] == ["workers", "red"]:
                    found.append(child)
            except (psutil.NoSuchProcess, psutil.ZombieProcess):
                continue
        return found

    def stopwatch(self) -> Stopwatch:
        """Return a stopwatch that leaves out what its processes wait for a processor."""
        return Stopwatch(process.pid for process in self.tree)

    def waits_until_nothing_joins(self) -> None:
        """Wait until a further report is an incident of its own."""
        wait_for(lambda: time.monotonic() > self.joins_until)

    def reports(self) -> str:
        """Report a killing that joins no other from the resident's phone; return its reference."""
        self.waits_until_nothing_joins()
        reference = reference_in(self.dial(*KILLING))
        self.joins_until = time.monotonic() + _JOIN_WINDOW
        return reference

    def dial(self, *keys: str) -> str:
        """Dial from the resident's phone and press keys; return the last page."""
        url = f"{self.address}/simulator/phones/{RESIDENT}/ussd"
        page = requests.post(url, json={"code": CODE}, timeout=TIMEOUT).json()
        for key in keys:
            page = requests.post(url, json={"input": key}, timeout=TIMEOUT).json()
        return str(page["text"])

    def inbox(self, phone: str) -> list[str]:
        """Return the texts on a phone."""
        answer = requests.get(f"{self.address}/simulator/phones/{phone}/inbox", timeout=TIMEOUT)
        return [text["text"] for text in answer.json()]

    def alerts(self, phone: str, reference: str) -> list[str]:
        """Return the texts on a phone that name an incident."""
        return [text for text in self.inbox(phone) if reference in text]

    def texts(self, phone: str, text: str) -> None:
        """Send an SMS from a phone."""
        url = f"{self.address}/simulator/phones/{phone}/sms"
        assert requests.post(url, json={"to": "22384", "text": text}, timeout=TIMEOUT).ok

    def loads(self, file: Path) -> None:
        """Load a community file, as an operator does in another terminal."""
        runner = CliRunner(env=dict.fromkeys(_UNWANTED))
        done = runner.invoke(main, ["community", "load", str(file), "--data", str(self.folder)])
        assert done.exit_code == 0, done.output

    def commands(self, *arguments: str) -> str:
        """Run a `doria` command on the same data that prints no JSON, and return what it says."""
        runner = CliRunner(env=dict.fromkeys(_UNWANTED) | {"DATABASE_URL": self.database_url or None})
        done = runner.invoke(main, [*arguments, "--data", str(self.folder)])
        assert done.exit_code == 0, done.output
        return done.output

    def doria(self, *arguments: str) -> Any:
        """Run a `doria` command on the same data and return its JSON."""
        runner = CliRunner(env=dict.fromkeys(_UNWANTED) | {"DATABASE_URL": self.database_url or None})
        done = runner.invoke(main, [*arguments, "--json", "--data", str(self.folder)])
        assert done.exit_code == 0, done.output
        return json.loads(done.stdout)

    def stop(self) -> float:
        """Stop it as an operator does; return how long that took."""
        watch = self.stopwatch()
        self.process.send_signal(signal.SIGTERM)
        wait_for(lambda: self.process.poll() is not None, watch)
        assert self.process.returncode == 0
        return watch.seconds


class Lasting:
    """A `doria up` that lasts for many stories. After a story that ended it, it is started again on its data."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._running: Running | None = None

    @property
    def folder(self) -> Path:
        """The folder of its data."""
        return self._folder

    def running(self, meanwhile: Meanwhile | None = None) -> Running:
        """Return it, started if need be. `meanwhile` is what happens while it starts."""
        if self._running is None or self._running.process.poll() is not None:
            self._running = start(self._folder, meanwhile=meanwhile, DORIA_JOIN_WINDOW=f"{_JOIN_WINDOW:.0f}s")
        return self._running

    def starts_again(self, port: int | None = None, errors: IO[str] | None = None) -> Running:
        """Start it once more on its data, after it was killed; without a file, the community in force stays."""
        self._running = start(
            self._folder, port=port, errors=errors, loads=False, DORIA_JOIN_WINDOW=f"{_JOIN_WINDOW:.0f}s"
        )
        return self._running

    def end(self) -> None:
        """Stop it if it runs."""
        if self._running is not None and self._running.process.poll() is None:
            self._running.stop()


def words_of(process: psutil.Process) -> list[str]:
    """Return the command of a process. A forked one has it in one word, and empty ones behind it."""
    return " ".join(process.cmdline()).split()


def environment(**more: str) -> dict[str, str]:
    """Return the environment of these tests without settings of Doria, and with more."""
    return {**{name: value for name, value in os.environ.items() if name not in _UNWANTED}, **more}


def start(  # noqa: PLR0913 - its options are those of the command
    folder: Path,
    *,
    port: int | None = None,
    errors: IO[str] | None = None,
    loads: bool = True,
    waits: str = "3s",
    meanwhile: Meanwhile | None = None,
    installed: Path | None = None,
    desk_port: int | None = None,
    **more: str,
) -> Running:
    """Start `doria up` and wait until it says that it is ready. `waits` is how long each rung of a ladder waits.

    `meanwhile` is called with its process and the file of its errors, before it can be ready. `installed` is the
    `doria` of an installation, which then runs beside its data, outside the clone.
    """
    doria = [str(installed)] if installed else [sys.executable, "-m", "gateway.cli"]
    command = [*doria, "up", "--port", str(port or free_port()), "--data", str(folder)]
    if desk_port is not None:
        command += ["--desk-port", str(desk_port)]
    if loads:
        file = folder.parent / "quick.toml"
        text = re.sub(r'after = "\d+[mh]"', f'after = "{waits}"', small(load_example("mlango-kubwa")))
        file.write_text(text, encoding="utf-8")
        command += ["--community", str(file)]
    errors_path = folder.parent / "errors.log"
    errors = errors or errors_path.open("a")
    process = subprocess.Popen(  # noqa: S603 - our own command
        command,
        stdout=subprocess.PIPE,
        stderr=errors,
        text=True,
        env=environment(**more),
        cwd=folder.parent if installed else None,
        # The shell that starts it may have new files that are open to everybody.
        umask=0,
    )
    errors.close()
    if meanwhile is not None:
        meanwhile(process, errors_path)
    assert process.stdout is not None
    lines = []
    for line in process.stdout:
        lines.append(line.rstrip("\n"))
        if line.startswith("ready "):
            process.stdout.close()
            made = Running(process, line.split()[1], folder, errors_path, database_url=more.get("DATABASE_URL", ""))
            made.lines = tuple(lines)
            made.cost = sum(sum(one.cpu_times()[:2]) for one in made.tree)
            return made
    process.stdout.close()
    said = errors_path.read_text(encoding="utf-8")[-3000:]
    pytest.fail(f"doria up ended with {process.wait()}: {said}")


def shown(text: Text) -> str:
    """Return the piece of a text by which it is known on a phone of the example.

    Other processes read the files: no words that are replaced here reach them.
    """
    return piece_of(text, texts=catalog.read("sw"))


def wait_for(what: Callable[[], bool], watch: Stopwatch | None = None) -> None:
    """Wait until something holds. The stopwatch looks meanwhile, for processes that end."""
    deadline = time.monotonic() + TIMEOUT
    while not what():
        assert time.monotonic() < deadline
        if watch is not None:
            watch.look()
        time.sleep(0.02)
