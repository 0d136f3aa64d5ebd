"""Migrations that the release before can live beside: they add, and take nothing away.

Processes of two releases work on one database while they are started anew, one after the other. The rule is "expand,
then contract": a release adds what it needs, and a later one takes away what nobody uses any more.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, inspect

from gateway.storage import migrate
from gateway.storage.database import Database
from gateway.storage.sealing import Keyring

RELEASED = "0001"
"""The schema of 0.1.0, the last release."""
_FOLDER = Path(migrate.__file__).with_name("migrations")


@dataclass
class Shape:
    """The columns of each table, and which of them every row must be given by whoever inserts it."""

    columns: dict[str, set[str]] = field(default_factory=dict)
    demanded: set[str] = field(default_factory=set)


def shape(connection: Connection) -> Shape:
    found, seen = Shape(), inspect(connection)
    for table in seen.get_table_names():
        columns = seen.get_columns(table)
        keys = set(seen.get_pk_constraint(table)["constrained_columns"])
        found.columns[table] = {column["name"] for column in columns}
        found.demanded |= {f"{table}.{column['name']}" for column in columns if _is_demanded(column, keys)}
    return found


def _is_demanded(column: Any, keys: set[str]) -> bool:
    is_counted = column["name"] in keys and "INT" in str(column["type"])
    return not column["nullable"] and column["default"] is None and not is_counted


def of_tables(whole: Shape, tables: Collection[str]) -> Shape:
    """Return the part of a shape that is of some tables."""
    columns = {table: names for table, names in whole.columns.items() if table in tables}
    return Shape(columns, {name for name in whole.demanded if name.partition(".")[0] in tables})


def taken_away(before: Shape, after: Shape) -> set[str]:
    """Return what the release before would miss, or would leave out."""
    tables = before.columns.keys()
    gone = {f"{table} is gone" for table in tables - after.columns.keys()}
    kept = tables & after.columns.keys()
    gone |= {f"{table}.{one} is gone" for table in kept for one in before.columns[table] - after.columns[table]}
    # A table that is new is filled by nobody else.
    new = {name for name in after.demanded - before.demanded if name.partition(".")[0] in tables}
    return gone | {f"{name} must be given" for name in new}


@pytest.fixture(scope="module")
def steps(tmp_path_factory: pytest.TempPathFactory) -> dict[str, set[str]]:
    """Give what each migration since the last release takes away."""
    return dict(walked(tmp_path_factory.mktemp("walk") / "walk.db"))


def walked(file: Path) -> Iterator[tuple[str, set[str]]]:
    config, database = Config(), Database(f"sqlite:///{file}", Keyring(("s" * 40,)), fsync="normal")
    config.set_main_option("script_location", str(_FOLDER))
    config.set_main_option("path_separator", "os")
    before, released = Shape(), set[str]()
    with database.changing_schema() as connection:
        config.attributes["connection"] = connection
        for step in migrate.to_come(None):
            revision = step.partition(" ")[0]
            command.upgrade(config, revision)
            after = shape(connection)
            if revision > RELEASED:
                # Nobody who runs the last release has a table that came later, so nobody misses what it had.
                yield revision, taken_away(of_tables(before, released), of_tables(after, released))
            if revision == RELEASED:
                released = set(after.columns)
            before = after
    database.close()


_STOPPED = "0.2.0 is installed while Doria is stopped: it seals every value anew, which 0.1.0 cannot read"
ALLOWED: dict[str, tuple[set[str], str]] = {
    "0008": ({"people.active is gone", "people.name is gone", "person_roles is gone"}, _STOPPED),
    "0011": (
        {
            "events.community_id must be given",
            "incidents.flag is gone",
            "incidents.held is gone",
            "incidents.reference must be given",
            "pages.is_done is gone",
            "reports.reference must be given",
        },
        _STOPPED,
    ),
    "0012": ({"messages.second_due_at is gone", "messages.second_tried is gone"}, _STOPPED),
}
"""The things that a migration takes away all the same, and why nobody misses them."""


def test_each_migration_since_the_last_release_adds_and_takes_nothing_away(steps: dict[str, set[str]]) -> None:
    assert {revision: gone for revision, gone in steps.items() if gone} == {
        revision: gone for revision, (gone, _) in ALLOWED.items()
    }


def test_a_migration_that_drops_a_column_or_demands_one_would_be_seen() -> None:
    before = Shape({"reports": {"id", "zone"}, "old": {"id"}}, {"reports.zone"})
    after = Shape({"reports": {"id", "place", "kind"}, "new": {"id", "name"}}, {"reports.kind", "new.name"})
    assert taken_away(before, after) == {"old is gone", "reports.zone is gone", "reports.kind must be given"}
    assert taken_away(before, before) == set()
    assert taken_away(of_tables(before, {"reports"}), of_tables(after, {"reports"})) == {
        "reports.zone is gone",
        "reports.kind must be given",
    }
