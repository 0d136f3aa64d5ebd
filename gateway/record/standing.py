"""The standing of the record: rows that should have had their place by now, and trees that somebody has changed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func, select, text
from sqlalchemy.orm import Session

from gateway.incidents.openness import IS_OPEN
from gateway.record import trees
from gateway.record.sources import SOURCES
from gateway.record.trees import TreeBrokenError, TreeFault
from gateway.storage.models import CommunityRow, Event, Incident, RecordTree
from gateway.storage.models.recording import WAITS
from gateway.storage.sealing import UnsealError
from menus.domain.record import CARRIED_OVER

LATE = timedelta(minutes=1)
"""The age from which a row should have its place: the clock gives it within two seconds. A guess."""


@dataclass(frozen=True)
class Standing:
    """The standing of the record.

    `carried` rows of earlier releases still get their place. `late` rows wait longer than they should, the oldest
    `since` a moment (aware). `broken` are the communities, by their keys, whose trees take no further leaf, and why.
    """

    carried: int
    late: int
    since: datetime | None
    broken: Sequence[tuple[str, TreeFault]]


def look(session: Session, now: datetime) -> Standing:
    """Return how the record stands at `now` (aware)."""
    carried, late, since = 0, 0, None
    for source in SOURCES.values():
        table = source.table
        is_carried = (table.c.proof == CARRIED_OVER) & RecordTree.carried_over_at.is_(None)
        waiting = (
            select(is_carried, func.count(), func.min(source.at))
            .select_from(table)
            .outerjoin(RecordTree, RecordTree.community_id == table.c.community_id)
            .where(text(f"{table.name}.{WAITS}"), source.at < now - LATE)
            .group_by(is_carried)
        )
        for is_old, count, first in session.execute(waiting):
            if is_old:
                carried += count
                continue
            late += count
            since = first if since is None else min(since, first)
    return Standing(carried, late, since, broken(session))


def has_late_open_event(session: Session, now: datetime, community_id: int) -> bool:
    """Return whether an event waits too long whose incident is not hidden.

    A page tells of no other rows: if the record stands still, the first row that waits would tell that it was written.
    """
    waits = select(Event.id).join(Incident, Incident.id == Event.incident_id)
    ours = (Event.community_id == community_id, Event.at < now - LATE, *IS_OPEN)
    return session.scalar(waits.where(text(f"events.{WAITS}"), *ours).limit(1)) is not None


def broken(session: Session) -> list[tuple[str, TreeFault]]:
    """Return the communities, by their keys, whose trees take no further leaf, and why."""
    wanted = select(CommunityRow.id, CommunityRow.key).order_by(CommunityRow.key)
    found = [(key, _fault(session, community_id)) for community_id, key in session.execute(wanted).all()]
    return [(key, fault) for key, fault in found if fault is not None]


def _fault(session: Session, community_id: int) -> TreeFault | None:
    try:
        tree = session.scalar(select(RecordTree).where(RecordTree.community_id == community_id))
        if tree is None:
            return TreeFault.MISSING
        trees.frontier_of(tree)
    except UnsealError:
        return TreeFault.SEED
    except TreeBrokenError as error:
        return error.fault
    return None
