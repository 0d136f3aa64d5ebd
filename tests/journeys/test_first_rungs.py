"""Stories of the first alerts of a dialled report: a worker sends them a moment later, or else the clock."""

import threading
from collections.abc import Callable
from datetime import timedelta
from itertools import product

import pytest
from rq import Queue
from sqlalchemy import event, func, select, update

from gateway.communities.file import load_example
from gateway.core.unit_of_work import FAILED_WAITS
from gateway.core.wakeups import FIRE, queue_name
from gateway.storage.models import EscalationRow, Event, Incident, Message
from menus.domain.first_told import FirstTold
from menus.domain.messages import Lane
from menus.domain.timeline import EventKind
from menus.text.names import Text
from tests.people import (
    ABOUT_LEADERS,
    BONDENI,
    BREAK_IN,
    CODE,
    COORDINATOR,
    DEPUTY,
    KILLING,
    LEADER,
    OTHER,
    POLICE,
    RESIDENT,
    RESIDENTS,
    THEFT,
)
from tests.statements import counted, with_the_real_clock
from tests.town import Town, reference_in
from workers import clock_actions, jobs, schedule

PRIVATE, COMPLAINT = ("7", "1", "2", "1", "2"), ("9", "1", "1", "2", "1")
ELSEWHERE = ("4", "3", "4", "1")
"""Keys after dialling: a theft far from the others."""
MOST = 8
"""The most statements of the hop that files, the look at the clock among them."""


def sends(town: Town, *keys: str, phone: str = RESIDENT, session: str = "one") -> str:
    """Dial and press keys, and let no worker do anything; return the last page."""
    page = town.hop(phone, CODE, "", session)
    for number in range(len(keys)):
        page = town.hop(phone, CODE, "*".join(keys[: number + 1]), session)
    return page


def in_the_transaction(seen: list[str]) -> list[str]:
    """Return the statements without a further look at the clock: a process takes one every two seconds anyway."""
    looks = [statement for statement in seen if "FROM machine_clocks" in statement]
    return [*looks[:1], *(statement for statement in seen if statement not in looks)]


def number_of(town: Town, table: type[EscalationRow | Message]) -> int:
    with town.services.reading() as session:
        return session.scalar(select(func.count()).select_from(table)) or 0


def told(town: Town) -> list[FirstTold | None]:
    with town.services.reading() as session:
        return list(session.scalars(select(Incident.told).order_by(Incident.id)))


def rungs_fired(town: Town) -> int:
    with town.services.reading() as session:
        fired = select(func.count()).select_from(Event).where(Event.kind == EventKind.RUNG_FIRED)
        return session.scalar(fired) or 0


def test_the_page_comes_before_the_alerts_and_a_worker_sends_them(town: Town) -> None:
    page = sends(town, *KILLING)
    assert town.is_a(page, Text.FILED_MAJOR)
    assert number_of(town, Message) == 0
    assert number_of(town, EscalationRow) == 2
    town.works()
    reference = reference_in(page)
    assert town.inbox(LEADER) == [town.alert_to(LEADER, reference)]
    assert town.inbox(POLICE) == [town.alert_to(POLICE, reference)]
    assert rungs_fired(town) == 2


def test_one_hint_is_enough_for_all_alerts_of_a_report(town: Town) -> None:
    sends(town, *KILLING)
    (hint,) = Queue(queue_name(Lane.RED), connection=town.redis).jobs
    assert hint.func_name == FIRE
    hint.perform()
    assert town.inbox(LEADER)
    assert town.inbox(POLICE)


def test_without_a_worker_the_clock_sends_them(town: Town) -> None:
    with town.without_hints():
        sends(town, *KILLING)
        town.passes(seconds=1)
        assert town.inbox(LEADER), "the clock fires at its next tick, and waits for no worker to send"
        assert town.inbox(POLICE)


def test_the_clock_leaves_the_first_alerts_to_a_worker_for_a_moment(town: Town) -> None:
    with town.without_hints():
        sends(town, *KILLING)
        town.ticks()
        assert number_of(town, Message) == 0
        town.now += schedule.LEFT_TO_WORKERS
        town.ticks()
        assert number_of(town, Message) > 0


def test_the_clock_leaves_the_first_alerts_longer_to_workers_that_are_behind(town: Town) -> None:
    red = Queue(queue_name(Lane.RED), connection=town.redis)
    sends(town, *KILLING)
    town.services.wakeup_queue.has_moved(Lane.RED)
    # A worker takes that hint, and then those of other reports come before the next one.
    town.redis.delete(red.key)
    red.enqueue(FIRE, 0)
    town.now += schedule.LEFT_TO_WORKERS
    ticks_alone(town)
    assert rungs_fired(town) == 0
    town.now += schedule.LEFT_TO_BUSY_WORKERS - schedule.LEFT_TO_WORKERS
    town.redis.delete(red.key)
    red.enqueue(FIRE, 1)
    ticks_alone(town)
    assert rungs_fired(town) == 2


