"""The fixtures of the journeys."""

from collections.abc import Iterator

import pytest

from gateway.communities.file import load_example
from tests.town import Town


@pytest.fixture
def town(database_url: str, redis_url: str) -> Iterator[Town]:
    """Give one community, on each kind of database in turn."""
    made = Town(database_url, redis_url, load_example("mlango-kubwa"))
    yield made
    made.close()
