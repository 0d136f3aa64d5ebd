"""Counts: people with a role note that they have counted the money of a month, and found it as the books say.

Two of them from different households make a month checked. The desk's page of the books writes them down.
"""

from dataclasses import dataclass
from datetime import datetime
from itertools import combinations

from sqlalchemy import select
from sqlalchemy.orm import Session

from gateway.association.giving import numbers
from gateway.communities.directory import CommunityRecord
from gateway.core.unit_of_work import UnitOfWork
from gateway.storage.models.giving_asks import BookCheck
from menus.domain.signing import live_apart

NEEDED = 2
"""The people who must have counted a month, each of another household (the association's rule)."""


@dataclass(frozen=True)
class Checked:
    """A month that was counted: when the last one of them did (aware), and how many they were."""

    at: datetime
    people: int


def note(uow: UnitOfWork, record: CommunityRecord, month: str, person_id: int) -> bool:
    """Note that a person has counted a month (`2026-11`); return False if they had before."""
    numbers.lock_books(uow, record)
    theirs = (BookCheck.community_id == record.id, BookCheck.month == month, BookCheck.person_id == person_id)
    if uow.session.scalar(select(BookCheck.id).where(*theirs)) is not None:
        return False
    uow.insert(BookCheck, [{"community_id": record.id, "month": month, "person_id": person_id, "at": uow.now}])
    return True


def of_month(session: Session, record: CommunityRecord, month: str) -> Checked | None:
    """Return how a month was checked; None as long as it was not, by two of different households."""
    ours = (BookCheck.community_id == record.id, BookCheck.month == month)
    rows = session.execute(select(BookCheck.person_id, BookCheck.at).where(*ours).order_by(BookCheck.at)).all()
    people = [(record.person(person_id), at) for person_id, at in rows]
    known = [person for person, _ in people if person is not None]
    if not any(live_apart(one, other) for one, other in combinations(known, NEEDED)):
        return None
    return Checked(max(at for _, at in people), len(people))
