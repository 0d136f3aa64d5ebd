"""The log tells of incidents: the reference of an open one, nothing of a hidden one, and never a row."""

from collections.abc import Callable, Iterator, MutableMapping
from typing import Any

import pytest
from structlog.testing import capture_logs

from gateway.communities.file import load_example
from menus.domain.categories import Category
from tests.people import FOCAL, LEADER, OVERSIGHT, RESIDENT
from tests.town import Town, reference_in

ROWS = {"id", "row", "row_id", "message_id", "incident_id", "report_id", "inbound", "inbox", "report"}
Lines = list[MutableMapping[str, Any]]


@pytest.fixture
def town(database_url: str, redis_url: str) -> Iterator[Town]:
    """Give one community."""
    made = Town(database_url, redis_url, load_example("mlango-kubwa"))
    yield made
    made.close()


def lines_of(act: Callable[[], object]) -> Lines:
    with capture_logs() as lines:
        act()
    assert not [line for line in lines if ROWS & set(line)]
    return list(lines)


def test_an_open_incident_is_named_by_its_reference(town: Town) -> None:
    def happens() -> None:
        reference = town.reports(RESIDENT, Category.GUN_KILLING)
        town.passes(minutes=60)
        known.append(reference)

    known: list[str] = []
    lines = lines_of(happens)
    named = {line["event"] for line in lines if line.get("incident") == known[0]}
    assert {"rung.fired", "message.settled", "ladder.exhausted"} <= named


@pytest.mark.parametrize(
    ("keys", "reader"),
    [
        (("7", "4", "2", "1", "1", "2"), FOCAL),
        (("9", "1", "Alichukua pesa", "1"), OVERSIGHT),
    ],
    ids=["private", "complaint"],
)
def test_a_hidden_incident_leaves_no_line_that_another_would_not(
    town: Town, keys: tuple[str, ...], reader: str
) -> None:
    def happens() -> None:
        town.dials(RESIDENT, "*384*77#", *keys)
        town.passes(minutes=60)

    lines = lines_of(happens)
    assert town.inbox(reader), "it has reached its circle"
    reference = reference_in(town.board()[0]["reference"])
    assert reference not in repr(lines)
    assert {line["event"] for line in lines} <= {"message.settled", "retention.done", "sms.handled"}
    assert not [line for line in lines if "incident" in line or "track" in line or "lane" in line]


def test_a_killing_by_patrollers_is_not_named(town: Town) -> None:
    def happens() -> None:
        town.dials(RESIDENT, "*384*77#", "1", "2", "1", "3", "4", "1", "1")
        town.passes(minutes=60)

    lines = lines_of(happens)
    reference = town.board()[0]["reference"]
    assert town.inbox(LEADER) == [], "the patrol learns nothing"
    assert reference not in repr(lines)
