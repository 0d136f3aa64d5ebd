"""The migration after which the id of a draft never comes again, both ways."""

from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy import delete, insert, inspect, select

from gateway.storage import serials
from gateway.storage.binding import bound
from gateway.storage.database import Database
from gateway.storage.migrate import migrate
from gateway.storage.models import CommunityRow, DraftRow

NOW = datetime(2026, 11, 23, 18, 0, tzinfo=UTC)
BEFORE = "0022"
DRAFT: dict[str, Any] = {"community_id": 1, "caller_hash": b"c" * 16, "language": "sw", "category": "theft"}
DRAFT |= {"length": 3, "touched_at": NOW, "state": "open", "phone": "+254711000009", "place": "nyuma ya kanisa"}


LATER = {"ix_drafts_kept"}
"""The indexes that came with later migrations."""


def shape(database: Database) -> tuple[object, ...]:
    """Return the columns, indexes and constraints of drafts."""
    with database.read() as session:
        found = inspect(session.connection())
        columns = [(column["name"], column["nullable"]) for column in found.get_columns("drafts")]
        known = [index for index in found.get_indexes("drafts") if index["name"] not in LATER]
        indexes = sorted((str(index["name"]), tuple(index["column_names"])) for index in known)
        uniques = sorted(str(one["name"]) for one in found.get_unique_constraints("drafts"))
        foreign = sorted(str(one["name"]) for one in found.get_foreign_keys("drafts"))
        return columns, indexes, uniques, foreign


@pytest.fixture
def older(database: Database) -> Database:
    """Give a database of an earlier release with three drafts."""
    with database.write() as session:
        session.connection().execute(insert(CommunityRow), [{"id": 1, "key": "example", "version": 1}])
        rows = [{**DRAFT, "session_key": bytes([number]) * 16} for number in range(3)]
        session.connection().execute(insert(DraftRow), bound(session, DraftRow, rows))
    migrate(database, BEFORE)
    return database


def test_the_id_of_an_erased_draft_does_not_come_again(older: Database) -> None:
    migrate(older)
    with older.write() as session:
        newest = session.scalars(select(DraftRow.id).order_by(DraftRow.id.desc())).first() or 0
        session.execute(delete(DraftRow).where(DraftRow.id == newest))
    with older.write() as session:
        assert serials.take(session, DraftRow.metadata.tables["drafts"])[0] > newest


def test_drafts_stay_as_they_are_both_ways(older: Database) -> None:
    before = shape(older)
    for revision in ("head", BEFORE, "head"):
        migrate(older, revision)
        assert shape(older) == before
    with older.read() as session:
        rows = session.scalars(select(DraftRow).order_by(DraftRow.id)).all()
        assert [(row.id, row.phone, row.place) for row in rows] == [
            (number, DRAFT["phone"], DRAFT["place"]) for number in (1, 2, 3)
        ]
