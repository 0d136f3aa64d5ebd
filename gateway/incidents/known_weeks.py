"""Known weeks: the weeks of a community that tell anything, so that all figures mean the same by it.

A community is there from its first file on, or from its first incident that counts: a database may have come with both.
A week that it was not there as a whole tells nothing, nor does one with a long pause.
"""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import Session

from gateway.communities.directory import CommunityRecord
from gateway.incidents import openness
from gateway.storage.models import CommunityVersion, Incident, PauseRow
from menus.domain import rise_counts


def between(
    session: Session, record: CommunityRecord, edges: Sequence[datetime], *only_where: ColumnElement[bool]
) -> tuple[bool, ...]:
    """Return of each week between edges (UTC, the oldest first) whether it tells anything of the community.

    Only those incidents are looked at for which all conditions of `only_where` hold.
    """
    first = since(session, record, edges[0], *only_where)
    return rise_counts.known(edges, first, _pauses(session, record.id, edges))


def was_there(
    session: Session, record: CommunityRecord, begins: datetime, ends: datetime, *only_where: ColumnElement[bool]
) -> bool:
    """Return whether the community took reports at any moment between two (UTC).

    Before it was there, and in a pause, nothing that happened was reported: no number tells that it was few.
    """
    first = since(session, record, begins, *only_where)
    if first is None or first >= ends:
        return False
    return not any(
        paused <= max(first, begins) and resumed >= ends
        for paused, resumed in _pauses(session, record.id, (begins, ends))
    )


def since(
    session: Session, record: CommunityRecord, needed: datetime, *only_where: ColumnElement[bool]
) -> datetime | None:
    """Return since when the community is there; a moment up to `needed` is early enough, and need not be the first.

    Incidents are only looked at where the first file is younger than that, and then no whole history is read.
    """
    loaded = select(func.min(CommunityVersion.loaded_at)).where(CommunityVersion.community_id == record.id)
    first = session.scalar(loaded)
    if first is not None and first <= needed:
        return first
    ours = (Incident.community_id == record.id, *openness.COUNTS, *only_where)
    earlier = select(Incident.id).where(*ours, Incident.opened_at < needed).limit(1).scalar_subquery()
    later = select(func.min(Incident.opened_at)).where(*ours, Incident.opened_at >= needed).scalar_subquery()
    is_older, earliest = session.execute(select(earlier, later)).one()
    if is_older is not None:
        return needed
    return min((moment for moment in (first, earliest) if moment is not None), default=None)


def _pauses(session: Session, community_id: int, edges: Sequence[datetime]) -> list[tuple[datetime, datetime]]:
    rows = select(PauseRow.paused_at, PauseRow.resumed_at).where(
        PauseRow.community_id == community_id,
        PauseRow.paused_at < edges[-1],
        or_(PauseRow.resumed_at.is_(None), PauseRow.resumed_at > edges[0]),
    )
    return [(row.paused_at, row.resumed_at or edges[-1]) for row in session.execute(rows)]
