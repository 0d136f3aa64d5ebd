"""The stage of a bench: a database with the example community, a Redis, and the environment of Doria's processes."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from gateway.communities import file, loading
from gateway.communities.file import load_example
from gateway.services import Services
from gateway.settings import read_settings
from gateway.storage.migrate import migrate
from tests.conftest import free_port, fresh_postgres, started_postgres, started_redis
from tests.town import METRICS_TOKEN, TOKEN

SQLITE, POSTGRESQL = "SQLite FULL", "PostgreSQL"
_FAKE_NETWORK = "http://127.0.0.1:9"
"""An address of this machine at which nobody listens. Only the bench of alerts needs a network."""


@dataclass
class Stage:
    """A folder, a Redis, and PostgreSQL where it was asked for."""

    folder: Path
    redis_url: str
    postgres: str = ""
    _made: int = 0

    def database(self, kind: str = SQLITE) -> str:
        """Return the URL of a new database without tables."""
        self._made += 1
        name = f"doria_bench_{self._made}"
        return f"sqlite:///{self.folder}/{name}.db" if kind == SQLITE else fresh_postgres(self.postgres, name)

    def environment(self, database_url: str, **more: str) -> dict[str, str]:
        """Return the environment of Doria's processes: default settings, and those that have none.

        Each report opens an incident of its own; otherwise the reports of a run would join the first one.
        """
        return {
            "DATABASE_URL": database_url,
            "REDIS_URL": self.redis_url,
            "SECRET_KEY": "s" * 40,
            "WEBHOOK_TOKEN": TOKEN,
            "METRICS_TOKEN": METRICS_TOKEN,
            "AT_API_KEY": "example",
            "AT_BASE_URL": _FAKE_NETWORK,
            "DORIA_JOIN_WINDOW": "0s",
            **more,
        }

    @contextmanager
    def services(self, environment: dict[str, str]) -> Iterator[Services]:
        """Give the parts of Doria, as a command of an operator uses them."""
        services = Services(read_settings(environment))
        try:
            yield services
        finally:
            services.close()

    def doria(self, kind: str = SQLITE, **more: str) -> dict[str, str]:
        """Return the environment of a Doria with a new database, which holds the example community."""
        environment = self.environment(self.database(kind), **more)
        with self.services(environment) as services:
            migrate(services.database)
            loading.load(
                services.uow, services.reading, services.keyring, load_example("mlango-kubwa"), reader=file.parse
            )
        return environment


@contextmanager
def stage(*, with_postgres: bool = False) -> Iterator[Stage]:
    """Give a stage until the block ends."""
    with tempfile.TemporaryDirectory(prefix="doria-bench-") as made:
        folder = Path(made)
        with started_redis(folder, free_port()) as redis_url:
            if not with_postgres:
                yield Stage(folder, redis_url)
                return
            with started_postgres() as postgres:
                yield Stage(folder, redis_url, postgres)
