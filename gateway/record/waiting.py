"""Waiting rows: which communities have rows without a place in the record, or a tree that is not carried over yet."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import cache

from sqlalchemy import ColumnElement, and_, bindparam, exists, or_, select, text
from sqlalchemy.orm import Session

from gateway.record.sources import SOURCES
from gateway.storage.models import CommunityRow, RecordTree
from gateway.storage.models.recording import WAITS
from gateway.storage.prepared import Prepared

UPGRADES_FOR = timedelta(minutes=10)
"""For so long after its beginning a tree takes rows that the release before has written.

Processes of two releases work side by side while they are started anew, one after the other. How long that takes is a
guess.
"""


def is_any(session: Session, now: datetime) -> bool:
    """Return whether any row waits for its place, or any tree is to be closed for rows of earlier releases."""
    ((found,),) = _any().rows(session.connection(), {"since": now - UPGRADES_FOR})
    return bool(found)


def communities(session: Session, now: datetime) -> Sequence[int]:
    """Return the communities for which there is something to do, in the order of their ids."""
    found = _communities().rows(session.connection(), {"since": now - UPGRADES_FOR})
    return [community_id for (community_id,) in found]


@cache
def _any() -> Prepared:
    waits = (exists().select_from(one.table).where(text(f"{one.table.name}.{WAITS}")) for one in SOURCES.values())
    return Prepared(select(or_(*waits, exists().where(*_CLOSES))))


@cache
def _communities() -> Prepared:
    closes = exists().where(RecordTree.community_id == CommunityRow.id, *_CLOSES)
    return Prepared(select(CommunityRow.id).where(or_(*_of_each(), closes)).order_by(CommunityRow.id))


def _of_each() -> list[ColumnElement[bool]]:
    """Return for each source the condition that rows of a community wait."""
    return [
        exists()
        .select_from(one.table)
        .where(and_(one.table.c.community_id == CommunityRow.id, text(f"{one.table.name}.{WAITS}")))
        .correlate(CommunityRow)
        for one in SOURCES.values()
    ]


_CLOSES = (
    text("record_trees.carried_over_at IS NULL"),
    RecordTree.began_at < bindparam("since", type_=RecordTree.began_at.type),
)
