"""Readiness: `doria up` says seldom what it waits for, and waits as long as it takes."""

import sys
import threading
import time
from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import psycopg
import pytest
from psycopg import sql
from sqlalchemy.exc import OperationalError

from gateway.communities.file import load_example
from gateway.core import liveness
from gateway.processes import readiness
from gateway.processes.readiness import MOST_DEATHS, Patience
from gateway.processes.supervisor import Child, Supervisor
from gateway.storage.database import Database
from gateway.storage.sealing import Keyring
from menus.domain.messages import LANES
from tests.conftest import fresh_postgres
from tests.town import Town

LOG = Path("/var/doria/doria.log")
ENDS = (sys.executable, "-c", "raise SystemExit(3)")
SLEEPS = (sys.executable, "-c", "import time; time.sleep(120)")


@pytest.fixture
def town(database_url: str, redis_url: str) -> Iterator[Town]:
    made = Town(database_url, redis_url, load_example("mlango-kubwa"))
    yield made
    made.close()


@pytest.fixture
def children() -> Iterator[list[Child]]:
    """Give a clock and two workers that run."""
    made = [Child(name, SLEEPS) for name in ("clock", "worker-red-0", "worker-normal-1")]
    supervisor = Supervisor(made)
    for child in made:
        supervisor.start(child)
        child.started_at = time.monotonic() - 60
    yield made
    supervisor.end()


def said_over(capsys: pytest.CaptureFixture[str], reasons: dict[int, list[str]], *, seconds: int) -> dict[int, str]:
    """Return what is said at each second; the reasons change at the seconds given."""
    at = [0.0]
    patience = Patience(LOG, lambda: at[0])
    now, said = reasons[0], {}
    for second in range(seconds):
        at[0] = float(second)
        now = reasons.get(second, now)
        patience.wait_for(now)
        line = capsys.readouterr().err
        if line:
            said[second] = line
    return said


def test_a_quick_start_says_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    assert said_over(capsys, {0: ["clock has not begun"]}, seconds=5) == {}


def test_a_slow_start_says_what_it_waits_for_every_half_minute_and_never_ends(
    capsys: pytest.CaptureFixture[str],
) -> None:
    said = said_over(capsys, {0: ["clock has not begun"]}, seconds=600)
    assert list(said) == list(range(5, 600, 30))
    assert set(said.values()) == {f"still waiting: clock has not begun (log: {LOG})\n"}


def test_other_reasons_are_said_at_once(capsys: pytest.CaptureFixture[str]) -> None:
    reasons = {0: ["the web server does not answer", "clock has not begun"], 12: ["clock has not begun"]}
    said = said_over(capsys, reasons, seconds=40)
    assert list(said) == [5, 12]
    assert "the web server does not answer, clock has not begun" in said[5]
    assert "web" not in said[12]


def test_a_child_that_ends_again_and_again_is_given_up_and_no_other() -> None:
    patience, child = Patience(LOG), Child("web", ENDS, deaths=MOST_DEATHS - 2)
    supervisor = Supervisor([child, Child("clock", SLEEPS)])
    seen: list[int] = []

    def look() -> None:
        seen.append(child.deaths)
        if patience.ended_for_good(supervisor.children) is not None:
            supervisor.stop()

    try:
        supervisor.watch(look)
    finally:
        supervisor.end()
    assert set(seen) == {MOST_DEATHS - 2, MOST_DEATHS - 1, MOST_DEATHS}
    refusal = patience.ended_for_good(supervisor.children) or ""
    assert refusal.startswith("web cannot be started")
    assert "status 3" in refusal
    assert str(LOG) in refusal


def test_it_is_ready_once_each_process_of_this_run_has_begun(town: Town, children: list[Child]) -> None:
    def missing(*, is_web_answering: bool = True) -> list[str]:
        return readiness.missing(town.services, children, is_web_answering=is_web_answering)

    with town.services.uow() as uow:
        for name in ("clock", *(f"worker-{lane}" for lane in LANES)):
            liveness.mark_now(uow, name)
    # The marks are those of a run that was killed: the processes of this one have written none.
    town.now += timedelta(seconds=5)
    for child in children:
        child.started_at = time.monotonic() - 1
    assert missing() == ["clock has not begun", "worker-red-0 has not begun", "worker-normal-1 has not begun"]
    with town.services.uow() as uow:
        liveness.mark_now(uow, "clock")
        for child in children[1:]:
            assert child.process is not None
            liveness.mark_now(uow, liveness.process_mark(child.process.pid, child.name))
    assert missing() == []
    assert missing(is_web_answering=False) == ["the web server does not answer"]
    town.now += timedelta(minutes=5)
    assert missing() == ["clock has not begun", *(f"worker-{lane} has not begun" for lane in LANES)]


@pytest.mark.postgres
def test_a_database_server_that_begins_later_is_waited_for(
    postgres_url: str, postgres_template: tuple[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    url = fresh_postgres(postgres_url, "doria_late", template=postgres_template[0])
    closed = sql.SQL("ALTER DATABASE doria_late ALLOW_CONNECTIONS {}").format
    with psycopg.connect(postgres_url, autocommit=True) as server:
        server.execute(closed(sql.SQL("false")))
        database = Database(url, Keyring(("s" * 40,)))
        ticks = iter([0.0, 10.0])
        opens = threading.Timer(1.0, server.execute, [closed(sql.SQL("true"))])
        # The timer runs from this moment on or later, however late a busy machine begins to wait.
        began = time.monotonic()
        opens.start()
        readiness.await_database(database, Patience(LOG, lambda: next(ticks, 11.0)))
        assert time.monotonic() - began >= 1.0
        opens.join()
        database.close()
        said = capsys.readouterr().err
        assert said.startswith("still waiting: the database is away (OperationalError: ")
        assert "not currently accepting connections" in said
        assert said.endswith(f") (log: {LOG})\n")
        assert said.count("\n") == 1
        server.execute("DROP DATABASE doria_late")


def test_a_file_that_cannot_be_opened_is_not_waited_for(tmp_path: Path) -> None:
    file = tmp_path / "doria.db"
    database = Database(f"sqlite:///{file}", Keyring(("s" * 40,)))
    file.unlink()
    file.mkdir()
    with closing(database), pytest.raises(OperationalError):
        readiness.await_database(database, Patience(LOG))
