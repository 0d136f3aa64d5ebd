"""Recorded rows: each is proved when it is written, however that is done, and its bytes are the same everywhere."""

from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy import insert, inspect, select, text

from gateway.core.time_steps import RECORD
from gateway.record.sources import SOURCES, RecordedSource
from gateway.storage.binding import bound
from gateway.storage.columns import UtcDateTime
from gateway.storage.database import Database
from gateway.storage.models import Act, CommunityRow, CommunityVersion, Event, Incident, Row
from gateway.storage.models.recording import Recorded, covered, recorded_tables
from gateway.storage.sealed_columns import Sealed, SealedNamed
from gateway.storage.sealing import Keyring, UnsealError
from menus.domain import record
from menus.domain.accused import AccusedGroup
from menus.domain.acts import ActKind
from menus.domain.marks import AlarmKind, Caution
from menus.domain.record import Source
from menus.domain.timeline import EventKind

NOW = datetime(2026, 11, 23, 18, 0, 0, 250_000, tzinfo=UTC)
EVENT: dict[str, Any] = {
    "id": 17,
    "community_id": 1,
    "incident_id": 1,
    "person_id": None,
    "at": NOW,
    "kind": EventKind.NOTED,
    "facts": {"track": "patrol", "said": 'a "b" é', "told": 2, "is_it": True},
    "changes": {"status": ["open", "closed"]},
    "words": "wezi wawili, na panga",
}
EVENT_BYTES = (
    rb'{"id":17,"community_id":1,"incident_id":1,"person_id":null,"at":"2026-11-23 18:00:00.250000","kind":"noted",'
    rb'"facts":{"track": "patrol", "said": "a \"b\" \u00e9", "told": 2, "is_it": true},'
    rb'"changes":{"status": ["open", "closed"]}}'
)
ACT: dict[str, Any] = {"id": 4, "community_id": 1, "at": NOW, "kind": ActKind.PAUSED, "person_id": None, "facts": {}}
ACT_BYTES = (
    b'{"id":4,"community_id":1,"at":"2026-11-23 18:00:00.250000","kind":"paused","person_id":null,"is_hidden":true,'
    b'"facts":{}}'
)
FILE: dict[str, Any] = {"id": 9, "community_id": 1, "version": 1, "body": "[community]", "loaded_at": NOW}
FILE_BYTES = (
    b'{"id":9,"community_id":1,"version":1,"body_hash":"01020304050607080910111213141516",'
    b'"loaded_at":"2026-11-23 18:00:00.250000"}'
)
ALL = [(Event, EVENT, EVENT_BYTES), (Act, ACT | {"is_hidden": True}, ACT_BYTES)]
ALL.append((CommunityVersion, FILE | {"body_hash": bytes.fromhex("01020304050607080910111213141516")}, FILE_BYTES))


@pytest.fixture
def filled(database: Database) -> Database:
    """Give a database with a community and an incident."""
    with database.write() as session:
        connection = session.connection()
        connection.execute(insert(CommunityRow), [{"id": 1, "key": "example", "version": 1}])
        incident = {"id": 1, "community_id": 1, "category": "theft", "level": "minor", "status": "open", "reports": 1}
        connection.execute(insert(Incident), [{**incident, "opened_at": NOW, "reference": "10001"}])
    return database


def read(database: Database, model: type[Row]) -> tuple[RecordedSource, Any, bytes | None]:
    """Return the source of a model, its only row as it is read for the record, and its proof."""
    source = next(one for one in SOURCES.values() if one.table is model.__table__)
    with database.read() as session:
        columns = source.columns(is_sqlite=database.on_sqlite)
        (proof, *values) = session.execute(select(source.table.c.proof, *columns)).one()
    return source, source.raw(values), None if proof is None else bytes(proof)


def is_proven(database: Database, model: type[Row], keyring: Keyring | None = None) -> bool:
    ring = keyring or database.keyring
    source, row, proof = read(database, model)
    words = source.words(database.keyring, row)
    return proof is not None and ring.is_proven(record.proven(source.source, row.id, row.facts, words), proof)


@pytest.mark.parametrize(("model", "row", "facts"), ALL, ids=lambda one: getattr(one, "__tablename__", ""))
def test_the_bytes_of_a_row_are_the_same_on_both_databases(
    filled: Database, model: type[Row], row: dict[str, Any], facts: bytes
) -> None:
    with filled.write() as session:
        session.connection().execute(insert(model), bound(session, model, [row]))
    _, found, _ = read(filled, model)
    assert found.facts == facts
    assert found.at == "2026-11-23 18:00:00.250000"


@pytest.mark.parametrize(("model", "row", "facts"), ALL, ids=lambda one: getattr(one, "__tablename__", ""))
def test_a_row_is_proved_whether_it_is_written_as_a_row_or_as_an_object(
    filled: Database, model: type[Row], row: dict[str, Any], facts: bytes
) -> None:
    _ = facts
    without_id = {name: value for name, value in row.items() if name != "id"}
    for values, as_object in ((row, False), (without_id, False), (row, True), (without_id, True)):
        with filled.write() as session:
            if as_object:
                session.add(model(**values))
            else:
                session.connection().execute(insert(model), bound(session, model, [values]))
        assert is_proven(filled, model)
        assert not is_proven(filled, model, Keyring(("another" * 6,)))
        assert is_proven(filled, model, Keyring(("another" * 6, *filled.keyring.secrets)))
        with filled.write() as session:
            session.execute(text(f"DELETE FROM {model.__tablename__}"))  # noqa: S608 - our own names


