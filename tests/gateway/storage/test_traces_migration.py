"""The migration that cuts the ties between private reports of earlier releases and phones, both ways."""

import os
import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import insert, select, text

from gateway.storage.binding import bound
from gateway.storage.database import Database
from gateway.storage.migrate import migrate
from gateway.storage.models import CommunityRow, DraftRow, Incident, Mark, Report
from gateway.storage.sealing import Keyring
from tests import disk

NOW = datetime(2026, 11, 23, 18, 0, tzinfo=UTC)
BEFORE = "0019"
PHONE, NOBODY = "+254711000009", bytes(16)
OPEN_KEY, PRIVATE_KEY, TOMBSTONE, OFFERED = (bytes([number]) * 16 for number in range(1, 5))


@pytest.fixture
def older(database: Database) -> Database:
    """Give a database of an earlier release: a private report, its session's draft, an open report."""
    with database.write() as session:
        connection = session.connection()
        connection.execute(insert(CommunityRow), [{"id": 1, "key": "example", "version": 1}])
        for number, level, category in ((1, "private", "abuse-child"), (2, "minor", "theft")):
            incident = {"id": number, "community_id": 1, "category": category, "level": level, "status": "open"}
            incident |= {"opened_at": NOW, "reports": 1, "reference": f"1000{number}"}
            connection.execute(insert(Incident), [incident])
            report = {"id": number, "community_id": 1, "incident_id": number, "channel": "ussd", "language": "sw"}
            report |= {"category": category, "created_at": NOW, "reference": f"1000{number}"}
            report |= {"session_key": PRIVATE_KEY if number == 1 else OPEN_KEY, "reporter_hash": b"p" * 16}
            connection.execute(insert(Report), bound(session, Report, [{**report, "reporter_phone": PHONE}]))
        drafts = [
            _draft(PRIVATE_KEY, state="filed", report_id=None),
            _draft(OPEN_KEY, state="filed", report_id=2),
            _draft(TOMBSTONE, state="cancelled", category="unknown", caller_hash=NOBODY),
            _draft(OFFERED, state="cancelled", caller_hash=NOBODY, offered_to=PRIVATE_KEY),
        ]
        connection.execute(insert(DraftRow), bound(session, DraftRow, drafts))
    migrate(database, BEFORE)
    return database


def _draft(key: bytes, **more: Any) -> dict[str, Any]:
    row = {"community_id": 1, "session_key": key, "caller_hash": b"p" * 16, "language": "sw", "category": "theft"}
    return {**row, "length": 3, "touched_at": NOW, "report_id": None, "offered_to": None, **more}


def test_no_row_leads_from_an_old_private_report_to_its_phone(older: Database) -> None:
    migrate(older)
    with older.read() as session:
        private, open_one = session.scalars(select(Report).order_by(Report.id)).all()
        assert (private.session_key, private.reporter_hash, private.reporter_phone) == (None, None, None)
        assert (open_one.session_key, open_one.reporter_hash, open_one.reporter_phone) == (OPEN_KEY, b"p" * 16, PHONE)
        left = session.execute(select(DraftRow.session_key, DraftRow.offered_to).order_by(DraftRow.id)).all()
        assert [tuple(row) for row in left] == [(OPEN_KEY, None), (OFFERED, None)]


def test_the_migration_goes_back_and_up_again(older: Database) -> None:
    migrate(older)
    migrate(older, BEFORE)
    with older.read() as session:
        assert session.execute(text("SELECT count(*) FROM reports WHERE session_key IS NOT NULL")).scalar_one() == 1
    migrate(older)
    with older.read() as session:
        assert session.scalars(select(Report.reporter_phone).where(Report.id == 2)).one() == PHONE


def test_sqlite_overwrites_what_is_erased_and_empties_its_log(sqlite_url: str) -> None:
    database, secret = Database(sqlite_url, Keyring(("s" * 40,))), os.urandom(8).hex()
    file = Path(str(database.url.database))
    try:
        with database.read() as session:
            assert session.connection().exec_driver_sql("PRAGMA secure_delete").scalar_one() == 1
        with database.write() as session:
            session.add(Mark(name=secret, at=NOW))
        assert any(secret.encode() in disk.content(lies) for lies in file.parent.glob("story.db*"))
        with database.write() as session:
            session.delete(session.get_one(Mark, secret))
        assert database.truncate_log()
        assert not any(secret.encode() in disk.content(lies) for lies in file.parent.glob("story.db*"))
    finally:
        database.close()


def test_a_reader_does_not_hold_up_the_end_of_the_log_for_long(sqlite_url: str) -> None:
    database = Database(sqlite_url, Keyring(("s" * 40,)))
    try:
        with database.read() as session:
            session.connection().exec_driver_sql("BEGIN")
            assert session.scalars(select(Mark)).all() == []
            with database.write() as writing:
                writing.add(Mark(name="later", at=NOW))
            assert not database.truncate_log()
        assert database.truncate_log()
    finally:
        database.close()


def test_what_an_earlier_release_had_erased_is_not_in_the_file_any_more(tmp_path: Path) -> None:
    file, secret = tmp_path / "doria.db", os.urandom(8).hex()
    database = Database(f"sqlite:///{file}", Keyring(("s" * 40,)))
    migrate(database)
    migrate(database, BEFORE)
    database.close()
    with closing(sqlite3.connect(file)) as older:
        older.execute("PRAGMA secure_delete=OFF")
        older.execute("INSERT INTO beats (name, at) VALUES (?, ?)", (secret, str(NOW)))
        older.commit()
        older.execute("DELETE FROM beats WHERE name = ?", (secret,))
        older.commit()
        older.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    assert secret.encode() in file.read_bytes()
    database = Database(f"sqlite:///{file}", Keyring(("s" * 40,)))
    migrate(database)
    assert not any(secret.encode() in lies.read_bytes() for lies in tmp_path.glob("doria.db*"))
    database.close()
