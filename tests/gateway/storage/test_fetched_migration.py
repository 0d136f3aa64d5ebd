"""The migration of texts that are fetched, too: old texts stay, both ways."""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import insert, text

from gateway.storage import binding
from gateway.storage.database import Database
from gateway.storage.migrate import migrate
from gateway.storage.models import Inbound, InboxRow

NOW = datetime(2026, 11, 23, 18, 0, tzinfo=UTC)
BEFORE = "0018"
ROW: dict[str, Any] = {"code": "22384", "text": "ON", "text_hash": b"t" * 16, "received_at": NOW, "handled_at": NOW}
ROW |= {"from_phone": None, "from_hash": b"h" * 16, "lane": "normal", "tries": 0, "result": "on"}


def stored(database: Database, columns: str) -> list[tuple[Any, ...]]:
    """Return columns of every stored SMS, in order."""
    with database.read() as session:
        found = session.connection().execute(text(f"SELECT {columns} FROM inbound_sms ORDER BY id"))  # noqa: S608
        return [tuple(row) for row in found]


def test_old_texts_are_kept_without_what_tells_them_from_others(database: Database) -> None:
    fetched = {
        "fetched_id": "fetched-live-9",
        "twin_key": b"k" * 16,
        "link_hash": b"l" * 16,
        "network_date": "2026-11-23 21:00:00",
    }
    with database.write() as session:
        rows = [{**ROW, "provider_id": "webhook"}, {**ROW, "provider_id": "fetched-live-9", **fetched}]
        for row in rows:
            session.connection().execute(insert(Inbound), binding.bound(session, Inbound, [row]))
        session.add(InboxRow(account="live", last_number=5_000_000_000, fetched_at=None))
    for _ in range(2):
        migrate(database, BEFORE)
        assert stored(database, "provider_id, code, result") == [
            ("webhook", "22384", "on"),
            ("fetched-live-9", "22384", "on"),
        ]
        migrate(database)
        assert stored(database, "fetched_id, twin_key, link_hash, network_date") == [(None, None, None, "")] * 2
