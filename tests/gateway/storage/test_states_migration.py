"""The migration to states and facts of their own: each old mixture becomes the right facts, and goes back."""

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy import JSON, bindparam, insert, select, text

from gateway.storage.binding import bound
from gateway.storage.database import Database
from gateway.storage.migrate import migrate
from gateway.storage.models import CommunityRow, EscalationRow, Event, Incident, Notification, PersonRow, Report
from gateway.storage.sealed_columns import SealedAlone
from gateway.storage.sealing import Keyring
from menus.domain.accused import AccusedGroup
from menus.domain.assignment_life import AssignmentState
from menus.domain.draft import PrivateKind, Topic
from menus.domain.escalation_life import EscalationPhase
from menus.domain.incident_life import IncidentStatus
from menus.domain.marks import AlarmKind, Caution
from menus.domain.timeline import EventKind, Recorded, replay

BEFORE = "0010"
NOW = datetime(2026, 11, 23, 18, 0, tzinfo=UTC)
LATER = datetime(2026, 11, 23, 18, 9, tzinfo=UTC)
INCIDENTS: list[tuple[dict[str, Any], dict[str, Any]]] = [
    ({}, {"status": IncidentStatus.OPEN, "alarm": None, "caution": None, "has_red_words": False}),
    ({"held": True}, {"status": IncidentStatus.AWAITING_REVIEW}),
    ({"events": ["over"]}, {"status": IncidentStatus.OVER}),
    ({"events": ["over", "taken-up"]}, {"status": IncidentStatus.OPEN}),
    ({"events": ["over"], "held": True}, {"status": IncidentStatus.AWAITING_REVIEW}),
    ({"state": "closed", "events": ["over"]}, {"status": IncidentStatus.CLOSED}),
    ({"state": "false"}, {"status": IncidentStatus.FALSE}),
    ({"state": "joined"}, {"status": IncidentStatus.JOINED}),
    ({"flag": "red"}, {"has_red_words": True, "alarm": None, "caution": None}),
    ({"flag": "many"}, {"caution": Caution.MANY}),
    ({"flag": "false-before"}, {"caution": Caution.FALSE_BEFORE}),
    ({"flag": "duress", "category": "officer-down"}, {"alarm": AlarmKind.DURESS}),
    ({"flag": "silent", "category": "officer-down"}, {"alarm": AlarmKind.SILENT}),
    ({"category": "officer-down"}, {"alarm": AlarmKind.CALLED}),
    ({"around": "police"}, {"accused_group": AccusedGroup.POLICE, "topic": None}),
    ({"around": "news", "level": "complaint"}, {"accused_group": None, "topic": Topic.NEWS}),
    ({"around": "feedback", "level": "complaint"}, {"accused_group": None, "topic": Topic.FEEDBACK}),
]
"""Columns of an incident (with the kinds of its events) before, and its facts after."""
CLIMBS: list[tuple[dict[str, Any], EscalationPhase]] = [
    ({}, EscalationPhase.CALLING),
    ({"spent_at": NOW}, EscalationPhase.EXHAUSTED),
    ({"answered_at": NOW}, EscalationPhase.ANSWERED),
    ({"answered_at": NOW, "spent_at": NOW}, EscalationPhase.ANSWERED),
    ({"answered_at": NOW, "reminded_at": LATER}, EscalationPhase.REMINDED),
    ({"answered_at": NOW, "reminded_at": NOW, "arrived_at": LATER}, EscalationPhase.ARRIVED),
]
PAGES: list[tuple[dict[str, Any], AssignmentState]] = [
    ({}, AssignmentState.NOTIFIED),
    ({"position": 1, "events": ["going"]}, AssignmentState.GOING),
    ({"position": 1, "events": ["going", "here"]}, AssignmentState.ARRIVED),
    ({"position": 1, "events": ["here", "cannot", "going"]}, AssignmentState.GOING),
    ({"safe_asked_at": NOW, "events": ["going"]}, AssignmentState.LAPSED),
    ({"events": ["cannot", "going"]}, AssignmentState.LAPSED),
    ({"events": ["going", "cannot"]}, AssignmentState.NOTIFIED),
    ({"is_done": True, "events": ["cannot"]}, AssignmentState.CANNOT),
    ({"is_done": True, "position": 1, "events": ["going", "over"]}, AssignmentState.DONE),
    ({"is_done": True, "events": ["over", "cannot"]}, AssignmentState.CANNOT),
]


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    """Give a database with the schema before this migration, and with one community and some people."""
    made = Database(database_url.replace("postgresql:", "postgresql+psycopg:"), Keyring(("k" * 40,)))
    migrate(made)
    with made.write() as session:
        connection = session.connection()
        connection.execute(insert(CommunityRow), [{"id": 1, "key": "example", "version": 1}])
        people = [{"id": one, "community_id": 1, "phone_hash": bytes([one]) * 16, "phone": "x"} for one in range(1, 20)]
        connection.execute(insert(PersonRow), bound(session, PersonRow, people))
    migrate(made, BEFORE)
    yield made
    made.close()


