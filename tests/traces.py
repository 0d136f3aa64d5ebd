"""Traces: everything in a database and its log that could tie a phone or a session to what was kept."""

import hashlib
import hmac
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from sqlalchemy import Connection, select, text

from gateway.storage.models import Inbound, Report, Row
from gateway.storage.sealing import Keyring, UnsealError
from tests import disk
from tests.town import Town

_PURPOSES = ("session", "private-session", "hidden-session", "buried-draft")
_HOLD_NUMBERS = ("drafts.phone", "reports.reporter_phone", "inbound_sms.from_phone", "messages.phone", "people.phone")
_MOST_ROWS = 60
"""No story has a row with a higher id."""
_APP_ID = "hash"
"""The id that the app on the backup phone gives every text in the stories."""
_SEALED_NUMBER = 1 + 4 + 12 + len("+254711000009") + 16


def needles(keyring: Keyring, phone: str, sessions: tuple[str, ...]) -> dict[str, bytes]:
    """Return what must not be found, by name: the number in each form, its hashes, and the keys of its sessions."""
    national = "0" + phone[4:]
    found = {"number": phone[1:].encode(), "national number": national.encode(), "bare number": phone[4:].encode()}
    found["hash of the number"] = keyring.phone(phone)
    found["plain hash of the number"] = hashlib.sha256(phone.encode()).digest()[:16]
    for name in sessions:
        found[f"id of {name}"] = name.encode()
        key = keyring.session(name, phone)
        found[f"key of {name}"] = key
        for purpose in _PURPOSES:
            found[f"{purpose} of {name}"] = keyring.digest(key.hex(), purpose)
            found[f"{purpose} by id of {name}"] = keyring.digest(name, purpose)
        found[f"plain hash of {name}"] = hmac.digest(b"", name.encode(), "sha256")[:16]
    return found


def found_in(town: Town, phone: str, *sessions: str) -> set[str]:
    """Return the names of the needles that are in the rows, and in the files of SQLite as they lie on the disk."""
    keyring = town.services.keyring
    wanted = needles(keyring, phone, sessions)
    hay = [*_rows(town), *_files(town)]
    found = {name for name, needle in wanted.items() for one in hay if _is_in(needle, one)}
    if any(_is_in(needle, one) for needle in _tried_ids(town, phone) for one in hay):
        found.add("id made of the number")
    numbers = {number for one in hay for number in _sealed_numbers(keyring, one)}
    return found | ({"sealed number"} if phone in numbers else set())


def _tried_ids(town: Town, phone: str) -> set[bytes]:
    """Return the ids that could be made for the stored texts if this phone had sent them: a thief tries every number.

    The thief knows what the database tells with the keys: the words of texts and of reports, and the dates.
    """
    with town.services.reading() as session:
        texts = session.execute(select(Inbound.text, Inbound.code, Inbound.network_date)).all()
        words = {*session.scalars(select(Report.words)), *(row.text for row in texts)}
    contents = set()
    for said in words - {None, ""}:
        for row in texts:
            by_code = (phone, row.code, row.network_date, "", said)
            contents |= {"\0".join(by_code), "".join(by_code)}
            by_backup_phone = (_APP_ID, phone, row.network_date, said, phone)
            contents.add("\0".join(by_backup_phone))
    marks = {hashlib.sha256(content.encode()).hexdigest()[:40] for content in contents}
    digests = {digest for mark in marks for digest in town.services.keyring.digests(mark, "sms-id")}
    return digests | {mark.encode() for mark in marks}


def _is_in(needle: bytes, hay: bytes) -> bool:
    return needle in hay or needle.hex().encode() in hay


def _rows(town: Town) -> Iterator[bytes]:
    with town.services.reading() as session:
        connection = session.connection()
        for name in sorted(Row.metadata.tables):
            yield from _values(connection, name)


def _values(connection: Connection, table: str) -> Iterator[bytes]:
    for row in connection.execute(text(f"SELECT * FROM {table}")):  # noqa: S608 - our own names
        for value in row:
            if value is not None:
                yield bytes(value) if isinstance(value, bytes | memoryview) else str(value).encode()


def _files(town: Town) -> Iterator[bytes]:
    """Yield the SQLite file and its log as they lie on the disk: what was erased must be gone there, too."""
    if not town.services.database.on_sqlite:
        return
    file = Path(town.services.database.url.database or "")
    for path in (file, file.with_name(file.name + "-wal")):
        if path.exists():
            yield disk.content(path)


def _sealed_numbers(keyring: Keyring, hay: bytes) -> Iterator[str]:
    """Yield the sealed numbers that a thief with the keys can open, wherever they lie."""
    for version, row_ids in ((b"\x01", (None,)), (b"\x02", range(1, _MOST_ROWS))):
        prefix = version + keyring.newest_prefix[1:]
        at = hay.find(prefix)
        while at >= 0:
            sealed = hay[at : at + _SEALED_NUMBER]
            for column in _HOLD_NUMBERS:
                for row_id in row_ids:
                    with suppress(UnsealError):
                        yield keyring.unseal(sealed, column, row_id)
            at = hay.find(prefix, at + 1)
