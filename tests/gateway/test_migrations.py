"""Migrations that carry values over: what stood before is read after, and the other way round."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from sqlalchemy import insert, select, update

from gateway.storage.database import Database
from gateway.storage.migrate import migrate
from gateway.storage.models import CommunityRow, Incident, Report
from gateway.storage.sealing import Keyring

NOW = datetime(2026, 11, 23, 18, 0, tzinfo=UTC)
BEFORE = "0005"
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
    """Give a database with the newest shape."""
    made = Database(database_url.replace("postgresql:", "postgresql+psycopg:"), Keyring(("k" * 40,)))
    migrate(made)
    yield made
    made.close()


def _file(database: Database, number: int, category: str, words: str, phone: str | None) -> None:
    """Keep a report as the shape before held it: columns that came later stay empty."""
    incident = {"id": number, "community_id": 1, "category": category, "level": "private", "state": "open"}
    report = {"id": number, "community_id": 1, "incident_id": number, "channel": "ussd", "language": "sw"}
    with database.write() as session:
        connection = session.connection()
        connection.execute(
            insert(Incident), [{**incident, "opened_at": NOW, "reports": 1, "reference": f"1000{number}"}]
        )
        connection.execute(
            insert(Report),
            [{**report, "category": category, "words": words, "reporter_phone": phone, "created_at": NOW}],
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
        found = [(row.words, row.call_wish, row.call_at, row.safety) for row in rows]
        assert found == list(SAID.values())
        in_danger = session.scalars(select(Incident.id).where(Incident.danger_now.is_(True))).all()
        assert in_danger == [list(SAID).index("child;danger") + 1]
        complaint = session.get_one(Report, 50)
        assert (complaint.words, complaint.reporter_phone) == ("he said ;call:now", None)
    migrate(database, BEFORE)
    migrate(database)
    with database.read() as session:
        rows = session.scalars(select(Report).where(Report.id < 50).order_by(Report.id)).all()
        assert [(row.words, row.call_wish, row.call_at, row.safety) for row in rows] == list(SAID.values())
