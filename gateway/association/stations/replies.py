"""Replies of stations: what a station says to its card. A new one takes the place of the last, and all are kept."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from gateway.association.stations.wording import doubts
from gateway.communities.directory import CommunityRecord
from gateway.core import acts
from gateway.core.unit_of_work import UnitOfWork
from gateway.storage.models import StationReply
from menus.domain import local_days
from menus.domain.acts import ActKind

LONGEST = 300
"""The most characters of a reply (the specification)."""


def write(uow: UnitOfWork, record: CommunityRecord, station: str, words: str, *, by: int) -> bool:
    """Write down what a station says; return False if the words are none, too many, or name somebody.

    `by` is the row of the person who writes it down.
    """
    today = local_days.today(record.community, uow.now)
    if not words or len(words) > LONGEST or doubts(record, words, today):
        return False
    row = {"community_id": record.id, "station": station, "words": words, "at": uow.now, "person_id": by}
    uow.insert(StationReply, [row])
    acts.note(uow, record.id, ActKind.STATION_REPLIED, by=by, station=station)
    return True


def all_of(session: Session, community_id: int) -> Sequence[StationReply]:
    """Return what the stations of a community have said, the newest first."""
    ours = StationReply.community_id == community_id
    return session.scalars(select(StationReply).where(ours).order_by(StationReply.id.desc())).all()
