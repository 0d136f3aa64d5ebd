"""Migrations: bring a database to the newest schema, and check whether it has it."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import text

from gateway.storage.database import Database

_LOCK = 4_846_384
"""The advisory lock that keeps two releases from migrating PostgreSQL at once. The number is arbitrary."""


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    config.set_main_option("path_separator", "os")
    return config


def migrate(database: Database, revision: str = "head") -> None:
    """Bring the database to a revision, `head` or an older one, in one transaction."""
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


def is_current(database: Database) -> bool:
    """Return whether the database has the newest revision."""
    with database.read() as session:
        heads = MigrationContext.configure(session.connection()).get_current_heads()
    return set(heads) == set(ScriptDirectory.from_config(_config()).get_heads())
