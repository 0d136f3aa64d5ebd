"""The fixtures of the journeys."""

from collections.abc import Callable, Iterator

import pytest

from gateway.communities.file import load_example
from tests.town import Town


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
