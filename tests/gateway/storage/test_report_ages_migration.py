"""The migration that lets reports age by themselves: when old reports ended, and what has still to end."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select, text, update

from gateway.storage.database import Database
from gateway.storage.migrate import migrate
from gateway.storage.models import Event, Incident, Report
from menus.domain.timeline import EventKind
from tests.first_release import STOPPED_AT, opened

BEFORE = "0041"
CLOSED, JOINED = STOPPED_AT - timedelta(days=200), STOPPED_AT - timedelta(days=300)


@pytest.fixture
def database(migrated_url: str) -> Iterator[Database]:
    """Give the first release's database after its migration."""
    made = opened(migrated_url)
    yield made
    made.close()


def change(database: Database, table: type[Any], row_id: int, **values: object) -> None:
    with database.write() as session:
        changed = update(table).where(table.id == row_id).values(**values)
        session.execute(changed.execution_options(synchronize_session=False))


def ended_at(database: Database, report_id: int) -> datetime | None:
    with database.read() as session:
        return session.scalars(select(Report.ended_at).where(Report.id == report_id)).one()


def some(database: Database) -> tuple[int, int, int]:
    """Return a report, its incident, and an event of that, with the reference that both have."""
    with database.read() as session:
        own = select(Report.id, Incident.id).join(Incident, Incident.reference == Report.reference)
        report_id, incident_id = session.execute(own.order_by(Report.id).limit(1)).one()
        event_id = session.scalars(select(Event.id).where(Event.incident_id == incident_id).limit(1)).one()
    return report_id, incident_id, event_id


def test_an_old_report_ended_when_its_incident_did(database: Database) -> None:
    report_id, incident_id, _ = some(database)
    migrate(database, BEFORE)
    change(database, Incident, incident_id, closed_at=CLOSED, erased_at=STOPPED_AT)
    migrate(database)
    assert ended_at(database, report_id) == CLOSED
    with database.read() as session:
        assert session.scalars(select(Report.erased_at).where(Report.id == report_id)).one() == STOPPED_AT


def test_an_old_report_that_was_split_off_again_ended_when_it_was_joined(database: Database) -> None:
    report_id, incident_id, event_id = some(database)
    migrate(database, BEFORE)
    change(database, Incident, incident_id, closed_at=None)
    change(database, Event, event_id, at=JOINED, kind=EventKind.JOINED, facts={"into": "48273"})
    migrate(database)
    assert ended_at(database, report_id) == JOINED


def test_an_old_report_of_what_is_open_has_not_ended_and_what_was_erased_is_looked_at_again(database: Database) -> None:
    report_id, incident_id, event_id = some(database)
    migrate(database, BEFORE)
    change(database, Incident, incident_id, closed_at=None, erased_at=STOPPED_AT)
    change(database, Event, event_id, at=JOINED, kind=EventKind.JOINED, facts={"other": "48273"})
    migrate(database)
    assert ended_at(database, report_id) is None
    with database.read() as session:
        assert session.scalars(select(Incident.erased_at).where(Incident.id == incident_id)).one() is None


def test_the_key_of_a_report_still_grows_after_going_down_and_up(database: Database) -> None:
    with database.connected() as connection:
        if connection.dialect.name != "sqlite":
            pytest.skip("a sequence of PostgreSQL never gives a number twice")
    migrate(database, BEFORE)
    migrate(database)
    with database.connected() as connection:
        made = connection.execute(text("SELECT sql FROM sqlite_master WHERE name = 'reports'")).scalar_one()
    assert "AUTOINCREMENT" in made
