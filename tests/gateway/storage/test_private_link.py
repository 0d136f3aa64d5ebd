"""The migration of the link from an SMS to the private report that it became, both ways."""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import insert, text

from gateway.storage.binding import bound
from gateway.storage.database import Database
from gateway.storage.migrate import migrate
from gateway.storage.models import Inbound

NOW = datetime(2026, 11, 23, 18, 0, tzinfo=UTC)
BEFORE = "0010"
RESULTS = {
    "private-7": ("words", 7),
    "private-5000000000": ("words", 5_000_000_000),
    "words": ("words", None),
    "private": ("private", None),
    "say_more": ("say_more", None),
    "": (None, None),
}
"""Results as the older schema held them, and what became of each: the result, and the private report."""


def results(database: Database, columns: str) -> list[tuple[str | int | None, ...]]:
    """Return columns of every stored SMS, in order."""
    with database.read() as session:
        found = session.connection().execute(text(f"SELECT {columns} FROM inbound_sms ORDER BY id"))  # noqa: S608
        return [tuple(row) for row in found]


def test_the_link_to_a_private_report_leaves_the_result_it_stood_in_and_goes_back(database: Database) -> None:
    row: dict[str, Any] = {"code": "22384", "text": "", "text_hash": b"t" * 16, "received_at": NOW, "handled_at": NOW}
    row |= {"from_phone": None, "from_hash": b"h" * 16, "lane": "normal", "tries": 0}
    with database.write() as session:
        for number, result in enumerate(RESULTS):
            one = {**row, "provider_id": f"id-{number}", "result": result or None}
            session.connection().execute(insert(Inbound), bound(session, Inbound, [one]))
    older = [(result or None,) for result in RESULTS]
    for _ in range(2):
        migrate(database, BEFORE)
        assert results(database, "result") == older
        migrate(database)
        assert results(database, "result, private_report_id") == list(RESULTS.values())
