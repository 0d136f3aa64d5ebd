"""No hot path reads a whole table: the plan of each statement of each act, in a database of thousands of reports."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta

import pytest
from sqlalchemy import select, text

from gateway.communities.file import load_example
from gateway.core.unit_of_work import UnitOfWork
from gateway.http.health import readiness
from gateway.http.metrics import exposition
from gateway.incidents import disclosure, looks
from gateway.messaging import outbox, throttling
from gateway.messaging.outbox import OutgoingText
from gateway.storage.models import Attempt, BackupSend, Row
from menus.domain.backup import BackupState
from menus.domain.categories import Category
from menus.domain.messages import Lane, MessageKind
from tests import many_rows
from tests.bench import seed
from tests.conftest import fresh_postgres
from tests.people import BREAK_IN, CODE, COORDINATOR, LEADER, OTHER, OVERSIGHT, RESIDENTS
from tests.plans import Step, planned, scans
from tests.town import Town, reference_in

BROADCASTS = 10_000
"""Texts of a broadcast that wait."""
REPORTS = 300_000
"""Reports in the database: what a county files in ten days of crisis, or a neighbourhood in many years."""


@pytest.fixture(scope="module", params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def town(request: pytest.FixtureRequest, redis_url: str) -> Iterator[Town]:
    """Give a community after a year of use, in a database that the tests of this file share."""
    if request.param == "sqlite":
        file = request.getfixturevalue("tmp_path_factory").mktemp("plans") / "doria.db"
        shutil.copy(request.getfixturevalue("sqlite_template"), file)
        url = f"sqlite:///{file}"
    else:
        server, (template, _) = (request.getfixturevalue(f"postgres_{name}") for name in ("url", "template"))
        url = fresh_postgres(server, "doria_plans", template)
    made = Town(url, redis_url, load_example("mlango-kubwa"), keeps_database=False, doria_heartbeat_to="+254700000199")
    # The copies have no events of their own community's board to be told from.
    made.keeps_timeline = False
    seed.tell_stories(made)
    reference = made.reports(OTHER, Category.THEFT, zone="bondeni")
    made.texts(COORDINATOR, f"ASK {reference} umewaona?")
    made.confirms(COORDINATOR, f"CLOSE {reference} found")
    made.passes(minutes=60)
    with made.services.uow() as uow:
        # A row as the backup provider leaves it, without one.
        uow.session.add(BackupSend(message_id=1, state=BackupState.NOT_NEEDED, due_at=uow.now))
    many_rows.copy_rows(made.services, REPORTS)
    yield made
    made.close()


def test_no_act_reads_a_whole_table(town: Town) -> None:
    references: list[str] = []

    def quiet_tick() -> None:
        # Everything that runs now and then is due, too, with erasing.
        town.now += timedelta(hours=2)
        town.ticks()

    def reveal(reference: str) -> None:
        with town.services.uow() as uow:
            disclosure.reveal(uow, reference, disclosure.Look("Asha", "to ring"))

    def operators_list() -> None:
        with town.services.reading() as session:
            assert looks.newest(session)

    with town.services.reading() as session:
        newest = session.scalars(select(Attempt.provider_id).order_by(Attempt.id.desc()).limit(1)).one()
    caller, other, third = RESIDENTS[5:8]
    acts: dict[str, Callable[[], object]] = {
        "dial": lambda: town.dials(caller, CODE),
        "keep a draft": lambda: town.presses("3", "7", "karibu na mti", session="draft", phone=third),
        "drop": lambda: town.drops("draft", phone=third),
        "file": lambda: references.append(reference_in(town.dials(caller, CODE, *BREAK_IN))),
        "further report": lambda: town.reports(other, Category.BREAK_IN),
        "text of a resident": lambda: town.texts(third, "kuna wezi sokoni"),
        "answer": lambda: town.answers(LEADER, "going", references[0]),
        "there": lambda: town.answers(LEADER, "there", references[0]),
        "receipt": lambda: town.receives(str(newest), "Failed"),
        "list": lambda: town.texts(COORDINATOR, "LIST"),
        "read": lambda: town.texts(COORDINATOR, references[0]),
        "reveal": lambda: reveal(references[0]),
        "looks of oversight": lambda: town.texts(OVERSIGHT, "LOOKS"),
        "looks at one report": lambda: town.texts(OVERSIGHT, f"LOOKS {references[0]}"),
        "looks of operators": operators_list,
        "close": lambda: town.texts(COORDINATOR, f"CLOSE {references[0]} settled"),
        "read what is over": lambda: town.texts(COORDINATOR, references[0]),
        "tick": quiet_tick,
        "metrics": lambda: exposition(town.services),
        "readiness": lambda: readiness(town.services),
    }
    found: dict[str, list[str]] = {}
    for name, act in acts.items():
        with planned(town.services) as steps:
            act()
        assert steps, name
        found |= {name: scans(steps)} if scans(steps) else {}
    assert found == {}, "\n".join(f"{name}: {steps}" for name, steps in found.items())


def test_a_whole_table_that_is_read_is_found(town: Town) -> None:
    with planned(town.services) as steps, town.services.reading() as session:
        session.execute(text("SELECT count(*) FROM reports WHERE zone = 'x'"))
    assert scans(steps)


def test_an_index_that_is_missed_is_found(town: Town) -> None:
    (index,) = [one for one in Row.metadata.tables["reports"].indexes if one.name == "uq_reports_reference"]
    with town.services.database.changing_schema() as connection:
        index.drop(connection)
    try:
        with planned(town.services) as steps:
            town.reports(RESIDENTS[9], Category.THEFT)
    finally:
        with town.services.database.changing_schema() as connection:
            index.create(connection)
    assert scans(steps)


@contextmanager
def broadcasting(town: Town) -> Iterator[UnitOfWork]:
    """Give a transaction in which the texts of a broadcast wait."""
    phones = tuple(f"+25471{number:07}" for number in range(BROADCASTS))
    with town.services.uow() as uow:
        broadcast = OutgoingText(MessageKind.BROADCAST, Lane.BULK, "Mkutano kesho.", phones)
        outbox.queue(uow, town.services.directory.by_id(1), broadcast)
        uow.session.execute(text("ANALYZE"))
        yield uow
        uow.session.rollback()
        uow.wakeups.clear()


def read_in(steps: list[Step]) -> list[str]:
    """Return the steps that read messages."""
    return [step.text for step in steps if " messages" in step.text]


def test_thousands_of_bulk_texts_that_wait_are_not_read_to_find_a_red_one(town: Town) -> None:
    with broadcasting(town) as uow, planned(town.services) as steps:
        throttling.is_red_due(uow.session, uow.now)
    read = read_in(steps)
    assert read
    assert all("ix_messages_red_due_at" in step for step in read), read


def test_thousands_of_bulk_texts_that_wait_are_not_read_by_each_tick(town: Town) -> None:
    """Red texts and answers are found by indexes of their own, and of the others only the oldest are read."""
    with broadcasting(town) as uow:
        uow.now += timedelta(seconds=10)
        with planned(town.services) as steps:
            found = outbox.overdue(uow, timedelta(seconds=2))
        assert {due.lane for due in found} == {Lane.BULK}
    read = read_in(steps)
    indexes = ("ix_messages_red_due_at", "ix_messages_answers_due_at", "ix_messages_state_due_at")
    assert [index for index in indexes if any(index in step for step in read)] == list(indexes), read
    assert sum(indexes[-1] in step for step in read) == 1, "the texts that wait are walked over once, as far as a limit"
    assert scans(steps) == []