def test_the_clock_waits_no_longer_where_workers_have_taken_every_hint(town: Town) -> None:
    red = Queue(queue_name(Lane.RED), connection=town.redis)
    sends(town, *KILLING)
    town.services.wakeup_queue.has_moved(Lane.RED)
    # The hint was lost with the worker that took it, and nothing waits behind it.
    town.redis.delete(red.key)
    town.now += schedule.LEFT_TO_WORKERS
    ticks_alone(town)
    assert rungs_fired(town) == 2


def test_the_clock_waits_no_longer_where_no_worker_takes_a_hint(town: Town) -> None:
    sends(town, *KILLING)
    town.services.wakeup_queue.has_moved(Lane.RED)
    town.now += schedule.LEFT_TO_WORKERS
    ticks_alone(town)
    assert rungs_fired(town) == 2


def ticks_alone(town: Town) -> None:
    """Let the clock tick where no worker runs."""
    services = town.services
    assert schedule.tick(
        services.uow,
        services.directory,
        services.wakeup_queue,
        clock_actions.ClockActions(town.sends, town.handles, town.sends_by_backup),
    )


def test_while_redis_is_away_the_clock_leaves_the_first_alerts_to_nobody(town: Town) -> None:
    town.loses_redis()
    sends(town, *KILLING)
    town.ticks()
    assert rungs_fired(town) == 2


def test_no_worker_waits_while_the_clock_fires_the_rungs_of_many_reports(town: Town) -> None:
    with town.without_hints():
        sends(town, *KILLING)
        sends(town, *ELSEWHERE, phone=OTHER, session="two")
    town.now += schedule.LEFT_TO_WORKERS
    fired, engine = [0], town.services.database.engine

    def note(_connection: object, _cursor: object, statement: str, *_more: object) -> None:
        fired[-1] += statement.startswith("INSERT INTO pages")

    def commit(_connection: object) -> None:
        fired.append(0)

    event.listen(engine, "before_cursor_execute", note)
    event.listen(engine, "commit", commit)
    town.ticks()
    event.remove(engine, "before_cursor_execute", note)
    event.remove(engine, "commit", commit)
    assert rungs_fired(town) == 3
    assert sorted(count for count in fired if count) == [1, 2], "each report has a transaction of its own"


def test_while_redis_is_away_the_clock_sends_them(town: Town) -> None:
    town.loses_redis()
    sends(town, *KILLING)
    town.passes(seconds=5)
    assert town.inbox(LEADER)
    assert town.inbox(POLICE)


def test_a_hint_that_comes_twice_or_late_alerts_nobody_again(town: Town) -> None:
    page = sends(town, *KILLING)
    town.ticks()
    with town.services.reading() as session:
        incident_id = session.scalars(select(Incident.id)).one()
    for _ in range(2):
        jobs.fire_rungs(incident_id)
    jobs.fire_rungs(incident_id + 1)
    assert town.inbox(LEADER) == [town.alert_to(LEADER, reference_in(page))]
    assert rungs_fired(town) == 2


def test_workers_and_the_clock_at_the_same_moment_fire_each_rung_once(town: Town) -> None:
    sends(town, *KILLING)
    town.now += schedule.LEFT_TO_WORKERS
    with town.services.reading() as session:
        incident_id = session.scalars(select(Incident.id)).one()
    at_once = threading.Barrier(4)

    def fires() -> None:
        at_once.wait()
        jobs.fire_rungs(incident_id)

    threads = [threading.Thread(target=fires) for _ in range(3)]
    for thread in threads:
        thread.start()
    at_once.wait()
    town.ticks()
    for thread in threads:
        thread.join()
    assert rungs_fired(town) == 2
    assert len(town.inbox(LEADER)) == len(town.inbox(POLICE)) == 1


def test_a_ladder_that_cannot_be_fired_holds_up_no_other_and_is_tried_again(town: Town) -> None:
    town.keeps_timeline = False
    sends(town, *KILLING)
    with town.services.uow() as uow:
        whole = uow.session.scalars(select(EscalationRow.steps).where(EscalationRow.track == "patrol")).one()
        uow.session.execute(update(EscalationRow).where(EscalationRow.track == "patrol").values(steps={"steps": []}))
    town.works()
    assert town.inbox(POLICE)
    assert town.inbox(LEADER) == []
    with town.services.uow() as uow:
        uow.session.execute(update(EscalationRow).where(EscalationRow.track == "patrol").values(steps=whole))
    town.passes(seconds=FAILED_WAITS.total_seconds() - 1)
    assert town.inbox(LEADER) == []
    town.passes(seconds=2)
    assert town.inbox(LEADER)


