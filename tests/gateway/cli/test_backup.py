"""`doria backup` and `doria restore`: everything is back in another place, and whatever is wrong is said in a line."""

import json
import signal
import stat
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError

from gateway.association.giving import accounts, givers, movements
from gateway.association.giving.movements import Gift
from gateway.backups import archive, taking
from gateway.errors import Refused
from gateway.storage.migrate import migrate, newest
from gateway.storage.models import CommunityVersion, Report, SealingKey
from gateway.storage.sealing import key_id
from menus.domain.categories import Category
from menus.domain.giving import AccountKind, GivenBy
from menus.domain.restored import SKIPPED
from tests.gateway.cli.conftest import EXAMPLE
from tests.gateway.cli.test_books import fills
from tests.people import CODE, OTHER, RESIDENT, THEFT
from tests.restoring import Place, place_on, postgres_tools, template
from tests.town import Town, reference_in

KEY, OTHER_KEY = "k" * 40, "x" * 40
OLDER = "0034"
WORDS = "mbuzi kiti mvua soko taa jiwe"
ENGINES = ["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)]


@pytest.fixture(params=ENGINES)
def engine(request: pytest.FixtureRequest) -> str:
    """Give the name of each kind of database in turn."""
    return str(request.param)


@pytest.fixture
def old(engine: str, tmp_path: Path, redis_url: str, request: pytest.FixtureRequest) -> Place:
    """Give a place with a database and its key."""
    place = Place(tmp_path / "old", redis_url)
    template(engine, place, request)
    place.keeps_key(KEY)
    return place


@pytest.fixture
def town(old: Place) -> Iterator[Town]:
    """Give a community in the database of that place, with a report of an hour ago."""
    made = Town(old.database_url, old.redis_url, EXAMPLE, secret_key=KEY)
    made.now = datetime.now(UTC)
    old.done("migrate")
    made.reports(RESIDENT, Category.THEFT)
    yield made
    made.close()


@pytest.fixture
def new(engine: str, tmp_path: Path, redis_url: str, request: pytest.FixtureRequest) -> Place:
    """Give an empty place."""
    return place_on(engine, tmp_path / "new", redis_url, request)


@pytest.fixture
def file(town: Town, old: Place, tmp_path: Path) -> Path:
    """Give a backup without keys."""
    assert town.board()
    path = tmp_path / "a.backup"
    old.done("backup", path)
    return path


def test_a_backup_is_restored_in_another_place_with_the_key_brought_there(town: Town, file: Path, new: Place) -> None:
    reference = town.board()[0]["reference"]
    new.keeps_key(KEY)
    said = new.done("restore", file)
    assert "restored: " in said
    assert f"doria up --data {new.folder}" in said
    assert [row["reference"] for row in new.board()] == [reference]
    # Numbers and words are read, and the phone finds its report.
    after = Town(new.database_url, new.redis_url, secret_key=KEY)
    after.keeps_timeline = False
    after.now = datetime.now(UTC)
    assert reference_in(after.dials(RESIDENT, CODE, "0", "1", "1")) == reference
    after.close()


def test_the_file_is_the_owners_alone_and_holds_no_key_and_no_number(file: Path) -> None:
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    with archive.opened(file) as found:
        assert set(found.manifest.parts) == {"database"}
        assert found.manifest.keys == (key_id(KEY).hex(),)
        assert found.manifest.revision == newest()
        copied = file.with_name("copy")
        with copied.open("wb") as out:
            found.extract("database", out)
    for secret in (KEY, RESIDENT, RESIDENT.removeprefix("+")):
        assert secret.encode() not in copied.read_bytes()
        assert secret.encode() not in file.read_bytes()


def test_a_key_that_is_missing_is_named_with_where_it_belongs(file: Path, new: Place) -> None:
    named = key_id(KEY).hex()
    for given in ({}, {"SECRET_KEY": OTHER_KEY}):
        line = new.refused("restore", file, **given)
        assert f"needs key {named}" in line
        assert "secrets.json" in line
        assert "SECRET_KEY" in line
    new.keeps_key(OTHER_KEY)
    assert named in new.refused("restore", file)
    assert not (new.folder / "doria.db").exists()
    new.done("restore", file, SECRET_KEY=KEY)


def test_the_keys_come_along_under_a_passphrase(town: Town, old: Place, new: Place, tmp_path: Path) -> None:
    path, kept = tmp_path / "keys.backup", tmp_path / "passphrase"
    kept.write_text(WORDS + "\n", encoding="utf-8")
    assert "no terminal" in old.refused("backup", path, "--with-keys")
    assert "too weak" in old.refused("backup", path, "--with-keys", DORIA_BACKUP_PASSPHRASE="short")
    assert not path.exists()
    said = old.done("backup", path, "--with-keys", DORIA_BACKUP_PASSPHRASE_FILE=str(kept))
    assert "under the passphrase" in said
    assert KEY.encode() not in path.read_bytes()
    assert "does not open" in new.refused("restore", path, DORIA_BACKUP_PASSPHRASE=WORDS + "x")
    assert "no terminal" in new.refused("restore", path)
    new.done("restore", path, DORIA_BACKUP_PASSPHRASE=WORDS)
    secrets = json.loads((new.folder / "secrets.json").read_text(encoding="utf-8"))
    assert secrets["secret_key"] == KEY
    assert secrets["webhook_token"] == json.loads((old.folder / "secrets.json").read_text())["webhook_token"]
    assert [row["reference"] for row in new.board()] == [row["reference"] for row in town.board()]


def test_keys_inside_never_take_the_place_of_another_key(town: Town, old: Place, new: Place, tmp_path: Path) -> None:
    assert town.board()
    path = tmp_path / "keys.backup"
    old.done("backup", path, "--with-keys", DORIA_BACKUP_PASSPHRASE=WORDS)
    new.keeps_key(OTHER_KEY)
    assert "leave it out" in new.refused("restore", path, DORIA_BACKUP_PASSPHRASE=WORDS)
    assert json.loads((new.folder / "secrets.json").read_text())["secret_key"] == OTHER_KEY


def test_a_restore_over_something_is_refused_and_changes_nothing(file: Path, old: Place, new: Place) -> None:
    board = old.board()
    line = old.refused("restore", file)
    assert "already" in line
    assert "empty place" in line
    assert old.board() == board
    new.keeps_key(KEY)
    new.done("restore", file)
    assert "empty place" in new.refused("restore", file)


def test_a_lost_database_is_restored_into_its_own_folder(file: Path, old: Place) -> None:
    if old.is_postgres:
        return
    board = old.board()
    (old.folder / "database.made").touch()
    for name in ("doria.db", "doria.db-wal", "doria.db-shm"):
        (old.folder / name).unlink(missing_ok=True)
    old.done("restore", file)
    assert [row["reference"] for row in old.board()] == [row["reference"] for row in board]


def test_files_that_are_no_good_are_refused_and_nothing_is_there_after(
    file: Path, old: Place, new: Place, tmp_path: Path
) -> None:
    new.keeps_key(KEY)
    half, none = tmp_path / "half.backup", tmp_path / "letter.txt"
    half.write_bytes(file.read_bytes()[: file.stat().st_size // 2])
    none.write_text("Dear Sir", encoding="utf-8")
    assert "is half a backup" in new.refused("restore", half)
    assert "is no backup of Doria" in new.refused("restore", none)
    assert "cannot be read (No such file or directory)" in new.refused("restore", tmp_path / "gone.backup")
    assert "there is no folder" in old.refused("backup", tmp_path / "nowhere" / "a.backup")
    assert "is there already" in old.refused("backup", file)
    assert sorted(path.name for path in new.folder.iterdir()) == ["secrets.json"]
    new.done("restore", file)


def test_a_backup_of_a_newer_doria_is_refused(file: Path, new: Place, tmp_path: Path) -> None:
    new.keeps_key(KEY)
    later = tmp_path / "later.backup"
    with archive.opened(file) as found, archive.reserved(later) as out:
        manifest = found.manifest.model_copy(update={"revision": "9999", "release": "9.0"})
        copied = tmp_path / "copied"
        with copied.open("wb") as to:
            found.extract("database", to)
        with copied.open("rb") as body:
            archive.write(out, manifest, {"database": body})
    line = new.refused("restore", later)
    assert "newer Doria (9.0, schema 9999" in line
    assert not (new.folder / "doria.db").exists()


def test_numbers_that_may_have_been_given_out_since_do_not_come_again(town: Town, file: Path, new: Place) -> None:
    later = [reference_in(town.dials(OTHER, CODE, *THEFT)) for _ in range(2)]
    new.keeps_key(KEY)
    new.done("restore", file)
    after = Town(new.database_url, new.redis_url, secret_key=KEY)
    after.keeps_timeline = False
    after.now = datetime.now(UTC)
    reference = reference_in(after.dials(OTHER, CODE, *THEFT))
    assert reference not in later
    with after.services.reading() as session:
        ids = sorted(session.scalars(select(Report.id)))
    assert ids[-1] - ids[-2] > SKIPPED
    after.close()


def test_a_backup_with_two_keys_needs_both(town: Town, old: Place, new: Place, tmp_path: Path) -> None:
    with town.services.uow() as uow:
        other = type(uow.keyring)((OTHER_KEY,))
        uow.session.add(SealingKey(key_id=key_id(OTHER_KEY), sealed=other.seal("doria", "sealing_keys.sealed")))
    path = tmp_path / "two.backup"
    given = {"SECRET_KEY": OTHER_KEY, "OLD_SECRET_KEYS": json.dumps([KEY])}
    old.done("backup", path, **given)
    line = new.refused("restore", path, SECRET_KEY=OTHER_KEY)
    assert key_id(KEY).hex() in line
    assert key_id(OTHER_KEY).hex() not in line
    new.done("restore", path, **given)


def test_a_backup_of_an_older_schema_is_migrated_by_the_next_start_alone(
    town: Town, old: Place, new: Place, tmp_path: Path
) -> None:
    board, path = [row["reference"] for row in town.board()], tmp_path / "older.backup"
    town.keeps_timeline = False
    migrate(town.services.database, OLDER)
    old.done("backup", path)
    new.keeps_key(KEY)
    said = new.done("restore", path)
    assert f"its schema is {OLDER}: `doria up` or `doria migrate` brings it to {newest()}" in said
    assert "not sent any more" not in said
    # All that waited is settled as soon as there are the tables for it, and once.
    assert "not sent any more" in new.done("migrate")
    assert "not sent any more" not in new.done("migrate")
    assert [row["reference"] for row in new.board()] == board


def test_a_backup_of_one_kind_is_not_restored_into_the_other(
    file: Path, old: Place, tmp_path: Path, redis_url: str, request: pytest.FixtureRequest
) -> None:
    other = "sqlite" if old.is_postgres else "postgresql"
    place = Place(tmp_path / "other", redis_url)
    if other == "postgresql":
        place.url = request.getfixturevalue("postgres_url")
    line = place.refused("restore", file, SECRET_KEY=KEY)
    expected = "backup of PostgreSQL: name an empty" if old.is_postgres else "backup of SQLite: leave out DATABASE_URL"
    assert expected in line


def test_the_stored_community_file_is_as_it_was(town: Town, file: Path, new: Place) -> None:
    def body(place: Town) -> str:
        with place.services.reading() as session:
            return session.scalars(select(CommunityVersion.body)).one()

    new.keeps_key(KEY)
    new.done("restore", file)
    after = Town(new.database_url, new.redis_url, secret_key=KEY)
    after.keeps_timeline = False
    assert body(after) == body(town)
    after.close()


@pytest.mark.postgres
def test_without_a_pg_dump_that_fits_it_says_what_to_install(
    postgresql_url: str, tmp_path: Path, redis_url: str
) -> None:
    town = Town(postgresql_url, redis_url, EXAMPLE)
    older = tmp_path / "older"
    older.mkdir()
    tool = older / "pg_dump"
    tool.write_text("#!/bin/sh\necho 'pg_dump (PostgreSQL) 9.6.1'\n", encoding="utf-8")
    tool.chmod(0o755)
    now, path = datetime.now(UTC), tmp_path / "a.backup"
    for folders, said in (([], "there is no pg_dump on this machine"), ([older], "pg_dump 9 is older than the server")):
        with pytest.raises(Refused, match=rf"{said}, which is PostgreSQL \d+: install the package postgresql-client-"):
            taking.take(town.services.database, path, now, folders=folders)
    assert taking.take(town.services.database, path, now, folders=[older, postgres_tools()]).engine == "postgresql"
    town.close()


def test_a_restore_that_is_killed_leaves_nothing_that_looks_like_a_database(file: Path, new: Place) -> None:
    if new.is_postgres:
        return
    new.keeps_key(KEY)
    # The process ends right before the database would get its name.
    program = (
        "import os, signal, sys\n"
        "from gateway.backups import naming\n"
        "naming.give = lambda *_: os.kill(os.getpid(), signal.SIGKILL)\n"
        "from gateway.cli.main import main\n"
        f"main(['restore', {str(file)!r}])\n"
    )
    environment = {name: value for name, value in new.environment().items() if value is not None}
    environment["PYTHONPATH"] = str(Path(__file__).parents[3])
    killed = subprocess.run([sys.executable, "-c", program], env=environment, check=False)  # noqa: S603 - our own program
    assert killed.returncode == -signal.SIGKILL
    assert not list(new.folder.glob("doria.db*"))
    assert list(new.folder.glob(".restoring-*")), "it was on its way"
    new.done("restore", file)
    assert not list(new.folder.glob(".restoring-*"))


def test_the_books_come_back_whole_and_are_still_refused_every_change(
    town: Town, old: Place, new: Place, tmp_path: Path
) -> None:
    number = fills(town)
    path = tmp_path / "books.backup"
    old.done("backup", path)
    new.keeps_key(KEY)
    new.done("restore", path)
    after = Town(new.database_url, new.redis_url, secret_key=KEY)
    after.keeps_timeline, after.now = False, datetime.now(UTC)
    try:
        for change in ("UPDATE movements SET amount_kes = 1", "DELETE FROM movements"):
            with pytest.raises(DBAPIError, match="never changed"), after.services.uow() as uow:
                uow.session.execute(text(change))
        with after.services.uow() as uow:
            record = after.record()
            found = accounts.balances(uow.session, record)
            assert accounts.is_in_balance(found)
            assert sum(each.amount for each in found if each.kind in accounts.HOLDING) == 380
            known = givers.find(uow.session, record, number)
            assert known is not None
            # The books go on.
            paybill = accounts.numbered(uow, record, AccountKind.MPESA, "123456")
            movements.give(uow, record, Gift(70, paybill, "2026-11", GivenBy.CASH, known.id))
    finally:
        after.close()
