"""Seeing: what each role reads of the versions of the community file.

Coordinators and oversight read who loaded a version and why, and whose role changed, by name. Nobody reads a number on
a page.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from gateway.communities.file import CommunityFileError
from gateway.communities.history import Text
from gateway.communities.parsed_files import parsed
from gateway.desk import settings_words
from gateway.desk.viewer import Viewer
from menus.domain.community import Community
from menus.domain.roles import Role

READERS = (Role.COORDINATOR, Role.OVERSIGHT)
"""The roles that read the settings and their history."""


@dataclass(frozen=True)
class Shown:
    """A version as a viewer reads it.

    `changes` are the lines of what it changed against the one before; None if the text of one of the two is erased, or
    cannot be read.
    """

    number: int
    at: datetime
    by: str
    why: str
    is_kept: bool
    changes: list[str] | None


def shown_version(viewer: Viewer, texts: Mapping[int, Text], number: int) -> Shown | None:
    """Return a version as a viewer reads it; `texts` holds the one before it, too. None if there is no such version."""
    text = texts.get(number)
    if text is None:
        return None
    version, after = text.version, said(text)
    earlier = texts.get(number - 1)
    before = said(earlier) if earlier is not None else None
    changes = None
    if before is not None and after is not None:
        changes = settings_words.changes(viewer.language, before, after)
    return Shown(number, version.at, version.by or "", version.why or "", version.is_kept, changes)


def said(text: Text) -> Community | None:
    """Return what a version says; None if its text is erased, or if this Doria cannot read it."""
    if not text.body:
        return None
    try:
        return parsed(text.body)
    except CommunityFileError:
        return None
