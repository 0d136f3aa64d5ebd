"""`doria upgrade --check`: what is to come, and what stands in the way; nothing is changed."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import text

from gateway.storage.migrate import migrate, newest, revision_of
from menus.domain import backups
from tests import first_release
from tests.gateway.cli.conftest import EXAMPLE
from tests.restoring import Place, template
from tests.town import Town

KEY = first_release.SECRET


@pytest.fixture
def place(tmp_path: Path, redis_url: str, request: pytest.FixtureRequest) -> Place:
    """Give a place with a database of today, without rows."""
    made = Place(tmp_path / "data", redis_url)
    template("sqlite", made, request)
    made.keeps_key(KEY)
    return made


@pytest.fixture
def town(place: Place) -> Iterator[Town]:
    """Give a community in it."""
    made = Town(place.database_url, place.redis_url, EXAMPLE, secret_key=KEY)
    place.done("migrate")
    yield made
    made.close()


def test_there_is_nothing_to_do_with_a_database_of_this_release(town: Town, place: Place) -> None:
    said = place.done("upgrade", "--check")
    assert f"the schema of this release ({newest()}): nothing to do" in said
    assert "to come" not in said
    assert revision_of(town.services.database) == newest()


def test_what_is_to_come_is_told_and_not_done(town: Town, place: Place) -> None:
    town.keeps_timeline = False
    migrate(town.services.database, "0033")
    said = place.done("upgrade", "--check")
    assert "to come: 0034 red texts that are under way" in said
    assert "to come: 0033" not in said
    assert "none of today; take one first with `doria backup FILE`" in said
    assert "reads the stored file of every community" in said
    assert revision_of(town.services.database) == "0033"
    for _ in range(2):
        # To upgrade twice does no harm.
        place.done("migrate")
        assert "nothing to do" in place.done("upgrade", "--check")


def test_the_backup_of_today_is_named_and_one_that_is_given_is_looked_at(
    town: Town, place: Place, tmp_path: Path
) -> None:
    town.keeps_timeline = False
    migrate(town.services.database, "0034")
    path = tmp_path / backups.name_of(datetime.now(UTC))
    place.done("backup", path)
    assert f"{path} is of today" in place.done("upgrade", "--check", DORIA_BACKUP_DIR=str(tmp_path))
    assert f"{path} is whole, and of today" in place.done("upgrade", "--check", "--backup", path)
    half = tmp_path / "half"
    half.write_bytes(path.read_bytes()[:900])
    assert "is half a backup" in place.refused("upgrade", "--check", "--backup", half)


def test_a_database_of_a_newer_doria_is_refused_by_every_command_that_would_write(town: Town, place: Place) -> None:
    with town.services.database.write() as session:
        session.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    town.keeps_timeline = False
    for command in (("upgrade", "--check"), ("migrate",)):
        assert "newer Doria (schema 9999" in place.refused(*command)


def test_a_stored_file_that_this_release_cannot_read_is_refused(town: Town, place: Place) -> None:
    spoilt = EXAMPLE.replace('"police-alternate"]', '"sheriff"]', 1)
    with town.services.database.write() as session:
        row = session.execute(text("SELECT id FROM community_versions")).scalar_one()
        sealed = town.services.keyring.seal(spoilt, "community_versions.body", row)
        session.execute(text("UPDATE community_versions SET body = :body"), {"body": sealed})
    line = place.refused("upgrade", "--check")
    assert line.startswith("mlango-kubwa: this release cannot read the stored file")
    assert "sheriff" in line


def test_a_wrong_key_is_refused(town: Town, place: Place) -> None:
    assert town.board() == []
    assert "SECRET_KEY is not the key" in place.refused("upgrade", "--check", SECRET_KEY="x" * 40)


def test_it_wants_to_be_asked_for_a_check(place: Place) -> None:
    assert place.doria("upgrade").exit_code == 2


def rows(file: Path) -> list[str]:
    """Return everything that a database holds, as SQL."""
    with closing(sqlite3.connect(file)) as database:
        return list(database.iterdump())


def counts(file: Path) -> dict[str, int]:
    """Return how many rows each table holds."""
    with closing(sqlite3.connect(file)) as database:
        names = [name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return {name: database.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0] for name in names}  # noqa: S608 - our own names


def test_a_database_of_the_first_release_is_looked_at_as_it_is(tmp_path: Path, redis_url: str) -> None:
    place = Place(tmp_path / "first", redis_url)
    place.keeps_key(KEY)
    first_release.unpack(place.folder / "doria.db")
    before = rows(place.folder / "doria.db")
    said = place.done("upgrade", "--check")
    assert "to come: 0002 " in said
    assert f"to come: {newest()} " in said
    assert "reads the stored file of every community" in said
    path = tmp_path / "first.backup"
    place.done("backup", path)
    assert rows(place.folder / "doria.db") == before
    new = Place(tmp_path / "new", redis_url)
    new.keeps_key(KEY)
    assert f"its schema is {first_release.REVISION}" in new.done("restore", path)
    new.done("migrate")
    new.done("migrate")
    then, now = counts(place.folder / "doria.db"), counts(new.folder / "doria.db")
    # Marks are of processes; the roles stand in the community file since then.
    fewer = {name for name, count in then.items() if now.get(name, 0) < count} - {"beats"}
    assert fewer == {"person_roles"}
    assert then["reports"] == now["reports"] > 0
    assert {row["reference"] for row in new.board()} == {row["reference"] for row in first_release.BOARD}
