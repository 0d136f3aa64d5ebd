"""Liveness: which processes were seen lately, and which since a run began."""

from collections.abc import Iterator
from datetime import timedelta

import pytest

from gateway.communities.file import load_example
from gateway.core import liveness
from menus.domain.messages import LANES
from tests.town import Town

WANTED = ["clock", *(f"worker-{lane}" for lane in LANES)]


@pytest.fixture
def town(database_url: str, redis_url: str) -> Iterator[Town]:
    """Give a community; only its database is needed."""
    made = Town(database_url, redis_url, load_example("mlango-kubwa"))
    yield made
    made.close()


def are_seen(town: Town, *names: str) -> None:
    with town.services.uow() as uow:
        for name in names:
            liveness.mark_now(uow, name)


def test_heartbeats_of_the_run_before_do_not_make_a_new_run_ready(town: Town) -> None:
    are_seen(town, *WANTED)
    town.now += timedelta(seconds=2)
    began = town.now
    with town.services.reading() as session:
        assert liveness.silent(session, town.now) == []
        assert liveness.silent(session, town.now, began) == WANTED
    town.now += timedelta(seconds=1)
    are_seen(town, *WANTED[1:])
    with town.services.reading() as session:
        assert liveness.silent(session, town.now, began) == ["clock"]
    are_seen(town, "clock")
    with town.services.reading() as session:
        assert liveness.silent(session, town.now, began) == []
