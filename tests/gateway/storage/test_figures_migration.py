"""The migration of the indexes that the metrics count by, both ways."""

from sqlalchemy import inspect

from gateway.storage.database import Database
from gateway.storage.migrate import migrate

BEFORE = "0014"
MADE = {("messages", "ix_messages_created_at"), ("incidents", "ix_incidents_state_opened_at")}


def indexes(database: Database) -> set[tuple[str, str]]:
    """Return the indexes of the two tables that the metrics count."""
    with database.engine.connect() as connection:
        return {
            (table, str(index["name"]))
            for table in ("messages", "incidents")
            for index in inspect(connection).get_indexes(table)
        }


def test_the_indexes_of_the_figures_come_and_go(database: Database) -> None:
    assert indexes(database) >= MADE
    for _ in range(2):
        migrate(database, BEFORE)
        assert not indexes(database) & MADE
        migrate(database)
        assert indexes(database) >= MADE
