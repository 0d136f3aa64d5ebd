"""Serial numbers of reports: taken before the report is written, because its reference is made of it."""

from sqlalchemy import text
from sqlalchemy.orm import Session

_NEXT = {
    # The writer holds the lock: nobody else takes a number meanwhile.
    "sqlite": text("SELECT coalesce((SELECT seq FROM sqlite_sequence WHERE name = 'reports'), 0) + 1"),
    "postgresql": text("SELECT nextval(pg_get_serial_sequence('reports', 'id'))"),
}


def next_report(session: Session) -> int:
    """Return the serial number of the next report, from 1; no number is given twice."""
    connection = session.connection()
    return int(connection.execute(_NEXT[connection.dialect.name]).scalar_one())
