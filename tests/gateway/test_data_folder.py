"""The data folder: its owner alone can read it, whatever the umask is and whatever was there before."""

import os
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from gateway.cli.main import main
from gateway.data_folder import DataFolder
from gateway.errors import Refused
from gateway.storage.database import Database
from gateway.storage.sealing import Keyring


@pytest.fixture(autouse=True)
def open_umask() -> Iterator[None]:
    """Let new files be readable by everybody unless somebody says otherwise."""
    before = os.umask(0)
    yield
    os.umask(before)


def modes(folder: Path) -> dict[str, str]:
    """Return the mode of a folder and of everything in it, as `ls` writes it."""
    return {str(path.relative_to(folder)): stat.filemode(path.stat().st_mode) for path in (folder, *folder.rglob("*"))}


def test_what_an_older_doria_or_a_copy_left_open_is_closed(tmp_path: Path) -> None:
    kept = ["doria.db", "doria.db-wal", "doria.db-shm", "doria.db.lock", "secrets.json", "running.json", "doria.log"]
    kept += ["network.db", "network.db-wal", "up.lock", "appendonlydir/appendonly.aof.1.incr.aof", "dump.rdb"]
    kept += ["redis-set-aside-1/appendonlydir/x.aof", "in-force/kona.toml"]
    for name in kept:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    tmp_path.chmod(0o755)
    DataFolder(tmp_path).close_to_others()
    found = modes(tmp_path)
    assert {found[name] for name in kept} == {"-rw-------"}
    assert {mode for name, mode in found.items() if name not in kept} == {"drwx------"}


def test_files_of_somebody_else_beside_them_stay_as_they_are(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    folder.mkdir()
    script, elsewhere = folder / "backup.sh", tmp_path / "elsewhere.txt"
    for file in (script, elsewhere):
        file.touch()
        file.chmod(0o755)
    DataFolder(folder).close_to_others()
    assert modes(tmp_path)["elsewhere.txt"] == "-rwxr-xr-x"
    assert stat.filemode(script.stat().st_mode) == "-rwxr-xr-x"


def test_a_new_database_is_its_owners_alone(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path / 'data' / 'doria.db'}", Keyring(("k" * 40,)))
    with database.write() as session:
        session.connection().exec_driver_sql("CREATE TABLE one (id INTEGER)")
    names = {name: mode for name, mode in modes(tmp_path / "data").items() if name != "."}
    assert set(names) == {"doria.db", "doria.db-wal", "doria.db-shm", "doria.db.lock"}
    assert set(names.values()) == {"-rw-------"}
    database.close()


def test_a_command_that_makes_the_folder_makes_it_for_its_owner_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("DATABASE_URL", "REDIS_URL", "SECRET_KEY", "WEBHOOK_TOKEN", "DORIA_DATA"):
        monkeypatch.delenv(name, raising=False)
    made = CliRunner().invoke(main, ["migrate", "--new", "--data", str(tmp_path / "data")])
    assert made.exit_code == 0, made.output
    found = modes(tmp_path / "data")
    assert found.pop(".") == "drwx------"
    assert set(found.values()) == {"-rw-------"}


def test_a_folder_that_has_lost_its_database_gets_no_empty_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DATABASE_URL", raising=False)
    folder = DataFolder(tmp_path)
    folder.refuse_without_database()
    folder.database.touch()
    folder.note_database()
    folder.refuse_without_database()
    folder.database.unlink()
    with pytest.raises(Refused, match=r"doria\.db is gone: put it back from a copy"):
        folder.refuse_without_database()
    monkeypatch.setenv("DATABASE_URL", "postgresql://db/doria")
    folder.refuse_without_database()
