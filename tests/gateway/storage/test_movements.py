"""Movements of money after all migrations: each engine refuses to change one, by every way that its SQL has.

A later migration that makes the table anew would lose the triggers: this file fails then.
"""

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from gateway.storage.database import Database
from gateway.storage.models import CommunityRow
from gateway.storage.models.giving import Account, GivingReceipt, Movement
from gateway.storage.models.recording import recording_of
from menus.domain.giving import AccountKind, GivenBy
from tests.first_release import STOPPED_AT

FIXED = sorted(set(recording_of(Movement).facts))  # type: ignore[union-attr]
"""Every column of a movement but its proof, which is emptied when the movement gets its place in the record."""
OTHER_VALUES = {"month": "'2026-10'", "external_id": "'x'", "method": "'cash'", "at": "'2020-01-01 00:00:00'"}
ALL = [
    *(f'UPDATE movements SET "{column}" = {OTHER_VALUES.get(column, "1000")}' for column in FIXED),  # noqa: S608 - our own names
    "UPDATE movements SET amount_kes = amount_kes + 1",
    "UPDATE movements SET id = id + 1000",
    "DELETE FROM movements",
    "DELETE FROM movements WHERE id = (SELECT min(id) FROM movements)",
]
OTHERS = "community_id, at, 1, from_account_id, to_account_id, method, external_id FROM movements WHERE true"
INTO = "movements (id, community_id, at, amount_kes, from_account_id, to_account_id, method, external_id)"
UPSERT = f"INSERT INTO {INTO} SELECT id, {OTHERS} ON CONFLICT (id) DO UPDATE SET amount_kes = 1"
ON_SQLITE = [
    "UPDATE movements SET rowid = 1000",
    "UPDATE movements SET _rowid_ = 1000",
    "UPDATE OR REPLACE movements SET external_id = 'SKU1ABC234'",
    f"INSERT OR REPLACE INTO {INTO} SELECT id, {OTHERS}",
    f"REPLACE INTO {INTO} SELECT 1000, {OTHERS}",
    UPSERT,
]
ON_POSTGRESQL = [
    "TRUNCATE movements CASCADE",
    "TRUNCATE accounts CASCADE",
    "MERGE INTO movements m USING movements n ON m.id = n.id WHEN MATCHED THEN DELETE",
    "WITH gone AS (DELETE FROM movements RETURNING id) SELECT * FROM gone",
    UPSERT,
]


def fills(database: Database) -> None:
    """Write a movement with everything that one may have."""
    with database.write() as session:
        community = CommunityRow(key="one", version=1)
        session.add(community)
        session.flush()
        ours = {"community_id": community.id, "made_at": STOPPED_AT}
        rows = [Account(kind=kind, name=kind.value, **ours) for kind in (AccountKind.GIVEN, AccountKind.MPESA)]
        receipt = GivingReceipt(number="R10009", **ours)
        session.add_all([*rows, receipt])
        session.flush()
        session.add(
            Movement(
                community_id=community.id,
                at=STOPPED_AT,
                amount_kes=50,
                from_account_id=rows[0].id,
                to_account_id=rows[1].id,
                receipt_id=receipt.id,
                month="2026-11",
                method=GivenBy.MPESA,
                external_id="SKU1ABC234",
                proof=b"x" * 16,
            )
        )


def held(session: Session) -> list[tuple[object, ...]]:
    """Return all that the movements say."""
    columns = [getattr(Movement, column) for column in FIXED]
    return [tuple(row) for row in session.execute(select(*columns).order_by(Movement.id))]


def test_both_engines_refuse_every_way_to_change_a_movement(database: Database) -> None:
    """UPDATE/DELETE on movements is refused by the database."""
    fills(database)
    with database.read() as session:
        before = held(session)
    assert len(before) == 1
    for change in [*ALL, *(ON_SQLITE if database.on_sqlite else ON_POSTGRESQL)]:
        with pytest.raises(DBAPIError, match="never changed"), database.write() as session:
            session.execute(text(change))
        with database.read() as session:
            assert held(session) == before, change


def test_a_movement_still_loses_its_proof_when_it_gets_its_place(database: Database) -> None:
    fills(database)
    with database.write() as session:
        session.execute(text("UPDATE movements SET proof = NULL"))
    with database.read() as session:
        assert session.scalars(select(Movement.proof)).all() == [None]
