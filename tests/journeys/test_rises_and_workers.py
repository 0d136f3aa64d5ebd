"""Rises and workers: the clock asks for a look, a worker reads without a lock, and what fails waits for an hour."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import text, update

from gateway.communities.file import load_example
from gateway.insight import rise_texts
from gateway.storage.models import CommunityRow, RiseWeek
from menus.domain.messages import Lane
from tests.people import COORDINATOR, LANDLORDS
from tests.rises import (
    ENOUGH,
    NEXT,
    Weekly,
    began,
    crowd_of_alarms,
    interest,
    keep,
    morning,
    risen,
    texts,
    ticks,
    told,
    usual,
)
from tests.statements import counted
from tests.town import Town
from workers import jobs

BIG = ("incidents", "reports", "events", "messages")


@pytest.fixture
def town(new_town: Callable[..., Town]) -> Town:
    """Give a community with a rise that is due, and was looked at on the Monday before."""
    town = new_town(load_example("mlango-kubwa").replace('language = "sw"', 'language = "en"'))
    began(town, ENOUGH)
    ticks(town)
    keep(town, usual(), risen())
    return town


def asked(town: Town) -> list[int]:
    """Return the communities that the clock asks a worker to look at now."""
    with town.services.uow() as uow:
        rise_texts.look(uow, town.services.directory)
        found = uow.woken(Lane.BULK, rise_texts.TELL)
        uow.wakeups.clear()
    return found


def test_the_transaction_of_the_clock_reads_no_incidents(town: Town) -> None:
    town.now += timedelta(days=7)
    with counted(town.services) as statements:
        assert asked(town) == [town.record().id]
    assert statements
    assert [one for one in statements if any(f"FROM {table}" in one for table in BIG)] == []
    assert told(town) == []


def test_a_hint_that_is_lost_costs_an_hour_and_no_rise(town: Town) -> None:
    with town.without_hints():
        morning(town)
    assert told(town) == []
    town.now += timedelta(minutes=50)
    ticks(town)
    assert told(town) == []
    town.now += timedelta(minutes=10)
    ticks(town)
    assert len(texts(town, COORDINATOR, "RISE")) == 1


def test_a_community_that_cannot_be_read_waits_for_an_hour_and_is_told_once_it_can(town: Town) -> None:
    crowd_of_alarms(town)

    def stands(level: str) -> None:
        with town.services.uow() as uow:
            uow.session.execute(text("UPDATE rises SET level = :level"), {"level": level})

    stands("a level of no release")
    morning(town)
    assert texts(town, COORDINATOR, "RISE") == []
    assert asked(town) == [], "it has been tried this hour"
    town.now += timedelta(hours=1)
    assert asked(town) == [town.record().id]
    with town.services.uow() as uow:
        uow.session.execute(text("DELETE FROM rises"))
    town.now += timedelta(hours=1)
    ticks(town)
    assert len(texts(town, COORDINATOR, "RISE")) == 1


def test_a_community_that_was_tried_counts_against_those_that_are_asked_for_at_once(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rise_texts, "AT_ONCE", 0)
    town.now += timedelta(days=7)
    assert asked(town) == []
    monkeypatch.setattr(rise_texts, "AT_ONCE", 1)
    assert asked(town) == [town.record().id]


def test_an_interest_that_is_said_while_a_worker_looks_counts(town: Town) -> None:
    (incident_id,) = keep(town, Weekly("bondeni", 1, [1]))
    town.now += timedelta(days=7)
    record = town.record()
    with town.services.reading() as session:
        found = rise_texts.find(session, record, town.now)
    interest(town, COORDINATOR, incident_id)
    # The worker finds the community changed, and leaves it for the next look.
    assert town.record().interests != record.interests
    jobs.tell_of_rises(record.id)
    assert [one.number for one in told(town)] == [21]
    town.works()
    town.now += timedelta(hours=1)
    ticks(town)
    assert "Break-in 20 in 4 weeks" in texts(town, COORDINATOR, "RISE")[0]
    assert "Break-in 21 in 4 weeks" in texts(town, LANDLORDS, "RISE")[0]
    with town.services.uow() as uow:
        assert not rise_texts.tell(uow, town.record(), found), "somebody else has looked"


def test_a_look_that_another_worker_was_quicker_with_writes_nothing(town: Town) -> None:
    town.now += timedelta(days=7)
    with town.services.reading() as session:
        found = rise_texts.find(session, town.record(), town.now)
    with town.services.uow() as uow:
        uow.session.execute(update(RiseWeek).values(week=NEXT))
    with town.services.uow() as uow:
        assert not rise_texts.tell(uow, town.record(), found)
        assert uow.session.get_one(CommunityRow, town.record().id)
    assert told(town) == []
