"""The cost of metrics and readiness: an index leads to each row that is read, so that they stay cheap for years."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import Connection, event, text

from gateway.communities.file import load_example
from gateway.http.health import readiness
from gateway.http.metrics import exposition
from gateway.incidents import stats
from gateway.storage.models import Message
from gateway.storage.states import MessageState
from menus.domain.categories import Category
from menus.domain.messages import Lane, MessageKind
from tests.people import COORDINATOR, RESIDENT
from tests.town import Town

BIG = ("messages", "attempts", "receipts", "inbound_sms", "incidents", "reports", "events", "pages", "drafts")
"""The tables that grow with each report."""


@pytest.fixture
def town(database_url: str, redis_url: str) -> Iterator[Town]:
    """Give one community with a monitor and a probe phone."""
    made = Town(database_url, redis_url, load_example("mlango-kubwa"), doria_heartbeat_to="+254700000199")
    yield made
    made.close()


@contextmanager
def plans(town: Town) -> Iterator[list[str]]:
    """Collect the plan of each statement that reads, one line a step."""
    found: list[str] = []
    engine, on_sqlite = town.services.database.engine, town.services.database.on_sqlite
    asking = "EXPLAIN QUERY PLAN " if on_sqlite else "EXPLAIN "

    def explain(connection: Connection, _cursor: object, statement: str, parameters: Any, *_more: object) -> None:
        if statement.startswith("SELECT") and not connection.info.get("explains"):
            connection.info["explains"] = True
            if not on_sqlite:
                # With so few rows PostgreSQL would read the whole table for any statement.
                connection.exec_driver_sql("SET LOCAL enable_seqscan = off")
            rows = connection.exec_driver_sql(asking + statement, parameters).all()
            found.extend(str(row[-1]) for row in rows)
            connection.info["explains"] = False

    event.listen(engine, "before_cursor_execute", explain)
    try:
        yield found
    finally:
        event.remove(engine, "before_cursor_execute", explain)


def scans(steps: list[str]) -> list[str]:
    """Return the steps that read a whole table, or a whole index, of those that grow."""
    return [
        step
        for step in steps
        if any(
            step.strip().removeprefix("->").strip().startswith((f"SCAN {table}", f"Seq Scan on {table}"))
            for table in BIG
        )
    ]


def test_no_figure_reads_a_whole_table(town: Town) -> None:
    with plans(town) as steps:
        exposition(town.services)
        readiness(town.services)
    assert steps, "the statements were seen"
    assert scans(steps) == []


def test_a_scan_would_be_found(town: Town) -> None:
    with plans(town) as steps, town.services.reading() as session:
        stats.outbox(session, town.now)
        session.execute(text("SELECT count(*) FROM reports WHERE words = 'x'"))
    assert scans(steps)


def keep(town: Town, state: MessageState, age: timedelta) -> None:
    """Keep a message of that state and age."""
    with town.services.uow() as uow:
        made = uow.now - age
        row: dict[str, Any] = {
            "lane": Lane.RED,
            "kind": MessageKind.ALERT,
            "batch": b"b" * 16,
            "phone_hash": b"p" * 16,
            "phone": "",
        }
        row |= {"body": "", "state": state, "created_at": made, "due_at": made, "attempts": 0, "is_obsolete": False}
        uow.insert(Message, [{"community_id": town.services.directory.communities()[0].id, **row}])


def test_what_waits_counts_whatever_its_age_and_what_has_ended_for_a_day(town: Town) -> None:
    for state in (MessageState.QUEUED, MessageState.SENDING, MessageState.DELIVERED, MessageState.FAILED):
        for hours in (1, 23, 25, 24 * 400):
            keep(town, state, timedelta(hours=hours))
    with town.services.reading() as session:
        found = stats.figures(session, town.now)
        everything = stats.outbox(session, town.now)
    assert found.messages == {
        ("red", "queued"): 4,
        ("red", "sending"): 4,
        ("red", "delivered"): 2,
        ("red", "failed"): 2,
    }
    assert set(everything.messages.values()) == {4}
    assert found.oldest_due == everything.oldest_due == timedelta(hours=24 * 400).total_seconds()


def test_open_incidents_count_whatever_their_age_and_ended_ones_for_a_day(town: Town) -> None:
    ended = town.reports(RESIDENT, Category.THEFT)
    town.texts(COORDINATOR, f"CLOSE {ended} settled")
    town.now += timedelta(hours=2)
    town.reports(RESIDENT, Category.BREAK_IN)
    with town.services.reading() as session:
        assert stats.figures(session, town.now).incidents == {"open": 1, "closed": 1}
    town.now += timedelta(days=40)
    with town.services.reading() as session:
        assert stats.figures(session, town.now).incidents == {"open": 1}
