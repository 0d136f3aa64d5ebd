"""Stipends: nobody gets more in a month than was decided, and everybody may read how much that is."""

from datetime import datetime

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import Session

from gateway.association.giving import books
from gateway.communities.directory import CommunityRecord
from gateway.core.unit_of_work import UnitOfWork
from gateway.storage.models.giving_asks import GivingAsk
from menus.domain.giving import AskState
from menus.text import giving_in_force


def fits(uow: UnitOfWork, record: CommunityRecord, recipient_id: int, amount: int, *, but: int | None = None) -> bool:
    """Return whether a person may get so much more this month; `but` is the ask that is being looked at."""
    giving = giving_in_force.of(record.community)
    cap = giving.stipend_cap if giving is not None else None
    return cap is not None and amount + of_month(uow.session, record, recipient_id, uow.now, but=but) <= cap


def of_month(
    session: Session, record: CommunityRecord, recipient_id: int, now: datetime, *, but: int | None = None
) -> int:
    """Return how much a person has got in the month of a moment, and is asked for: all that may still be paid."""
    paid = and_(GivingAsk.state == AskState.DONE, GivingAsk.settled_at >= books.beginning(record, now))
    theirs = (GivingAsk.community_id == record.id, GivingAsk.recipient_id == recipient_id, GivingAsk.id != (but or 0))
    waits = and_(GivingAsk.state == AskState.WAITING, GivingAsk.expires_at > now)
    total = select(func.coalesce(func.sum(GivingAsk.amount_kes), 0)).where(*theirs, or_(paid, waits))
    return int(session.scalar(total) or 0)
