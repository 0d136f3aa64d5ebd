"""The texts of all phones, and what else survives a restart: phones that are off, keys of texts, the simulated time."""

import json
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from pathlib import Path
from typing import Any

MOST_KEPT, KEPT_DAYS = 50_000, 30
"""The most texts that are kept, and the days for which they are. A load test writes so many in an hour. A guess."""
_FORGETS_EVERY = 1_000
"""The texts that come between two looks for old ones."""
PAGE = 100
"""The most texts of one fetch, as in Africa's Talking's documentation."""
_TABLES = (
    (
        "CREATE TABLE IF NOT EXISTS texts (id INTEGER PRIMARY KEY, at TEXT, phone TEXT, sent_by_phone INTEGER,"
        " other TEXT, text TEXT, message_id TEXT, link_id TEXT, ahead REAL DEFAULT 0, waits INTEGER DEFAULT 0,"
        " key TEXT)"
    ),
    # A text that a phone has sent and the gateway has not taken yet survives a restart, too.
    "CREATE TABLE IF NOT EXISTS waiting (message_id TEXT PRIMARY KEY, form TEXT)",
    "CREATE TABLE IF NOT EXISTS powers (phone TEXT PRIMARY KEY, power TEXT)",
    "CREATE TABLE IF NOT EXISTS keys (phone TEXT, key TEXT, message_id TEXT, PRIMARY KEY (phone, key))",
    "CREATE TABLE IF NOT EXISTS clock (ahead REAL)",
)
_NEW_COLUMNS = {"link_id": "TEXT", "ahead": "REAL DEFAULT 0", "waits": "INTEGER DEFAULT 0", "key": "TEXT"}
"""The columns that the file of an older Doria has not."""


class Power(StrEnum):
    """Whether a phone is on. What is sent to one that is off waits; what is sent to an absent one fails."""

    ON = "on"
    OFF = "off"
    ABSENT = "absent"


@dataclass(frozen=True)
class Kept:
    """A text on a phone, or from it. `ahead` is how far the simulated time was ahead of the real one, in seconds.

    `key` is what whoever sent it from the phone called it, if anything.
    """

    id: int
    at: str
    other: str
    text: str
    message_id: str
    by_phone: bool
    ahead: float
    waits: bool
    key: str | None

    @property
    def simulated_at(self) -> str:
        """The moment of the text on the simulated clock."""
        return (datetime.fromisoformat(self.at) + timedelta(seconds=self.ahead)).isoformat(timespec="milliseconds")


@dataclass(frozen=True)
class Outgoing:
    """A text that a phone sends; `at` is the real time."""

    phone: str
    to: str
    text: str
    message_id: str
    link_id: str
    at: str


