"""Notices once: people are notified when something begins, not while it goes on."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from gateway.core import notices_once
from gateway.core.notices_once import Course, Notice
from gateway.core.unit_of_work import UnitOfWork
from gateway.storage.database import Database
from gateway.storage.models import Mark
from gateway.storage.sealing import Keyring

NOW = datetime(2026, 11, 23, 18, 0, tzinfo=UTC)
LATER = NOW + timedelta(hours=1)


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    """Give a database without rows."""
    made = Database(database_url, Keyring(("k" * 40,)))
    yield made
    made.close()


def course(database: Database, now: datetime, notice: Notice, key: str | int = "", *, condition: bool) -> Course:
    with database.write() as session:
        uow = UnitOfWork(session, now, database.keyring)
        return notices_once.while_true(uow, notice, key, condition=condition)


def marks(database: Database) -> dict[str, datetime]:
    with database.read() as session:
        return {mark.name: mark.at for mark in session.scalars(select(Mark))}


def test_people_are_notified_when_a_condition_begins_and_again_after_it_has_ended(database: Database) -> None:
    courses = [
        course(database, NOW, Notice.UNCOVERED_HOURS, 7, condition=condition)
        for condition in (False, True, True, False, False, True)
    ]
    assert courses == [
        Course.ABSENT,
        Course.BEGINS,
        Course.GOES_ON,
        Course.ENDS,
        Course.ABSENT,
        Course.BEGINS,
    ]


@pytest.mark.parametrize(
    ("notice", "key", "name", "at"),
    [
        (Notice.UNCOVERED_HOURS, 7, "hole-7", NOW),
        (Notice.ROSTER_GAP, "7-0-202611231800", "gap-7-0-202611231800", NOW),
        (Notice.UNREAD_TEXTS, 7, "unread-7", NOW),
        (Notice.PROBE_SILENT, "", "heart-silent", NOW),
        # A low balance counts as long as it was seen lately.
        (Notice.BALANCE_LOW, "", "balance-low", LATER),
        (Notice.BALANCE_NOT_COMPARED, "", "balance-not-compared", LATER),
    ],
)
def test_marks_keep_their_names_and_the_time_that_their_readers_need(
    database: Database, notice: Notice, key: str | int, name: str, at: datetime
) -> None:
    for now in (NOW, LATER):
        course(database, now, notice, key, condition=True)
    assert marks(database) == {name: at}


def test_a_condition_of_one_community_is_not_that_of_another(database: Database) -> None:
    assert course(database, NOW, Notice.UNCOVERED_HOURS, 1, condition=True) is Course.BEGINS
    assert course(database, NOW, Notice.UNCOVERED_HOURS, 2, condition=True) is Course.BEGINS
    assert course(database, NOW, Notice.UNCOVERED_HOURS, 2, condition=False) is Course.ENDS
    assert course(database, NOW, Notice.UNCOVERED_HOURS, 1, condition=True) is Course.GOES_ON


def test_people_are_notified_of_what_is_newer_alone(database: Database) -> None:
    with database.write() as session:
        uow = UnitOfWork(session, LATER, database.keyring)
        moments = [NOW, NOW, LATER, NOW]
        assert [notices_once.is_newer(uow, Notice.UNREAD_TEXTS, 1, at) for at in moments] == [True, False, True, False]
    assert marks(database) == {"unread-1": LATER}


def test_old_marks_of_one_notice_are_forgotten(database: Database) -> None:
    for now, notice, key in (
        (NOW, Notice.ROSTER_GAP, 1),
        (LATER, Notice.ROSTER_GAP, 2),
        (NOW, Notice.PROBE_SILENT, ""),
    ):
        course(database, now, notice, key, condition=True)
    with database.write() as session:
        uow = UnitOfWork(session, LATER, database.keyring)
        assert not notices_once.is_first(uow, Notice.ROSTER_GAP, 1)
        notices_once.forget(uow, Notice.ROSTER_GAP, timedelta(minutes=30))
    assert set(marks(database)) == {"gap-2", "heart-silent"}
