"""The files that the simulated network reads: the community files in force, in plain text while it runs."""

import shutil
import time
from collections.abc import Callable
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.exc import SQLAlchemyError

from gateway.communities import directory
from gateway.services import Services
from gateway.storage.models import CommunityRow

EVERY = 1.0
"""Seconds between two looks for a community that was loaded. The simulated network waits three for its sender."""


class PhoneFiles:
    """A folder of community files, kept like the database."""

    def __init__(self, services: Services, folder: Path, now: Callable[[], float] = time.monotonic) -> None:
        self.folder = folder
        self._services, self._now = services, now
        self._versions: dict[str, int] = {}
        self._looked_at = float("-inf")

    def write(self) -> None:
        """Write every file in force, if one of them is another than before."""
        with self._services.reading() as session:
            versions = {row.key: row.version for row in session.execute(select(CommunityRow.key, CommunityRow.version))}
            if versions == self._versions:
                return
            bodies = directory.bodies(session)
        self.folder.mkdir(exist_ok=True, mode=0o700)
        for key, body in bodies.items():
            path = self.folder / f"{key}.toml"
            draft = path.with_suffix(".new")
            draft.touch(mode=0o600)
            draft.write_text(body, encoding="utf-8")
            draft.replace(path)
        self._versions = versions

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
