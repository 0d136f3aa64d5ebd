"""Decisions of the association: they are written down once, with a number that a change must name."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from gateway.communities.directory import CommunityRecord
from gateway.core.unit_of_work import UnitOfWork
from gateway.storage.models import CommunityRow, DecisionRow
from menus.domain import lettered
from menus.domain.decisions import named
from menus.domain.lettered import Letter
from menus.sms import words_to_leave


@dataclass(frozen=True)
class Decision:
    """A decision: its row, its number (`D12`), when it was written down (aware), and its words."""

    id: int
    number: str
    at: datetime
    words: str


class NumberTakenError(ValueError):
    """A decision with that number is written down already."""


def find(session: Session, community_id: int, number: str) -> Decision | None:
    """Return the decision that somebody typed the number of (`d12`), or None if there is none."""
    kept = named(number)
    if kept is None:
        return None
    ours = (DecisionRow.community_id == community_id, DecisionRow.number == int(kept[1:]))
    row = session.scalar(select(DecisionRow).where(*ours))
    return None if row is None else _read(row)


def newest(session: Session, community_id: int, most: int) -> list[Decision]:
    """Return the newest decisions, at most so many, the newest first."""
    ours = select(DecisionRow).where(DecisionRow.community_id == community_id)
    return [_read(row) for row in session.scalars(ours.order_by(DecisionRow.number.desc()).limit(most))]


def write_down(
    uow: UnitOfWork, record: CommunityRecord, words: str, *, by: int | None, number: int | None = None
) -> Decision:
    """Write a decision down, with the next number or the one that the minutes give it.

    `by` is the row of a person; None is the operator. Names are crossed out of the words. Raise NumberTakenError if
    the number has a decision already.
    """
    session = uow.session
    # Two people may write decisions down at once: the second waits for the first. Nothing else waits.
    session.execute(select(CommunityRow.id).where(CommunityRow.id == record.id).with_for_update(key_share=True))
    ours = DecisionRow.community_id == record.id
    if number is None:
        number = (session.scalar(select(func.max(DecisionRow.number)).where(ours)) or 0) + 1
    elif session.scalar(select(DecisionRow.id).where(ours, DecisionRow.number == number)) is not None:
        raise NumberTakenError(lettered.mint(Letter.DECISION, number))
    fit = words_to_leave.fit_for_strangers(record.community, words)
    row = {"community_id": record.id, "number": number, "at": uow.now, "person_id": by, "words": fit}
    (made,) = uow.insert(DecisionRow, [row])
    return Decision(made, lettered.mint(Letter.DECISION, number), uow.now, fit)


def _read(row: DecisionRow) -> Decision:
    return Decision(row.id, lettered.mint(Letter.DECISION, row.number), row.at, row.words)
