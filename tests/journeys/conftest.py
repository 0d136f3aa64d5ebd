"""The fixtures of the journeys."""

from collections.abc import Callable, Iterator

import pytest

from gateway.communities.file import load_example
from tests.town import Town
from tests.up import Lasting

LEFT_BY_EARLIER_RELEASES = (
    "appendonly.aof",
    "appendonlydir/appendonly.aof.1.incr.aof",
    "dump.rdb",
    "redis-set-aside-1/dump.rdb",
)
"""The files of Redis that earlier releases wrote into the folder of the data."""


@pytest.fixture(scope="session")
def lasting(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lasting]:
    """Give a `doria up` on SQLite for the stories of many files, in a folder that an earlier release used."""
    made = Lasting(tmp_path_factory.mktemp("up") / "data")
    for name in LEFT_BY_EARLIER_RELEASES:
        (made.folder / name).parent.mkdir(parents=True, exist_ok=True)
        (made.folder / name).write_text("ussd:0123456789abcdef\n", encoding="utf-8")
    yield made
    made.end()


@pytest.fixture
def new_town(database_url: str, redis_url: str) -> Iterator[Callable[..., Town]]:
    """Give a way to make one town of other community files or settings, on each kind of database in turn."""
    made: list[Town] = []

    def make(*files: str, keeps_database: bool = True, **settings: str) -> Town:
        made.append(Town(database_url, redis_url, *files, keeps_database=keeps_database, **settings))
        return made[-1]

    yield make
    for town in made:
        town.close()


@pytest.fixture
def town(new_town: Callable[..., Town]) -> Town:
    """Give one community, on each kind of database in turn."""
    return new_town(load_example("mlango-kubwa"))
