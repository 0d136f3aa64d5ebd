"""Migrations: bring a database to the newest schema, and check whether it has it.

Alembic takes 10 MB and 0.2 s to import (measured), so only what changes a database imports it. Whether a database has
the newest schema is a comparison of two short words.
"""

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import inspect, text
from sqlalchemy.exc import OperationalError

from gateway.errors import Refused
from gateway.logs import logger
from gateway.storage.database import Database

if TYPE_CHECKING:
    from alembic.config import Config

_LOCK = 4_846_384
"""The advisory lock that keeps two releases from migrating PostgreSQL at once. The number is arbitrary."""
_OVERWRITES = "0020"
"""From this revision on Doria overwrites what it erases. Releases before left that to how SQLite was built."""
_MIGRATIONS = Path(__file__).parent / "migrations"
log = logger()


def _config() -> "Config":
    from alembic.config import Config  # noqa: PLC0415 - only what changes a database pays for it

    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS))
    config.set_main_option("path_separator", "os")
    return config


def migrate(database: Database, revision: str = "head") -> None:
    """Bring the database to a revision, `head` or an older one, in one transaction.

    Raise Refused if the database is of a newer release.
    """
    before = _heads(database)
    if revision == "head" and before == {newest()}:
        return
    if revision == "head" and (unknown := sorted(one for one in before if not knows(one))):
        message = (
            f"the database is of a newer Doria (schema {unknown[-1]}; this one has {newest()}): start that release, or"
            " restore a backup from before its upgrade"
        )
        raise Refused(message)
    from alembic import command  # noqa: PLC0415 - as above

    config = _config()
    with database.changing_schema() as connection:
        if not database.on_sqlite:
            # A migration may take longer than any statement, and waits for another release.
            connection.execute(text("SET LOCAL statement_timeout = 0"))
            connection.execute(text("SET LOCAL lock_timeout = 0"))
            connection.execute(text("SET LOCAL idle_in_transaction_session_timeout = 0"))
            connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _LOCK})
        config.attributes["connection"] = connection
        goes_up = revision == "head"
        (command.upgrade if goes_up else command.downgrade)(config, revision)
    if goes_up and before and max(before) < _OVERWRITES:
        _rewrite(database)


def _rewrite(database: Database) -> None:
    try:
        database.rewrite()
    except OperationalError as error:
        # The disk is too full for a second copy, or somebody reads. Nothing is lost.
        log.warning("migration.not_rewritten", error=type(error).__name__)


def is_current(database: Database) -> bool:
    """Return whether the database has the newest revision."""
    return _heads(database) == {newest()}


@cache
def newest() -> str:
    """Return the newest revision. The file of each begins with its number, and they stand in one line."""
    return max(_named())


@cache
def _named() -> dict[str, str]:
    """Return every revision with what its migration does, in words."""
    files = sorted(path.stem for path in (_MIGRATIONS / "versions").glob("[0-9]*_*.py"))
    return {number: words.replace("_", " ") for number, _, words in (name.partition("_") for name in files)}


def knows(revision: str) -> bool:
    """Return whether a revision is one of this release, and not of a newer one."""
    return revision in _named()


def revision_of(database: Database) -> str | None:
    """Return the revision of a database; None if it has no tables of Doria yet."""
    return max(_heads(database), default=None)


def to_come(revision: str | None) -> list[str]:
    """Return the migrations from a revision to the newest one, each with its number and in words."""
    return [f"{number} {words}" for number, words in _named().items() if number > (revision or "")]


def _heads(database: Database) -> set[str]:
    with database.read() as session:
        if not inspect(session.connection()).has_table("alembic_version"):
            return set()
        return set(session.scalars(text("SELECT version_num FROM alembic_version")))
