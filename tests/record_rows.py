"""A large record: the events of many incidents, written with their places as Doria writes them, but many at once."""

import os
from collections.abc import Iterator
from contextlib import closing
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Table, select

from gateway.core import record_trees
from gateway.record.sources import SOURCES
from gateway.storage.database import Database
from gateway.storage.models import CommunityRow, EscalationRow, Event, Incident, RecordEntry, RecordTree, Row
from gateway.storage.prepared import filled
from gateway.storage.sealed_columns import InRow
from menus.domain import merkle, record
from menus.domain.categories import Category, Level, Track
from menus.domain.escalation_life import EscalationPhase
from menus.domain.incident_life import IncidentStatus
from menus.domain.record import Leaf, Source
from menus.domain.timeline import INCIDENT_FACTS, EventKind

_AT_ONCE = 2_500
"""Incidents in one transaction: twenty thousand events, which take some tens of megabytes. A guess."""
_WORDS = "handed to the police at the chief's office, nobody is hurt"
_MINUTE = timedelta(minutes=1)


def fill(database: Database, community: str, incidents: int, since: datetime) -> int:
    """Write closed incidents of a community, eight events each, two of them with words; return how many events.

    Each event has its place. The community must have no other incidents.
    """
    with database.read() as session:
        community_id = session.scalars(select(CommunityRow.id).where(CommunityRow.key == community)).one()
    writer = _Writer(database, community_id, community)
    for first in range(0, incidents, _AT_ONCE):
        writer.write(range(first, min(first + _AT_ONCE, incidents)), since)
    return writer.grown.size


class _Writer:
    def __init__(self, database: Database, community_id: int, community: str) -> None:
        self.database, self.community_id, self.community = database, community_id, community
        self.next_event = 1_000_000
        with database.read() as session:
            tree = session.scalars(select(RecordTree).where(RecordTree.community_id == community_id)).one()
        self.grown = merkle.Frontier.unpacked(tree.size, tree.frontier)
        self.seals = record_trees.sealer(tree)

    def write(self, numbers: range, since: datetime) -> None:
        """Write some incidents with their events, and give each event its place."""
        with self.database.write() as session:
            connection = session.connection()
            incidents = [
                _incident(self.community_id, 1_000_000 + number, since + number * _MINUTE) for number in numbers
            ]
            _store(connection, Incident, incidents)
            _store(connection, EscalationRow, [_track(incident) for incident in incidents])
            first = self.next_event
            rows = [_numbered(event, first + at) for at, event in enumerate(_events(incidents))]
            self.next_event += len(rows)
            _store(connection, Event, rows)
            _store(connection, RecordEntry, list(self._entries(connection, first)))
            tree = session.scalars(select(RecordTree).where(RecordTree.community_id == self.community_id)).one()
            record_trees.grow(tree, self.grown.size, self.grown.root(), self.grown.packed(), tree.carried_over_at)

    def _entries(self, connection: Connection, first: int) -> Iterator[dict[str, Any]]:
        source = SOURCES[Source.EVENTS]
        table, keyring = source.table, self.database.keyring
        wanted = (
            select(*source.columns(is_sqlite=connection.dialect.name == "sqlite"))
            .where(table.c.id >= first)
            .order_by(table.c.id)
        )
        for values in connection.execute(wanted):
            row, seq = source.raw(values), self.grown.size
            salt, word_salt = os.urandom(16), os.urandom(16)
            words = source.words(keyring, row)
            words_hash = None if words is None else record.salted(self.seals.word_salt(word_salt), words)
            shown = source.shown(row, is_hidden=False)
            leaf = merkle.leaf_hash(
                Leaf(self.community, seq, record.salted(salt, row.facts), words_hash, shown).content()
            )
            self.grown = self.grown.append(leaf)
            yield {
                "community_id": self.community_id,
                "seq": seq,
                "source": Source.EVENTS,
                "row_id": row.id,
                "is_hidden": False,
                "salt": salt,
                "word_salt": None if words is None else word_salt,
                "words_hash": words_hash,
                "leaf": leaf,
                "seal": self.seals.entry(seq, leaf),
                "erased_by": None,
            }


