"""Changes in the weeks of a rise: what may have made people report more, beside what happened.

It is read from what Doria keeps anyway: texts to zones, versions of the file with their codes, and pads of paper.
Posters hang on walls, and Doria does not know of them.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from gateway.communities import history
from gateway.communities.file import CommunityFileError
from gateway.communities.parsed_files import parsed
from gateway.storage.models import CommunityVersion, Message, ReservedReference
from menus.domain.messages import MessageKind

_MANY = 2
"""The fewest phones of a text to a zone: a reminder of one person's own is of the same kind, and goes to one phone."""


@dataclass(frozen=True)
class Changes:
    """New things of some weeks: texts to zones, versions of the file, codes that are new, and printed pads."""

    broadcasts: int = 0
    versions: int = 0
    codes: Sequence[str] = ()
    pads: int = 0


def between(session: Session, community_id: int, begins: datetime, ends: datetime) -> Changes:
    """Return what was new between two moments (aware)."""
    return Changes(
        _broadcasts(session, community_id, begins, ends),
        *_versions(session, community_id, begins, ends),
        _pads(session, community_id, begins, ends),
    )


def _broadcasts(session: Session, community_id: int, begins: datetime, ends: datetime) -> int:
    texts = select(Message.batch).where(
        Message.created_at >= begins,
        Message.created_at < ends,
        Message.community_id == community_id,
        Message.kind == MessageKind.BROADCAST,
    )
    to_many = texts.group_by(Message.batch).having(func.count() >= _MANY).subquery()
    return session.scalar(select(func.count()).select_from(to_many)) or 0


def _versions(session: Session, community_id: int, begins: datetime, ends: datetime) -> tuple[int, Sequence[str]]:
    """Return how many versions came, and the codes of the newest one that the one before them did not have."""
    ours = (CommunityVersion.community_id == community_id, CommunityVersion.loaded_at < ends)
    rows = session.execute(
        select(CommunityVersion.version, CommunityVersion.loaded_at).where(*ours).order_by(CommunityVersion.version)
    ).all()
    new = [row.version for row in rows if row.loaded_at >= begins]
    old = [row.version for row in rows if row.loaded_at < begins]
    if not new or not old:
        # The first version of all is no change.
        return max(0, len(new) - (not old)), ()
    before, after = (_codes(session, community_id, versions[-1]) for versions in (old, new))
    if before is None or after is None:
        return len(new), ()
    return len(new), [code for code in after if code not in before]


def _codes(session: Session, community_id: int, version: int) -> Sequence[str] | None:
    """Return the codes of a version; None if its text is erased or cannot be read any more."""
    found = history.texts(session, community_id, version, version).get(version)
    if found is None or not found.body:
        return None
    try:
        community = parsed(found.body)
    except CommunityFileError:
        return None
    return (*community.ussd_codes, *community.sms_codes)


def _pads(session: Session, community_id: int, begins: datetime, ends: datetime) -> int:
    ours = select(func.count(func.distinct(ReservedReference.pad))).where(
        ReservedReference.community_id == community_id,
        ReservedReference.reserved_at >= begins,
        ReservedReference.reserved_at < ends,
    )
    return session.scalar(ours) or 0