def test_somebody_who_comes_on_duty_between_the_page_and_the_alert_is_alerted_once(town: Town) -> None:
    town.texts(LEADER, "OFF")
    page = sends(town, *KILLING)
    assert town.is_a(page, Text.FILED_OTHER)
    town.texts(LEADER, "ON")
    assert len(town.alerts(LEADER)) == 1


def test_a_second_caller_before_the_first_alert_joins_the_incident(town: Town) -> None:
    page = sends(town, *KILLING)
    sends(town, *KILLING, phone=OTHER, session="two")
    town.works()
    assert town.inbox(LEADER) == [town.alert_to(LEADER, reference_in(page))]
    assert town.incident(reference_in(page))["reports"] == 2


def test_an_incident_that_is_closed_before_its_first_alert_alerts_nobody(town: Town) -> None:
    with town.without_hints():
        page = sends(town, *KILLING)
    town.confirms(COORDINATOR, f"FALSE {reference_in(page)} mtihani")
    town.passes(seconds=5)
    assert town.alerts(LEADER) == []


@pytest.mark.parametrize("keys", [KILLING, BREAK_IN, THEFT, ("2", "2", "3", "1"), ("8", "2", "1", "1"), ABOUT_LEADERS])
def test_whom_the_page_names_is_whom_the_worker_alerts(new_town: Callable[..., Town], keys: tuple[str, ...]) -> None:
    file = load_example("mlango-kubwa")
    before, _, after = file.partition("[[shifts]]")
    without_shifts = before + "[[ladders]]" + after.partition("[[ladders]]")[2]
    for text_of_file, hours, absent in product(
        (file, without_shifts), (0, 6, 16), ((), (LEADER,), (LEADER, DEPUTY, BONDENI))
    ):
        town = new_town(text_of_file)
        town.now += timedelta(hours=hours)
        for phone in absent:
            town.texts(phone, "OFF")
        sends(town, *keys, "1")
        named = told(town)
        assert len(named) == 1
        town.works()
        assert told(town) == named, (hours, absent)


def test_a_worker_reads_no_texts_of_a_report_that_nobody_has_texted_about(town: Town) -> None:
    sends(town, *KILLING)
    town.now += timedelta(milliseconds=5)
    with counted(town.services) as seen:
        town.works()
    assert town.inbox(LEADER)
    assert [statement for statement in seen if "AS words" in statement] == []


@pytest.mark.parametrize("keys", [KILLING, BREAK_IN, THEFT, PRIVATE, COMPLAINT])
def test_a_report_takes_eight_statements(town: Town, keys: tuple[str, ...]) -> None:
    with_the_real_clock(town)
    # The first report of a process reads what is kept afterwards.
    sends(town, *ELSEWHERE)
    sends(town, *keys[:-1], phone=OTHER, session="two")
    with counted(town.services) as seen:
        page = town.hop(OTHER, CODE, "*".join(keys), "two")
    assert page.startswith("END ")
    assert len(told(town)) == 2, "it opens an incident of its own"
    assert len(in_the_transaction(seen)) <= MOST, "\n".join(seen)


def test_a_report_that_others_have_sent_too_takes_nine_statements(town: Town) -> None:
    with_the_real_clock(town)
    # Responders read once that others report it, too.
    for number, phone in enumerate(RESIDENTS[:3]):
        sends(town, *KILLING, phone=phone, session=f"before {number}")
    sends(town, *KILLING[:-1], phone=RESIDENTS[3], session="one more")
    with counted(town.services) as seen:
        page = town.hop(RESIDENTS[3], CODE, "*".join(KILLING), "one more")
    assert town.is_a(page, Text.FILED_MAJOR)
    assert len(told(town)) == 1
    assert len(in_the_transaction(seen)) <= MOST + 1, "\n".join(seen)


def test_no_statement_of_a_report_reads_a_whole_table(town: Town) -> None:
    sends(town, *KILLING[:-1])
    asked: list[tuple[str, tuple[object, ...]]] = []

    def note(_connection: object, _cursor: object, statement: str, given: tuple[object, ...], *_more: object) -> None:
        if statement.startswith("SELECT"):
            asked.append((statement, given))

    engine = town.services.database.engine
    if engine.dialect.name != "sqlite":
        pytest.skip("PostgreSQL plans by the number of rows: gateway/storage/test_query_plans.py looks at its plans")
    event.listen(engine, "before_cursor_execute", note)
    town.hop(RESIDENT, CODE, "*".join(KILLING), "one")
    event.remove(engine, "before_cursor_execute", note)
    assert len(asked) == 2
    with engine.connect() as connection:
        plans = [
            row[3]
            for statement, given in asked
            for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", given)
        ]
    scans = [
        plan for plan in plans if plan.startswith("SCAN") and plan not in {"SCAN CONSTANT ROW", "SCAN sqlite_sequence"}
    ]
    assert scans == [], plans
