"""The services: a part is replaced by its name, and no process begins with a wrong key or without its database."""

import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from gateway.core.policy import Policy
from gateway.data_folder import UNDER_UP
from gateway.errors import Refused
from gateway.services import Services, from_environment
from gateway.settings import Settings
from gateway.storage.keys import WrongKeyError
from tests.fakes import FakeClock


@pytest.fixture
def services(tmp_path: Path) -> Iterator[Services]:
    """Give services whose Redis is never used."""
    given = {"database_url": f"sqlite:///{tmp_path}/new.db", "redis_url": "redis://unused", "secret_key": "s" * 40}
    made = Services(Settings.model_validate({**given, "webhook_token": "t" * 40}))
    yield made
    made.close()


def test_a_part_is_replaced_and_made_anew(services: Services) -> None:
    policy = Policy(texts_an_hour=1)
    services.override(policy=policy)
    assert services.policy is policy
    services.remake("policy")
    assert services.policy == Policy()


def test_the_clock_is_replaced(services: Services) -> None:
    now = datetime(2026, 11, 23, 18, 0, tzinfo=UTC)
    services.override(clock=FakeClock(lambda: now))
    assert services.clock() == now


@pytest.mark.parametrize("name", ["hop_timeout", "close", "unknown"])
def test_no_other_name_is_taken(services: Services, name: str) -> None:
    with pytest.raises(LookupError):
        services.override(**{name: 1})
    with pytest.raises(LookupError):
        services.remake(name)


def test_a_process_with_a_wrong_key_or_without_its_database_does_not_begin(
    tmp_path: Path, sqlite_template: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "doria.db"
    given = {"DATABASE_URL": f"sqlite:///{file}", "REDIS_URL": "redis://x", "WEBHOOK_TOKEN": "w" * 32}
    for name, value in {**given, "SECRET_KEY": "s" * 40}.items():
        monkeypatch.setenv(name, value)
    monkeypatch.delenv(UNDER_UP, raising=False)
    with pytest.raises(Refused, match="there is no database"):
        from_environment()
    assert not file.exists()
    shutil.copy(sqlite_template, file)
    from_environment().close()
    monkeypatch.setenv("SECRET_KEY", "w" * 40)
    with pytest.raises(WrongKeyError):
        from_environment()
