"""The books as everybody may read them: a month's money in, out by heading and in hand, and a giver's own receipts."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session, aliased

from gateway.association.giving import accounts, checks
from gateway.communities.directory import CommunityRecord
from gateway.storage.models.giving import Account, Giver, GivingReceipt, Movement
from gateway.storage.models.giving_asks import GiftInKind
from menus.domain import local_days
from menus.domain.giving import AccountKind
from menus.domain.giving_facts import Books, MonthBook, OwnReceipt

MOST_MONTHS = 3
"""Months that a phone shows. A guess: older ones are read out at the baraza and stand on the desk."""
_FROM, _TO = aliased(Account), aliased(Account)


def of_months(session: Session, record: CommunityRecord, now: datetime) -> Books:
    """Return the books of the newest months in which there was anything, the newest first."""
    months: list[MonthBook] = []
    begins = beginning(record, now)
    until = beginning(record, now, 1)
    first = session.scalar(select(func.min(Movement.at)).where(Movement.community_id == record.id))
    in_hand = None
    while first is not None and len(months) < MOST_MONTHS and until > first:
        book = of_month(session, record, begins, until, in_hand)
        months.append(book)
        # A phone waits: every movement is read once, and not again for each month.
        in_hand = book.in_hand - book.came + sum(amount for _, amount in book.out)
        until, begins = begins, beginning(record, begins, -1)
    return Books(tuple(months))


def of_quarter(session: Session, record: CommunityRecord, begins: datetime, ends: datetime) -> list[MonthBook]:
    """Return the books of the months from a moment to another one (aware), in which there was anything.

    They are as they stood at that end: a month that somebody has counted later is told without that.
    """
    months: list[MonthBook] = []
    while begins < ends:
        after = beginning(record, begins, 1)
        book = of_month(session, record, begins, min(after, ends))
        if book.came or book.out:
            months.append(replace(book, checked_on=None, checkers=0))
        begins = after
    return months


def of_month(
    session: Session, record: CommunityRecord, begins: datetime, until: datetime, in_hand: int | None = None
) -> MonthBook:
    """Return the books of a month that begins and ends then (aware). `in_hand` is what it ends with, if known."""
    within = (Movement.at >= begins, Movement.at < until)
    came, givers = _given(session, record, *within)
    out = _spent(session, record, *within)
    month = f"{begins.astimezone(record.community.timezone):%Y-%m}"
    checked = checks.of_month(session, record, month)
    return MonthBook(
        month,
        came,
        givers,
        tuple((heading, amount) for heading, amount in out.items() if amount),
        _held(session, record, until) if in_hand is None else in_hand,
        local_days.day_of(checked.at, record.community.timezone) if checked is not None else None,
        checked.people if checked is not None else 0,
    )


def receipts_of(session: Session, record: CommunityRecord, giver_id: int, most: int) -> Sequence[OwnReceipt]:
    """Return the newest receipts of a giver, the newest first. One that was undone says so."""
    back = aliased(Movement)
    money = session.execute(
        select(Movement.at, GivingReceipt.number, Movement.amount_kes, Movement.month, Movement.method, back.id)
        .join(GivingReceipt, GivingReceipt.id == Movement.receipt_id)
        .outerjoin(back, back.reverses == Movement.id)
        .where(Movement.community_id == record.id, Movement.giver_id == giver_id)
        .order_by(Movement.id.desc())
        .limit(most)
    ).all()
    things = session.execute(
        select(GiftInKind.at, GivingReceipt.number, GiftInKind.count, GiftInKind.things, GiftInKind.undone_at)
        .join(GivingReceipt, GivingReceipt.id == GiftInKind.receipt_id)
        .where(GiftInKind.community_id == record.id, GiftInKind.giver_id == giver_id)
        .order_by(GiftInKind.id.desc())
        .limit(most)
    ).all()
    zone = record.community.timezone
    found = [
        (at, OwnReceipt(number, amount, month or f"{at.astimezone(zone):%Y-%m}", method, is_undone=undone is not None))
        for at, number, amount, month, method, undone in money
    ]
    found += [
        (at, OwnReceipt(number, count, f"{at.astimezone(zone):%Y-%m}", things=what, is_undone=undone is not None))
        for at, number, count, what, undone in things
    ]
    return [receipt for _, receipt in sorted(found, key=lambda one: one[0], reverse=True)[:most]]


def count_of(session: Session, hashes: Sequence[bytes]) -> int:
    """Return how many gifts are kept of a phone (its hashes), of money and of things, in all communities."""
    own = select(Giver.id).where(Giver.phone_hash.in_(hashes))
    money = select(func.count()).where(Movement.giver_id.in_(own), Movement.receipt_id.is_not(None))
    things = select(func.count()).where(GiftInKind.giver_id.in_(own))
    return int((session.scalar(money) or 0) + (session.scalar(things) or 0))


def beginning(record: CommunityRecord, moment: datetime, later: int = 0) -> datetime:
    """Return when the month of a moment begins in a community, or one so many months later."""
    local = moment.astimezone(record.community.timezone)
    months = local.year * 12 + local.month - 1 + later
    return datetime(months // 12, months % 12 + 1, 1, tzinfo=record.community.timezone).astimezone(UTC)


def _held(session: Session, record: CommunityRecord, until: datetime) -> int:
    """Return how much the accounts that hold money had at a moment (aware)."""
    ours = select(Account.id).where(Account.community_id == record.id, Account.kind.in_(accounts.HOLDING))
    there = accounts.amounts(session, record, Movement.at < until)
    return sum(there.get(account_id, 0) for account_id in session.scalars(ours))


def _given(session: Session, record: CommunityRecord, *when: ColumnElement[bool]) -> tuple[int, int]:
    """Return how much came in at some time without what was moved back, and from how many givers."""
    totals: dict[int | None, int] = {}
    for end, sign in ((Movement.from_account_id, 1), (Movement.to_account_id, -1)):
        rows = session.execute(
            select(Movement.giver_id, func.sum(Movement.amount_kes))
            .join(_FROM, _FROM.id == end)
            .where(Movement.community_id == record.id, _FROM.kind == AccountKind.GIVEN, *when)
            .group_by(Movement.giver_id)
        )
        for giver_id, total in rows:
            totals[giver_id] = totals.get(giver_id, 0) + sign * int(total)
    givers = sum(total > 0 for giver_id, total in totals.items() if giver_id is not None)
    return sum(totals.values()), givers


def _spent(session: Session, record: CommunityRecord, *when: ColumnElement[bool]) -> dict[str, int]:
    """Return how much went out at some time by heading, without what was moved back."""
    totals: dict[str, int] = {}
    for end, sign in ((Movement.to_account_id, 1), (Movement.from_account_id, -1)):
        rows = session.execute(
            select(_TO.name, func.sum(Movement.amount_kes))
            .join(_TO, _TO.id == end)
            .where(Movement.community_id == record.id, _TO.kind == AccountKind.SPENT, *when)
            .group_by(_TO.name)
        )
        for heading, total in rows:
            totals[heading] = totals.get(heading, 0) + sign * int(total)
    return totals
