"""The files that the simulated network reads: those in force, renewed when a community is loaded."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import text

from gateway.communities import file, loading
from gateway.processes.phone_files import PhoneFiles
from gateway.services import Services
from gateway.settings import Settings
from gateway.storage.migrate import migrate
from tests.people import small

TOKEN = "t" * 40


@pytest.fixture
def services(tmp_path: Path) -> Iterator[Services]:
    """Give services with a database and one community."""
    given = {
        "database_url": f"sqlite:///{tmp_path / 'doria.db'}",
        "redis_url": "redis://unused",
        "secret_key": "s" * 40,
    }
    made = Services(Settings.model_validate({**given, "webhook_token": TOKEN}))
    migrate(made.database)
    load(made, small(file.load_example("mlango-kubwa")))
    yield made
    made.close()


def load(services: Services, body: str) -> None:
    """Load a community file, without rendering every page of it."""
    loading.load(services.uow, services.reading, services.keyring, body, reader=file.parse)


def test_a_community_that_is_loaded_is_written_within_a_second(services: Services, tmp_path: Path) -> None:
    now = [0.0]
    files = PhoneFiles(services, tmp_path / "in-force", lambda: now[0])
    files.write()
    (first,) = files.folder.iterdir()
    assert first.name == "mlango-kubwa.toml"
    assert (first.stat().st_mode & 0o777, files.folder.stat().st_mode & 0o777) == (0o600, 0o700)
    files.look()
    load(services, file.load_example("kawangware"))
    load(services, first.read_text(encoding="utf-8").replace("22384", "22999"))
    files.look()
    assert [path.name for path in files.folder.iterdir()] == ["mlango-kubwa.toml"], "it has just looked"
    now[0] += 1.1
    files.look()
    assert sorted(path.name for path in files.folder.iterdir()) == ["kawangware.toml", "mlango-kubwa.toml"]
    assert "22999" in first.read_text(encoding="utf-8")
    before = first.stat().st_mtime_ns
    now[0] += 1.1
    files.look()
    assert first.stat().st_mtime_ns == before, "a file that is as it was is not written again"
    files.remove()
    assert not files.folder.exists()


def test_a_database_that_is_away_leaves_the_files_as_they_are(services: Services, tmp_path: Path) -> None:
    files = PhoneFiles(services, tmp_path / "in-force")
    files.write()
    with services.database.engine.begin() as connection:
        connection.execute(text("ALTER TABLE communities RENAME TO elsewhere"))
    files.look()
    assert [path.name for path in files.folder.iterdir()] == ["mlango-kubwa.toml"]
