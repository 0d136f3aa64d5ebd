"""Keys: a check value in the database tells a wrong SECRET_KEY, and hash keys of earlier secrets are kept there."""

from contextlib import suppress

from sqlalchemy import Connection, LargeBinary, inspect, select, text, type_coerce
from sqlalchemy.orm import Session

from gateway.errors import Refused
from gateway.storage.database import Database
from gateway.storage.models import HashKey, SealingKey
from gateway.storage.sealing import Keyring, UnsealError, hash_key, key_id

_CHECKED, _PLACE = "doria", "sealing_keys.sealed"
_NEWEST_FILE = text("SELECT body FROM community_versions ORDER BY id DESC LIMIT 1")
WRONG = (
    "SECRET_KEY is not the key of this database, or not all of its keys: give the key that seals it,"
    " and those before it in OLD_SECRET_KEYS"
)


class WrongKeyError(Refused):
    """The database is sealed with a key that is not at hand."""


def check(database: Database) -> None:
    """Raise WrongKeyError if the database is sealed with a key that is not at hand. Nothing is written."""
    ring = database.keyring
    with database.read() as session:
        connection = session.connection()
        tables = set(inspect(connection).get_table_names())
        is_right = (
            _opens_all(ring, session)
            if SealingKey.__tablename__ in tables
            else "community_versions" not in tables or _opens_older(ring, connection)
        )
    if not is_right:
        raise WrongKeyError(WRONG)


def _opens_all(ring: Keyring, session: Session) -> bool:
    """Return whether every key that the database knows is at hand."""
    try:
        return all(ring.unseal(row.sealed, _PLACE) == _CHECKED for row in session.scalars(select(SealingKey)))
    except UnsealError:
        return False


def _opens_older(ring: Keyring, connection: Connection) -> bool:
    """Return whether a key at hand opens the newest community file of a database that has no check value yet."""
    body = connection.execute(_NEWEST_FILE).scalar()
    try:
        return body is None or bool(ring.unseal(bytes(body), "community_versions.body"))
    except UnsealError:
        return False


def ids(database: Database) -> list[str]:
    """Return the ids of the keys that the database is sealed with, in hexadecimal digits."""
    with database.read() as session:
        return sorted(one.hex() for one in session.scalars(select(SealingKey.key_id)))


def refuse_if_let_go(session: Session, ring: Keyring) -> None:
    """Raise WrongKeyError if the newest secret was let go: nobody could read what is sealed with it."""
    known = set(session.scalars(select(SealingKey.key_id)))
    if key_id(ring.secrets[0]) not in known and not all(ring.knows(one) for one in known):
        raise WrongKeyError(WRONG)


def note(database: Database) -> None:
    """Keep a check value of the newest secret. The caller has checked the key, and the schema is the newest."""
    newest = key_id(database.keyring.secrets[0])
    with database.read() as session:
        if session.get(SealingKey, newest) is not None:
            return
    with database.write() as session:
        if session.get(SealingKey, newest) is None:
            session.add(SealingKey(key_id=newest, sealed=database.keyring.seal(_CHECKED, _PLACE)))


def keep_hash_keys(database: Database) -> None:
    """Keep the hash keys of all secrets but the newest, sealed with the newest: hashes made by them are still found."""
    ring = database.keyring
    with database.write() as session:
        kept = set(session.scalars(select(HashKey.key)))
        for secret in ring.secrets[1:]:
            if hash_key(secret).hex() not in kept:
                session.add(HashKey(key=hash_key(secret).hex()))


def let_go(database: Database) -> int:
    """Delete the check values of all secrets but the newest; return how many there were."""
    with database.write() as session:
        gone = session.scalars(select(SealingKey).where(SealingKey.key_id != key_id(database.keyring.secrets[0]))).all()
        for row in gone:
            session.delete(row)
        return len(gone)


def former_hash_keys(database: Database) -> list[bytes]:
    """Return the hash keys of earlier secrets.

    A process that still has the secret before alone opens none that `doria rekey` has kept: it knows its own.
    """
    kept, found = HashKey.__table__.c.key, []
    with database.read() as session:
        rows = session.execute(select(HashKey.id, type_coerce(kept, LargeBinary).label("raw"))).all()
    for row_id, raw in rows:
        with suppress(UnsealError):
            found.append(bytes.fromhex(database.keyring.unseal(bytes(raw), str(kept), row_id)))
    return found