def _insert(database: Database, table: str, row: Mapping[str, Any], **types: Any) -> None:
    names = ", ".join(row)
    statement = text(f"INSERT INTO {table} ({names}) VALUES ({', '.join(f':{name}' for name in row)})")  # noqa: S608 - our own names
    statement = statement.bindparams(*(bindparam(name, type_=kind) for name, kind in types.items()))
    with database.write() as session:
        session.connection().execute(statement, row)


def _incident(database: Database, number: int, **columns: Any) -> None:
    kinds = columns.pop("events", [])
    row = {"id": number, "community_id": 1, "reference": f"1000{number}", "category": "robbery", "level": "urgent"}
    row |= {"state": "open", "opened_at": NOW, "reports": 1, "held": False} | columns
    _insert(database, "incidents", row)
    for kind in kinds:
        _event(database, number, kind)


def _event(database: Database, incident_id: int, kind: str, person_id: int | None = None) -> None:
    row = {"incident_id": incident_id, "at": NOW, "kind": kind, "person_id": person_id, "facts": {}}
    _insert(database, "events", row, facts=JSON())


def _rows(database: Database, query: str) -> list[tuple[Any, ...]]:
    with database.read() as session:
        return [tuple(row) for row in session.connection().execute(text(query))]


def test_an_incident_gets_its_status_and_its_marks_and_gives_them_back(database: Database) -> None:
    for number, (columns, _) in enumerate(INCIDENTS, start=1):
        _incident(database, number, **columns)
    query = "SELECT id, state, held, flag, around FROM incidents ORDER BY id"
    before = _rows(database, query)
    migrate(database)
    with database.read() as session:
        for number, (columns, facts) in enumerate(INCIDENTS, start=1):
            row = session.get_one(Incident, number)
            assert {name: getattr(row, name) for name in facts} == facts, columns
            events = session.scalars(select(Event).where(Event.incident_id == number).order_by(Event.id)).all()
            assert {event.community_id for event in events} == {1}
            told = replay(Recorded(event.kind, event.changes, event.facts.get("track")) for event in events)
            assert (told.facts["status"], told.facts["reference"]) == (row.status, row.reference)
    migrate(database, BEFORE)
    assert _rows(database, query) == before
    assert _rows(database, "SELECT count(*) FROM events WHERE kind = 'carried-over'") == [(0,)]


