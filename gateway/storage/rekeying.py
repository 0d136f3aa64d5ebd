"""Rekeying: every sealed value is sealed with the newest secret, and hashes of numbers that are held are made anew.

It goes in small transactions, and it can be ended at any moment: the next run goes on with what is left.
"""

from collections.abc import Callable, Iterator, Sequence
from itertools import islice

from sqlalchemy import Column, ColumnElement, LargeBinary, Table, delete, func, select, type_coerce, update
from sqlalchemy.orm import InstrumentedAttribute, Session

from gateway.errors import Refused
from gateway.storage import keys
from gateway.storage.database import Database
from gateway.storage.models import (
    BarazaReminder,
    DraftRow,
    EraseRequest,
    Inbound,
    LanguageChoice,
    Message,
    OptOutRow,
    PersonRow,
    PhoneChange,
    Report,
    Row,
)
from gateway.storage.models.giving import Giver
from gateway.storage.sealed_columns import Sealed, SealedNamed
from gateway.storage.sealing import Keyring, UnsealError

_MANY = 200
"""Rows of one transaction: a hop waits for a writer of SQLite. A guess."""
_NUMBERS: tuple[InstrumentedAttribute[str] | InstrumentedAttribute[str | None], ...] = (
    PersonRow.phone,
    Message.phone,
    Inbound.from_phone,
    DraftRow.phone,
    Report.reporter_phone,
    PhoneChange.phone,
    Giver.phone,
    BarazaReminder.phone,
)
"""The columns that hold numbers."""
_HASHES: tuple[InstrumentedAttribute[bytes] | InstrumentedAttribute[bytes | None], ...] = (
    Message.phone_hash,
    Inbound.from_hash,
    DraftRow.caller_hash,
    Report.reporter_hash,
    PhoneChange.phone_hash,
    Giver.phone_hash,
    BarazaReminder.phone_hash,
)
"""The columns that hold hashes of numbers, and where two rows may hold the same one."""
_MOST_PASSES = 20
"""Passes over everything. The first ones last as long as there is much to seal, the others find what came meanwhile."""
Say = Callable[[str], None]
Others = Callable[[], Sequence[str]]
"""A function that returns the processes, in words, that still seal with another secret."""


class StillInUseError(Refused):
    """A secret that was to go is still in use."""


def _nobody() -> Sequence[str]:
    return ()


def rekey(database: Database, say: Say, others: Others = _nobody) -> dict[str, int]:
    """Seal everything with the newest secret, and return how many values of which column no key at hand opens.

    If there are none, earlier secrets are let go: they are not needed any more. Raise StillInUseError instead while
    another process seals with one of them. `say` is told the progress.
    """
    keys.note(database)
    keys.keep_hash_keys(database)
    for _ in range(_MOST_PASSES):
        # A process that still has the key before may write behind a pass: only a whole one that finds nothing ends it.
        sealed, left = _pass(database, say)
        if not sealed:
            break
    else:
        message = "another process still seals with a key before SECRET_KEY: start every process again, then run this"
        raise StillInUseError(message)
    _hash_numbers(database, say)
    if left:
        return left
    if in_use := others():
        message = f"{', '.join(in_use)} still sealed with another SECRET_KEY in the last minute: start it again first"
        raise StillInUseError(message)
    keys.let_go(database)
    # A transaction that began before that may have ended after the last pass. The secrets are still at hand here.
    return _pass(database, say)[1]


def _pass(database: Database, say: Say) -> tuple[int, dict[str, int]]:
    """Seal every value once; return how many were sealed anew, and how many of which column could not be read."""
    sealed, left = 0, {}
    for table in Row.metadata.sorted_tables:
        for column in table.c:
            if isinstance(column.type, Sealed | SealedNamed):
                done, unread = _seal_column(database, table, column, say)
                sealed += done
                if unread:
                    left[f"{table.name}.{column.name}"] = unread
    return sealed, left


def _seal_column(database: Database, table: Table, column: Column[str], say: Say) -> tuple[int, int]:
    """Seal the values of a column anew; return how many there were, and how many could not be read."""
    raw, prefix = type_coerce(column, LargeBinary), database.keyring.newest_prefix
    is_old = (func.length(raw) > 0, func.substr(raw, 1, len(prefix)) != prefix)
    read = done = unread = last = 0
    while True:
        with database.write() as session:
            wanted = select(table.c.id, raw.label("raw")).where(*is_old, table.c.id > last).order_by(table.c.id)
            rows = session.execute(wanted.limit(_MANY).with_for_update()).all()
            for row_id, value in rows:
                anew = _anew(database.keyring, bytes(value), str(column), row_id)
                if anew is None:
                    unread += 1
                    continue
                done += 1
                session.execute(
                    update(table).where(table.c.id == row_id).values({column: type_coerce(anew, LargeBinary)})
                )
        if not rows:
            return done, unread
        last, read = rows[-1].id, read + len(rows)
        say(f"{table.name}.{column.name}: {read} values")


