"""Time shifts: the databases add a span as Python does, to the microsecond."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import create_engine, select, true
from sqlalchemy.orm import Session

from gateway.core.time_shifts import column_of, shift
from gateway.core.unit_of_work import UnitOfWork
from gateway.storage.database import Database
from gateway.storage.migrate import migrate
from gateway.storage.models import Mark
from gateway.storage.sealing import Keyring
from tests import databases

AT = datetime(2026, 11, 28, 23, 59, 59, 999_999, tzinfo=UTC)
SPANS = (
    timedelta(hours=1),
    timedelta(hours=-1),
    timedelta(microseconds=1),
    timedelta(microseconds=-1),
    timedelta(days=-400, microseconds=123_457),
)
RING = Keyring((databases.SECRET,))
moments = st.datetimes(datetime(1990, 1, 1), datetime(2090, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001 - hypothesis takes naive limits
spans = st.timedeltas(timedelta(days=-2000), timedelta(days=2000))


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    """Give a migrated database, on SQLite and on PostgreSQL in turn."""
    opened = Database(database_url, RING)
    migrate(opened)
    yield opened
    opened.close()


@pytest.mark.parametrize("span", SPANS, ids=str)
def test_a_span_is_added_to_the_microsecond(database: Database, span: timedelta) -> None:
    # Two moments of one millisecond do not tie.
    given_moments = {"first": AT - timedelta(microseconds=1), "second": AT}
    with database.write() as session:
        session.add_all(Mark(name=name, at=at) for name, at in given_moments.items())
    with database.write() as session:
        shift(UnitOfWork(session, AT, RING), column_of(Mark.at), span, true())
    with database.read() as session:
        moved = {mark.name: mark.at for mark in session.scalars(select(Mark))}
    assert moved == {name: at + span for name, at in given_moments.items()}


@given(at=moments, span=spans)
def test_sqlite_adds_as_python_does(at: datetime, span: timedelta) -> None:
    engine = create_engine("sqlite://")
    Mark.metadata.create_all(engine, [Mark.metadata.tables["beats"]])
    with Session(engine) as session:
        session.add(Mark(name="one", at=at))
        session.flush()
        shift(UnitOfWork(session, at, RING), column_of(Mark.at), span, true())
        session.expire_all()
        assert session.get_one(Mark, "one").at == at + span
    engine.dispose()


def test_a_value_that_is_no_moment_stays_and_stops_nothing() -> None:
    engine = create_engine("sqlite://")
    Mark.metadata.create_all(engine, [Mark.metadata.tables["beats"]])
    with Session(engine) as session:
        connection = session.connection()
        rows = "('odd', 'soon'), ('plain', '2026-11-28 12:00:00.000000')"
        connection.exec_driver_sql(f"INSERT INTO beats (name, at) VALUES {rows}")  # noqa: S608 - rows of this test
        shift(UnitOfWork(session, AT, RING), column_of(Mark.at), timedelta(hours=1), true())
        kept = connection.exec_driver_sql("SELECT at FROM beats ORDER BY name").scalars().all()
    assert kept == ["soon", "2026-11-28 13:00:00.000000"]
    engine.dispose()
