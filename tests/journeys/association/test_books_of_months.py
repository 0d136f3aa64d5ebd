"""The books of the last months: each month as it is by itself, and every movement is read once for all of them."""

from datetime import timedelta

from gateway.association.giving import accounts, books, givers, movements
from gateway.association.giving.movements import Gift, Move
from gateway.core.unit_of_work import UnitOfWork
from gateway.storage.models.giving import Movement
from menus.domain.giving import GivenBy
from tests.giving import TREASURER, open_giving
from tests.statements import counted
from tests.town import Town


def a_month(uow: UnitOfWork, town: Town, number: int) -> None:
    """Write gifts, one of them undone, and a payment."""
    record = town.record()
    treasurer = record.person_ids[TREASURER]
    hand, tea = accounts.cash_of(uow, record, treasurer), accounts.spent_on(uow, record, "tea")
    month = f"{uow.now:%Y-%m}"
    made = [
        movements.give(
            uow, record, Gift(amount * number, hand, month, GivenBy.CASH, givers.make(uow, record).id, treasurer)
        )
        for amount in (50, 70, 300)
    ]
    movements.reverse(uow, record, made[1].movement_id, by=treasurer)
    movements.move(uow, record, Move(30 * number, hand, tea, treasurer))


def test_the_months_together_are_as_each_is_by_itself(town: Town) -> None:
    open_giving(town)
    for number in range(1, 6):
        with town.services.uow() as uow:
            a_month(uow, town, number)
        town.now += timedelta(days=31)
    with town.services.reading() as session:
        found = books.of_months(session, town.record(), town.now).months
        begins = books.beginning(town.record(), town.now)
        alone = []
        for _ in found:
            alone.append(books.of_month(session, town.record(), begins, books.beginning(town.record(), begins, 1)))
            begins = books.beginning(town.record(), begins, -1)
    assert list(found) == alone
    assert [one.in_hand for one in found] == [320 * 15, 320 * 15, 320 * 10]


def test_a_phone_waits_while_all_movements_are_read_once_and_not_for_each_month(town: Town) -> None:
    open_giving(town)
    for number in range(1, 4):
        with town.services.uow() as uow:
            a_month(uow, town, number)
        town.now += timedelta(days=31)
    with town.services.reading() as session, counted(town.services) as seen:
        books.of_months(session, town.record(), town.now)
    table = Movement.__tablename__
    whole = [one for one in seen if f"{table}.at <" in one and f"{table}.at >=" not in one]
    # What came into each account, and what went out.
    assert len(whole) == 2