def test_the_json_that_is_proved_is_stored_as_it_is(filled: Database) -> None:
    with filled.write() as session:
        (row,) = bound(session, Event, [EVENT])
        session.connection().execute(insert(Event), [row])
    assert f'"facts":{row["facts"].text},"changes":{row["changes"].text}}}'.encode() in EVENT_BYTES
    with filled.read() as session:
        stored = session.execute(text("SELECT CAST(facts AS TEXT), CAST(changes AS TEXT) FROM events")).one()
        found = session.scalars(select(Event)).one()
    assert tuple(stored) == (row["facts"].text, row["changes"].text)
    assert (found.facts, found.changes) == (EVENT["facts"], EVENT["changes"])


CHANGED = {
    "at": "'2026-11-23 17:00:00.250000'",
    "kind": "'closed'",
    "facts": "'{}'",
    "changes": "'{}'",
    "words": "NULL",
}


@pytest.mark.parametrize("column", CHANGED)
def test_a_row_that_was_changed_before_it_got_its_place_is_not_proven(filled: Database, column: str) -> None:
    with filled.write() as session:
        session.connection().execute(insert(Event), bound(session, Event, [EVENT]))
    assert is_proven(filled, Event)
    with filled.write() as session:
        session.execute(text(f"UPDATE events SET {column} = {CHANGED[column]}"))  # noqa: S608 - our own names
    assert not is_proven(filled, Event)


def test_a_proof_does_not_prove_a_copy_of_the_row(filled: Database) -> None:
    with filled.write() as session:
        session.connection().execute(insert(Event), bound(session, Event, [EVENT | {"words": None}]))
        session.execute(text("UPDATE events SET id = 18"))
    assert not is_proven(filled, Event)


def test_words_that_were_moved_do_not_open(filled: Database) -> None:
    with filled.write() as session:
        session.connection().execute(insert(Event), bound(session, Event, [EVENT]))
        session.execute(text("UPDATE events SET looked_by = words"))
    source, row, _ = read(filled, Event)
    with pytest.raises(UnsealError):
        source.words(filled.keyring, row)


def test_ids_of_recorded_rows_are_taken_in_order_and_come_once(filled: Database) -> None:
    for _ in range(3):
        with filled.write() as session:
            for some in (1, 2, 6):
                rows = [{name: value for name, value in EVENT.items() if name != "id"} for _ in range(some)]
                session.connection().execute(insert(Event), bound(session, Event, rows))
            session.add(Event(**rows[0]))
    with filled.read() as session:
        by_time = session.scalars(select(Event.id).order_by(Event.id)).all()
    assert len(by_time) == len(set(by_time)) == 30


def test_every_column_of_a_recorded_table_is_covered() -> None:
    for model in recorded_tables():
        named, columns = covered(model)
        assert named == columns, model


def test_a_table_with_proofs_is_a_source_and_every_source_has_one() -> None:
    with_proofs = {table.name for table in Row.metadata.sorted_tables if "proof" in table.c}
    assert {one.table.name for one in SOURCES.values()} == with_proofs
    assert set(SOURCES) == set(Source)
    assert all(issubclass(one.model, Recorded) for one in SOURCES.values())


@pytest.mark.parametrize("source", list(SOURCES.values()), ids=lambda one: one.source.value)
def test_a_declaration_fits_its_table(source: RecordedSource) -> None:
    declared, columns = source.recording, inspect(source.model).columns
    assert {declared.at, "id", "community_id"} <= set(declared.facts)
    named = {declared.kind, declared.incident, declared.hidden} - {None}
    assert named <= set(declared.facts)
    sealed = {one.key for one in columns if isinstance(one.type, Sealed | SealedNamed)}
    assert sealed == set(declared.words), "words alone are sealed, and all of them"
    moments = {f"{source.table.name}.{one.name}" for one in columns if isinstance(one.type, UtcDateTime)}
    assert moments <= RECORD, "a step of the clock moves no recorded moment"
    (index,) = [one for one in source.table.indexes if one.name == f"ix_{source.table.name}_waiting"]
    assert [column.name for column in index.columns] == ["community_id", declared.at, "id"]


MARKS = [
    (("minor", None, None, None), False),
    (("major", None, AlarmKind.CALLED.value, Caution.MANY.value), False),
    (("private", None, None, None), True),
    (("complaint", None, None, None), True),
    (("minor", AccusedGroup.POLICE.value, None, None), True),
    (("major", None, AlarmKind.DURESS.value, None), True),
    (("minor", None, None, Caution.MAYBE_PRIVATE.value), True),
    ((None, None, None, None), True),
    (("of a later release", None, None, None), True),
]


@pytest.mark.parametrize(("marks", "is_hidden"), MARKS)
def test_an_event_is_hidden_by_its_incident(marks: tuple[str | None, ...], *, is_hidden: bool) -> None:
    assert SOURCES[Source.EVENTS].is_hidden(marks) is is_hidden


def test_a_file_is_never_hidden_and_an_act_says_it_itself() -> None:
    assert not SOURCES[Source.COMMUNITY_VERSIONS].is_hidden((0,))
    assert [SOURCES[Source.ACTS].is_hidden((said,)) for said in (0, 1, False, True)] == [False, True, False, True]
