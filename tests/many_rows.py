"""Many rows: the rows of a few stories, copied inside the database until there are so many reports.

The database makes the copies itself, which takes a twentieth of the time of `tests/bench/seed.py` (measured). They are
for plans alone: like old rows they hold no words and no numbers, and their references have no check digit.
"""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Column, Connection, LargeBinary, Table

from gateway.services import Services
from gateway.storage.columns import UtcDateTime
from gateway.storage.models import Attempt, BackupSend, DraftRow, Inbound, Message, Question, ReceiptRow, Report, Row
from gateway.storage.sealed_columns import Sealed, SealedNamed
from menus.domain.retention.periods import LEDGERS, TEXTS
from tests.bench import seed

TABLES: tuple[type[Row], ...] = (*seed.TABLES, Question, BackupSend)
_YOUNGEST = 172_800
"""Seconds: what happens in a test is newer than all copies."""
_YEAR = 364 * 86_400
_RESIDENTS = 20_000
_KEPT = {DraftRow: TEXTS, Inbound: TEXTS, Attempt: LEDGERS, ReceiptRow: LEDGERS, BackupSend: LEDGERS}
"""The tables of which the oldest rows are deleted."""
_LINKS = {"incident_id": "incidents", "report_id": "reports", "message_id": "messages"}
_OF_PEOPLE = {"reporter_hash", "caller_hash", "phone_hash", "from_hash", "recipient_hash"}
_NAMES = {"provider_id", "fetched_id"}
_FORGOTTEN = {
    "reporter_phone",
    "twin_key",
    "link_hash",
    "answered_in",
    "due_at",
    "erase_at",
    "words_due_at",
    "lease_until",
}
"""The columns that are null in old rows, if they may be null."""


@dataclass(frozen=True)
class _Dialect:
    """The expressions that the databases write in different ways; `n` is the number of a copy, `age` its seconds."""

    numbers: str
    earlier: str
    digits: str
    as_bytes: str
    no_bytes: str


_SQLITE = _Dialect(
    "(WITH RECURSIVE s(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM s WHERE n < {copies}) SELECT n FROM s)",
    "strftime('%Y-%m-%d %H:%M:%f000', {column}, '-' || age || ' seconds')",
    "printf('%0{width}d', {number})",
    "CAST({digits} AS BLOB)",
    "zeroblob({size})",
)
_POSTGRES = _Dialect(
    "generate_series(1, {copies}) AS s(n)",
    "{column} - make_interval(secs => age)",
    "lpad(CAST({number} AS text), {width}, '0')",
    "convert_to({digits}, 'UTF8')",
    "decode(repeat('00', {size}), 'hex')",
)


def copy_rows(services: Services, reports: int) -> int:
    """Copy the rows that stories have left until there are so many reports; return the number of copies of each table.

    Each copy has one row in every table. They are spread over a year, the oldest first.
    """
    engine, on_sqlite = services.database.engine, services.database.on_sqlite
    dialect = _SQLITE if on_sqlite else _POSTGRES
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        # Foreign keys are right by themselves, and an index is made faster at once than row by row.
        quick = _QUICK_ON_SQLITE if on_sqlite else _QUICK
        for setting in quick:
            connection.exec_driver_sql(setting)
        indexes = _drop_indexes(connection, on_sqlite=on_sqlite)
        firsts = {table.__tablename__: _count(connection, table, "max") for table in TABLES if "id" in _table(table).c}
        copies = reports - _count(connection, Report, "count")
        connection.exec_driver_sql(_numbers(dialect, copies).replace("%", "%%" if not on_sqlite else "%"))
        connection.exec_driver_sql("BEGIN")
        for table in TABLES:
            connection.exec_driver_sql(_copying(table, dialect, firsts).replace("%", "%%" if not on_sqlite else "%"))
        connection.exec_driver_sql("COMMIT")
        connection.exec_driver_sql("DROP TABLE numbers")
        for index in indexes:
            connection.exec_driver_sql(index)
        for setting in ("PRAGMA foreign_keys=ON", "PRAGMA synchronous=NORMAL") if on_sqlite else ("RESET ALL",):
            connection.exec_driver_sql(setting)
        if not on_sqlite:
            for name in firsts:
                connection.exec_driver_sql(
                    f"SELECT setval(pg_get_serial_sequence('{name}', 'id'), (SELECT max(id) FROM {name}))"  # noqa: S608 - our own names
                )
            # SQLite is not asked to count its rows: Doria never does it either. On a busy machine it takes long.
            connection.exec_driver_sql("SET statement_timeout = 0")
            connection.exec_driver_sql("VACUUM ANALYZE")
            connection.exec_driver_sql("RESET statement_timeout")
    return copies


_QUICK_ON_SQLITE = (
    "PRAGMA foreign_keys=OFF",
    "PRAGMA synchronous=OFF",
    "PRAGMA cache_size=-200000",
    "PRAGMA temp_store=MEMORY",
)
_QUICK = (
    "SET session_replication_role = replica",
    "SET statement_timeout = 0",
    "SET maintenance_work_mem = '256MB'",
    "SET max_parallel_maintenance_workers = 0",
)


