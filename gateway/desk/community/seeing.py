"""Seeing: what each role reads of the versions of the community file.

Coordinators and oversight read who loaded a version and why, and whose role changed, by name. An observer reads neither
the lines about people, shifts and covers nor the reason of a version that changed them: it may name somebody of the
patrol. Nobody reads a number on a page.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from gateway.communities.file import CommunityFileError
from gateway.communities.history import Text
from gateway.communities.parsed_files import parsed
from gateway.desk import settings_words
from gateway.desk.viewer import Viewer
from menus.domain.community import Community, Role

READERS = (Role.COORDINATOR, Role.OVERSIGHT, Role.OBSERVER)
"""The roles that read the settings and their history."""


@dataclass(frozen=True)
class Shown:
    """A version as a viewer reads it.

    `changes` are the lines of what it changed against the one before; None if the text of one of the two is erased, or
    cannot be read. `is_closed`: it is about people, and the viewer reads neither them nor who did it and why.
    """

    number: int
    at: datetime
    by: str
    why: str
    is_kept: bool
    changes: list[str] | None
    is_closed: bool = False


def reads_people(viewer: Viewer) -> bool:
    """Return whether a viewer reads the lines about people."""
    return viewer.has(Role.COORDINATOR, Role.OVERSIGHT)


def shown_version(viewer: Viewer, texts: Mapping[int, Text], number: int) -> Shown | None:
    """Return a version as a viewer reads it; `texts` holds the one before it, too. None if there is no such version."""
    text = texts.get(number)
    if text is None:
        return None
    version, after = text.version, said(text)
    earlier = texts.get(number - 1)
    before = said(earlier) if earlier is not None else None
    is_open = reads_people(viewer)
    changes = None
    if before is not None and after is not None:
        then = after if is_open else replace(after, people=before.people, shifts=before.shifts, covers=before.covers)
        changes = settings_words.changes(viewer.language, before, then)
    is_closed = not is_open and (before is None or after is None or _people(before) != _people(after))
    by, why = ("", "") if is_closed else (version.by or "", version.why or "")
    return Shown(number, version.at, by, why, version.is_kept, changes, is_closed=is_closed)


def said(text: Text) -> Community | None:
    """Return what a version says; None if its text is erased, or if this Doria cannot read it."""
    if not text.body:
        return None
    try:
        return parsed(text.body)
    except CommunityFileError:
        return None


def _people(community: Community) -> tuple[object, ...]:
    return community.people, community.shifts, community.covers
