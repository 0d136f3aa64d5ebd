"""Snapshots: all that verifying reads is of one moment, while Doria goes on writing."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any

from sqlalchemy import Connection

from gateway.storage.database import Database

_AT_ONCE = "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY"
_PLANS = ("SET LOCAL enable_hashjoin = off", "SET LOCAL enable_mergejoin = off", "SET LOCAL enable_seqscan = off")
"""Each statement reads one stretch of a table by its index. Without these PostgreSQL reads the whole table for some."""


_PATIENT = "SET LOCAL idle_in_transaction_session_timeout = 0"
"""A snapshot waits while other processes check their stretches: longer than an idle transaction may otherwise last."""


_any_text = partial(str, encoding="utf-8", errors="surrogateescape")
"""SQLite keeps bytes that are no text in a column of texts. They are read as a text that Doria never writes."""


@contextmanager
def snapshot(database: Database) -> Iterator[Connection]:
    """Give a connection that sees the database as it is now, to the end of the block."""
    with database.connected() as connection:
        if connection.dialect.name != "sqlite":
            for statement in (_AT_ONCE, _PATIENT, *_PLANS):
                connection.exec_driver_sql(statement)
            yield connection
            return
        driver: Any = connection.connection.dbapi_connection
        driver.text_factory = _any_text
        try:
            # Python's driver begins no transaction by itself here, so that each statement would see a later moment.
            connection.exec_driver_sql("BEGIN")
            yield connection
        finally:
            driver.text_factory = str
