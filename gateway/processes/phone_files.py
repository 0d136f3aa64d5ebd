"""The files that the simulated network reads: the community files in force, in plain text while it runs."""

import shutil
import time
from collections.abc import Callable
from pathlib import Path

from sqlalchemy.exc import SQLAlchemyError

from gateway.communities import records, register
from gateway.services import Services

EVERY = 1.0
"""Seconds between two looks for a community that was loaded. The simulated network waits three for its sender."""


class PhoneFiles:
    """A folder of community files, kept like the database."""

    def __init__(self, services: Services, folder: Path, now: Callable[[], float] = time.monotonic) -> None:
        self.folder = folder
        self._services, self._now = services, now
        self._stamp = -1
        self._looked_at = float("-inf")

    def write(self) -> None:
        """Write the files in force that are others than before."""
        with self._services.reading() as session:
            stamp = register.newest_stamp(session)
            if stamp is None or stamp == self._stamp:
                return
            bodies = records.bodies(session, newer_than=self._stamp if stamp > self._stamp else -1)
        self.folder.mkdir(exist_ok=True, mode=0o700)
        for key, body in bodies.items():
            path = self.folder / f"{key}.toml"
            draft = path.with_suffix(".new")
            draft.touch(mode=0o600)
            draft.write_text(body, encoding="utf-8")
            draft.replace(path)
        self._stamp = stamp

    def look(self) -> None:
        """Write the files if one has changed, once every `EVERY` seconds; a database that is away is no fault here."""
        if self._now() - self._looked_at < EVERY:
            return
        try:
            self.write()
        except (SQLAlchemyError, OSError):
            return
        finally:
            self._looked_at = self._now()

    def remove(self) -> None:
        """Delete the files: they name people."""
        shutil.rmtree(self.folder, ignore_errors=True)
