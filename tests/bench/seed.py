"""A database as a year of use leaves it: some stories are told by the use cases, and their rows are written often.

Each copy has ids, times, phones, sessions, batches and references of its own. Rows are written as the use cases write
them: every value is sealed for its row, every phone hashed. What retention has erased by the end of the year is left
out, unless `keeps_expired`. The same seed makes the same rows, but for the bytes of sealing.

    python -m tests.bench.seed sqlite:////tmp/year.db 300000
"""

import random
import sys
import time
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from sqlalchemy import inspect, select, text
from sqlalchemy.orm import Session

from gateway.communities.file import load_example
from gateway.services import Services
from gateway.storage.models import (
    Attempt,
    DraftRow,
    EscalationRow,
    Event,
    Inbound,
    Incident,
    Message,
    Notification,
    ReceiptRow,
    Report,
    Row,
)
from menus.domain import references
from menus.domain.categories import Category
from menus.domain.retention.periods import LEDGERS, TEXTS
from tests.conftest import free_port, started_redis
from tests.people import BREAK_IN, CODE, COORDINATOR, DEPUTY, KILLING, LEADER, OTHER, RESIDENT
from tests.town import Town, reference_in

TABLES: tuple[type[Row], ...] = (
    Incident,
    Report,
    DraftRow,
    Event,
    EscalationRow,
    Notification,
    Message,
    Attempt,
    ReceiptRow,
    Inbound,
)
"""The tables whose rows are written often, those that others refer to first."""
_YEAR = timedelta(days=364)
_AT_ONCE = 100
"""Copies in one transaction."""
_RESIDENTS = 20_000
"""The phones that report. A guess: most people report less than once a month."""
_KEPT = {DraftRow: TEXTS, Inbound: TEXTS, Attempt: LEDGERS, ReceiptRow: LEDGERS}
"""The rows that are deleted after a time."""
_LINKS: dict[str, type[Row]] = {"incident_id": Incident, "report_id": Report, "message_id": Message}
_HASHES = ("reporter_hash", "caller_hash", "phone_hash", "from_hash", "recipient_hash")
Values = dict[str, Any]


def tell_stories(town: Town) -> None:
    """Let people report, answer, arrive and close, and let receipts come."""
    killing = town.dials(RESIDENT, CODE, *KILLING)
    town.answers(LEADER, "going", reference_in(killing))
    town.passes(minutes=1)
    town.answers(LEADER, "there", reference_in(killing))
    town.confirms(COORDINATOR, f"CLOSE {reference_in(killing)} handed to the police")
    for phone, keys in ((OTHER, BREAK_IN), (RESIDENT, (*BREAK_IN[:-1], "2"))):
        town.passes(minutes=60)
        reference = reference_in(town.dials(phone, CODE, *keys))
        town.answers(DEPUTY, "going", reference)
        town.texts(COORDINATOR, f"CLOSE {reference} settled")
    town.passes(minutes=60)
    town.presses("3", "5", session="left", phone=OTHER)
    reference = town.reports(RESIDENT, Category.THEFT, zone="market")
    town.texts(COORDINATOR, f"CLOSE {reference} found")
    with town.services.reading() as session:
        provider_ids = session.scalars(select(Attempt.provider_id).where(Attempt.provider_id.is_not(None))).all()
    for provider_id in provider_ids:
        town.receives(str(provider_id), "Success")


def read_stories(session: Session) -> dict[type[Row], list[Values]]:
    """Return the rows of the stories, with what is sealed in them."""
    found: dict[type[Row], list[Values]] = {}
    for table in TABLES:
        keys = [column.key for column in inspect(table).column_attrs]
        found[table] = [{key: getattr(row, key) for key in keys} for row in session.scalars(select(table)).all()]
    return found


@dataclass(frozen=True)
class _Story:
    """A row of a story: its table, its values, and the names of those that differ from copy to copy."""

    table: type[Row]
    values: Values
    times: tuple[str, ...]
    links: tuple[tuple[str, type[Row]], ...]
    names: tuple[str, ...]
    """Names that the network gives."""
    secrets: tuple[str, ...]
    """Random bytes that several rows share."""
    hashes: tuple[str, ...]
    phones: tuple[str, ...]

    @classmethod
    def of(cls, table: type[Row], values: Values, residents: frozenset[bytes]) -> "_Story":
        def among(names: Iterable[str]) -> tuple[str, ...]:
            return tuple(name for name in names if values.get(name) is not None)

        return cls(
            table,
            values,
            tuple(name for name, value in values.items() if isinstance(value, datetime)),
            tuple((name, table if name == "id" else _LINKS[name]) for name in among(("id", *_LINKS))),
            among(("provider_id", "fetched_id")),
            among(("session_key", "offered_to", "batch")),
            tuple(name for name in among(_HASHES) if values[name] in residents),
            tuple(name for name in ("reporter_phone", "phone", "from_phone") if values.get(name) in {RESIDENT, OTHER}),
        )