def _anew(ring: Keyring, sealed: bytes, column: str, row_id: int) -> bytes | None:
    """Return a value sealed with the newest secret; None if no key at hand opens it.

    A migration left a value that it could not open bound to its column alone.
    """
    for bound_to in (row_id, None):
        try:
            text = ring.unseal(sealed, column, bound_to)
        except UnsealError:
            continue
        return ring.seal(text, column, row_id) if text else b""
    return None


def _hash_numbers(database: Database, say: Say) -> None:
    """Make the hashes of all numbers anew that the database holds anywhere."""
    numbers = iter(sorted(_numbers(database)))
    done = 0
    while some := list(islice(numbers, _MANY)):
        with database.write() as session:
            for number in some:
                _hash_anew(session, database.keyring, number)
        done += len(some)
        say(f"numbers: {done}")


def _numbers(database: Database) -> set[str]:
    found: set[str] = set()
    for column in _NUMBERS:
        for value in _readable(database, column):
            found.add(value)
    return found


def _readable(
    database: Database, column: InstrumentedAttribute[str] | InstrumentedAttribute[str | None]
) -> Iterator[str]:
    table, kept = column.class_.__table__, column.property.columns[0]
    raw, last = type_coerce(kept, LargeBinary), 0
    while True:
        with database.read() as session:
            wanted = select(table.c.id, raw.label("raw")).where(func.length(raw) > 0, table.c.id > last)
            rows = session.execute(wanted.order_by(table.c.id).limit(_MANY)).all()
        if not rows:
            return
        last = rows[-1].id
        for row_id, value in rows:
            try:
                yield database.keyring.unseal(bytes(value), str(kept), row_id)
            except UnsealError:
                continue


def _hash_anew(session: Session, ring: Keyring, number: str) -> None:
    newest, *older = ring.phones(number)
    for column in _HASHES:
        _replace(session, column, older, newest)
    for person in session.scalars(select(PersonRow).where(PersonRow.phone_hash.in_(older))):
        # A person has one row in a community, under one hash.
        twin = select(PersonRow.id).where(PersonRow.community_id == person.community_id, PersonRow.phone_hash == newest)
        if session.scalar(twin) is None:
            person.phone_hash = newest
    if session.get(OptOutRow, newest) is not None:
        session.execute(delete(OptOutRow).where(OptOutRow.phone_hash.in_(older)))
    else:
        _replace(session, OptOutRow.phone_hash, older[:1], newest)
    _hash_request(session, older, newest)
    _hash_choice(session, older, newest)


def _hash_choice(session: Session, older: Sequence[bytes], newest: bytes) -> None:
    """Keep one language of a phone, the one that it chose last, under the newest hash."""
    of_phone = select(LanguageChoice).where(LanguageChoice.phone_hash.in_((newest, *older)))
    rows = list(session.scalars(of_phone.order_by(LanguageChoice.used_in_week.desc())))
    for row in rows[1:]:
        session.delete(row)
    session.flush()
    if rows:
        rows[0].phone_hash = newest


def _hash_request(session: Session, older: Sequence[bytes], newest: bytes) -> None:
    """Let a request to erase be found under the newest hash, too: some rows of its phone may keep an older one."""
    asked = select(func.max(EraseRequest.asked_at)).where(EraseRequest.phone_hash.in_(older))
    at = session.scalar(asked)
    known = select(EraseRequest.id).where(EraseRequest.phone_hash == newest)
    if at is not None and session.scalar(known) is None:
        session.add(EraseRequest(phone_hash=newest, asked_at=at, due_at=at))


def _replace(
    session: Session,
    column: InstrumentedAttribute[bytes] | InstrumentedAttribute[bytes | None],
    older: Sequence[bytes],
    newest: bytes,
) -> None:
    which: ColumnElement[bool] = column.in_(older)
    changed = update(column.class_).where(which).values({column.key: newest})
    session.execute(changed.execution_options(synchronize_session=False))
