"""Stories of many writers and of sudden ends: every committed row gets one place, whatever happens meanwhile."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Sequence
from datetime import timedelta
from functools import partial

import pytest
from sqlalchemy import func, select, text

from gateway.core import acts
from gateway.core.unit_of_work import UnitOfWork
from gateway.record import placing
from gateway.record.placer import Placer
from gateway.storage.models import Act, RecordEntry
from menus.domain.acts import ActKind
from tests.databases import SECRET
from tests.record import assert_whole
from tests.town import START, Town

_PATIENCE = 120.0
"""Seconds after which something hangs, however busy the machine is. A guess."""
_PLACING = """
import os, sys
from gateway.core.unit_of_work import UnitOfWork
from gateway.record import placing
from gateway.services import Services
from gateway.settings import Settings

services = Services(Settings.model_validate({
    "database_url": sys.argv[1], "redis_url": "redis://127.0.0.1:1/0",
    "secret_key": sys.argv[2], "webhook_token": "t" * 40,
}))
while True:
    with services.uow() as uow:
        placing.place_some(uow, int(sys.argv[3]), most=3)
"""


def community(town: Town) -> int:
    return town.services.directory.communities()[0].id


def many_acts(town: Town, number: int) -> None:
    with town.services.uow() as uow:
        row = {"community_id": community(town), "at": START, "kind": ActKind.RESUMED, "person_id": None}
        uow.insert(Act, [{**row, "is_hidden": False, "facts": {"number": one}} for one in range(number)])


def placed(town: Town) -> int:
    with town.services.reading() as session:
        return session.scalar(select(func.count()).select_from(RecordEntry)) or 0


def ends(town: Town) -> int:
    """Place what is left; return the size of the tree after everything was checked."""
    town.places()
    with town.services.reading() as session:
        return assert_whole(session, town.services.keyring, community(town))


def test_a_placer_that_is_killed_loses_nothing_and_places_nothing_twice(town: Town) -> None:
    many_acts(town, 400)
    url = town.services.database.url.render_as_string(hide_password=False)
    arguments = [sys.executable, "-c", _PLACING, url, SECRET, str(community(town))]
    for wanted in (30, 120):
        child = subprocess.Popen(arguments)  # noqa: S603 - our own script
        try:
            until = time.monotonic() + _PATIENCE
            while placed(town) < wanted and time.monotonic() < until:
                assert child.poll() is None
        finally:
            os.kill(child.pid, signal.SIGKILL)
            child.wait(_PATIENCE)
        assert wanted <= placed(town) < 401, "it was killed in the midst"
    assert ends(town) == 401


class GaveUpError(Exception):
    """A transaction is given up in its midst."""


def writes(town: Town, number: int) -> None:
    """Commit two acts some milliseconds apart, twelve times, and give up as many transactions."""
    here = community(town)

    def act(uow: UnitOfWork) -> None:
        acts.note(uow, here, ActKind.RESUMED, number=number)
        # The next ids are taken by others before this transaction ends.
        time.sleep(0.002 * number)
        acts.note(uow, here, ActKind.PAUSED, words="the patrol is in danger")

    def give_up(uow: UnitOfWork) -> None:
        act(uow)
        raise GaveUpError

    for _ in range(12):
        town.services.do(act)
        with pytest.raises(GaveUpError):
            town.services.do(give_up)


def goes_on(jobs: Sequence[Callable[[], object]], *, beside: Callable[[], object]) -> list[Exception]:
    """Do jobs at once, and another one again and again in three threads until they are done; return what failed."""
    failed: list[Exception] = []
    is_over = threading.Event()

    def run(job: Callable[[], object], *, again: bool) -> None:
        try:
            job()
            while again and not is_over.is_set():
                job()
        except Exception as error:  # noqa: BLE001 - a thread's fault is the story's
            failed.append(error)

    others = [threading.Thread(target=partial(run, beside, again=True)) for _ in range(3)]
    threads = [threading.Thread(target=partial(run, job, again=False)) for job in jobs]
    for thread in (*others, *threads):
        thread.start()
    for thread in threads:
        thread.join(_PATIENCE)
    is_over.set()
    for thread in others:
        thread.join(_PATIENCE)
    return failed


def test_rows_that_are_committed_out_of_order_and_many_placers_at_once(town: Town) -> None:
    here = community(town)

    def place() -> None:
        Placer(town.services.uow, town.services.reading, town.services.clock).run(0.1)
        town.services.do(lambda uow: placing.place_all(uow, here))

    assert goes_on([partial(writes, town, number) for number in range(3)], beside=place) == []
    assert ends(town) == 3 * 24 + 1


def test_an_old_row_that_is_committed_late_gets_its_place_behind_the_newer_ones(town: Town) -> None:
    if town.services.database.on_sqlite:
        pytest.skip("a writer of SQLite is alone")
    here = community(town)
    with town.services.uow() as slow:
        acts.note(slow, here, ActKind.RESUMED)
        town.now += timedelta(seconds=3)
        with town.services.uow() as fast:
            acts.note(fast, here, ActKind.PAUSED)
        town.places()
        assert placed(town) == 2
    assert ends(town) == 3
    with town.services.reading() as session:
        kinds = session.scalars(
            select(Act.kind).join(RecordEntry, RecordEntry.row_id == Act.id).order_by(RecordEntry.seq.desc())
        )
        assert next(iter(kinds)) is ActKind.RESUMED


def test_ids_that_nobody_used_leave_no_hole(town: Town) -> None:
    if not town.services.database.on_sqlite:
        with town.services.uow() as uow:
            uow.session.execute(
                text("SELECT nextval(pg_get_serial_sequence('acts', 'id')) FROM generate_series(1, 50)")
            )
    many_acts(town, 3)
    assert ends(town) == 4
