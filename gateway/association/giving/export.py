"""Export of the books: the movements of a period, without givers and names, for whoever audits the association."""

from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from gateway.association.giving import accounts
from gateway.communities.directory import CommunityRecord
from gateway.core import made_up
from gateway.storage.models import DecisionRow
from gateway.storage.models.giving import Account, GivingReceipt, Movement
from menus.domain import books, local_weeks
from menus.domain.books import BooksOf, Line, Within


def of_period(session: Session, record: CommunityRecord, within: Within) -> BooksOf:
    """Return the books of a period. Each line of a made-up year says so: lines are copied out of files."""
    names = {
        row.id: books.account_name(row.kind, row.name, row.person_id)
        for row in session.scalars(select(Account).where(Account.community_id == record.id))
    }
    begins, until = (_moment(record, day) for day in (within.begins, within.until))
    opening: dict[str, int] = {}
    for account_id, amount in accounts.amounts(session, record, Movement.at < begins).items():
        opening[names[account_id]] = opening.get(names[account_id], 0) + amount
    rows = session.execute(
        select(Movement, GivingReceipt.number, DecisionRow.number)
        .outerjoin(GivingReceipt, GivingReceipt.id == Movement.receipt_id)
        .outerjoin(DecisionRow, DecisionRow.id == Movement.decision_id)
        .where(Movement.community_id == record.id, Movement.at >= begins, Movement.at < until)
        .order_by(Movement.at, Movement.id)
    )
    is_made_up = made_up.is_made_up(session)
    lines = [
        Line(
            row.id,
            row.at,
            row.amount_kes,
            names[row.from_account_id],
            names[row.to_account_id],
            f"made-up {row.method.value}" if is_made_up else row.method.value,
            receipt,
            row.month,
            row.external_id,
            decision,
            row.agreed_by is not None,
            row.reverses,
        )
        for row, receipt, decision in rows
    ]
    name = f"{record.community.key} (made up)" if is_made_up else record.community.key
    return BooksOf(name, within, record.community.timezone, lines, opening)


def _moment(record: CommunityRecord, day: date) -> datetime:
    return local_weeks.begins(day, record.community.timezone)
