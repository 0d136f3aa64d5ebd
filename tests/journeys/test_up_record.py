"""The record of a running `doria up`: what is committed has its place within two seconds, on both databases."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import func, select

from gateway.cli.record_check import record as doctor
from gateway.data_folder import DataFolder
from gateway.record import waiting
from gateway.record.placer import Placer
from gateway.services import Services
from gateway.storage.models import CommunityRow, Event
from menus.domain.record import Source
from tests.conftest import fresh_postgres
from tests.record import assert_whole, entries
from tests.up import Running, start, wait_for

ENGINES = ["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)]


@pytest.fixture(params=ENGINES)
def running(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Running]:
    """Give a `doria up` of its own, on each kind of database in turn."""
    if request.param == "sqlite":
        made = start(tmp_path / "data")
    else:
        url = fresh_postgres(request.getfixturevalue("postgres_url"), "doria_tests_record")
        made = start(tmp_path / "data", DATABASE_URL=url)
    yield made
    if made.process.poll() is None:
        made.stop()


@contextmanager
def services_of(running: Running) -> Iterator[Services]:
    """Give the services of its database, as a command beside it has them."""
    settings = DataFolder(running.folder).settings()
    if running.database_url:
        url = running.database_url.replace("postgresql:", "postgresql+psycopg:")
        settings = settings.model_copy(update={"database_url": url})
    services = Services(settings, data_folder=running.folder)
    try:
        yield services
    finally:
        services.close()


def test_what_is_committed_has_its_place_within_two_seconds(running: Running) -> None:
    with services_of(running) as services:

        def events() -> int:
            with services.reading() as session:
                return session.scalar(select(func.count()).select_from(Event)) or 0

        def is_placed() -> bool:
            with services.reading() as session:
                return not waiting.is_any(session, services.clock())

        wait_for(is_placed)
        running.dial()
        before = events()
        watch = running.stopwatch()
        running.reports()
        assert events() > before
        wait_for(is_placed, watch)
        assert watch.seconds < 2, "the hops of the report are among them"
        running.commands("pause", "mlango-kubwa", "--why", "the patrol is in danger")
        wait_for(is_placed)
        assert doctor(services) == "every row has its place"
        running.stop()
        # What was written since, and at the end.
        Placer(services.uow, services.reading, services.clock).run()
        with services.reading() as session:
            community_id = session.scalars(select(CommunityRow.id)).one()
            assert assert_whole(session, services.keyring, community_id) > before
            kinds = {one.source for one in entries(session, community_id)}
        assert kinds == set(Source)
