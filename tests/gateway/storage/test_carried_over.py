"""Rows of the first release: after the migration they get their places once, and the record is whole."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import func, select, text, update

from gateway.core.unit_of_work import UnitOfWork
from gateway.record import placing, waiting
from gateway.record.placing import Stuck
from gateway.storage.database import Database
from gateway.storage.models import CommunityRow, Event, RecordTree
from menus.domain.record import CARRIED_OVER
from tests.first_release import opened
from tests.record import assert_whole, tree_of

NOW = datetime.now(UTC)


@pytest.fixture
def database(migrated_url: str) -> Iterator[Database]:
    """Give the first release's database after its migration."""
    made = opened(migrated_url)
    yield made
    made.close()


def place_all(database: Database, community_id: int, now: datetime) -> int:
    with database.write() as session:
        return placing.place_all(UnitOfWork(session, now, database.keyring), community_id)


def communities(database: Database) -> list[int]:
    with database.read() as session:
        return list(session.scalars(select(CommunityRow.id).order_by(CommunityRow.id)))


def test_every_row_of_the_first_release_gets_its_place_once(database: Database) -> None:
    for community_id in communities(database):
        assert place_all(database, community_id, NOW) > 0
        assert place_all(database, community_id, NOW) == 0
        with database.read() as session:
            assert tree_of(session, community_id).carried_over_at is None, "the release before may still write"
            of_it = select(func.count()).select_from(Event).where(Event.community_id == community_id)
            assert assert_whole(session, database.keyring, community_id) > (session.scalar(of_it) or 0) > 0
    later = NOW + timedelta(hours=1)
    with database.read() as session:
        assert list(waiting.communities(session, later)) == communities(database)
    for community_id in communities(database):
        assert place_all(database, community_id, later) == 0
    with database.read() as session:
        assert list(waiting.communities(session, later)) == []
        assert None not in session.scalars(select(RecordTree.carried_over_at)).all()


def test_a_mark_of_an_earlier_release_counts_only_until_all_its_rows_have_their_places(database: Database) -> None:
    (first, *_) = communities(database)
    place_all(database, first, NOW + timedelta(hours=1))
    copied = (
        "INSERT INTO events (id, community_id, incident_id, at, kind, facts, changes)"
        " SELECT id + 70000, community_id, incident_id, at, kind, facts, changes FROM events WHERE community_id = :one"
    )
    with database.write() as session:
        session.execute(text(copied), {"one": first})
        marks = set(session.scalars(select(Event.proof).where(Event.id >= 70_000)))
        assert marks == {CARRIED_OVER}, "a row without a proof gets the mark of itself"
    with database.write() as session:
        done = placing.place_some(UnitOfWork(session, NOW, database.keyring), first)
    assert done.placed == 0
    assert {why for *_, why in done.stuck} == {Stuck.UNPROVEN}
    with database.write() as session:
        session.execute(update(Event).where(Event.id >= 70_000).values(proof=None))
    with database.write() as session:
        assert placing.place_some(UnitOfWork(session, NOW, database.keyring), first).stuck == []
