"""The commands of `doria`, run in this process, and a community for them."""

import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from gateway.cli.main import main
from gateway.communities.file import load_example
from tests.people import small
from tests.town import Town

EXAMPLE = small(load_example("mlango-kubwa"))


def doria(*arguments: str) -> Result:
    """Run a command of `doria`."""
    return CliRunner().invoke(main, list(arguments))


@pytest.fixture
def town(tmp_path: Path, sqlite_template: Path, redis_url: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Town]:
    """Give the example community, in the database and the Redis of the commands."""
    url = f"sqlite:///{tmp_path / 'doria.db'}"
    shutil.copy(sqlite_template, tmp_path / "doria.db")
    made = Town(url, redis_url, EXAMPLE)
    named = {"DATABASE_URL": url, "REDIS_URL": redis_url, "SECRET_KEY": "s" * 40, "DORIA_DATA": str(tmp_path / "data")}
    for name, value in named.items():
        monkeypatch.setenv(name, value)
    yield made
    made.close()


@pytest.fixture
def served(town: Town) -> Town:
    """Give the same community in the real time, in which commands live."""
    town.now = datetime.now(UTC)
    return town
