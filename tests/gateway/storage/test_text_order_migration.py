"""The migration of the order of texts and of their answers, both ways."""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import insert, inspect, text

from gateway.storage import binding
from gateway.storage.database import Database
from gateway.storage.migrate import migrate
from gateway.storage.models import Inbound

NOW = datetime(2026, 11, 23, 18, 0, tzinfo=UTC)
BEFORE = "0016"
COLUMNS = {"sent_at", "subject", "incident_id", "answer_hash", "left_out_at"}


def columns_of(database: Database, table: str) -> set[str]:
    """Return the names of a table's columns."""
    return {column["name"] for column in inspect(database.engine).get_columns(table)}


def test_the_columns_come_and_go_and_texts_stay(database: Database) -> None:
    row: dict[str, Any] = {"code": "22384", "text": "1", "text_hash": b"t" * 16, "received_at": NOW, "lane": "normal"}
    with database.write() as session:
        rows = [{**row, "provider_id": "old", "from_hash": b"h" * 16, "tries": 0, "sent_at": NOW}]
        session.connection().execute(insert(Inbound), binding.bound(session, Inbound, rows))
    for _ in range(2):
        migrate(database, BEFORE)
        assert not COLUMNS & columns_of(database, "inbound_sms")
        assert "called_at" not in columns_of(database, "incidents")
        migrate(database)
        assert columns_of(database, "inbound_sms") >= COLUMNS
        assert "called_at" in columns_of(database, "incidents")
    with database.read() as session:
        assert session.connection().execute(text("SELECT provider_id, sent_at FROM inbound_sms")).all() == [
            ("old", None)
        ]
