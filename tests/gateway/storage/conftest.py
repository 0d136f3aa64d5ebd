"""The fixtures of storage: a database with the newest schema, and copies of the first release's database."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from psycopg import sql

from gateway.storage.database import Database
from gateway.storage.migrate import migrate, newest
from gateway.storage.sealing import Keyring
from tests import databases
from tests.conftest import fresh_postgres, named
from tests.first_release import copy_to_postgres, opened, unpack

KINDS = ["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)]


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    """Give a database with the newest schema."""
    made = Database(database_url.replace("postgresql:", "postgresql+psycopg:"), Keyring(("k" * 40,)))
    migrate(made)
    yield made
    made.close()


@pytest.fixture(scope="module")
def first_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the first release's database as a file, to be copied."""
    file = tmp_path_factory.mktemp("first") / "doria.db"
    unpack(file)
    return file


@pytest.fixture(scope="module")
def migrated_file(first_file: Path) -> Path:
    """Give the same database, migrated by today's Doria, to be copied."""
    file = first_file.with_name("migrated.db")
    shutil.copy(first_file, file)
    _migrate(f"sqlite:///{file}")
    return file


@pytest.fixture(scope="module")
def first_on_postgres(postgres_url: str, first_file: Path) -> Iterator[str]:
    """Give the name of a PostgreSQL database with the same rows, to be copied."""
    name = f"doria_tests_first_{os.environ.get('PYTEST_XDIST_WORKER', 'gw0')}"
    copy_to_postgres(first_file, fresh_postgres(postgres_url, name))
    yield name
    with psycopg.connect(postgres_url, autocommit=True) as connection:
        for made in (name, f"{name}_migrated", f"{name}_story", f"{name}_kept"):
            connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(made)))


@pytest.fixture(scope="module")
def migrated_on_postgres(postgres_url: str, first_on_postgres: str) -> str:
    """Give the name of such a database that was migrated, to be copied."""
    name = f"{first_on_postgres}_migrated"
    _migrate(fresh_postgres(postgres_url, name, first_on_postgres))
    return name


def _migrate(url: str) -> None:
    database = opened(url)
    migrate(database)
    database.close()


@pytest.fixture(params=KINDS)
def first_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Give a copy of the first release's database, on each kind of database in turn; it is not migrated."""
    return _copied(request, tmp_path, "first")


@pytest.fixture(params=KINDS)
def migrated_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Give a copy of the first release's database after its migration, on each kind of database in turn."""
    return _copied(request, tmp_path, "migrated")


@pytest.fixture(params=KINDS)
def kept_url(request: pytest.FixtureRequest, kept_databases: None) -> str:
    """Return a database with the same rows, on each kind in turn. Its engine is kept; no story may change a table."""
    _ = kept_databases
    return _kept_sqlite(request) if request.param == "sqlite" else _kept_postgres(request)


def _kept_sqlite(request: pytest.FixtureRequest) -> str:
    migrated: Path = request.getfixturevalue("migrated_file")
    url = f"sqlite:///{migrated.with_name('kept.db')}"
    databases.empty_sqlite(databases.keep(url), migrated)
    return url


def _kept_postgres(request: pytest.FixtureRequest) -> str:
    server: str = request.getfixturevalue("postgres_url")
    template: str = request.getfixturevalue("migrated_on_postgres")
    name = f"{request.getfixturevalue('first_on_postgres')}_kept"
    url = named(server, name)
    known = databases.kept(url)
    if known is not None and databases.empty_postgres(known, newest()) and known.holds_again(template):
        return url
    database = databases.keep(url)
    # The connections that are kept lead to the database that goes.
    database.engine.dispose()
    fresh_postgres(server, name, template)
    database.remember(template)
    return url


def _copied(request: pytest.FixtureRequest, folder: Path, which: str) -> str:
    """Return the URL of a copy, of the kind that the request names."""
    if request.param == "sqlite":
        shutil.copy(request.getfixturevalue(f"{which}_file"), folder / "doria.db")
        return f"sqlite:///{folder / 'doria.db'}"
    name: str = request.getfixturevalue(f"{which}_on_postgres")
    story = f"{request.getfixturevalue('first_on_postgres')}_story"
    return fresh_postgres(request.getfixturevalue("postgres_url"), story, name)
