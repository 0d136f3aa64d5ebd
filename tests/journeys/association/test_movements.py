"""A movement of money cannot be changed or taken away, by nobody: the database itself refuses it."""

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError

from gateway.storage.models.giving import Account, Movement
from menus.domain.giving import AccountKind, GivenBy
from tests.town import Town

CHANGES = [
    "UPDATE movements SET amount_kes = 1",
    "UPDATE movements SET month = '2026-10'",
    'UPDATE movements SET "by" = 1',
    "UPDATE movements SET to_account_id = from_account_id",
    "DELETE FROM movements",
]


def moved(town: Town) -> int:
    """Move 50 shillings from those who gave to cash, and return the id of the movement."""
    with town.services.uow() as uow:
        ours = {"community_id": town.record().id, "made_at": uow.now}
        given, cash = Account(kind=AccountKind.GIVEN, **ours), Account(kind=AccountKind.CASH, **ours)
        uow.session.add_all([given, cash])
        uow.session.flush()
        row = {"community_id": town.record().id, "at": uow.now, "amount_kes": 50, "method": GivenBy.CASH}
        (made,) = uow.insert(Movement, [{**row, "from_account_id": given.id, "to_account_id": cash.id}])
    return made


@pytest.mark.parametrize("change", CHANGES)
def test_the_database_refuses_each_change(town: Town, change: str) -> None:
    made = moved(town)
    with pytest.raises(DBAPIError, match="never changed"), town.services.uow() as uow:
        uow.session.execute(text(change))
    with town.services.reading() as session:
        assert session.scalar(select(Movement.amount_kes).where(Movement.id == made)) == 50


def test_postgresql_refuses_to_empty_the_table(town: Town) -> None:
    moved(town)
    if town.services.database.on_sqlite:
        return
    with pytest.raises(DBAPIError, match="never changed"), town.services.uow() as uow:
        uow.session.execute(text("TRUNCATE movements CASCADE"))


def test_a_movement_still_gets_its_place_in_the_record(town: Town) -> None:
    made = moved(town)
    town.passes(minutes=1)
    with town.services.reading() as session:
        assert session.scalar(select(Movement.proof).where(Movement.id == made)) is None
