"""Stories of a Redis that is away, stopped or full: whoever has a role is answered within twelve seconds."""

import os
import signal
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import timedelta
from pathlib import Path

import pytest
from redis import Redis

from gateway.communities.file import load_example
from menus.domain.categories import Category
from menus.text.names import Text
from tests.busy import Stopwatch
from tests.conftest import free_port, started_redis
from tests.fakes import NoWakeups
from tests.people import BONDENI, CODE, COORDINATOR, KILLING, LEADER, OVERSIGHT, POLICE, RESIDENT
from tests.pieces import piece_of
from tests.town import TOKEN, Town, code_in
from workers import clock_actions, jobs, schedule

WITHIN = 12
"""Seconds from the SMS of a person with a role to the answer."""
WRITES = timedelta(minutes=10)
"""The time in which a code counts."""


def posts(town: Town, phone: str, text: str, sms_id: str) -> None:
    form = {"from": phone, "to": "22384", "text": text, "id": sms_id}
    assert town.web.post(f"/at/{TOKEN}/sms", data=form).status_code == 200


def waits(town: Town, seconds: int) -> None:
    """Let the clock tick every second. No worker does anything."""
    services = town.services
    actions = clock_actions.ClockActions(town.sends, town.handles)
    for _ in range(seconds):
        town.now += timedelta(seconds=1)
        assert schedule.tick(services.uow, services.directory, services.wakeup_queue, actions)


def answered(town: Town, phone: str, text: str) -> str:
    """Send an SMS, and return the only text that the phone reads within twelve seconds."""
    before = len(town.inbox(phone))
    posts(town, phone, text, f"{town.now.timestamp()}")
    waits(town, WITHIN)
    (answer,) = town.inbox(phone)[before:]
    return answer


def knows_it_is_away(town: Town) -> None:
    town.loses_redis()


def loses_every_hint(town: Town) -> None:
    town.services.override(wakeup_queue=NoWakeups(town.services.redis, town.services.redis_outage))


@pytest.fixture(params=[knows_it_is_away, loses_every_hint])
def away(request: pytest.FixtureRequest) -> Callable[[Town], None]:
    """Give a way to take Redis away, or the hints that it carries."""
    take: Callable[[Town], None] = request.param
    return take


def test_every_sms_of_a_person_with_a_role_is_answered_within_twelve_seconds(
    town: Town, away: Callable[[Town], None]
) -> None:
    reference = town.reports(RESIDENT, Category.GUN_KILLING)
    away(town)
    assert town.is_a(answered(town, LEADER, f"1 {reference}"), Text.GOING, LEADER)
    assert town.track(reference, "patrol")["answered_by_role"] == "patrol-leader"
    assert town.is_a(answered(town, POLICE, f"1 {reference}"), Text.SEEN, POLICE)
    assert town.is_a(answered(town, BONDENI, "OFF"), Text.OFF, BONDENI)
    assert town.is_a(answered(town, BONDENI, "ON"), Text.ON, BONDENI)
    assert reference in answered(town, COORDINATOR, "LIST")
    assert reference in answered(town, COORDINATOR, reference)
    code = code_in(answered(town, COORDINATOR, f"CLOSE {reference} imekwisha"))
    assert town.is_a(answered(town, COORDINATOR, f"YES {code}"), Text.CLOSED, COORDINATOR)
    assert town.incident(reference)["status"] == "closed"


def test_an_alarm_by_sms_reaches_the_others_within_twelve_seconds(town: Town, away: Callable[[Town], None]) -> None:
    reference = town.reports(RESIDENT, Category.GUN_KILLING)
    town.answers(BONDENI, "going", reference)
    away(town)
    before = len(town.alerts(LEADER))
    posts(town, BONDENI, f"5 {reference}", "alarm")
    waits(town, WITHIN)
    assert len(town.alerts(LEADER)) > before


