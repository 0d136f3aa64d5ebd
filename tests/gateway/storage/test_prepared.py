"""Tests of prepared statements: they bind and read as SQLAlchemy does, on both databases."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from sqlalchemy import bindparam, select, text

from gateway.communities.file import load_example
from gateway.core.unit_of_work import UnitOfWork
from gateway.intake import hidden_sessions
from gateway.storage import serials
from gateway.storage.models import Event, HiddenSession, Incident, Message
from gateway.storage.prepared import Prepared, among, each
from menus.domain.categories import Category, Level
from menus.domain.incident_life import IncidentStatus
from menus.domain.timeline import EventKind
from tests.town import Town

NOW = datetime(2026, 11, 23, 18, 0, tzinfo=UTC)
BEGUN = {
    "reference": "10009",
    "category": Category.THEFT,
    "level": Level.MINOR,
    "zone": "bondeni",
    "place": "Base ya Bondeni",
    "status": IncidentStatus.OPEN,
    "opened_at": NOW,
}


@pytest.fixture
def uow(database_url: str, redis_url: str) -> Iterator[UnitOfWork]:
    town = Town(database_url, redis_url, load_example("mlango-kubwa"))
    town.keeps_timeline = False
    with town.services.uow() as made:
        yield made
    town.close()


def test_a_row_is_read_as_it_was_inserted_and_lacks_nothing(uow: UnitOfWork) -> None:
    community_id = uow.session.scalars(text("SELECT id FROM communities")).one()
    (incident_id,) = uow.insert(Incident, [{**BEGUN, "community_id": community_id}])
    found = uow.session.get_one(Incident, incident_id)
    assert {name: getattr(found, name) for name in BEGUN} == BEGUN
    assert (found.reports, found.unconfirmed, found.harm, found.outcome) == (1, False, None, None)
    event = {"community_id": community_id, "incident_id": incident_id, "at": NOW, "facts": {"a": None}}
    uow.insert(Event, [{**event, "kind": EventKind.REPORTED}, {**event, "kind": EventKind.RAISED, "words": "siri"}])
    first, second = uow.session.scalars(select(Event).order_by(Event.id))
    assert (first.kind, first.facts, first.changes, first.words) == (EventKind.REPORTED, {"a": None}, {}, None)
    assert (second.kind, second.words) == (EventKind.RAISED, "siri")


def test_a_sealed_value_does_not_stand_in_the_database_as_it_is(uow: UnitOfWork) -> None:
    community_id = uow.session.scalars(text("SELECT id FROM communities")).one()
    uow.insert(Incident, [{**BEGUN, "community_id": community_id}])
    place = bytes(uow.session.scalars(text("SELECT place FROM incidents")).one())
    assert b"Bondeni" not in place


def test_a_column_that_is_not_there_is_refused(uow: UnitOfWork) -> None:
    with pytest.raises(LookupError, match=r"messages has no colour, size"):
        uow.insert(Message, [{"colour": 1, "size": 2}])


def test_a_query_gives_its_columns_as_they_are_read_elsewhere(uow: UnitOfWork) -> None:
    community_id = uow.session.scalars(text("SELECT id FROM communities")).one()
    uow.insert(Incident, [{**BEGUN, "community_id": community_id}])
    query = Prepared(
        select(Incident.category, Incident.opened_at, Incident.unconfirmed, Incident.harm, Incident.place).where(
            among(Incident.zone, "zone", 2), Incident.opened_at >= bindparam("since")
        )
    )
    found = query.rows(uow.connection, {**each("zone", ["market", "bondeni"]), "since": NOW, "more": 1})
    assert found == [(Category.THEFT, NOW, False, None, "Base ya Bondeni")]
    assert query.rows(uow.connection, {**each("zone", ["market", "river"]), "since": NOW}) == []


def test_a_row_that_is_there_keeps_the_longest_transcript_and_the_first_report(uow: UnitOfWork) -> None:
    for length, report_id in ((5, None), (9, 7), (3, 8)):
        hidden_sessions.hide(uow, b"k" * 16, length, report_id=report_id)
    (row,) = uow.session.scalars(select(HiddenSession))
    assert (row.length, row.report_id, row.offered_id) == (9, 7, None)


def test_an_id_that_a_query_has_read_is_not_taken_again(uow: UnitOfWork) -> None:
    table = Incident.metadata.tables["incidents"]
    query = Prepared(select(serials.NextId(table).label("next")))
    numbers = [serials.note(uow.session, table, query.rows(uow.connection, {})[0][0]) for _ in range(3)]
    assert len({*numbers, *serials.take(uow.session, table, 2)}) == 5
