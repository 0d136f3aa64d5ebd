"""A real clock process: a step of the database's clock that cannot be followed holds up no tick."""

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

from gateway.communities.file import load_example
from gateway.core import liveness
from gateway.core.timekeeper import this_machine
from gateway.storage.models import MachineClock
from tests.town import TOKEN, Town
from tests.up import wait_for


@pytest.fixture
def town(tmp_path: Path, sqlite_template: Path, redis_url: str) -> Iterator[Town]:
    shutil.copy(sqlite_template, tmp_path / "doria.db")
    made = Town(f"sqlite:///{tmp_path / 'doria.db'}", redis_url, load_example("mlango-kubwa"))
    made.now = made.now.now(made.now.tzinfo)
    yield made
    made.close()


@pytest.mark.skipif(this_machine() is None, reason="only Linux names the start of a machine")
def test_a_step_that_cannot_be_followed_holds_up_no_tick(town: Town, redis_url: str) -> None:
    # An hour ago, by its own clock, the machine kept its time. Since then its clock has stepped back.
    known = time.time() - time.clock_gettime(time.CLOCK_BOOTTIME) + 3600
    with town.services.uow() as uow:
        kept = {"ahead": round(known * 1_000_000), "stepped": 0, "since": 0, "seen": 0}
        uow.session.add(MachineClock(machine=this_machine(), **kept))
        uow.session.execute(
            text("CREATE TRIGGER fails BEFORE INSERT ON clock BEGIN SELECT raise(ABORT, 'no step today'); END")
        )
    environment = {
        **os.environ,
        "DATABASE_URL": str(town.services.database.url),
        "REDIS_URL": redis_url,
        "SECRET_KEY": "s" * 40,
        "WEBHOOK_TOKEN": TOKEN,
        "AT_USERNAME": "example",
        "AT_API_KEY": "example",
        "AT_BASE_URL": "http://127.0.0.1:1",
    }
    process = subprocess.Popen([sys.executable, "-m", "workers", "clock"], env=environment)
    try:
        wait_for(lambda: _beat(town) is not None)
        first = _beat(town)
        wait_for(lambda: _beat(town) != first)
        # The ticks go on in the old time.
        assert first is not None
        assert first < -timedelta(minutes=59)
        with town.services.uow() as uow:
            uow.session.execute(text("DROP TRIGGER fails"))
        wait_for(lambda: _beat(town, least=-timedelta(minutes=1)) is not None)
    finally:
        process.kill()
        process.wait()


def _beat(town: Town, least: timedelta = timedelta.min) -> timedelta | None:
    """Return the age of the clock's newest heartbeat, if there is one and it is not younger than `least`."""
    with town.services.reading() as session:
        age = liveness.ages(session, town.now).get("clock")
    return age if age is not None and age >= least else None
