"""A page within a second: while the database hangs, and while it is away."""

import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

import pytest
from sqlalchemy import QueuePool

from gateway.communities.directory import Directory
from gateway.communities.file import load_example
from menus.text.names import Text
from tests.busy import Stopwatch
from tests.people import CODE, RESIDENT
from tests.pieces import piece_of
from tests.town import TOKEN, Town

TIMEOUT = 60.0


@pytest.fixture
def town(database_url: str, redis_url: str) -> Iterator[Town]:
    """Give a community whose web server has short timeouts."""
    # Its calls may go on behind its end, and it is about the limits of time that a kept database does not have.
    made = Town(database_url, redis_url, load_example("mlango-kubwa"), keeps_database=False)
    made.services.is_web = True
    # Make the first connection here: its time is no part of these stories.
    assert made.board() == []
    made.services.override(directory=Directory(made.services.database, timeout=0.4))
    yield made
    pool = made.services.database.engine.pool
    assert isinstance(pool, QueuePool)
    deadline = time.monotonic() + TIMEOUT
    while pool.checkedout():
        # A call that was begun finishes, although nobody waits for it any more.
        assert time.monotonic() < deadline
        time.sleep(0.02)
    made.close()


def hang(town: Town, until: threading.Event, begun: threading.Event) -> None:
    """Hold the lock that every writer needs, as a stopped process would."""
    with town.services.database.write() as session:
        connection = session.connection()
        if not town.services.database.on_sqlite:
            connection.exec_driver_sql("LOCK TABLE drafts, reports, incidents, communities IN ACCESS EXCLUSIVE MODE")
        begun.set()
        until.wait(TIMEOUT)


@contextmanager
def hanging(town: Town) -> Iterator[None]:
    """Let the database hang."""
    until, begun = threading.Event(), threading.Event()
    holder = threading.Thread(target=hang, args=(town, until, begun))
    holder.start()
    assert begun.wait(TIMEOUT)
    try:
        yield
    finally:
        until.set()
        holder.join()


def test_a_hop_is_answered_within_a_second_also_where_the_database_hangs(town: Town) -> None:
    for text in ("", "1", "1*2", "1*2*1"):
        town.hop(RESIDENT, CODE, text, "hangs")
    with hanging(town):
        watch = Stopwatch()
        page = town.hop(RESIDENT, CODE, "1*2*1*1", "hangs")
        assert watch.seconds < 1
        assert page.startswith("END ")
        assert "999" in page
    deadline = time.monotonic() + TIMEOUT
    while not town.board():
        assert time.monotonic() < deadline, "what was begun is finished"
        time.sleep(0.05)
    town.works()
    assert piece_of(Text.FILED_MAJOR) in town.hop(RESIDENT, CODE, "1*2*1*1", "hangs")
    assert len(town.board()) == 1


def test_a_person_who_dials_while_the_database_is_away_is_told_at_once(town: Town) -> None:
    deadline = time.monotonic() + TIMEOUT
    while not town.hop(RESIDENT, CODE, "", f"first-{time.monotonic_ns()}").startswith("CON "):
        # On a busy machine the first look at the communities may take longer than a hop waits.
        assert time.monotonic() < deadline
    engine = town.services.database.engine
    broken = Directory(town.services.database, max_age=0.0, timeout=0.4)
    town.services.override(directory=broken)
    with engine.begin() as connection:
        connection.exec_driver_sql("ALTER TABLE communities RENAME TO elsewhere")
    page = town.hop(RESIDENT, CODE, "", "second")
    with engine.begin() as connection:
        connection.exec_driver_sql("ALTER TABLE elsewhere RENAME TO communities")
    assert page.startswith("END ")
    assert "999" in page
    form = {"from": RESIDENT, "to": "22384", "text": "habari", "id": "x"}
    assert town.web.post(f"/at/{TOKEN}/sms", data=form).status_code == 200


def test_what_the_network_brings_is_refused_in_seconds_while_the_database_hangs(town: Town) -> None:
    with hanging(town):
        watch = Stopwatch()
        form = {"from": RESIDENT, "to": "22384", "text": "habari", "id": "waits"}
        with ThreadPoolExecutor(3) as pool:
            statuses = list(pool.map(lambda _: town.web.post(f"/at/{TOKEN}/sms", data=form).status_code, range(3)))
        assert watch.seconds < 5
        assert set(statuses) == {503}
