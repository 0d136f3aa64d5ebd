"""Stories of a disk that fills: coordinators are told in time, and callers are told when nothing can be kept."""

import sqlite3
from collections.abc import Iterator

import pytest
from sqlalchemy import event
from sqlalchemy.exc import OperationalError

from gateway.cli import doctor
from gateway.communities.file import load_example
from gateway.core.writes import Writes
from gateway.http.hops import AWAY
from gateway.upkeep import space
from menus.domain.categories import Category
from menus.domain.space import Space
from menus.text.names import Text
from tests.people import CODE, COORDINATOR, KILLING, RESIDENT
from tests.town import TOKEN, Town

MB, GB = 10**6, 10**9


@pytest.fixture
def town(database_url: str, redis_url: str) -> Iterator[Town]:
    """Give one community."""
    made = Town(database_url, redis_url, load_example("mlango-kubwa"))
    yield made
    made.close()


def looks(town: Town, free: int, total: int = 100 * GB) -> None:
    """Let the clock look at a disk, and the workers work."""
    with town.services.uow() as uow:
        space.check(uow, town.services.directory, Space(free, total))
    town.works()


def test_a_disk_that_fills_is_told_once_at_a_twentieth_and_once_at_half_a_gigabyte(town: Town) -> None:
    looks(town, 6 * GB)
    assert town.inbox(COORDINATOR) == []
    for free in (4 * GB + 900 * MB, 4 * GB, 900 * MB):
        looks(town, free)
    assert town.inbox(COORDINATOR) == [town.said(Text.DISK_LOW, to=COORDINATOR, left="4 GB")]
    for free in (480 * MB, 300 * MB, 20 * MB):
        looks(town, free)
    assert town.inbox(COORDINATOR)[1:] == [town.said(Text.DISK_LOW, to=COORDINATOR, left="480 MB")]


def test_a_small_disk_under_both_limits_is_told_once(town: Town) -> None:
    looks(town, 10 * MB, 8 * GB)
    assert len(town.inbox(COORDINATOR)) == 1


def test_a_disk_on_the_limit_is_not_told_again_and_again_and_a_second_time_after_room_was_made(town: Town) -> None:
    for free in (499 * MB, 510 * MB, 490 * MB, 550 * MB, 480 * MB):
        looks(town, free, 8 * GB)
    assert len(town.inbox(COORDINATOR)) == 1
    looks(town, 4 * GB, 8 * GB)
    looks(town, 450 * MB, 8 * GB)
    assert len(town.inbox(COORDINATOR)) == 2


def found(town: Town) -> doctor.Finding:
    return next(one for one in doctor.examine(town.services) if one.name == "disk")


def test_the_doctor_tries_a_write_and_names_the_free_space(town: Town) -> None:
    assert found(town).is_ok
    assert found(town).say.startswith("takes a write")
    if town.services.database.on_sqlite:
        assert "free of" in found(town).say
    town.services.override(writes=Writes(_refuse, None))
    assert not found(town).is_ok
    assert "database takes no write (database or disk is full)" in found(town).say


def _refuse() -> None:
    raise OperationalError("", {}, sqlite3.OperationalError("database or disk is full"))  # noqa: EM101 - as the library raises it


def test_while_nothing_can_be_kept_callers_read_999_at_once_and_later_go_on_by_themselves(town: Town) -> None:
    engine = town.services.database.engine

    def refuse(_connection: object, _cursor: object, statement: str, *_more: object) -> None:
        if not statement.startswith(("SELECT", "BEGIN")):
            _refuse()

    assert town.hop(RESIDENT, CODE, "", "before").startswith("CON ")
    event.listen(engine, "before_cursor_execute", refuse)
    try:
        # The first caller shows it; the others learn it at the beginning, not after four keys.
        assert town.hop(RESIDENT, CODE, "1*2*1", "before") == AWAY
        for number in range(3):
            assert town.hop(RESIDENT, CODE, "", f"full-{number}") == AWAY
        sms = {"from": RESIDENT, "to": "22384", "text": "wamemuua", "id": "again"}
        assert town.web.post(f"/at/{TOKEN}/sms", data=sms).status_code == 503
    finally:
        event.remove(engine, "before_cursor_execute", refuse)
    assert town.hop(RESIDENT, CODE, "", "after").startswith("CON ")
    assert town.dials(RESIDENT, CODE, *KILLING).startswith("END ")
    assert town.web.post(f"/at/{TOKEN}/sms", data=sms).status_code == 200
    assert [one["category"] for one in town.board()].count(Category.GUN_KILLING) >= 1


def test_a_text_that_comes_while_nothing_can_be_kept_makes_the_next_caller_learn_it(town: Town) -> None:
    town.services.writes.database.note_failed()
    assert town.hop(RESIDENT, CODE, "", "works").startswith("CON "), "a write works again"
    town.services.override(writes=Writes(_refuse, None))
    town.services.writes.database.note_failed()
    assert town.hop(RESIDENT, CODE, "", "fails") == AWAY
