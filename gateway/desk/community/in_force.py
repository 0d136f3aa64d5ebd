"""The community file in force, read anew for each page: the directory of the process may be a second behind."""

import tomllib
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from sqlalchemy.orm import Session

from gateway.communities import history
from gateway.communities.file import CommunityFileError
from gateway.communities.history import Version
from gateway.communities.parsed_files import parsed
from gateway.desk.viewer import Viewer
from gateway.roster import cover_edits
from menus.domain.community import Community


@dataclass(frozen=True)
class InForce:
    """The file in force: who loaded it, its text, and what it says."""

    version: Version
    body: str
    community: Community

    @cached_property
    def raw(self) -> dict[str, Any]:
        """The file as TOML gives it."""
        return tomllib.loads(self.body.removeprefix("\ufeff"))

    @property
    def ladders(self) -> int:
        """The number of ladders that stand in the file. The ladders behind them in the list are Doria's own."""
        return len(self.raw.get("ladders", []))

    def helpline(self, name: str) -> str | None:
        """Return the key in the file of a helpline; None if there is none."""
        return next((key for key in self.raw.get("helplines", {}) if key.replace("-", "_") == name), None)


def read(session: Session, viewer: Viewer) -> InForce | None:
    """Return the file in force of the viewer's community; None if this Doria cannot read it."""
    number = newest(session, viewer)
    found = history.texts(session, viewer.record.id, number, number)[number]
    try:
        return InForce(found.version, found.body, parsed(found.body))
    except CommunityFileError:
        return None


def newest(session: Session, viewer: Viewer) -> int:
    """Return the number of the version in force of the viewer's community."""
    return cover_edits.version_in_force(session, viewer.record)