class Texts:
    """The texts in one file."""

    def __init__(self, path: Path) -> None:
        self._lock = threading.Lock()
        self._db = sqlite3.connect(path, check_same_thread=False, isolation_level=None)
        self._db.execute("PRAGMA journal_mode=WAL")
        self._db.execute("PRAGMA synchronous=OFF")
        for table in _TABLES:
            self._db.execute(table)
        known = {column for _, column, *_ in self._db.execute("PRAGMA table_info(texts)")}
        for column, kind in _NEW_COLUMNS.items():
            if column not in known:
                self._db.execute(f"ALTER TABLE texts ADD COLUMN {column} {kind}")
        self._db.execute("CREATE INDEX IF NOT EXISTS texts_phone ON texts (phone, id)")
        row = self._db.execute("SELECT ahead FROM clock").fetchone()
        self.ahead: float = row[0] if row else 0.0
        """How far the simulated time is ahead of the real one, in seconds."""
        self._most, self._every = MOST_KEPT, _FORGETS_EVERY
        self._until_forgetting = self._every
        self.forget_old()

    def close(self) -> None:
        """Close the file."""
        with self._lock:
            self._db.close()

    def move_clock(self, ahead: float) -> None:
        """Keep how far the simulated time is ahead."""
        self._run("DELETE FROM clock")
        self._run("INSERT INTO clock VALUES (?)", ahead)
        self.ahead = ahead

    def keep(self, phone: str, sender: str, text: str, message_id: str, *, waits: bool = False) -> None:
        """Keep a text to a phone; it `waits` if the phone is off."""
        self._run(
            "INSERT INTO texts (at, phone, sent_by_phone, other, text, message_id, ahead, waits)"
            " VALUES (?, ?, 0, ?, ?, ?, ?, ?)",
            *(now(), phone, sender, text, message_id, self.ahead, int(waits)),
        )
        self._count()

    def bound(self, *, most: int, every: int) -> None:
        """Keep so many texts at most, and look for old ones after so many new ones."""
        self._most, self._every = most, every
        self._until_forgetting = min(self._until_forgetting, every)

    def _count(self) -> None:
        self._until_forgetting -= 1
        if self._until_forgetting <= 0:
            self._until_forgetting = self._every
            self.forget_old()

    def forget_old(self, most: int | None = None) -> None:
        """Delete the texts that are older than `KEPT_DAYS`, and the oldest beyond `most` (else the bound).

        A text that waits for a phone or for the gateway stays.
        """
        before = (datetime.now(UTC) - timedelta(days=KEPT_DAYS)).isoformat(timespec="milliseconds")
        with self._lock, self._transaction():
            self._db.execute(
                "DELETE FROM texts WHERE waits = 0 AND message_id NOT IN (SELECT message_id FROM waiting)"
                " AND (at < ? OR id <= (SELECT max(id) FROM texts) - ?)",
                (before, self._most if most is None else most),
            )
            self._db.execute("DELETE FROM keys WHERE message_id NOT IN (SELECT message_id FROM texts)")

    def of(self, phone: str, most: int = -1) -> list[Kept]:
        """Return the last texts of a phone, oldest first; all of them if there is no `most`."""
        rows = self._rows(
            "SELECT id, at, other, text, message_id, sent_by_phone, ahead, waits, key FROM texts WHERE phone = ?"
            " ORDER BY id DESC LIMIT ?",
            phone,
            most,
        )
        return [
            Kept(number, at, other, text, message_id, bool(by_phone), ahead or 0.0, bool(waits), key)
            for number, at, other, text, message_id, by_phone, ahead, waits, key in reversed(rows)
        ]

    def last_id(self, phone: str) -> int:
        """Return the id of the last text that is on a phone, 0 if there is none."""
        return int(self._rows("SELECT max(id) FROM texts WHERE phone = ? AND waits = 0", phone)[0][0] or 0)

    def arrive(self, phone: str) -> list[str]:
        """Let the texts that wait for a phone arrive; return their ids, oldest first."""
        # One lock holds both statements: a text that comes between them would arrive without its receipt.
        with self._lock:
            rows = self._db.execute("SELECT message_id FROM texts WHERE phone = ? AND waits ORDER BY id", (phone,))
            found = [message_id for (message_id,) in rows.fetchall()]
            self._db.execute("UPDATE texts SET waits = 0 WHERE phone = ? AND waits", (phone,))
        return found

    def power(self, phone: str) -> Power:
        """Return whether a phone is on."""
        rows = self._rows("SELECT power FROM powers WHERE phone = ?", phone)
        return Power(rows[0][0]) if rows else Power.ON

    def set_power(self, phone: str, power: Power) -> None:
        """Keep whether a phone is on."""
        self._run("INSERT OR REPLACE INTO powers VALUES (?, ?)", phone, power)

    def keep_outgoing(self, text: Outgoing, form: dict[str, str] | None, key: str = "") -> str | None:
        """Keep a text that a phone sends, and the form that the gateway has not taken yet, all or nothing.

        Return the id of the text that had the key before; then this one is not kept. An empty key is none.
        """
        with self._lock, self._transaction():
            if key:
                found = self._db.execute("SELECT message_id FROM keys WHERE phone = ? AND key = ?", (text.phone, key))
                if (before := found.fetchone()) is not None:
                    return str(before[0])
                self._db.execute("INSERT INTO keys VALUES (?, ?, ?)", (text.phone, key, text.message_id))
            self._db.execute(
                "INSERT INTO texts (at, phone, sent_by_phone, other, text, message_id, link_id, ahead, waits, key)"
                " VALUES (?, ?, 1, ?, ?, ?, ?, ?, 0, ?)",
                (text.at, text.phone, text.to, text.text, text.message_id, text.link_id, self.ahead, key or None),
            )
            if form is not None:
                self._db.execute("INSERT INTO waiting VALUES (?, ?)", (text.message_id, json.dumps(form)))
        self._count()
        return None

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        self._db.execute("BEGIN")
        try:
            yield
        except BaseException:
            self._db.execute("ROLLBACK")
            raise
        self._db.execute("COMMIT")

    def received(self, last_id: int, code: str, keyword: str) -> list[tuple[str | None, str, str, int, str, str]]:
        """Return link id, text, code, id, moment and phone of the texts that phones sent after the one with an id."""
        rows: list[tuple[str | None, str, str, int, str, str]] = self._rows(
            "SELECT link_id, text, other, id, at, phone FROM texts WHERE sent_by_phone = 1 AND id > ?"
            " AND (? = '' OR other = ?) AND lower(substr(text, 1, length(?))) = lower(?) ORDER BY id LIMIT ?",
            *(last_id, code, code, keyword, keyword, PAGE),
        )
        return rows

    def taken(self, message_id: str) -> None:
        """Forget a text that the gateway has taken."""
        self._run("DELETE FROM waiting WHERE message_id = ?", message_id)

    def not_taken(self) -> list[tuple[str, dict[str, str]]]:
        """Return the texts that the gateway has not taken, with their ids."""
        return [
            (message_id, json.loads(form)) for message_id, form in self._rows("SELECT message_id, form FROM waiting")
        ]

    def _run(self, statement: str, *values: object) -> None:
        with self._lock:
            self._db.execute(statement, values)

    def _rows(self, statement: str, *values: object) -> list[tuple[Any, ...]]:
        with self._lock:
            return self._db.execute(statement, values).fetchall()


def now() -> str:
    """Return the real time as the network writes it."""
    return datetime.now(UTC).isoformat(timespec="milliseconds")
