"""The migration of the backup phone and of the phone of a receipt, both ways."""

from datetime import UTC, datetime

from sqlalchemy import insert, select

from gateway.storage.database import Database
from gateway.storage.migrate import migrate
from gateway.storage.models import BackupPhone, ReceiptRow

NOW = datetime(2026, 11, 23, 18, 0, tzinfo=UTC)
BEFORE = "0015"
PHONE = {"id": 1, "heard_at": NOW, "devices": ["one", "two"], "numbers": ["aa"], "clock_ahead": -3, "clock_at": NOW}


def receipts(database: Database) -> list[tuple[str, bytes | None]]:
    with database.read() as session:
        rows = session.scalars(select(ReceiptRow).order_by(ReceiptRow.id)).all()
        return [(row.provider_id, row.recipient_hash) for row in rows]


def test_receipts_outlive_the_way_down_and_up_and_the_phone_is_learnt_anew(database: Database) -> None:
    receipt = {"provider_id": "id-0", "status": "Success", "received_at": NOW, "recipient_hash": b"h" * 16}
    with database.write() as session:
        session.connection().execute(insert(ReceiptRow), [receipt])
        session.connection().execute(insert(BackupPhone), [PHONE])
    with database.read() as session:
        row = session.get_one(BackupPhone, 1)
        assert (row.devices, row.numbers, row.clock_ahead, row.missed_at) == (["one", "two"], ["aa"], -3, None)
    assert receipts(database) == [("id-0", b"h" * 16)]
    migrate(database, BEFORE)
    migrate(database)
    assert receipts(database) == [("id-0", None)]
    with database.read() as session:
        assert session.get(BackupPhone, 1) is None