def test_a_ladder_gets_its_phase(database: Database) -> None:
    moments = dict.fromkeys(("answered_at", "spent_at", "reminded_at", "arrived_at"), Incident.opened_at.type)
    for number, (columns, _) in enumerate(CLIMBS, start=1):
        for ended in (0, 100):
            _incident(database, number + ended, state="closed" if ended else "open")
            row = {"incident_id": number + ended, "track": "patrol", "steps": {"level": "urgent", "steps": [{}, {}]}}
            row |= {"fired": 1, "reached": 1, "hurry": False, "started_at": NOW} | columns
            types = {name: kind for name, kind in moments.items() if name in columns}
            _insert(database, "climbs", row, steps=JSON(), started_at=Incident.opened_at.type, **types)
    migrate(database)
    with database.read() as session:
        rows = session.scalars(select(EscalationRow).order_by(EscalationRow.incident_id)).all()
        assert [row.phase for row in rows if row.incident_id < 100] == [phase for _, phase in CLIMBS]
        assert {row.phase for row in rows if row.incident_id > 100} == {EscalationPhase.STOPPED}
        carried = session.scalars(select(Event).where(Event.kind == EventKind.CARRIED_OVER)).all()
        assert {event.changes["rungs"][1] for event in carried if event.facts} == {2}


def test_an_assignment_gets_its_state_and_gives_back_whether_it_is_done(database: Database) -> None:
    _incident(database, 1)
    for person, (columns, _) in enumerate(PAGES, start=1):
        said = dict(columns)
        for kind in said.pop("events", []):
            _event(database, 1, kind, person)
        row = {"incident_id": 1, "person_id": person, "track": "patrol", "at": NOW, "is_done": False}
        _insert(database, "pages", row | {"safe_missed": 0, "is_unreached": False} | said)
    query = "SELECT person_id, is_done, position FROM pages ORDER BY person_id"
    before = _rows(database, query)
    migrate(database)
    with database.read() as session:
        rows = session.scalars(select(Notification).order_by(Notification.person_id)).all()
        assert [row.state for row in rows] == [state for _, state in PAGES]
    migrate(database, BEFORE)
    assert _rows(database, query) == before


def test_topics_groups_and_kinds_leave_the_columns_that_they_shared(database: Database) -> None:
    subject, words = SealedAlone("reports.subject"), SealedAlone("reports.words")
    said = [
        ("complaint-other", "complaint", None, "news", "they meet at noon"),
        ("complaint-other", "complaint", None, "leader", "he took it"),
        ("abuse-child", "private", None, None, "i-am-a-child"),
        ("abuse-child", "private", None, None, "not a kind of the menu"),
        ("robbery", "urgent", "police", "police", None),
    ]
    for number, (category, level, around, about, text_of) in enumerate(said, start=1):
        _incident(database, number, category=category, level=level, around=around)
        row = {"id": number, "community_id": 1, "incident_id": number, "channel": "ussd", "language": "sw"}
        row |= {"category": category, "created_at": NOW, "subject": about, "words": text_of, "unconfirmed": False}
        row |= {"reference": f"1000{number}" if number > 1 else None}
        _insert(database, "reports", row, subject=subject, words=words, created_at=Incident.opened_at.type)
    migrate(database)
    with database.read() as session:
        found = session.execute(select(Incident, Report).join(Report, Report.incident_id == Incident.id)).all()
        assert [
            (incident.accused_group, incident.topic, report.accused_group, report.private_kind, report.words)
            for incident, report in sorted(found, key=lambda pair: pair[0].id)
        ] == [
            (None, Topic.NEWS, None, None, "they meet at noon"),
            (AccusedGroup.LEADER, None, AccusedGroup.LEADER, None, "he took it"),
            (None, None, None, PrivateKind.I_AM_A_CHILD, None),
            (None, None, None, None, "not a kind of the menu"),
            (AccusedGroup.POLICE, None, AccusedGroup.POLICE, None, None),
        ]
        assert all(report.reference for _, report in found)
        assert len({report.reference for _, report in found}) == len(said)
    migrate(database, BEFORE)
    with database.read() as session:
        query = text("SELECT subject, words FROM reports ORDER BY id").columns(subject=subject, words=words)
        assert [tuple(row) for row in session.connection().execute(query)] == [
            (about, words) for *_, about, words in said
        ]
