"""Snapshots: all that verifying reads is of one moment, while Doria goes on writing."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection

from gateway.storage.database import Database

_AT_ONCE = "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY"
_PLANS = ("SET LOCAL enable_hashjoin = off", "SET LOCAL enable_mergejoin = off", "SET LOCAL enable_seqscan = off")
"""Each statement reads one stretch of a table by its index. Without these PostgreSQL reads the whole table for some."""


_PATIENT = "SET LOCAL idle_in_transaction_session_timeout = 0"
"""A snapshot waits while other processes check their stretches: longer than an idle transaction may otherwise last."""


@contextmanager
def snapshot(database: Database) -> Iterator[Connection]:
    """Give a connection that sees the database as it is now, to the end of the block."""
    with database.connected() as connection:
        if connection.dialect.name == "sqlite":
            # Python's driver begins no transaction by itself here, so that each statement would see a later moment.
            connection.exec_driver_sql("BEGIN")
        else:
            for statement in (_AT_ONCE, _PATIENT, *_PLANS):
                connection.exec_driver_sql(statement)
        yield connection
