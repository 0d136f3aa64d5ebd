"""Migrations that carry values over: the values are there after an upgrade and after a downgrade."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import insert, select, update

from gateway.storage.binding import bound
from gateway.storage.database import Database
from gateway.storage.migrate import migrate
from gateway.storage.models import (
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


def _file(database: Database, number: int, category: str, words: str, phone: str | None) -> None:
    """Store a report as the older schema held it: later columns stay empty."""
    incident = {"id": number, "community_id": 1, "category": category, "level": "private", "status": "open"}
    report = {"id": number, "community_id": 1, "incident_id": number, "channel": "ussd", "language": "sw"}
    with database.write() as session:
        connection = session.connection()
        connection.execute(
            insert(Incident),
            bound(session, Incident, [{**incident, "opened_at": NOW, "reports": 1, "reference": f"1000{number}"}]),
        )
        connection.execute(
            insert(Report),
            bound(
                session,
                Report,
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
            ),
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
            connection.execute(insert(Incident), bound(session, Incident, [row]))
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
            connection.execute(insert(Message), bound(session, Message, [row]))
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
        connection.execute(insert(PersonRow), bound(session, PersonRow, people))
        incident = {"id": 1, "community_id": 1, "category": "robbery", "level": "major", "status": "open"}
        connection.execute(
            insert(Incident),
            bound(session, Incident, [{**incident, "opened_at": NOW, "reports": 1, "reference": "10001"}]),
        )
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
        connection.execute(insert(Event), bound(session, Event, [came]))
    migrate(database, "0009")
    migrate(database)
    with database.read() as session:
        row = session.scalars(select(EscalationRow)).one()
        assert (row.arrived_at, row.due_at) == (None, NOW + timedelta(minutes=20))
        assert dict(session.execute(select(Notification.person_id, Notification.position)).all()) == {1: 1, 2: None}


def test_a_reference_that_led_nowhere_before_stops_no_migration_and_a_new_one_does(database_url: str) -> None:
    made = Database(database_url.replace("postgresql:", "postgresql+psycopg:"), Keyring(("k" * 40,)))
    if not made.on_sqlite:
        # PostgreSQL checks each reference itself, and never stores one that leads nowhere.
        made.close()
        return
    migrate(made)
    orphan = "INSERT INTO questions (report_id, person_id, text, asked_at) VALUES (99, 99, x'', '2026-11-23 18:00:00')"
    with pytest.raises(RuntimeError, match="questions to"), made.changing_schema() as connection:
        connection.exec_driver_sql(orphan)
    with made.engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA foreign_keys=OFF")
        connection.exec_driver_sql(orphan)
        connection.commit()
    migrate(made, "0010")
    migrate(made)
    made.close()