def test_a_resident_who_writes_is_answered_too(town: Town, away: Callable[[Town], None]) -> None:
    away(town)
    assert town.is_a(answered(town, RESIDENT, "HELP"), Text.HELP_RESIDENT)


def test_an_answer_whose_hint_is_lost_leaves_in_time_though_a_worker_took_the_sms_late(town: Town) -> None:
    posts(town, LEADER, "ON", "taken")
    loses_every_hint(town)
    waits(town, 4)
    jobs.handle_sms(1)
    assert town.inbox(LEADER) == []
    waits(town, WITHIN - 4)
    assert town.inbox(LEADER) == [town.said(Text.ON, to=LEADER)]


def test_a_complaint_which_is_not_red_reaches_oversight_while_redis_is_away(town: Town) -> None:
    town.loses_redis()
    town.dials(RESIDENT, CODE, "9", "1", "Alichukua pesa", "1")
    waits(town, WITHIN)
    assert len(town.alerts(OVERSIGHT)) == 1


def test_a_code_counts_by_when_its_yes_came(town: Town) -> None:
    reference = town.reports(RESIDENT, Category.GUN_KILLING)
    code = code_in(town.texts(COORDINATOR, f"CLOSE {reference} imekwisha"))
    town.now += WRITES - timedelta(seconds=1)
    posts(town, COORDINATOR, f"YES {code}", "in time")
    town.now += timedelta(hours=1)
    town.works()
    assert town.is_a(town.last(COORDINATOR), Text.CLOSED, COORDINATOR)
    assert town.incident(reference)["status"] == "closed"


def test_a_yes_that_came_too_late_does_not_count(town: Town) -> None:
    reference = town.reports(RESIDENT, Category.GUN_KILLING)
    code = code_in(town.texts(COORDINATOR, f"CLOSE {reference} imekwisha"))
    town.now += WRITES + timedelta(seconds=1)
    assert town.is_a(town.texts(COORDINATOR, f"YES {code}"), Text.EXPIRED, COORDINATOR)
    assert town.incident(reference)["status"] != "closed"


@contextmanager
def stopped(redis: Redis) -> Iterator[None]:
    """Stop the process of a Redis: it takes connections, and never answers."""
    pid = int(redis.info("server")["process_id"])
    os.kill(pid, signal.SIGSTOP)
    try:
        yield
    finally:
        os.kill(pid, signal.SIGCONT)


@contextmanager
def full(redis: Redis) -> Iterator[None]:
    """Let a Redis answer, and refuse every write."""
    redis.config_set("maxmemory-policy", "noeviction")
    redis.config_set("maxmemory", "1")
    try:
        yield
    finally:
        redis.config_set("maxmemory", "0")


@pytest.fixture
def own_redis(tmp_path: Path) -> Iterator[str]:
    """Give a Redis that this story may stop."""
    with started_redis(tmp_path, free_port()) as url:
        yield url


@pytest.mark.parametrize("fault", [stopped, full])
def test_a_redis_that_is_stopped_or_full_slows_no_page_and_no_answer(
    sqlite_url: str, own_redis: str, fault: Callable[[Redis], AbstractContextManager[None]]
) -> None:
    town = Town(sqlite_url, own_redis, load_example("mlango-kubwa"))
    # These are the clients that Doria itself makes, with their limits of time.
    town.services.remake("redis", "memory", "ussd", "wakeup_queue")
    assert town.hop(RESIDENT, CODE, "", "before").startswith("CON ")
    with Redis.from_url(own_redis) as redis, fault(redis):
        for number in range(1, len(KILLING) + 1):
            watch = Stopwatch()
            page = town.hop(RESIDENT, CODE, "*".join(KILLING[:number]), "during")
            assert watch.seconds < 0.5
        assert piece_of(Text.FILED_MAJOR) in page
        watch = Stopwatch()
        posts(town, LEADER, "ON", "during")
        assert watch.seconds < 0.5
        waits(town, WITHIN)
        assert town.got(LEADER, Text.ON)
        assert town.alerts(LEADER)
    town.close()
