"""Published editions after all migrations: each engine refuses to change one, by every way that its SQL has.

A later migration that makes the table anew would lose the triggers: this file fails then.
"""

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError

from gateway.storage.database import Database
from gateway.storage.models import CommunityRow, EditionRow
from tests.first_release import STOPPED_AT

COLUMNS = [column.name for column in EditionRow.__table__.columns]
OTHER_VALUES = {"made_at": "'2020-01-01 00:00:00'", "until": "'2020-01-01'", "files": "'{}'", "cells": "'{}'"}
NUMBERS = ("id", "community_id", "number", "person_id")
OTHERS = "community_id, period, number, made_at, shared_with, 'EVIL', until, digest, files, cells"
INTO = "published_editions (id, community_id, period, number, made_at, shared_with, why, until, digest, files, cells)"
FROM = f"{OTHERS} FROM published_editions WHERE true"
SAME_NUMBER = "(community_id, period, number)"
ALL = [
    *(
        f"UPDATE published_editions SET {column} = {OTHER_VALUES.get(column, '1' if column in NUMBERS else 'why')}"  # noqa: S608 - our own names
        for column in COLUMNS
    ),
    "DELETE FROM published_editions",
    f"INSERT INTO {INTO} SELECT id, {FROM} ON CONFLICT (id) DO UPDATE SET why = 'EVIL'",
    f"INSERT INTO {INTO} SELECT 1000, {FROM} ON CONFLICT {SAME_NUMBER} DO UPDATE SET why = 'EVIL'",
]
ON_SQLITE = [
    "UPDATE published_editions SET rowid = 1000",
    "UPDATE OR REPLACE published_editions SET why = 'EVIL'",
    f"INSERT OR REPLACE INTO {INTO} SELECT id, {FROM}",
    f"REPLACE INTO {INTO} SELECT 1000, {FROM}",
]
ON_POSTGRESQL = [
    "TRUNCATE published_editions",
    "TRUNCATE communities CASCADE",
    "MERGE INTO published_editions m USING published_editions n ON m.id = n.id WHEN MATCHED THEN DELETE",
    "WITH gone AS (DELETE FROM published_editions RETURNING id) SELECT * FROM gone",
]


def fills(database: Database, number: int = 1) -> None:
    """Write an edition."""
    with database.write() as session:
        community = session.scalars(select(CommunityRow)).first() or CommunityRow(key="one", version=1)
        session.add(community)
        session.flush()
        terms = {"shared_with": "researchers", "why": "to learn", "until": STOPPED_AT.date(), "digest": "0"}
        of = {"community_id": community.id, "period": "2026-Q3", "number": number, "made_at": STOPPED_AT}
        session.add(EditionRow(**of, **terms, files={"a.csv": "1"}, cells={"a": 7}))


def held(database: Database) -> list[tuple[object, ...]]:
    """Return all that the editions say."""
    columns = [getattr(EditionRow, column) for column in COLUMNS]
    with database.read() as session:
        return [tuple(row) for row in session.execute(select(*columns).order_by(EditionRow.id))]


def is_refused(database: Database, change: str) -> None:
    """Try a change, and look whether it was refused."""
    before = held(database)
    with pytest.raises(DBAPIError, match="never changed"), database.write() as session:
        session.execute(text(change))
    assert held(database) == before, change


def test_both_engines_refuse_every_way_to_change_an_edition(database: Database) -> None:
    fills(database)
    for change in [*ALL, *(ON_SQLITE if database.on_sqlite else ON_POSTGRESQL)]:
        is_refused(database, change)
    fills(database, 2)
    assert len(held(database)) == 2
