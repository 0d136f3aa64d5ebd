"""A running `doria up`: the locks and the facts in its data folder, by which other commands learn of it."""

import fcntl
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from gateway.errors import Refused

_SUPERVISOR, _RESTARTS, _RESTARTING = "DORIA_SUPERVISOR", "DORIA_RESTARTS", "DORIA_RESTARTING"
"""The names of facts about a running `doria up`."""


@dataclass(frozen=True)
class Running:
    """The folder on which a `doria up` may run."""

    path: Path

    def make(self) -> None:
        """Make the folder, readable by its owner alone; raise Refused if it cannot be made."""
        try:
            self.path.mkdir(parents=True, exist_ok=True, mode=0o700)
        except OSError as error:
            message = f"{self.path} cannot be the data folder ({error.strerror}); give another with --data"
            raise Refused(message) from None

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Let no `doria up` begin on the folder during the block; raise Refused if one runs there."""
        self.make()
        with _held(self.path / "up.lock", f"doria up runs on {self.path}; stop it, or give another --data"):
            yield

    def is_running(self) -> bool:
        """Return whether a `doria up` runs on the folder: only then are the facts in it about a living process."""
        try:
            with (self.path / "up.lock").open("r") as lock:
                fcntl.flock(lock, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except FileNotFoundError:
            return False
        except OSError:
            return True
        return False

    def note_running(self, **facts: str) -> None:
        """Write down what other commands need from the running `doria up`, such as DORIA_SIMULATOR_URL.

        This process is its supervisor.
        """
        facts = {_SUPERVISOR: str(os.getpid()), **facts}
        draft = self._noted.with_suffix(".new")
        draft.write_text(json.dumps(facts), encoding="utf-8")
        draft.rename(self._noted)

    def note_restart_begun(self) -> None:
        """Write down that each process is being started anew."""
        self.note_running(**{**self.facts(), _RESTARTING: "yes"})

    def note_restart(self, *, is_done: bool) -> None:
        """Write down that every process was started anew, or that this was given up."""
        number = int((self.restarts() or "0").partition(" ")[0]) + 1
        noted = {name: fact for name, fact in self.facts().items() if name != _RESTARTING}
        self.note_running(**{**noted, _RESTARTS: f"{number} {'done' if is_done else 'given-up'}"})

    def is_restarting(self) -> bool:
        """Return whether each process is being started anew."""
        return _RESTARTING in self.facts()

    @contextmanager
    def only_restart(self) -> Iterator[None]:
        """Let no other command start the processes anew during the block; raise Refused if one does so already."""
        message = f"another doria restart is at work on {self.path}; it says how it ends"
        with _held(self.path / "restart.lock", message):
            yield

    def restarts(self) -> str:
        """Return the number of such restarts, and a word for how the last one ended; an empty text before the first."""
        return self.facts().get(_RESTARTS, "")

    def supervisor(self) -> int | None:
        """Return the process id of the running `doria up`; None if none runs."""
        noted = self.facts().get(_SUPERVISOR)
        return int(noted) if noted else None

    def note_stopped(self) -> bool:
        """Delete what was written down; return whether there was anything, as after a killed run."""
        was_there = self._noted.exists()
        self._noted.unlink(missing_ok=True)
        return was_there

    @property
    def _noted(self) -> Path:
        return self.path / "running.json"

    def running_key(self) -> str | None:
        """Return the id of the key that a running `doria up` seals with; None if none runs."""
        return self.facts().get("DORIA_KEY_ID")

    def facts(self) -> dict[str, str]:
        """Return the facts that were written down, by their names; none if none runs."""
        try:
            noted: dict[str, str] = json.loads(self._noted.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return {}
        return noted


@contextmanager
def _held(file: Path, message: str) -> Iterator[None]:
    """Hold the lock of a file during the block; raise Refused with a message if another process holds it."""
    with file.open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise Refused(message) from None
        yield