def _table(table: type[Row]) -> Table:
    found = table.__table__
    assert isinstance(found, Table)
    return found


def _count(connection: Connection, table: type[Row], how: str) -> int:
    column = "id" if "id" in _table(table).c else "*"
    asked = f"SELECT coalesce({how}({column}), 0) FROM {table.__tablename__}"  # noqa: S608 - our own names
    return int(connection.exec_driver_sql(asked).scalar_one())


def _drop_indexes(connection: Connection, *, on_sqlite: bool) -> list[str]:
    """Drop the indexes of the tables but those of their constraints; return the statements that make them again."""
    asked = (
        "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL AND tbl_name = '{}'"
        if on_sqlite
        else "SELECT indexname, indexdef FROM pg_indexes LEFT JOIN pg_constraint ON conname = indexname"
        " WHERE conname IS NULL AND tablename = '{}'"
    )
    found = [row for table in TABLES for row in connection.exec_driver_sql(asked.format(table.__tablename__)).all()]
    for name, _ in found:
        connection.exec_driver_sql(f'DROP INDEX "{name}"')
    return [str(made) for _, made in found]


def _numbers(dialect: _Dialect, copies: int) -> str:
    """Return the statement that makes the table of the copies: each with its number, age and bytes, and its caller."""
    made = {"own": "n", "resident": f"n % {_RESIDENTS}"}
    columns = (
        f"{dialect.as_bytes.format(digits=dialect.digits.format(number=number, width=16))} AS {name}"
        for name, number in made.items()
    )
    age = f"CAST({_YOUNGEST} + {_YEAR} * (1.0 - n * 1.0 / {copies + 1}) AS integer)"
    return (
        f"CREATE TEMPORARY TABLE numbers AS SELECT n, {age} AS age, {', '.join(columns)}"  # noqa: S608 - our own names
        f" FROM {dialect.numbers.format(copies=copies)}"
    )


def _copying(table: type[Row], dialect: _Dialect, firsts: dict[str, int]) -> str:
    """Return the statement that inserts the copies of the rows of a table, one for each number."""
    columns = list(_table(table).c)
    names = ", ".join(f'"{column.name}"' for column in columns)
    values = ", ".join(_value(table.__tablename__, column, dialect, firsts) for column in columns)
    kept = _KEPT.get(table)
    is_kept = f"age < {int(kept.total_seconds())}" if kept is not None else "1 = 1"
    name = table.__tablename__
    return (
        f"INSERT INTO {name} ({names}) SELECT {values}"  # noqa: S608 - our own names
        f" FROM numbers"
        f" JOIN (SELECT *, row_number() OVER (ORDER BY {columns[0].name}) - 1 AS turn FROM {name}) AS story"
        f" ON story.turn = n % (SELECT count(*) FROM {name}) WHERE {is_kept}"
    )


def _value(table: str, column: Column[Any], dialect: _Dialect, firsts: dict[str, int]) -> str:
    """Return the expression for a column of copy `n`."""
    name, own = column.name, f'story."{column.name}"'
    is_sealed = isinstance(column.type, Sealed | SealedNamed)
    if column.nullable and (name in _FORGOTTEN or is_sealed):
        return "NULL"
    made = dialect.no_bytes.format(size=0) if is_sealed else _named(table, name, dialect, firsts)
    if made is None:
        made = _typed(column, own, dialect)
    return f"CASE WHEN {own} IS NULL THEN NULL ELSE {made} END" if column.nullable and name != "erased_at" else made


def _named(table: str, name: str, dialect: _Dialect, firsts: dict[str, int]) -> str | None:
    """Return the expression for a column whose name tells what it holds; None if its type tells it."""
    erased = dialect.no_bytes.format(size=16)
    made = {
        "id": f"{firsts.get(table)} + n",
        "erased_at": dialect.earlier.format(
            column='story."ended_at"' if table == Report.__tablename__ else 'story."closed_at"'
        ),
        "reference": "'9' || " + dialect.digits.format(number="n", width=8),
        "network_date": "''",
        **{one: f"{firsts[linked]} + n" for one, linked in _LINKS.items()},
        **{one: f"story.{one} || '-' || n" for one in _NAMES},
        **dict.fromkeys(_OF_PEOPLE, "resident"),
    }
    if table == Message.__tablename__:
        made["phone_hash"] = f"CASE WHEN age > {int(TEXTS.total_seconds())} THEN {erased} ELSE resident END"
    return made.get(name)


def _typed(column: Column[Any], own: str, dialect: _Dialect) -> str:
    if isinstance(column.type, UtcDateTime):
        return dialect.earlier.format(column=own)
    if isinstance(column.type, LargeBinary):
        return "numbers.own"
    return own
