"""Migrations that carry values over: the values are there after an upgrade and after a downgrade."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import column, insert, select, table, text, update

from gateway.storage.columns import UtcDateTime
from gateway.storage.database import Database
from gateway.storage.migrate import migrate
from gateway.storage.models import (
    Attempt,
    BackupSend,
    CommunityRow,
    EscalationRow,
    Event,
    Incident,
    Message,
    Notification,
    PersonRow,
    Report,
)
from gateway.storage.sealing import Keyring
from menus.domain.categories import Track
from menus.domain.outcomes import Cause

NOW = datetime(2026, 11, 23, 18, 0, tzinfo=UTC)
BEFORE = "0005"
NO_STEPS: dict[str, dict[str, list[str]]] = {"steps": {"steps": []}}
QUEUED: tuple[tuple[int, str | None, str, str], ...] = (
    (1, "patrol", "alert", "queued"),
    (1, "patrol", "answer", "queued"),
    (1, "police", "alert", "queued"),
    (2, "police", "alert", "sent"),
    (2, None, "answer", "queued"),
    (2, "patrol", "alert", "delivered"),
)
SAID = {
    "home;no-call": ("home", "none", None, None),
    "rape;call:now": ("rape", "now", None, None),
    "rape;call:Kesho saa tatu;safe": ("rape", "at", "Kesho saa tatu;safe", None),
    "i-am-a-child;safe": ("i-am-a-child", None, None, "safe"),
    "i-am-a-child;adult": ("i-am-a-child", None, None, "adult"),
    "child;danger": ("child", None, None, "danger"),
    "home": ("home", None, None, None),
}


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    """Give a database with the newest schema."""
    made = Database(database_url.replace("postgresql:", "postgresql+psycopg:"), Keyring(("k" * 40,)))
    migrate(made)
    yield made
    made.close()


def _file(database: Database, number: int, category: str, words: str, phone: str | None) -> None:
    """Store a report as the older schema held it: later columns stay empty."""
    incident = {"id": number, "community_id": 1, "category": category, "level": "private", "status": "open"}
    report = {"id": number, "community_id": 1, "incident_id": number, "channel": "ussd", "language": "sw"}
    with database.write() as session:
        connection = session.connection()
        connection.execute(
            insert(Incident), [{**incident, "opened_at": NOW, "reports": 1, "reference": f"1000{number}"}]
        )
        connection.execute(
            insert(Report),
            [
                {
                    **report,
                    "category": category,
                    "words": words,
                    "reporter_phone": phone,
                    "created_at": NOW,
                    "reference": f"1000{number}",
                }
            ],
        )


def test_values_of_private_help_leave_the_words_they_stood_in_and_go_back(database: Database) -> None:
    with database.write() as session:
        session.connection().execute(insert(CommunityRow), [{"id": 1, "key": "example", "version": 1}])
    for number, words in enumerate(SAID, start=1):
        _file(database, number, "abuse-child", words, None)
    _file(database, 50, "complaint-other", "he said ;call:now", "+254711000009")
    with database.write() as session:
        session.execute(update(Report).values(call_wish=None, call_at=None, safety=None))
    migrate(database, BEFORE)
    migrate(database)
    with database.read() as session:
        rows = session.scalars(select(Report).where(Report.id < 50).order_by(Report.id)).all()
        found = [(row.private_kind, row.call_wish, row.call_at, row.safety) for row in rows]
        assert found == list(SAID.values())
        in_danger = session.scalars(select(Incident.id).where(Incident.danger_now.is_(True))).all()
        assert in_danger == [list(SAID).index("child;danger") + 1]
        complaint = session.get_one(Report, 50)
        assert (complaint.words, complaint.reporter_phone) == ("he said ;call:now", None)
    migrate(database, BEFORE)
    migrate(database)
    with database.read() as session:
        rows = session.scalars(select(Report).where(Report.id < 50).order_by(Report.id)).all()
        assert [(row.private_kind, row.call_wish, row.call_at, row.safety) for row in rows] == list(SAID.values())
        assert {row.words for row in rows} == {None}


def test_messages_of_what_is_over_or_answered_become_obsolete(database: Database) -> None:
    with database.write() as session:
        connection = session.connection()
        connection.execute(insert(CommunityRow), [{"id": 1, "key": "example", "version": 1}])
        for number, closed_at in ((1, None), (2, NOW)):
            row = {"id": number, "community_id": 1, "category": "robbery", "level": "urgent", "status": "open"}
            row |= {"opened_at": NOW, "closed_at": closed_at, "reports": 1, "reference": f"1000{number}"}
            connection.execute(insert(Incident), [row])
        for track, answered_at in (("patrol", NOW), ("police", None)):
            climb = {
                "incident_id": 1,
                "track": track,
                "phase": "calling",
                "steps": {"steps": []},
                "fired": 1,
                "last_rung_that_reached": 1,
            }
            climb |= {"skip_wait": False, "started_at": NOW, "answered_at": answered_at}
            connection.execute(insert(EscalationRow), [climb])
        earlier = NOW - timedelta(minutes=1)
        for number, (incident, on_track, kind, state) in enumerate(QUEUED, start=1):
            row = {"id": number, "community_id": 1, "incident_id": incident, "track": on_track, "kind": kind}
            row |= {
                "state": state,
                "lane": "red",
                "batch": b"b" * 16,
                "phone_hash": b"p" * 16,
                "phone": "+254711000001",
            }
            row |= {"body": "example", "created_at": earlier, "due_at": earlier, "attempts": 0}
            connection.execute(insert(Message), [row])
    migrate(database, "0008")
    migrate(database)
    with database.read() as session:
        obsolete = session.scalars(select(Message.id).where(Message.is_obsolete).order_by(Message.id)).all()
        assert [QUEUED[number - 1] for number in obsolete] == [
            (1, "patrol", "alert", "queued"),
            (2, "police", "alert", "sent"),
            (2, None, "answer", "queued"),
        ]


def test_an_incident_of_a_newer_doria_is_left_as_it_is(database: Database) -> None:
    with database.write() as session:
        connection = session.connection()
        connection.execute(insert(CommunityRow), [{"id": 1, "key": "example", "version": 1}])
        people = [{"id": one, "community_id": 1, "phone_hash": bytes([one]) * 16, "phone": "x"} for one in (1, 2)]
        connection.execute(insert(PersonRow), people)
        incident = {"id": 1, "community_id": 1, "category": "robbery", "level": "major", "status": "open"}
        connection.execute(insert(Incident), [{**incident, "opened_at": NOW, "reports": 1, "reference": "10001"}])
        climb = {
            "incident_id": 1,
            "track": "patrol",
            "phase": "answered",
            "steps": {"steps": []},
            "fired": 1,
            "last_rung_that_reached": 1,
        }
        climb |= {
            "skip_wait": False,
            "started_at": NOW,
            "answered_at": NOW,
            "answered_by": 1,
            "answered_role": "patrol",
        }
        connection.execute(insert(EscalationRow), [{**climb, "due_at": NOW + timedelta(minutes=20)}])
        told = {"incident_id": 1, "at": NOW, "safe_missed": 0, "is_unreached": False}
        connection.execute(
            insert(Notification), [{**told, "person_id": 1, "track": "patrol", "position": 1, "state": "going"}]
        )
        connection.execute(insert(Notification), [{**told, "person_id": 2, "track": "police", "state": "notified"}])
        came = {
            "incident_id": 1,
            "person_id": 2,
            "at": NOW + timedelta(minutes=5),
            "kind": "here",
            "facts": {},
            "community_id": 1,
            "changes": {},
        }
        connection.execute(insert(Event), [came])
    migrate(database, "0009")
    migrate(database)
    with database.read() as session:
        row = session.scalars(select(EscalationRow)).one()
        assert (row.arrived_at, row.due_at) == (None, NOW + timedelta(minutes=20))
        assert dict(session.execute(select(Notification.person_id, Notification.position)).all()) == {1: 1, 2: None}


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
        connection.execute(insert(Message), [{**row, "id": 1, "attempts": 1}, {**row, "id": 2, "attempts": 1}])
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


def test_a_reference_that_led_nowhere_before_stops_no_migration_and_a_new_one_does(database_url: str) -> None:
    made = Database(database_url.replace("postgresql:", "postgresql+psycopg:"), Keyring(("k" * 40,)))
    if not made.on_sqlite:
        # PostgreSQL checks each reference itself, and never stores one that leads nowhere.
        made.close()
        return
    migrate(made)
    orphan = (
        "INSERT INTO questions (report_id, person_id, text, asked_at) VALUES (99, 99, 'where', '2026-11-23 18:00:00')"
    )
    with pytest.raises(RuntimeError, match="questions to"), made.changing_schema() as connection:
        connection.exec_driver_sql(orphan)
    with made.engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA foreign_keys=OFF")
        connection.exec_driver_sql(orphan)
        connection.commit()
    migrate(made, "0010")
    migrate(made)
    made.close()
