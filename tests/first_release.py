"""The database of Doria's first release, and what that release showed of it; its README tells how it was made."""

import gzip
import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from sqlalchemy import MetaData, Table, create_engine, func, insert, select, text, type_coerce

from gateway.storage import migrate
from gateway.storage.columns import Sealed, SealedNamed
from gateway.storage.database import Database
from gateway.storage.models import Row
from gateway.storage.sealed_columns import SealedAlone
from gateway.storage.sealing import Keyring

SECRET = "s" * 40
REVISION = "0001"
FORMER = "+254700000119"
"""The patroller whom the community file in force does not name any more."""
_FOLDER = Path(__file__).parent / "fixtures" / "first_release"
BOARD: list[dict[str, Any]] = json.loads((_FOLDER / "incidents.json").read_text(encoding="utf-8"))
"""The output of its `doria incidents --json`."""
_FACTS: dict[str, Any] = json.loads((_FOLDER / "facts.json").read_text(encoding="utf-8"))
STOPPED_AT = datetime.fromisoformat(_FACTS["stopped_at"])
REFERENCES: dict[str, str] = _FACTS["references"]
SESSIONS: dict[str, str] = _FACTS["sessions"]
MY_REPORTS: dict[str, list[str]] = _FACTS["my_reports"]
SEALED: dict[str, dict[str, dict[str, str]]] = _FACTS["sealed"]


def unpack(to: Path) -> None:
    """Write the database as a file."""
    to.write_bytes(gzip.decompress((_FOLDER / "doria.sqlite3.gz").read_bytes()))


def opened(url: str) -> Database:
    """Return a database of that URL, with the key that the first release sealed with."""
    return Database(url.replace("postgresql:", "postgresql+psycopg:"), Keyring((SECRET,)))


def copy_to_postgres(file: Path, url: str) -> None:
    """Bring an empty PostgreSQL database to the first revision, and copy every row of the file into it."""
    database = opened(url)
    config = Config()
    config.set_main_option("script_location", str(Path(migrate.__file__).with_name("migrations")))
    config.set_main_option("path_separator", "os")
    with database.write() as session:
        config.attributes["connection"] = session.connection()
        command.upgrade(config, REVISION)
    copied, source = MetaData(), create_engine(f"sqlite:///{file}")
    copied.reflect(database.engine)
    with source.connect() as old, database.engine.begin() as new:
        for table in copied.sorted_tables:
            rows = old.execute(select(Table(table.name, MetaData(), autoload_with=source))).mappings().all()
            if rows and table.name != "alembic_version":
                new.execute(insert(table), [{name: _in_utc(value) for name, value in row.items()} for row in rows])
            if "id" in table.c:
                counter = func.pg_get_serial_sequence(table.name, "id")
                new.execute(select(func.setval(counter, select(func.max(table.c.id)).scalar_subquery())))
    source.dispose()
    database.close()


def _in_utc(value: Any) -> Any:
    """Return a value as PostgreSQL keeps it: SQLite leaves the zone off a moment."""
    return value.replace(tzinfo=UTC) if isinstance(value, datetime) else value


def read_sealed(database: Database, kind: type[SealedAlone] | None = None) -> dict[str, dict[str, dict[str, str]]]:
    """Return the sealed values that the first release kept, as today's models read them, in the form of `SEALED`.

    `kind` reads them as an earlier release did.
    """
    found: dict[str, dict[str, dict[str, str]]] = {}
    with database.read() as session:
        for name, columns in SEALED.items():
            table = Row.metadata.tables[name]
            for column in sorted(columns):
                kept = next((known for known in table.c if known.name == column), None)
                if kept is None:
                    continue
                assert isinstance(kept.type, Sealed | SealedNamed)
                read = kept if kind is None else type_coerce(kept, kind(f"{name}.{column}"))
                rows = session.execute(select(table.c.id, read).where(kept.is_not(None)).order_by(table.c.id))
                found.setdefault(name, {})[column] = {str(row_id): value for row_id, value in rows}
    return found


def count_on_from(database: Database, serial: int) -> None:
    """Let the next report be the one after a serial number, as if so many had been filed."""
    statement = {
        "sqlite": "UPDATE sqlite_sequence SET seq = :serial WHERE name = 'reports'",
        "postgresql": "SELECT setval(pg_get_serial_sequence('reports', 'id'), :serial)",
    }[database.engine.dialect.name]
    with database.write() as session:
        session.execute(text(statement), {"serial": serial})
