"""Towns that are no example, so that the desk asks for more than a code: with a name for passkeys, and without one."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import pytest

from gateway.communities.file import load_example
from tests.desk import Visitor
from tests.desk_served import Served, served
from tests.people import COORDINATOR
from tests.town import Town
from tests.visitors import chromium

if TYPE_CHECKING:
    from playwright.sync_api import Browser

ORIGIN = "https://desk.example.org"
"""The address of the desk in these stories, an example."""


def real_file() -> str:
    """Return the example file as one that is no example; its invented numbers go nowhere in the tests."""
    return load_example("mlango-kubwa").replace("example = true\n", "")


@contextmanager
def town_of(database_url: str, redis_url: str, text: str, **settings: Any) -> Iterator[Town]:
    """Give a town with a community file and settings."""
    made = Town(database_url, redis_url, text, **settings)
    try:
        yield made
    finally:
        made.close()


@pytest.fixture(scope="module")
def browser() -> "Iterator[Browser]":
    """Give one Chromium for the stories of a file."""
    with chromium() as started:
        yield started


@pytest.fixture
def coordinator(town: Town) -> Visitor:
    """Give a coordinator who has signed in."""
    visitor = Visitor(town, COORDINATOR)
    visitor.signs_in()
    return visitor


@pytest.fixture
def desk_file() -> str:
    """Give the community file of the served desk: the example, unless stories give another."""
    return load_example("mlango-kubwa")


@pytest.fixture
def desk(sqlite_url: str, redis_url: str, desk_file: str) -> Iterator[tuple[Town, Served]]:
    """Give a town on one kind of database, for what no database decides, and its desk at an address."""
    with town_of(sqlite_url, redis_url, desk_file) as town, served(town) as running:
        yield town, running


@pytest.fixture
def lan(database_url: str, redis_url: str) -> Iterator[Town]:
    """Give a town whose desk has no name: people prove who they are with an authenticator and a PIN."""
    with town_of(database_url, redis_url, real_file()) as made:
        yield made


@pytest.fixture
def named(database_url: str, redis_url: str) -> Iterator[Town]:
    """Give a town whose desk has a name with TLS: people prove who they are with a passkey."""
    with town_of(database_url, redis_url, real_file(), desk_origin=ORIGIN) as made:
        yield made
