"""The cost of metrics and readiness: an index leads to each row that is read, so that they stay cheap for years."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import text

from gateway.communities.file import load_example
from gateway.http.health import readiness
from gateway.http.metrics import exposition
from gateway.incidents import stats
from gateway.storage.models import Message
from gateway.storage.states import MessageState
from menus.domain.categories import Category
from menus.domain.messages import Lane, MessageKind
from tests.people import COORDINATOR, RESIDENT
from tests.plans import planned, scans
from tests.town import Town


@pytest.fixture
def town(database_url: str, redis_url: str) -> Iterator[Town]:
    """Give one community with a monitor and a probe phone."""
    made = Town(database_url, redis_url, load_example("mlango-kubwa"), doria_heartbeat_to="+254700000199")
    yield made
    made.close()


def test_no_figure_reads_a_whole_table(town: Town) -> None:
    with planned(town.services, has_few_rows=True) as steps:
        exposition(town.services)
        readiness(town.services)
    assert steps, "the statements were seen"
    assert scans(steps) == []


def test_a_scan_would_be_found(town: Town) -> None:
    with planned(town.services, has_few_rows=True) as steps, town.services.reading() as session:
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
