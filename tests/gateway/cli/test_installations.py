"""Folders, databases and keys of `doria`'s commands: none is made up, and a wrong one is told."""

import json
import re
import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import select

from gateway.communities.file import load_example
from gateway.data_folder import DataFolder
from gateway.storage.database import Database
from gateway.storage.migrate import migrate
from gateway.storage.models import Act, CommunityVersion, Mark
from gateway.storage.sealing import Keyring, key_id
from menus.domain.acts import ActKind
from tests.conftest import fresh_postgres
from tests.gateway.cli.conftest import EXAMPLE, doria

FULL = re.sub(r'number = "\d+"', 'number = "1234567890123"', load_example("mlango-kubwa"))
"""The example with numbers that overfill a page."""
NAMED = ("DATABASE_URL", "REDIS_URL", "SECRET_KEY", "WEBHOOK_TOKEN", "DORIA_DATA")
"""The settings that the environment of the machine may name."""


@pytest.fixture
def bare(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """Give a community file, with an environment that names no setting."""
    for name in NAMED:
        monkeypatch.delenv(name, raising=False)
    file = tmp_path / "community.toml"
    file.write_text(EXAMPLE, encoding="utf-8")
    return file


@pytest.mark.parametrize(
    "command",
    [["community", "load", "FILE"], ["migrate"], ["doctor"], ["outbox"], ["incidents"], ["reveal", "1", "--why", "x"]],
)
def test_a_mistyped_folder_is_refused_in_one_line_and_nothing_is_made(bare: Path, command: list[str]) -> None:
    folder = bare.parent / "Dorai"
    result = doria(*[str(bare) if word == "FILE" else word for word in command], "--data", str(folder))
    assert result.exit_code == 1
    (line,) = result.output.splitlines()
    assert str(folder) in line
    assert not folder.exists()
    if command[0] in {"community", "migrate"}:
        assert "--new" in line


def test_new_makes_the_folder_the_database_and_the_key(bare: Path) -> None:
    folder = bare.parent / "data"
    result = doria("community", "load", str(bare), "--new", "--data", str(folder))
    assert result.exit_code == 0, result.output
    assert result.output.splitlines() == [f"database: {folder / 'doria.db'}", "Mlango Kubwa is loaded"]
    assert {file.name for file in folder.iterdir()} >= {"doria.db", "secrets.json"}
    kept = (folder / "secrets.json").read_text(encoding="utf-8")
    assert doria("community", "load", str(bare), "--data", str(folder)).exit_code == 0
    assert doria("community", "load", str(bare), "--new", "--new", "--data", str(folder)).exit_code == 0
    assert doria("migrate", "--data", str(folder)).exit_code == 0
    assert (folder / "secrets.json").read_text(encoding="utf-8") == kept


def test_loading_says_who_came_who_left_and_what_zones_and_ladders_have_changed(bare: Path) -> None:
    data = ["--data", str(bare.parent / "data")]
    doria("community", "load", str(bare), "--new", *data)
    same = doria("community", "load", str(bare), *data)
    assert same.output.splitlines()[-1] == "no person, code, zone or ladder has changed"
    text = bare.read_text(encoding="utf-8").replace('"Base ya Bondeni"', '"Base ya Bondeni", "Kilima"')
    text = text.replace(
        'name = "Patrol, Bondeni (example)"\nphone = "+254', 'name = "Newcomer (example)"\nphone = "+2547'
    )
    number = text.partition('"Newcomer (example)"\nphone = "')[2].partition('"')[0]
    text = text.replace(number, "+254700000799", 1)
    bare.write_text(text, encoding="utf-8")
    result = doria("community", "load", str(bare), *data)
    assert result.exit_code == 0, result.output
    assert result.output.splitlines()[-3:] == [
        "added: Newcomer (example) (patrol)",
        "has left: Patrol, Bondeni (example) (patrol)",
        "zones: changed bondeni",
    ]
    assert "+254" not in result.output


@pytest.mark.parametrize("text", ["[community]\nkey = 1", FULL])
def test_a_file_with_faults_makes_nothing_new(bare: Path, text: str) -> None:
    bare.write_text(text, encoding="utf-8")
    folder = bare.parent / "data"
    assert doria("community", "load", str(bare), "--new", "--data", str(folder)).exit_code == 1
    assert not folder.exists()


@pytest.mark.parametrize("more", [[], ["--new"]])
def test_a_database_without_its_key_gets_no_other(bare: Path, more: list[str]) -> None:
    folder = bare.parent / "data"
    assert doria("migrate", "--new", "--data", str(folder)).exit_code == 0
    (folder / "secrets.json").rename(folder / "elsewhere.json")
    for command in (["community", "load", str(bare), *more], ["migrate", *more], ["up"], ["outbox"]):
        result = doria(*command, "--data", str(folder))
        assert result.exit_code == 1
        (line,) = result.output.splitlines()
        assert "secrets.json back from a copy" in line
        assert not (folder / "secrets.json").exists()


def test_a_key_without_its_database_is_kept(bare: Path) -> None:
    folder = bare.parent / "data"
    assert doria("migrate", "--new", "--data", str(folder)).exit_code == 0
    kept = (folder / "secrets.json").read_text(encoding="utf-8")
    (folder / "doria.db").unlink()
    assert "--new" in doria("community", "load", str(bare), "--data", str(folder)).output
    assert not (folder / "doria.db").exists()
    assert doria("community", "load", str(bare), "--new", "--data", str(folder)).exit_code == 0
    assert (folder / "secrets.json").read_text(encoding="utf-8") == kept


@pytest.mark.parametrize("kept", ["", "{", "[]", '{"secret_key": 1}'])
def test_a_key_file_that_cannot_be_read_is_left_as_it_is(bare: Path, kept: str) -> None:
    folder = bare.parent / "data"
    assert doria("migrate", "--new", "--data", str(folder)).exit_code == 0
    (folder / "secrets.json").write_text(kept, encoding="utf-8")
    for command in (["community", "load", str(bare), "--new"], ["up"], ["doctor"]):
        result = doria(*command, "--data", str(folder))
        assert result.exit_code == 1
        assert "cannot be read" in result.output
    assert (folder / "secrets.json").read_text(encoding="utf-8") == kept


def test_a_database_of_the_environment_needs_its_key(bare: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    database, folder = bare.parent / "doria.db", bare.parent / "data"
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{database}")
    monkeypatch.setenv("DORIA_DATA", str(folder))
    assert "SECRET_KEY" in doria("migrate").output
    assert not folder.exists()
    assert not database.exists()
    monkeypatch.setenv("SECRET_KEY", "s" * 40)
    assert str(database) in doria("community", "load", str(bare)).output
    assert not database.exists()
    released = doria("migrate")
    assert released.exit_code == 0, released.output
    assert released.output.splitlines() == [f"database: {database}", "the database is up to date"]
    assert doria("community", "load", str(bare)).exit_code == 0
    monkeypatch.delenv("SECRET_KEY")
    result = doria("community", "load", str(bare))
    assert result.exit_code == 1
    assert "DATABASE_URL is given without SECRET_KEY" in result.output
    assert not folder.exists()


ALL = [
    ["community", "load", "FILE"],
    ["community", "load", "--new", "FILE"],
    ["migrate"],
    ["outbox"],
    ["incidents"],
    ["incident", "48273"],
    ["reveal", "48273", "--why", "x", "--by", "Asha"],
    ["rekey"],
    ["up"],
]


@pytest.fixture(scope="module", params=[True, False], ids=["today's", "an earlier release's"])
def installed(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the data folder of an installation, of today or of an earlier release. Stories work on copies of it."""
    file = tmp_path_factory.mktemp("installed") / "community.toml"
    file.write_text(EXAMPLE, encoding="utf-8")
    folder = file.parent / "data"
    with pytest.MonkeyPatch.context() as environment:
        for name in NAMED:
            environment.delenv(name, raising=False)
        assert doria("community", "load", str(file), "--new", "--data", str(folder)).exit_code == 0
        if not request.param:
            kept = DataFolder(folder).settings()
            database = Database(kept.database_url, Keyring((kept.secret_key.get_secret_value(),)))
            migrate(database, "0013")
            database.close()
    return folder


@pytest.mark.parametrize("command", [*ALL, ["doctor"]], ids=" ".join)
def test_a_wrong_key_is_told_as_that_and_nothing_is_written(
    bare: Path, installed: Path, monkeypatch: pytest.MonkeyPatch, command: list[str]
) -> None:
    folder = bare.parent / "data"
    shutil.copytree(installed, folder)
    before = (folder / "doria.db").read_bytes()
    monkeypatch.setenv("SECRET_KEY", "w" * 40)
    result = doria(*[str(bare) if word == "FILE" else word for word in command], "--data", str(folder))
    assert result.exit_code == 1
    assert "SECRET_KEY is not the key of this database" in result.output
    if command != ["doctor"]:
        assert len(result.output.splitlines()) == 1
    assert (folder / "doria.db").read_bytes() == before


def test_rekey_seals_with_the_new_key_and_lets_the_old_one_go(bare: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = bare.parent / "data"
    assert doria("community", "load", str(bare), "--new", "--data", str(folder)).exit_code == 0
    old = json.loads((folder / "secrets.json").read_text(encoding="utf-8"))["secret_key"]
    monkeypatch.setenv("SECRET_KEY", "n" * 40)
    monkeypatch.setenv("OLD_SECRET_KEYS", json.dumps([old]))
    database = Database(f"sqlite:///{folder / 'doria.db'}", Keyring((old,)))
    foreign = "process-7-on-machine-b-seals-" + key_id(old).hex()
    with database.write() as session:
        # The machines of a test have the right time.
        session.add(Mark(name=foreign, at=datetime.now(UTC)))
    refused = doria("rekey", "--data", str(folder))
    assert refused.exit_code == 1
    assert "process 7 on machine-b still sealed with another SECRET_KEY" in refused.output.splitlines()[-1]
    assert old in (folder / "secrets.json").read_text(encoding="utf-8")
    with database.write() as session:
        session.delete(session.get_one(Mark, foreign))
    database.close()
    for _ in range(2):
        done = doria("rekey", "--data", str(folder))
        assert done.exit_code == 0, done.output
    assert old not in (folder / "secrets.json").read_text(encoding="utf-8")
    monkeypatch.delenv("OLD_SECRET_KEYS")
    assert doria("incidents", "--data", str(folder)).exit_code == 0
    assert "ok   communities: Mlango Kubwa" in doria("doctor", "--data", str(folder)).output
    database = Database(f"sqlite:///{folder / 'doria.db'}", Keyring(("n" * 40,)))
    with database.read() as session:
        rekeyed = session.execute(select(Act.kind, Act.facts)).all()
        assert [tuple(row) for row in rekeyed] == [(ActKind.REKEYED, {"key": key_id("n" * 40).hex()})] * 2
        # Its proof was made with the key that went.
        assert session.scalars(select(CommunityVersion.proof)).all() == [None]
    database.close()
    monkeypatch.setenv("SECRET_KEY", old)
    assert doria("incidents", "--data", str(folder)).exit_code == 1
    monkeypatch.delenv("SECRET_KEY")
    without = doria("up", "--data", str(folder))
    assert without.exit_code == 1
    assert "give SECRET_KEY" in without.output


@pytest.mark.parametrize("command", [["migrate", "--new"], ["community", "load", "--new", "FILE"], ["up"]])
def test_no_key_is_made_up_for_a_database_that_the_environment_names(
    bare: Path, monkeypatch: pytest.MonkeyPatch, command: list[str]
) -> None:
    first, folder = bare.parent / "first", bare.parent / "data"
    assert doria("migrate", "--new", "--data", str(first)).exit_code == 0
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{first / 'doria.db'}")
    result = doria(*[str(bare) if word == "FILE" else word for word in command], "--data", str(folder))
    assert result.exit_code == 1
    assert "SECRET_KEY" in result.output
    assert not folder.exists() or not (folder / "secrets.json").exists()


@pytest.mark.postgres
def test_no_key_is_made_up_for_the_database_of_a_server(
    bare: Path, postgres_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", fresh_postgres(postgres_url, "doria_tests_keyless"))
    monkeypatch.setenv("SECRET_KEY", "s" * 40)
    assert doria("migrate").exit_code == 0
    monkeypatch.delenv("SECRET_KEY")
    monkeypatch.setenv("DORIA_DATA", str(bare.parent / "data"))
    result = doria("migrate", "--new")
    assert result.exit_code == 1
    assert "SECRET_KEY" in result.output
    assert not (bare.parent / "data").exists()


@pytest.mark.postgres
def test_a_servers_database_is_named_without_user_and_password(
    bare: Path, postgres_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", fresh_postgres(postgres_url, "doria_tests_load"))
    monkeypatch.setenv("SECRET_KEY", "s" * 40)
    result = doria("community", "load", str(bare))
    assert result.exit_code == 0, result.output
    assert re.fullmatch(r"database: postgresql [^ @]+/doria_tests_load", result.output.splitlines()[0])
