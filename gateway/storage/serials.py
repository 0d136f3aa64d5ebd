"""Serial numbers: a report's is taken before it is written, for its reference is made of it."""

from sqlalchemy import text
from sqlalchemy.orm import Session

_NEXT = {
    # The writer's lock is held: nobody else takes a number meanwhile.
    "sqlite": text("SELECT coalesce((SELECT seq FROM sqlite_sequence WHERE name = 'reports'), 0) + 1"),
    "postgresql": text("SELECT nextval(pg_get_serial_sequence('reports', 'id'))"),
}


def next_report(session: Session) -> int:
    """Return the serial number of the next report, from 1; no number is ever given twice."""
    connection = session.connection()
    return int(connection.execute(_NEXT[connection.dialect.name]).scalar_one())
