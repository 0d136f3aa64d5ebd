"""Real worker processes on a real queue, against a network that hangs."""

import fcntl
import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from http.server import ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs

import pytest
from redis import Redis
from rq import Queue
from sqlalchemy import select

from gateway.carrier.calls import CALL_LIMIT
from gateway.communities.file import load_example
from gateway.core import liveness
from gateway.core.redis_outage import RedisOutage
from gateway.core.wakeups import FIRE, SEND, Wakeup, WakeupQueue, queue_name
from gateway.messaging import outbox
from gateway.storage.models import Incident, Message
from menus.domain.messages import Lane, MessageKind, WaitsFor
from menus.text.names import Text
from tests import servers
from tests.busy import Stopwatch
from tests.conftest import free_port, started_redis
from tests.town import TOKEN, Town
from workers import hung, jobs, lane, schedule

HANGS, LEADER = "+254700000102", "+254700000101"
TIMEOUT = 60.0
RED = ("-m", "workers", "red")
BULK = ("-m", "workers", "bulk")
HANGS_SOON = ("-c", "from workers.lane import Lane, run; run(Lane.RED, hung_after=3.0)")
"""The commands of a red worker, of one of the bulk lane, and of a red one that takes three seconds for a hang."""


class HangingNetwork(ThreadingHTTPServer):
    """A network that answers like Africa's Talking, but never for one phone: it hangs, or trickles."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Answers)
        self.got: list[str] = []
        self.hanging = 0
        self.trickles = False
        self.released = threading.Event()


class Answers(servers.Handler):
    """One request of the hanging network."""

    server: HangingNetwork

    def act(self) -> None:
        """Take a text, or hang."""
        form = parse_qs(self.body.decode())
        phone = form["to"][0]
        if phone == HANGS:
            self.server.hanging += 1
            self.hang()
            return
        self.server.got.append(phone)
        taken = {
            "cost": "KES 0.8000",
            "messageId": f"ATXid_{len(self.server.got)}",
            "number": phone,
            "status": "Success",
            "statusCode": 101,
        }
        self.answer_json({"SMSMessageData": {"Message": "Sent to 1/1", "Recipients": [taken]}}, 201)

    def hang(self) -> None:
        """Answer nothing, or one byte after the other, until the network is released."""
        if self.server.trickles:
            self.send_response(201)
            self.send_header("Content-Length", "100000")
            self.end_headers()
        while not self.server.released.wait(0.2 if self.server.trickles else TIMEOUT):
            self.wfile.write(b" ")


@pytest.fixture
def network() -> Iterator[HangingNetwork]:
    with servers.running(HangingNetwork()) as server:
        yield server
        server.released.set()


@contextmanager
def worker(
    town: Town, database_url: str, redis_url: str, network: HangingNetwork, command: Sequence[str] = RED
) -> Iterator["subprocess.Popen[bytes]"]:
    """Run one red worker as a server would."""
    environment = {
        **os.environ,
        "DATABASE_URL": database_url,
        "REDIS_URL": redis_url,
        "SECRET_KEY": "s" * 40,
        "WEBHOOK_TOKEN": TOKEN,
        "AT_USERNAME": "example",
        "AT_API_KEY": "example",
        "AT_BASE_URL": f"http://127.0.0.1:{network.server_port}",
    }
    process = subprocess.Popen([sys.executable, *command], env=environment)  # noqa: S603 - our own worker
    kind = "worker-bulk" if command == BULK else "worker-red"
    try:
        eventually(lambda: kind not in silent(town))
        yield process
    finally:
        process.kill()
        process.wait()


def silent(town: Town) -> list[str]:
    """Return the processes that were not seen lately."""
    with town.services.reading() as session:
        return liveness.silent(session, town.now)


def eventually(is_so: Callable[[], object]) -> None:
    deadline = time.monotonic() + TIMEOUT
    while not is_so():
        assert time.monotonic() < deadline
        time.sleep(0.02)


@pytest.fixture
def town(tmp_path: Path, sqlite_template: Path, redis_url: str) -> Iterator[Town]:
    shutil.copy(sqlite_template, tmp_path / "doria.db")
    made = Town(f"sqlite:///{tmp_path / 'doria.db'}", redis_url, load_example("mlango-kubwa"))
    made.now = made.now.now(made.now.tzinfo)
    yield made
    made.close()


def test_calls_that_hang_do_not_hold_up_the_next_alert(
    town: Town, tmp_path: Path, redis_url: str, network: HangingNetwork
) -> None:
    with worker(town, f"sqlite:///{tmp_path / 'doria.db'}", redis_url, network) as process:
        community = town.services.directory.communities()[0]
        with town.services.uow() as uow:
            for number in range(3):
                hangs = outbox.OutgoingText(MessageKind.ALERT, Lane.RED, f"hangs {number}", (HANGS,))
                outbox.queue(uow, community, hangs)
        eventually(lambda: network.hanging == 3)
        watch = Stopwatch([process.pid])
        with town.services.uow() as uow:
            outbox.queue(uow, community, outbox.OutgoingText(MessageKind.ALERT, Lane.RED, "goes out", (LEADER,)))
        eventually(lambda: network.got)
        assert watch.seconds < 2.0
        assert network.got == [LEADER]


def test_calls_that_trickle_end_and_the_next_alert_goes_out_though_every_thread_was_held(
    town: Town, tmp_path: Path, redis_url: str, network: HangingNetwork
) -> None:
    network.trickles = True
    held = lane.THREADS[Lane.RED]
    with worker(town, f"sqlite:///{tmp_path / 'doria.db'}", redis_url, network) as process:
        community = town.services.directory.communities()[0]
        with town.services.uow() as uow:
            for number in range(held):
                trickles = outbox.OutgoingText(MessageKind.ALERT, Lane.RED, f"trickles {number}", (HANGS,))
                outbox.queue(uow, community, trickles)
        eventually(lambda: network.hanging == held)
        watch = Stopwatch([process.pid])
        with town.services.uow() as uow:
            outbox.queue(uow, community, outbox.OutgoingText(MessageKind.ALERT, Lane.RED, "goes out", (LEADER,)))
        eventually(lambda: network.got)
        assert watch.seconds < CALL_LIMIT + 2.0
        assert network.hanging == held, "no text is sent again while its first call may still be answered"


def test_a_worker_ends_when_it_is_told_to(town: Town, tmp_path: Path, redis_url: str, network: HangingNetwork) -> None:
    with worker(town, f"sqlite:///{tmp_path / 'doria.db'}", redis_url, network) as process:
        process.send_signal(signal.SIGTERM)
        assert process.wait(TIMEOUT) == 0


def test_a_worker_whose_threads_all_hang_ends_itself(
    town: Town, tmp_path: Path, redis_url: str, network: HangingNetwork
) -> None:
    with (
        worker(town, f"sqlite:///{tmp_path / 'doria.db'}", redis_url, network, HANGS_SOON) as process,
        (tmp_path / "doria.db.lock").open("a") as lock,
        Redis.from_url(redis_url) as redis,
    ):
        fcntl.flock(lock, fcntl.LOCK_EX)
        hints = WakeupQueue(redis, RedisOutage(lambda: redis))
        for row in range(1, 600):
            hints.send([Wakeup(Lane.RED, SEND, row)])
            if process.poll() is not None:
                break
            time.sleep(0.1)
        assert process.wait(0) == hung.STATUS
        redis.flushdb()


def test_a_lane_that_is_none_is_wrong_usage() -> None:
    done = subprocess.run([sys.executable, "-m", "workers", "nonsense"], capture_output=True, check=False)
    assert done.returncode == 2
    assert b"usage" in done.stderr


def goes_out(town: Town, redis_url: str, network: HangingNetwork) -> None:
    """Queue a text with a hint on a Redis, and wait until the network has it."""
    with Redis.from_url(redis_url) as redis:
        town.services.override(wakeup_queue=WakeupQueue(redis, RedisOutage(lambda: redis)))
        with town.services.uow() as uow:
            text = outbox.OutgoingText(MessageKind.ALERT, Lane.RED, "goes out", (LEADER,))
            outbox.queue(uow, town.services.directory.communities()[0], text)
        eventually(lambda: network.got == [LEADER])


def test_a_worker_waits_for_a_redis_that_is_away(town: Town, tmp_path: Path, network: HangingNetwork) -> None:
    port = free_port()
    url = f"redis://127.0.0.1:{port}/0"
    with worker(town, f"sqlite:///{tmp_path / 'doria.db'}", url, network) as process:
        with started_redis(tmp_path, port):
            goes_out(town, url, network)
        assert process.poll() is None
        process.send_signal(signal.SIGTERM)
        assert process.wait(TIMEOUT) == 0


def test_a_worker_waits_for_a_redis_that_is_full(town: Town, tmp_path: Path, network: HangingNetwork) -> None:
    with started_redis(tmp_path, free_port()) as url, Redis.from_url(url) as redis:
        redis.config_set("maxmemory-policy", "noeviction")
        redis.config_set("maxmemory", "1")
        with worker(town, f"sqlite:///{tmp_path / 'doria.db'}", url, network) as process:
            redis.config_set("maxmemory", "0")
            goes_out(town, url, network)
            assert process.poll() is None
            process.send_signal(signal.SIGTERM)
            assert process.wait(TIMEOUT) == 0


def dials_a_killing(town: Town) -> str:
    """Dial and send a report of a killing in Bondeni; return the last page."""
    page = ""
    for text in ("", "1", "1*2", "1*2*1", "1*2*1*1"):
        page = town.hop("+254711000009", "*384*77#", text, "one")
    return page


def test_a_worker_fires_the_rungs_of_a_report_and_sends_its_alerts_itself(
    town: Town, tmp_path: Path, redis_url: str, network: HangingNetwork
) -> None:
    with worker(town, f"sqlite:///{tmp_path / 'doria.db'}", redis_url, network) as process:
        assert town.is_a(dials_a_killing(town), Text.FILED_MAJOR)
        # One call takes the alerts of all who read the same text.
        eventually(lambda: any(LEADER in phones for phones in network.got))
        assert process.poll() is None


def test_the_clock_fires_the_rungs_that_a_killed_worker_was_about_to_fire(
    town: Town, tmp_path: Path, redis_url: str, network: HangingNetwork
) -> None:
    with worker(town, f"sqlite:///{tmp_path / 'doria.db'}", redis_url, network) as process:
        with town.without_hints():
            dials_a_killing(town)
        with town.services.reading() as session:
            incident_id = session.scalars(select(Incident.id)).one()
        with town.services.uow():
            town.services.wakeup_queue.send([Wakeup(Lane.RED, FIRE, incident_id)])
            # Nobody else can write: the worker has its hint, and waits with its transaction.
            eventually(lambda: not Queue(queue_name(Lane.RED), connection=town.redis).count)
            process.kill()
            process.wait()
    assert network.got == []
    town.now += schedule.LEFT_TO_WORKERS
    town.ticks()
    assert len(town.inbox(LEADER)) == 1


def test_a_bulk_worker_waits_for_red_texts_before_it_takes_a_transaction(
    town: Town, tmp_path: Path, redis_url: str, network: HangingNetwork
) -> None:
    with worker(town, f"sqlite:///{tmp_path / 'doria.db'}", redis_url, network, BULK):
        community = town.services.directory.communities()[0]
        with town.services.uow() as uow:
            outbox.queue(uow, community, outbox.OutgoingText(MessageKind.ALERT, Lane.RED, "nobody sends it", (LEADER,)))
        began = time.monotonic()
        with town.services.uow() as uow:
            outbox.queue(uow, community, outbox.OutgoingText(MessageKind.NOTICE, Lane.BULK, "waits", (HANGS,)))
        eventually(lambda: waits_for(town) == WaitsFor.RED_FIRST)
        assert time.monotonic() - began >= jobs.RED_WAIT
        assert network.got == []


def waits_for(town: Town) -> WaitsFor | None:
    with town.services.reading() as session:
        return session.scalar(select(Message.waits_for).where(Message.lane == Lane.BULK))


@pytest.mark.parametrize(("on_sqlite", "nice"), [(False, [0, 0, 10]), (True, [0, 0, 0])])
def test_other_workers_have_the_processors_before_bulk_ones_unless_one_would_hold_the_database(
    *, on_sqlite: bool, nice: list[int]
) -> None:
    found = []
    for one in (Lane.RED, Lane.NORMAL, Lane.BULK):
        code = "import os; from workers.lane import Lane, step_back; before = os.nice(0);"
        code += f" step_back(Lane({one.value!r}), on_sqlite={on_sqlite}); print(os.nice(0) - before)"
        done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True)  # noqa: S603 - our own code
        found.append(int(done.stdout))
    assert found == nice
