"""Migrations: bring a database to the newest schema, and check whether it has it."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import text
from sqlalchemy.exc import OperationalError

from gateway.logs import logger
from gateway.storage.database import Database

_LOCK = 4_846_384
"""The advisory lock that keeps two releases from migrating PostgreSQL at once. The number is arbitrary."""
_OVERWRITES = "0020"
"""From this revision on Doria overwrites what it erases. Releases before left that to how SQLite was built."""
log = logger()


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    config.set_main_option("path_separator", "os")
    return config


def migrate(database: Database, revision: str = "head") -> None:
    """Bring the database to a revision, `head` or an older one, in one transaction."""
    config, before = _config(), _heads(database)
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
    return _heads(database) == set(ScriptDirectory.from_config(_config()).get_heads())


def _heads(database: Database) -> set[str]:
    with database.read() as session:
        return set(MigrationContext.configure(session.connection()).get_current_heads())
