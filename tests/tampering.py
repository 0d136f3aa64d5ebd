"""A thief with the database alone: everything here is done by SQL, without the keys and without Doria."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from click.testing import CliRunner, Result
from sqlalchemy import Connection, create_engine, event, inspect, text

from gateway.cli.main import main
from tests import databases
from tests.town import METRICS_TOKEN, TOKEN, Town

COMMUNITY = "mlango-kubwa"
Rows = Sequence[Mapping[str, Any]]


class Thief:
    """A connection to the database of a town that knows nothing of Doria, and obeys no reference between tables."""

    def __init__(self, url: str) -> None:
        self._engine = create_engine(url)
        self.is_sqlite = self._engine.dialect.name == "sqlite"
        if self.is_sqlite:
            event.listen(self._engine, "connect", _takes_any_text)

    @contextmanager
    def connected(self) -> Iterator[Connection]:
        """Give a connection; commit at the end of the block."""
        with self._engine.begin() as connection:
            if not self.is_sqlite:
                connection.exec_driver_sql("SET session_replication_role = replica")
            triggers = self._drops_triggers(connection) if self.is_sqlite else []
            yield connection
            for trigger in triggers:
                connection.exec_driver_sql(trigger)

    def _drops_triggers(self, connection: Connection) -> list[str]:
        """Take away what keeps a table as it is, as any thief can; return how it is made again, to hide that."""
        rows = connection.exec_driver_sql("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").all()
        for name, _ in rows:
            connection.exec_driver_sql(f"DROP TRIGGER {name}")
        return [sql for _, sql in rows]

    def does(self, sql: str, **values: object) -> None:
        """Run a statement."""
        with self.connected() as connection:
            connection.execute(text(sql), values)

    def reads(self, sql: str, **values: object) -> Rows:
        """Return rows; JSON and moments come as text."""
        with self.connected() as connection:
            return [dict(row) for row in connection.execute(text(sql), values).mappings()]

    def value(self, sql: str, **values: object) -> Any:
        """Return one value."""
        with self.connected() as connection:
            return connection.scalar(text(sql), values)

    def columns(self, table: str) -> dict[str, str]:
        """Return the columns of a table with the names of their types."""
        return {column["name"]: str(column["type"]) for column in inspect(self._engine).get_columns(table)}

    def copies(self, *tables: str) -> dict[str, Rows]:
        """Return all rows of some tables, as their bytes are."""
        return {table: self.reads(f"SELECT {self._all(table)} FROM {table}") for table in tables}  # noqa: S608 - our own names

    def puts_back(self, copied: Mapping[str, Rows]) -> None:
        """Make tables again what they were."""
        with self.connected() as connection:
            for table, rows in copied.items():
                connection.execute(text(f"DELETE FROM {table}"))  # noqa: S608 - our own names
                for row in rows:
                    names, values = ", ".join(row), ", ".join(self._value(table, name) for name in row)
                    connection.execute(text(f"INSERT INTO {table} ({names}) VALUES ({values})"), dict(row))  # noqa: S608 - as above

    def _all(self, table: str) -> str:
        if self.is_sqlite:
            return "*"
        return ", ".join(
            f"{name}::text AS {name}" if kind in {"JSON", "TIMESTAMP"} else name
            for name, kind in self.columns(table).items()
        )

    def _value(self, table: str, name: str) -> str:
        kind = self.columns(table)[name]
        if self.is_sqlite or kind not in {"JSON", "TIMESTAMP"}:
            return f":{name}"
        return f"CAST(:{name} AS {'json' if kind == 'JSON' else 'timestamptz'})"

    def close(self) -> None:
        """Close every connection."""
        self._engine.dispose()


def _takes_any_text(connection: Any, _record: object) -> None:
    connection.text_factory = lambda text: text.decode(errors="surrogateescape")


def doria(town: Town, *arguments: str) -> Result:
    """Run a command of `doria` on the database of a town."""
    return CliRunner(env=environment_of(town)).invoke(main, list(arguments))


def environment_of(town: Town) -> dict[str, str]:
    """Return the environment of a command on the database of a town."""
    return {
        "DATABASE_URL": town.services.database.url.render_as_string(hide_password=False),
        "REDIS_URL": town.services.settings.redis_url,
        "SECRET_KEY": databases.SECRET,
        "WEBHOOK_TOKEN": TOKEN,
        "METRICS_TOKEN": METRICS_TOKEN,
    }
