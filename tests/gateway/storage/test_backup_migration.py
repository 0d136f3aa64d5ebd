"""The migration of the tries of the backup provider and of the causes of failures, both ways."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import column, insert, select, table, text

from gateway.storage.binding import bound
from gateway.storage.columns import UtcDateTime
from gateway.storage.database import Database
from gateway.storage.migrate import migrate
from gateway.storage.models import (
    Attempt,
    BackupSend,
    CommunityRow,
    Message,
)
from menus.domain.categories import Track
from menus.domain.outcomes import Cause

NOW = datetime(2026, 11, 23, 18, 0, tzinfo=UTC)
TRIES: tuple[tuple[str, str, bool, str, str | None], ...] = (
    # what the backup provider answered, the old due time, the old mark, the state, the old due time after a downgrade
    ("", "due", False, "waiting", "due"),
    ("deferred", "due", False, "waiting", "due"),
    ("accepted", "", True, "sent", None),
    ("refused", "", True, "given-up", None),
    ("unknown", "", True, "given-up", None),
)
REASONS = {
    "CouldNotRoute": Cause.PHONE_UNREACHABLE,
    "InvalidSenderId": Cause.BAD_SENDER,
    "InsufficientBalance": Cause.NO_CREDIT,
    "UserInBlacklist": Cause.BLOCKED,
    "HTTP 503": None,
    "possibly twice": None,
    None: None,
}
TRACKS = {"patrol": Track.PATROL, "oversight": Track.OVERSIGHT, "unanswered": None, "heartbeat": None, None: None}


def _keep_message(database: Database, number: int, **columns: object) -> None:
    """Store a message as the schema before held it."""
    row = {"id": number, "community_id": 1, "kind": "alert", "lane": "red", "batch": b"b" * 16, "attempts": 1}
    row |= {"phone_hash": b"p" * 16, "phone": b"x", "body": b"x", "state": "sent", "is_obsolete": False}
    row |= {"created_at": NOW, "due_at": NOW, "second_tried": False} | columns
    types = {"created_at": UtcDateTime(), "due_at": UtcDateTime(), "second_due_at": UtcDateTime()}
    names = [column(name, types.get(name)) for name in row]
    with database.write() as session:
        session.connection().execute(insert(table("messages", *names)), [row])


@pytest.fixture
def older(database: Database) -> Database:
    """Give a database with the schema in which messages held the tries of the backup provider themselves."""
    with database.write() as session:
        session.connection().execute(insert(CommunityRow), [{"id": 1, "key": "example", "version": 1}])
    migrate(database, "0010")
    return database


def test_the_tries_of_the_backup_provider_become_rows_and_go_back(older: Database) -> None:
    due_at, tried_at = NOW + timedelta(minutes=1), NOW + timedelta(seconds=30)
    for number, (answer, due, is_tried, _, _) in enumerate(TRIES, start=1):
        _keep_message(older, number, second_due_at=due_at if due else None, second_tried=is_tried)
        with older.write() as session:
            tries = [("fake", "accepted", NOW), *([("android", answer, tried_at)] if answer else [])]
            rows = [{"message_id": number, "carrier": name, "outcome": said, "at": at} for name, said, at in tries]
            session.connection().execute(insert(Attempt), rows)
    _keep_message(older, 99)
    migrate(older)
    with older.read() as session:
        found = session.scalars(select(BackupSend).order_by(BackupSend.message_id)).all()
        assert [row.message_id for row in found] == list(range(1, len(TRIES) + 1))
        assert [row.state for row in found] == [state for _, _, _, state, _ in TRIES]
        assert [row.due_at for row in found] == [due_at if due else tried_at for _, due, _, _, _ in TRIES]
        assert [row.tried_at for row in found] == [tried_at if answer else None for answer, *_ in TRIES]
    migrate(older, "0010")
    with older.read() as session:
        old = session.execute(text("SELECT second_due_at IS NOT NULL, second_tried FROM messages ORDER BY id")).all()
        assert [tuple(map(bool, row)) for row in old] == [
            *((due is not None, is_tried) for _, _, is_tried, _, due in TRIES),
            (False, False),
        ]
    migrate(older)
    with older.read() as session:
        again = session.scalars(select(BackupSend.state).order_by(BackupSend.message_id)).all()
        assert again == [state for _, _, _, state, _ in TRIES]


def test_a_text_under_way_or_not_needed_goes_back_as_due_or_as_nothing(database: Database) -> None:
    with database.write() as session:
        connection = session.connection()
        connection.execute(insert(CommunityRow), [{"id": 1, "key": "example", "version": 1}])
        row = {"community_id": 1, "kind": "alert", "lane": "red", "batch": b"b" * 16, "phone_hash": b"p" * 16}
        row |= {"phone": "+254711000001", "body": "example", "state": "sent", "created_at": NOW, "due_at": NOW}
        connection.execute(
            insert(Message), bound(session, Message, [{**row, "id": 1, "attempts": 1}, {**row, "id": 2, "attempts": 1}])
        )
        rows = [{"message_id": 1, "state": "sending", "due_at": NOW}, {"message_id": 2, "state": "not-needed"}]
        connection.execute(insert(BackupSend), [{"due_at": NOW, **one} for one in rows])
    migrate(database, "0010")
    with database.read() as session:
        old = session.execute(text("SELECT second_due_at IS NOT NULL, second_tried FROM messages ORDER BY id")).all()
        assert [tuple(map(bool, row)) for row in old] == [(True, False), (False, False)]


def test_messages_get_the_cause_of_their_reason_and_lose_a_track_that_is_none(older: Database) -> None:
    for number, reason in enumerate(REASONS, start=1):
        _keep_message(older, number, reason=reason)
    for number, track in enumerate(TRACKS, start=50):
        _keep_message(older, number, track=track)
    migrate(older)
    with older.read() as session:
        columns = select(Message.id, Message.reason, Message.cause, Message.track).order_by(Message.id)
        messages = session.execute(columns).all()
        assert {row.reason: row.cause for row in messages if row.id < 50} == REASONS
        assert [row.track for row in messages if row.id >= 50] == list(TRACKS.values())
    migrate(older, "0010")
    with older.read() as session:
        kept = session.execute(text("SELECT reason FROM messages WHERE id < 50 ORDER BY id")).scalars().all()
        assert kept == list(REASONS)
