"""Plans: how the database finds the rows of each statement, so that tests can see a table that is read as a whole."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, event

from gateway.services import Services

BIG = (
    "messages",
    "attempts",
    "receipts",
    "inbound_sms",
    "incidents",
    "reports",
    "events",
    "pages",
    "drafts",
    "climbs",
    "questions",
    "backup_sends",
)
"""The tables that grow with each report."""
SMALL_INDEXES = (
    "ix_reports_with_number",
    "ix_reports_kept_ended_at",
    "ix_incidents_of_helpers",
    "ix_incidents_kept_closed_at",
    "ix_incidents_kept_opened_at",
    "ix_inbound_sms_private",
    "ix_inbound_sms_ties",
    "ix_inbound_sms_twins",
    "ix_messages_erase_at",
    "ix_drafts_kept",
    "ix_questions_answered_in",
    "ix_events_looked",
    "ix_events_waiting",
    "ix_acts_waiting",
    "ix_community_versions_waiting",
)
"""Indexes of some rows alone, which are few however many rows the table has: these may be read as a whole."""
_READERS = ("SELECT", "UPDATE", "DELETE", "WITH")


@dataclass(frozen=True)
class Step:
    """A step of a plan, and the statement that it belongs to."""

    text: str
    statement: str

    @property
    def is_scan(self) -> bool:
        """Whether the step reads a whole table, or a whole index, of those that grow."""
        plain = self.text.strip().removeprefix("->").strip().removeprefix("Parallel ")
        if any(plain.endswith(index) or f"{index} " in plain for index in SMALL_INDEXES):
            return False
        return any(plain.startswith((f"SCAN {table}", f"Seq Scan on {table}")) for table in BIG)


@contextmanager
def planned(services: Services, *, has_few_rows: bool = False) -> Iterator[list[Step]]:
    """Collect the plan of each statement that looks for rows.

    `has_few_rows` says that PostgreSQL would read any table as a whole, because that is quicker: it may not then.
    """
    found: list[Step] = []
    engine, on_sqlite = services.database.engine, services.database.on_sqlite
    asking = "EXPLAIN QUERY PLAN " if on_sqlite else "EXPLAIN "

    def explain(
        connection: Connection, _cursor: object, statement: str, parameters: Any, _context: object, is_many: object
    ) -> None:
        if not statement.lstrip().startswith(_READERS) or connection.info.get("explains"):
            return
        connection.info["explains"] = True
        try:
            if not on_sqlite and has_few_rows:
                connection.exec_driver_sql("SET LOCAL enable_seqscan = off")
            rows = connection.exec_driver_sql(asking + statement, parameters[0] if is_many else parameters).all()
            found.extend(Step(str(row[-1]), statement) for row in rows)
        finally:
            connection.info["explains"] = False

    event.listen(engine, "before_cursor_execute", explain)
    try:
        yield found
    finally:
        event.remove(engine, "before_cursor_execute", explain)


def scans(steps: list[Step]) -> list[str]:
    """Return the steps that read a whole table, each with its statement."""
    return [f"{step.text.strip()}: {' '.join(step.statement.split())}" for step in steps if step.is_scan]
