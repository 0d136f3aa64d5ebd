"""Storage: migrations both ways on both databases, and sealing."""

from decimal import Decimal

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import inspect

from gateway.settings import SettingsError, read_settings
from gateway.storage.database import Database
from gateway.storage.migrate import is_current, migrate
from gateway.storage.models import Row
from gateway.storage.sealing import Keyring, UnsealError
from menus.domain.money import Money

OLD, NEW = "old-" * 10, "new-" * 10


def test_migrations_make_what_the_models_say_and_unmake_it(database_url: str) -> None:
    database = Database(database_url.replace("postgresql:", "postgresql+psycopg:"), Keyring((NEW,)))
    try:
        migrate(database)
        assert is_current(database)
        with database.engine.connect() as connection:
            assert compare_metadata(MigrationContext.configure(connection), Row.metadata) == []
        migrate(database)
        migrate(database, "base")
        assert set(inspect(database.engine).get_table_names()) <= {"alembic_version"}
        migrate(database)
        assert is_current(database)
    finally:
        database.close()


@given(st.text())
def test_what_is_sealed_is_unsealed_in_its_own_column_alone(text: str) -> None:
    ring = Keyring((NEW,))
    sealed = ring.seal(text, "reports.words")
    assert ring.unseal(sealed, "reports.words") == text
    with pytest.raises(UnsealError):
        ring.unseal(sealed, "messages.body")


def test_an_older_key_still_unseals_and_finds() -> None:
    before, after = Keyring((OLD,)), Keyring((NEW, OLD))
    assert after.unseal(before.seal("x", "c"), "c") == "x"
    assert before.phone("+254700000101") in after.phones("+254700000101")
    assert before.phone("+254700000101") != after.phone("+254700000101")
    with pytest.raises(UnsealError):
        before.unseal(after.seal("x", "c"), "c")


@given(st.text(), st.integers(1, 2**40), st.sampled_from([(NEW,), (OLD,), (NEW, OLD)]))
def test_what_opens_many_values_of_a_column_opens_what_unsealing_opens(
    text: str, row_id: int, secrets: tuple[str, ...]
) -> None:
    sealed, ring = Keyring((OLD,)).seal(text, "c", row_id), Keyring(secrets)
    if OLD in secrets:
        assert ring.opener("c")(sealed, row_id) == ring.unseal(sealed, "c", row_id) == text
    damaged = bytes([*sealed[:-1], sealed[-1] ^ 1])
    moved = Keyring(secrets[:1]).seal(text, "c", row_id + 1)
    alone = Keyring(secrets[:1]).seal(text, "c")
    for value in (damaged, moved, alone, b"", *(() if OLD in secrets else (sealed,))):
        with pytest.raises(UnsealError):
            ring.opener("c")(value, row_id)


def test_every_fault_of_the_settings_is_told_at_once() -> None:
    bad = {
        "PORT": "many",
        "DATABASE_URL": "mysql://x",
        "REDIS_URL": "http://x",
        "SECRET_KEY": "short",
        "AT_BASE_URL": "x",
    }
    with pytest.raises(SettingsError) as caught:
        read_settings(bad, webhook_token="w" * 32)
    told = str(caught.value)
    assert all(name in told for name in bad)


def test_a_number_of_the_settings_names_its_country_or_waits_for_the_communities() -> None:
    given = {"DATABASE_URL": "sqlite:///x", "REDIS_URL": "redis://x", "SECRET_KEY": NEW, "WEBHOOK_TOKEN": "w" * 32}
    for written in ("+256772100199", "256772100199", "+256 772 100 199", "00256772100199", "tel:+256772100199"):
        assert read_settings({**given, "DORIA_HEARTBEAT_TO": written}).doria_heartbeat_to == "+256772100199"
    for written in ("0711000199", "0803 123 4567"):
        assert read_settings({**given, "DORIA_HEARTBEAT_TO": written}).doria_heartbeat_to == written
    for written in ("12", "nobody", "+256772100199 +256772100199"):
        with pytest.raises(SettingsError, match=r"DORIA_HEARTBEAT_TO: should be a phone number"):
            read_settings({**given, "DORIA_HEARTBEAT_TO": written})


@pytest.mark.parametrize(
    ("written", "currency", "amount"),
    [("200", "KES", 200), ("UGX 20000", "UGX", 20000), ("20000ugx", "UGX", 20000), (" kes 0.50 ", "KES", "0.50")],
)
def test_the_limit_of_the_balance_has_a_currency(written: str, currency: str, amount: int | str) -> None:
    given = {"DATABASE_URL": "sqlite:///x", "REDIS_URL": "redis://x", "SECRET_KEY": NEW, "WEBHOOK_TOKEN": "w" * 32}
    found = read_settings({**given, "DORIA_LOW_BALANCE": written}).doria_low_balance
    assert (found.currency, found.amount) == (currency, Decimal(amount))
    assert read_settings(given).doria_low_balance == Money("KES", Decimal(200))


@pytest.mark.parametrize(
    "written", ["UGX", "KSH 200", "-1", "KES 200 KES", "20,000", "UGX 1 UGX 2", "nan", "1e3", "2 00"]
)
def test_a_limit_that_is_no_amount_is_refused_with_what_is_accepted(written: str) -> None:
    given = {"DATABASE_URL": "sqlite:///x", "REDIS_URL": "redis://x", "SECRET_KEY": NEW, "WEBHOOK_TOKEN": "w" * 32}
    with pytest.raises(SettingsError, match=r"DORIA_LOW_BALANCE: .*UGX 20000"):
        read_settings({**given, "DORIA_LOW_BALANCE": written})


def test_older_keys_are_given_as_a_list() -> None:
    given = {"DATABASE_URL": "sqlite:///x", "REDIS_URL": "redis://x", "SECRET_KEY": NEW, "WEBHOOK_TOKEN": "w" * 32}
    settings = read_settings({**given, "OLD_SECRET_KEYS": f'["{OLD}"]'})
    assert [key.get_secret_value() for key in settings.old_secret_keys] == [OLD]
    with pytest.raises(SettingsError, match="OLD_SECRET_KEYS: should be a JSON list"):
        read_settings({**given, "OLD_SECRET_KEYS": OLD})


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("WEBHOOK_TOKEN", "a/b?c#d" * 6),
        ("DORIA_SAFE_EVERY", "0"),
        ("DORIA_DROP_AFTER", "0s"),
        ("DORIA_RED_WORKERS", "many"),
        ("DORIA_SECOND_URL", "http://127.0.0.1:8080"),
    ],
)
def test_what_could_not_work_is_refused(name: str, value: str) -> None:
    given = {"DATABASE_URL": "sqlite:///x", "REDIS_URL": "redis://x", "SECRET_KEY": NEW, "WEBHOOK_TOKEN": "w" * 32}
    with pytest.raises(SettingsError):
        read_settings({**given, name: value})


def test_the_environment_is_not_read_behind_what_is_given(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PORT", "4711")
    given = {"DATABASE_URL": "sqlite:///x", "REDIS_URL": "redis://x", "SECRET_KEY": NEW, "WEBHOOK_TOKEN": "w" * 32}
    assert read_settings(given).port == 8000