def _store(connection: Connection, model: type[Row], rows: list[dict[str, Any]]) -> None:
    """Insert many rows, which have their ids, by the driver itself: each value as its column stores it."""
    dialect, table = connection.dialect, _table(model)
    rows = filled(model, rows)
    names = list(rows[0])
    kinds = [table.c[name].type.dialect_impl(dialect).bind_processor(dialect) for name in names]
    lines = (
        [
            value if value is None or kind is None else kind(value)
            for kind, value in zip(kinds, row.values(), strict=True)
        ]
        for row in rows
    )
    quoted = ", ".join(f'"{table.c[name].name}"' for name in names)
    driver: Any = connection.connection
    with closing(driver.cursor()) as cursor:
        if dialect.name == "sqlite":
            marks = ", ".join("?" * len(names))
            cursor.executemany(f'INSERT INTO "{table.name}" ({quoted}) VALUES ({marks})', lines)  # noqa: S608 - our names
            return
        with cursor.copy(f'COPY "{table.name}" ({quoted}) FROM STDIN') as copy:
            for line in lines:
                copy.write_row(line)


def _table(model: type[Row]) -> Table:
    found = model.__table__
    assert isinstance(found, Table)
    return found


def _incident(community_id: int, number: int, opened_at: datetime) -> dict[str, Any]:
    return {
        "id": number,
        "community_id": community_id,
        "reference": str(number * 10),
        "category": Category.GUN_KILLING,
        "level": Level.MAJOR,
        "zone": "bondeni",
        "status": IncidentStatus.CLOSED,
        "opened_at": opened_at,
        "closed_at": opened_at + 7 * _MINUTE,
        "reports": 1,
        "unconfirmed": False,
        "has_red_words": False,
        "update_sent": False,
        "danger_now": False,
    }


def _track(incident: dict[str, Any]) -> dict[str, Any]:
    return {
        "incident_id": incident["id"],
        "track": Track.PATROL,
        "phase": EscalationPhase.ANSWERED,
        "steps": {"steps": [{}] * 4},
        "fired": 1,
        "last_rung_that_reached": 1,
        "skip_wait": False,
        "started_at": incident["opened_at"],
    }


def _events(incidents: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    for incident in incidents:
        began = {name: [None, _plain(incident.get(name))] for name in INCIDENT_FACTS}
        began["status"] = [None, IncidentStatus.OPEN.value]
        track, patrol = {"track": "patrol"}, {"track": "patrol", "role": "patrol-leader"}
        told: tuple[tuple[EventKind, dict[str, Any], dict[str, Any], str | None], ...] = (
            (EventKind.REPORTED, {"channel": "ussd", "report": incident["reference"]}, began, None),
            (
                EventKind.LADDER_STARTED,
                track,
                {"phase": [None, "calling"], "fired": [None, 0], "rungs": [None, 4]},
                None,
            ),
            (EventKind.RUNG_FIRED, {**track, "rung": 1}, {"fired": [0, 1]}, None),
            (EventKind.ANSWERED, patrol, {"phase": ["calling", "answered"]}, None),
            (EventKind.GOING, {**patrol, "position": 1}, {}, None),
            (EventKind.HERE, patrol, {}, None),
            (EventKind.OVER, patrol, {}, _WORDS),
            (EventKind.CLOSED, {"role": "coordinator"}, {"status": ["open", "closed"]}, _WORDS),
        )
        for minute, (kind, facts, changes, words) in enumerate(told):
            yield {
                "community_id": incident["community_id"],
                "incident_id": incident["id"],
                "at": incident["opened_at"] + minute * _MINUTE,
                "kind": kind,
                "person_id": None,
                "facts": facts,
                "changes": changes,
                "words": words,
                "looked_by": None,
                "proof": None,
            }


def _numbered(event: dict[str, Any], event_id: int) -> dict[str, Any]:
    words = event["words"]
    return event | {"id": event_id, "words": None if words is None else InRow(words, event_id)}


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, datetime) else value
