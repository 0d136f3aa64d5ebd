"""Leases: the messages of a process that has died go out at once if its machine can tell, and else after the lease."""

import os
import subprocess
import sys
from collections.abc import Iterator
from datetime import timedelta

import pytest
from sqlalchemy import select, update

from gateway.communities.file import load_example
from gateway.core import owners
from gateway.messaging import claims, outbox
from gateway.storage.models import Message
from menus.domain.messages import Lane, MessageKind
from tests.people import LEADER
from tests.town import Town
from workers import jobs


@pytest.fixture
def town(database_url: str, redis_url: str) -> Iterator[Town]:
    made = Town(database_url, redis_url, load_example("mlango-kubwa"))
    yield made
    made.close()


def claimed_by(town: Town, owner: str | None) -> None:
    """Let a process claim a red text to the leader."""
    with town.services.uow() as uow:
        text = outbox.OutgoingText(MessageKind.ALERT, Lane.RED, "example", (LEADER,))
        outbox.queue(uow, town.services.directory.communities()[0], text)
        uow.wakeups.clear()
        message_id = uow.session.scalars(select(Message.id)).one()
        assert claims.claim(uow, message_id) is not None
        claimed = uow.session.scalars(select(Message.claimed_by)).one()
        assert claimed == owners.this_process()
        uow.session.execute(update(Message).values(claimed_by=owner))


def owner(pid: int, place: str | None = None) -> str:
    """Return the name that a process with this id has here, or at another place."""
    here, _, _ = (owners.this_process() or "").rpartition(" ")
    return f"{place or here} {pid}"


@pytest.fixture
def gone() -> int:
    """Return the id of a process that has ended."""
    process = subprocess.Popen([sys.executable, "-c", ""])
    process.wait()
    return process.pid


pytestmark = pytest.mark.skipif(owners.this_process() is None, reason="only Linux names the start of a machine")


def test_the_clock_sends_the_text_of_a_dead_process_of_its_machine_at_once(town: Town, gone: int) -> None:
    claimed_by(town, owner(gone))
    town.passes(seconds=1)
    assert town.inbox(LEADER) == ["example"]


def test_a_worker_that_begins_takes_over_from_the_dead_of_its_machine(town: Town, gone: int) -> None:
    claimed_by(town, owner(gone))
    jobs.take_over()
    # The clock is on another machine: it sees that the lease is over.
    with town.services.uow() as uow:
        uow.session.execute(update(Message).values(claimed_by=owner(gone, "elsewhere")))
    town.passes(seconds=1)
    assert town.inbox(LEADER) == ["example"]


@pytest.mark.parametrize("place", [None, "elsewhere"])
def test_the_call_of_a_process_that_may_live_is_waited_for(town: Town, gone: int, place: str | None) -> None:
    claimed_by(town, owner(os.getppid() if place is None else gone, place))
    town.passes(seconds=claims.LEASE.total_seconds() - 1)
    assert town.inbox(LEADER) == []
    town.passes(seconds=3)
    assert town.inbox(LEADER) == ["example"]


def test_a_text_that_an_earlier_release_claimed_waits_for_its_lease(town: Town) -> None:
    claimed_by(town, None)
    town.now += timedelta(seconds=1)
    town.ticks()
    assert town.inbox(LEADER) == []
