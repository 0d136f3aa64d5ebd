"""The faults: each is a block in which something of a running Doria is broken, and mended at its end."""

import os
import shutil
import sqlite3
import subprocess
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import psutil
import requests
from redis import Redis
from redis.exceptions import RedisError

from gateway.data_folder import DataFolder
from tests.up import Running, start

Act = Callable[[Running], AbstractContextManager[None]]
CLOCK_FILE = "wrong-by"
"""The file beside the data folder with the seconds by which the clock is wrong."""


@dataclass(frozen=True)
class Fault:
    """A fault: its name, what it does, and how long it lasts in seconds."""

    name: str
    act: Act
    lasts: float = 8.0


def children(running: Running, *words: str) -> list[psutil.Process]:
    """Return the processes of a `doria up` whose command has all of the words."""
    found = []
    for child in running.tree[1:]:
        with suppress(psutil.NoSuchProcess, psutil.ZombieProcess):
            command = child.cmdline()
            if all(any(word in part for part in command) for word in words):
                found.append(child)
    return found


@contextmanager
def nothing(_running: Running) -> Iterator[None]:
    """Break nothing."""
    yield


def kill(*words: str) -> Act:
    """Return a fault: these processes die at once. The supervisor starts them again."""

    @contextmanager
    def act(running: Running) -> Iterator[None]:
        for child in children(running, *words):
            with suppress(psutil.NoSuchProcess):
                child.kill()
        yield

    return act


def stop(*words: str) -> Act:
    """Return a fault: these processes stand still, and go on at its end if they still live."""

    @contextmanager
    def act(running: Running) -> Iterator[None]:
        stopped = children(running, *words)
        for child in stopped:
            with suppress(psutil.NoSuchProcess):
                child.suspend()
        try:
            yield
        finally:
            for child in stopped:
                with suppress(psutil.NoSuchProcess):
                    child.resume()

    return act


def _redis(running: Running) -> Redis:
    return Redis(unix_socket_path=str(DataFolder(running.folder).redis_socket), socket_timeout=2)


@contextmanager
def wipe_redis(running: Running) -> Iterator[None]:
    """Delete everything in Redis."""
    with suppress(RedisError):
        _redis(running).flushall()
    yield
    with suppress(RedisError):
        _redis(running).flushall()


@contextmanager
def fill_redis(running: Running) -> Iterator[None]:
    """Let Redis refuse every write."""
    redis = _redis(running)
    redis.config_set("maxmemory-policy", "noeviction")
    redis.config_set("maxmemory", "1")
    try:
        yield
    finally:
        with suppress(RedisError):
            redis.config_set("maxmemory", "0")


@contextmanager
def lock_database(running: Running) -> Iterator[None]:
    """Hold the lock of the SQLite file, as a copy that was begun by hand does."""
    with closing(sqlite3.connect(running.folder / "doria.db", timeout=10, isolation_level=None)) as connection:
        connection.execute("BEGIN IMMEDIATE")
        try:
            yield
        finally:
            connection.execute("ROLLBACK")


@contextmanager
def fill_disk(running: Running) -> Iterator[None]:
    """Fill the disk of the data folder to its last block. The folder must be on a small disk of its own."""
    filler = running.folder / "filler"
    free = shutil.disk_usage(running.folder).free
    with filler.open("wb", buffering=0) as file, suppress(OSError):
        os.posix_fallocate(file.fileno(), 0, max(1, free - 65_536))
        file.seek(0, os.SEEK_END)
        while file.write(b"\0" * 4096):
            pass
    try:
        yield
    finally:
        filler.unlink()


def network(**faults: object) -> Act:
    """Return a fault of the simulated network."""

    @contextmanager
    def act(running: Running) -> Iterator[None]:
        where = f"{running.address}/simulator/faults"
        assert requests.post(where, json=faults, timeout=10).ok
        try:
            yield
        finally:
            assert requests.delete(where, timeout=10).ok

    return act


def step_clock(seconds: int) -> Act:
    """Return a fault: somebody sets the machine's clock, as all processes see it. It stays so."""

    @contextmanager
    def act(running: Running) -> Iterator[None]:
        shift_file = running.folder.parent / CLOCK_FILE
        wrong_by = int(shift_file.read_text(encoding="ascii"))
        # Replace the file as a whole: a process reads it each time it looks at its clock.
        shift_file.with_suffix(".new").write_text(str(wrong_by + seconds), encoding="ascii")
        shift_file.with_suffix(".new").rename(shift_file)
        yield

    return act


def settable_clock(folder: Path) -> dict[str, str]:
    """Return the environment of processes whose clock a file in the folder sets; raise OSError without a compiler."""
    library, file = folder / "set_clock.so", folder / CLOCK_FILE
    source = Path(__file__).with_name("set_clock.c")
    subprocess.run(["cc", "-shared", "-fPIC", "-O1", "-o", library, source, "-ldl"], check=True)  # noqa: S603, S607 - our own source, and whichever compiler is installed
    file.write_text("0", encoding="ascii")
    return {"LD_PRELOAD": str(library), "SET_CLOCK": str(file)}


def kill_everything(running: Running) -> AbstractContextManager[None]:
    """Kill the whole tree at once, and start it again on its data."""

    @contextmanager
    def act() -> Iterator[None]:
        for process in running.tree:
            with suppress(psutil.NoSuchProcess):
                process.kill()
        running.process.wait()
        again = start(running.folder, port=urlsplit(running.address).port, loads=False, DORIA_JOIN_WINDOW="0s")
        running.process = again.process
        yield

    return act()


SQLITE = (
    Fault("nothing", nothing),
    Fault("the web server dies (kill -9)", kill("processes.webserver")),
    Fault("every worker dies", kill("workers", "red"), 6),
    Fault("the clock dies", kill("workers", "clock"), 6),
    Fault("Redis dies", kill("redis-server", "--unixsocket")),
    Fault("Redis stands still (SIGSTOP)", stop("redis-server", "unixsocket"), 12),
    Fault("Redis is wiped", wipe_redis, 4),
    Fault("Redis is full", fill_redis),
    Fault("every red worker stands still", stop("workers", "red"), 20),
    Fault("the clock stands still", stop("workers", "clock"), 8),
    Fault("the database is locked", lock_database, 4),
    Fault("everything dies, and starts again", kill_everything, 2),
    Fault("the network is away (503)", network(outage=True)),
    Fault("the network takes five seconds", network(delay_seconds=5)),
    Fault("the network's answers trickle for twenty seconds", network(trickle_seconds=20)),
    Fault("the network takes texts and does not answer", network(timeout_after_accepting=True)),
    Fault("no receipt comes", network(lost_receipts=True)),
    Fault("receipts come twice", network(duplicate_receipts=True)),
    Fault("the network refuses the key", network(refuse_key=True)),
)
"""The faults of a `doria up` on SQLite with its own Redis and simulated network."""
DISK = (Fault("the disk is full", fill_disk, 8),)
"""The faults of a data folder on a small disk of its own."""
CLOCK = (
    Fault("the clock is set forward by an hour", step_clock(3600), 10),
    Fault("the clock is set back by an hour", step_clock(-3600), 10),
)
"""The faults of a machine whose clock can be set."""
SHORT = tuple(fault for fault in SQLITE if fault.name in {"every worker dies", "Redis dies", "the database is locked"})
"""The faults of the tests that run every time."""