class Copies:
    """Makes copies of some rows, each an `age` old."""

    def __init__(self, services: Services, stories: Mapping[type[Row], list[Values]], seed: int) -> None:
        self.services = services
        residents = frozenset(services.keyring.phone(phone) for phone in (RESIDENT, OTHER))
        self.rows = [_Story.of(table, row, residents) for table, rows in stories.items() for row in rows]
        self.chance = random.Random(seed)  # noqa: S311 - rows that can be made again, not secrets
        self.spans = {table: max((row.get("id") or 0 for row in rows), default=0) for table, rows in stories.items()}
        self.firsts = {row["incident_id"]: row["id"] for row in reversed(stories[Report])}
        self._hash = lru_cache(maxsize=2 * _RESIDENTS)(services.keyring.phone)

    def of(self, number: int, age: timedelta, *, keeps_expired: bool) -> Iterator[tuple[type[Row], Values]]:
        """Yield the rows of copy `number`, from 1."""
        phone = f"+254722{self.chance.randrange(_RESIDENTS):06}"
        shared: dict[bytes, bytes] = {}
        for story in self.rows:
            if not keeps_expired and age > _KEPT.get(story.table, age):
                continue
            made = dict(story.values)
            for name in story.times:
                made[name] -= age
            for name, of in story.links:
                made[name] += self.spans[of] * number
            for name in story.names:
                made[name] = f"{made[name]}-{number}"
            for name in story.secrets:
                made[name] = shared.setdefault(made[name], self.chance.randbytes(16))
            for name in story.hashes:
                made[name] = self._hash(phone)
            for name in story.phones:
                made[name] = phone
            if "reference" in made and story.table in {Report, Incident}:
                first = story.values["id"] if story.table is Report else self.firsts[story.values["id"]]
                serial = first + self.spans[Report] * number
                made["reference"] = references.mint(serial, self.services.keyring.reference_key)
            yield story.table, made if keeps_expired else aged(story.table, made, age)


def aged(table: type[Row], row: Values, age: timedelta) -> Values:
    """Return a row as retention leaves it after a time."""
    if table is Message and age > TEXTS:
        return {**row, "phone": "", "body": "", "phone_hash": bytes(16)}
    if table is Report and age > timedelta(days=8):
        return {**row, "reporter_phone": None}
    if table is DraftRow and age > timedelta(hours=1):
        return {**row, "phone": None, "place": None}
    if table is Inbound and age > timedelta(days=1):
        return {**row, "twin_key": None, "link_hash": None, "network_date": ""}
    return row


def multiply(services: Services, reports: int, seed: int = 1, *, keeps_expired: bool = False, over: float = 0) -> int:
    """Write the rows of the stories until there are so many reports; return how many rows were written.

    The copies are spread over a year; with `over`, over so many days more.
    """
    with services.reading() as session:
        stories = read_stories(session)
    made, written = Copies(services, stories, seed), 0
    count = max(0, -(-reports // len(stories[Report])) - 1)
    span = _YEAR + timedelta(days=over)
    for start in range(1, count + 1, _AT_ONCE):
        rows: dict[type[Row], list[Values]] = {table: [] for table in TABLES}
        for number in range(start, min(start + _AT_ONCE, count + 1)):
            # The oldest first: ids grow with time.
            age = span * (1 - number / (count + 1))
            for table, row in made.of(number, age, keeps_expired=keeps_expired):
                rows[table].append(row)
        with services.uow() as uow:
            for table in TABLES:
                uow.insert(table, rows[table])
                written += len(rows[table])
    _go_on_counting(services)
    return written


def _go_on_counting(services: Services) -> None:
    """Let the next ids follow those that were given, and let the planner of PostgreSQL know the tables."""
    if services.database.on_sqlite:
        return
    with services.database.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        for table in TABLES:
            name = table.__tablename__
            if "id" in inspect(table).columns:
                newest = f"SELECT setval(pg_get_serial_sequence('{name}', 'id'), (SELECT max(id) FROM {name}))"  # noqa: S608 - our own names
                connection.execute(text(newest))
        connection.execute(text("ANALYZE"))


def seed_database(url: str, redis_url: str, reports: int, seed: int = 1, **more: Any) -> int:
    """Fill an empty database; return how many rows were written."""
    town = Town(url, redis_url, load_example("mlango-kubwa"), keeps_database=False)
    try:
        tell_stories(town)
        return multiply(town.services, reports, seed, **more)
    finally:
        town.keeps_timeline = False
        town.close()


def _main(url: str, reports: str) -> None:
    began, cpu = time.monotonic(), time.process_time()
    with TemporaryDirectory(prefix="doria-seed-") as folder, started_redis(Path(folder), free_port()) as redis_url:
        written = seed_database(url, redis_url, int(reports))
    took = f"{time.monotonic() - began:.0f} s, {time.process_time() - cpu:.0f} s of a processor"
    sys.stdout.write(f"{reports} reports, {written} rows: {took}\n")


if __name__ == "__main__":
    _main(*sys.argv[1:])
