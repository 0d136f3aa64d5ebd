"""Secrets in files: which settings take them, and what is wrong with a file."""

import os
import socket
from pathlib import Path
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import SecretStr

from gateway import secret_files
from gateway.data_folder import DataFolder
from gateway.settings import SECRETS, Settings, SettingsError, read_settings

KEY, TOKEN = "k" * 40, "w" * 40
GIVEN = {"DATABASE_URL": "sqlite:///x", "REDIS_URL": "redis://x", "SECRET_KEY": KEY, "WEBHOOK_TOKEN": TOKEN}
VALUES = {
    "SECRET_KEY": "s" * 40,
    "OLD_SECRET_KEYS": '["the key before this one"]',
    "WEBHOOK_TOKEN": "t" * 40,
    "METRICS_TOKEN": "m" * 40,
    "PEOPLE_KEY": "p" * 40,
    "AT_API_KEY": "atsk_1",
    "MPESA_CONSUMER_KEY": "consumer",
    "MPESA_CONSUMER_SECRET": "password of a consumer",
    "DORIA_SECOND_PASSWORD": "pass word",
    "DORIA_SECOND_SIGNING_KEY": "sign",
    "DORIA_BACKUP_PASSPHRASE": "five words that nobody guesses",
    "DORIA_BESIDE_URLS": '{"mlango-kubwa": ["json://127.0.0.1"]}',
    "DATABASE_URL": "sqlite:///y",
    "REDIS_URL": "redis://:secret@y/0",
}


def of_file(tmp_path: Path, name: str, text: str) -> dict[str, str]:
    """Return the environment in which a setting is given by a file alone."""
    file = tmp_path / name.lower()
    file.write_text(text, encoding="utf-8")
    return {**{key: value for key, value in GIVEN.items() if key != name}, name + "_FILE": str(file)}


def shown(value: object) -> object:
    if isinstance(value, SecretStr):
        return value.get_secret_value()
    return tuple(map(shown, value)) if isinstance(value, tuple) else value


@pytest.mark.parametrize("name", VALUES)
def test_a_secret_in_a_file_is_the_secret(tmp_path: Path, name: str) -> None:
    by_value = read_settings({**GIVEN, name: VALUES[name]})
    for end in ("", "\n", "\r\n"):
        by_file = read_settings(of_file(tmp_path, name, VALUES[name] + end))
        assert shown(getattr(by_file, name.lower())) == shown(getattr(by_value, name.lower()))


def test_every_secret_of_the_settings_may_stand_in_a_file() -> None:
    fields = Settings.model_fields.items()
    sealed = {name.upper() for name, field in fields if "SecretStr" in repr(field.annotation)}
    assert sealed | {"DATABASE_URL", "REDIS_URL"} == set(SECRETS) == set(VALUES)
    assert get_args(Settings.model_fields["metrics_token"].annotation), "one of them may be left out"


@pytest.mark.parametrize("name", VALUES)
def test_a_secret_that_is_given_twice_is_a_fault(tmp_path: Path, name: str) -> None:
    with pytest.raises(SettingsError) as caught:
        read_settings({**GIVEN, **of_file(tmp_path, name, VALUES[name]), name: VALUES[name]})
    assert caught.value.faults == (f"{name}_FILE: is given beside {name}; give one of them",)


@pytest.mark.parametrize("name", ["SECRET_KEY", "METRICS_TOKEN", "DATABASE_URL"])
def test_a_file_that_gives_no_secret_is_the_only_fault_of_its_setting(tmp_path: Path, name: str) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    large = "x" * 70_000
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(str(tmp_path / "socket"))
    no_file = "is a folder, a device or a pipe"
    for path, said in (
        (tmp_path / "none", "is not there"),
        (folder, no_file),
        (pipe, no_file),
        (tmp_path / "socket", no_file),
        (Path("/dev/zero"), no_file),
        (Path(of_file(tmp_path, name, "")[name + "_FILE"]), "is empty"),
    ):
        environment = {key: value for key, value in GIVEN.items() if key != name}
        with pytest.raises(SettingsError) as caught:
            read_settings({**environment, name + "_FILE": str(path)})
        (fault,) = caught.value.faults
        assert fault.startswith(f"{name}_FILE: {path} {said}")
    with pytest.raises(SettingsError, match="too large"):
        read_settings(of_file(tmp_path, name, large))
    binary = tmp_path / "binary"
    binary.write_bytes(b"\xff\xfe")
    with pytest.raises(SettingsError, match="no text in UTF-8"):
        read_settings({**GIVEN, "AT_API_KEY_FILE": str(binary)})


def test_every_fault_is_told_at_once_and_no_secret_with_it(tmp_path: Path) -> None:
    short = of_file(tmp_path, "SECRET_KEY", "too-short")
    with pytest.raises(SettingsError) as caught:
        read_settings({**short, "AT_API_KEY_FILE": "/nowhere/key", "PORT": "many"})
    told = str(caught.value)
    assert [line.partition(":")[0] for line in told.splitlines()] == ["AT_API_KEY_FILE", "SECRET_KEY", "PORT"]
    assert "too-short" not in told


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1, max_size=50))
def test_no_more_than_the_end_of_the_last_line_is_dropped(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    file = tmp_path_factory.mktemp("secret") / "value"
    file.write_bytes(text.encode() + b"\n")
    expected = text.removesuffix("\r")
    if expected:
        assert secret_files.value({"NAME_FILE": str(file)}, "NAME") == expected


def test_a_data_folder_makes_no_secret_that_a_file_gives(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in (*GIVEN, "METRICS_TOKEN", "PEOPLE_KEY"):
        monkeypatch.delenv(name, raising=False)
    file = tmp_path / "key"
    file.write_text(KEY + "\n", encoding="utf-8")
    monkeypatch.setenv("SECRET_KEY_FILE", str(file))
    folder = DataFolder(tmp_path / "data")
    folder.make_secrets()
    assert set(folder.secrets()) == {"webhook_token", "metrics_token", "people_key"}
    assert folder.settings().secret_key.get_secret_value() == KEY
    database = tmp_path / "url"
    database.write_text(f"sqlite:///{tmp_path / 'other.db'}", encoding="utf-8")
    monkeypatch.setenv("DATABASE_URL_FILE", str(database))
    assert folder.settings().database_url == f"sqlite:///{tmp_path / 'other.db'}"
    folder.note_database()
    assert not (tmp_path / "data" / "database.made").exists()


@pytest.mark.skipif(os.geteuid() == 0, reason="root reads every file")
def test_a_file_of_somebody_else_cannot_be_read(tmp_path: Path) -> None:
    given = of_file(tmp_path, "AT_API_KEY", "x")
    Path(given["AT_API_KEY_FILE"]).chmod(0)
    with pytest.raises(SettingsError, match=r"cannot be read \(Permission denied\)"):
        read_settings({**GIVEN, **given})
