"""History: the versions of a community file, with when each came, who loaded it, and why."""

import re
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from gateway.communities.file import CommunityFileError
from gateway.communities.parsed_files import parsed
from gateway.storage.models import CommunityRow, CommunityVersion
from gateway.storage.sealing import Keyring
from menus.domain.community import Community, Mode

_MOST_READ = 1_000
"""The versions that are looked through for one of another mode. A guess: years of changes."""


@dataclass(frozen=True)
class Version:
    """A version of a community file.

    `at` (aware) is when it came in force. `by` and `why` are as its loader said them; None if nothing was said, or if
    it is erased. `is_kept`: the text of the file is still there.
    """

    number: int
    at: datetime
    by: str | None
    why: str | None
    is_kept: bool


def versions(session: Session, key: str) -> list[Version]:
    """Return the versions of the community with a key, newest first; an empty list if there is no such community."""
    rows = session.scalars(
        select(CommunityVersion)
        .join(CommunityRow, CommunityRow.id == CommunityVersion.community_id)
        .where(CommunityRow.key == key)
        .order_by(CommunityVersion.version.desc())
    )
    return [_version(row) for row in rows]


@dataclass(frozen=True)
class Text:
    """A version with the text of its file; empty if the text is erased."""

    version: Version
    body: str


def texts(session: Session, community_id: int, first: int, last: int) -> dict[int, Text]:
    """Return the versions of a community with numbers from `first` to `last`, by their numbers."""
    rows = session.scalars(
        select(CommunityVersion).where(
            CommunityVersion.community_id == community_id, CommunityVersion.version.between(first, last)
        )
    )
    return {row.version: Text(_version(row), row.body) for row in rows}


def last_of_mode(session: Session, community_id: int, before: int, mode: Mode) -> Community | None:
    """Return what the newest version with a mode says, of those with a lower number than `before` whose text is kept.

    None if there is none, or none that this Doria can read.
    """
    kept = (CommunityVersion.community_id == community_id, CommunityVersion.version < before)
    found = select(CommunityVersion).where(*kept, CommunityVersion.body != "")
    for row in session.scalars(found.order_by(CommunityVersion.version.desc()).limit(_MOST_READ)):
        # Reading each file as a whole would take seconds.
        if not re.search(rf"mode.*{re.escape(mode)}", row.body):
            continue
        try:
            community = parsed(row.body)
        except CommunityFileError:
            continue
        if community.mode is mode:
            return community
    return None


def _version(row: CommunityVersion) -> Version:
    return Version(row.version, row.loaded_at, row.loaded_by, row.why, is_kept=bool(row.body))


def keys(session: Session) -> list[str]:
    """Return the keys of the communities in force, in alphabetical order."""
    return list(session.scalars(select(CommunityRow.key).order_by(CommunityRow.key)))


def replaced_by(session: Session, keyring: Keyring, key: str, text: str) -> int | None:
    """Return the number of the version in force, if the text is that of an earlier version alone; else None."""
    hashes = keyring.digests(text, "community")
    same = (
        select(CommunityRow.version, CommunityVersion.version)
        .join(CommunityRow, CommunityRow.id == CommunityVersion.community_id)
        .where(CommunityRow.key == key, CommunityVersion.body_hash.in_(hashes))
        .order_by(CommunityVersion.version.desc())
        .limit(1)
    )
    found = session.execute(same).first()
    return None if found is None or found[0] == found[1] else int(found[0])
