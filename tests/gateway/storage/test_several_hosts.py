"""A PostgreSQL of several hosts: Doria finds the one that takes writes, and leaves one that takes none any more."""

from collections.abc import Iterator
from contextlib import closing

import pytest
from sqlalchemy import URL, make_url, text
from sqlalchemy.exc import DBAPIError

from gateway.cli import doctor, machine_checks
from gateway.core import liveness
from gateway.core.heartbeats import Heartbeat
from gateway.services import Services
from gateway.settings import SettingsError, read_settings
from gateway.storage.database import Database, is_connection_lost
from gateway.storage.models import Mark
from gateway.storage.sealing import Keyring
from gateway.storage.transaction_retries import begin_again
from tests.conftest import free_port

SECRET = "example-password"


def with_a_dead_host(url: str) -> URL:
    """Return the URL of a database with a host before it on which nobody listens."""
    living = make_url(url)
    hosts = [f"127.0.0.1:{free_port()}", str(living.query["host"])]
    named = living.set(password=SECRET, drivername="postgresql")
    return named.update_query_dict({"host": hosts, "target_session_attrs": "read-write"})


def services_on(url: str, **more: str) -> Services:
    given = {"REDIS_URL": "redis://127.0.0.1:1/0", "SECRET_KEY": "s" * 40, "WEBHOOK_TOKEN": "w" * 40, "AT_API_KEY": "x"}
    return Services(read_settings({"DATABASE_URL": url, **given, **more}))


@pytest.fixture
def services(postgresql_url: str) -> Iterator[Services]:
    with closing(services_on(with_a_dead_host(postgresql_url).render_as_string(hide_password=False))) as made:
        yield made


@pytest.mark.postgres
def test_a_host_that_is_dead_is_passed_over_and_the_doctor_names_the_other(services: Services) -> None:
    with services.uow() as uow:
        liveness.mark_now(uow, "clock")
    said = machine_checks.database(services)
    assert said.startswith("postgresql at ")
    assert str(make_url(services.settings.database_url).query["host"][1]) in said
    assert SECRET not in "".join(finding.say for finding in doctor.examine(services))


@pytest.mark.parametrize("netloc", ["u:example-password@a:5432,b:5432", "a,b"])
def test_a_list_of_hosts_with_commas_is_refused_with_what_to_write(netloc: str) -> None:
    with pytest.raises(SettingsError) as refused:
        services_on(f"postgresql://{netloc}/doria")
    assert "?host=a:5432&host=b:5432" in str(refused.value)
    assert SECRET not in str(refused.value)


@pytest.mark.parametrize(
    ("option", "accepted"),
    [
        ("target_session_attrs=nonsense", "any, read-write or primary"),
        ("target_session_attrs=standby", "any, read-write or primary"),
        ("target_session_attrs=", "any, read-write or primary"),
        ("host=a:5432&host=b:5432&target_session_attrs=read_write", "any, read-write or primary"),
        ("sslmode=yes", "verify-ca or verify-full"),
    ],
)
def test_an_option_with_a_word_that_is_none_is_a_fault_with_its_name(option: str, accepted: str) -> None:
    with pytest.raises(SettingsError) as refused:
        services_on(f"postgresql://u:{SECRET}@/doria?{option}")
    (fault,) = refused.value.faults
    assert fault.startswith(f"DATABASE_URL: {option.rpartition('&')[2]} should be ")
    assert accepted in fault
    assert SECRET not in fault


@pytest.mark.parametrize("word", ["any", "read-write", "primary"])
def test_an_option_with_a_known_word_is_taken(word: str) -> None:
    settings = read_settings(
        {
            "DATABASE_URL": f"postgresql://u@/doria?host=a:1&host=b:2&target_session_attrs={word}&sslmode=require",
            "REDIS_URL": "redis://127.0.0.1:1/0",
            "SECRET_KEY": "s" * 40,
            "WEBHOOK_TOKEN": "w" * 40,
        }
    )
    assert settings.database_url.endswith(f"{word}&sslmode=require")


@pytest.mark.postgres
def test_a_server_that_has_become_a_standby_is_left(postgresql_url: str) -> None:
    url = postgresql_url.replace("postgresql:", "postgresql+psycopg:")
    with closing(Database(url, Keyring(("s" * 40,)), connections=1)) as database:
        with database.engine.connect() as connection:
            connection.exec_driver_sql("SET SESSION CHARACTERISTICS AS TRANSACTION READ ONLY")
            connection.commit()
        tries: list[bool] = []

        def write() -> None:
            try:
                with database.write() as session:
                    session.execute(text("INSERT INTO beats (name, at) VALUES ('example', now())"))
            except DBAPIError as error:
                tries.append(is_connection_lost(error))
                raise

        begin_again(write, float("inf"))
        assert tries == [True]


def connections(services: Services) -> doctor.Finding:
    return next(one for one in doctor.examine(services) if one.name == "connections")


@pytest.mark.postgres
def test_the_doctor_adds_up_the_connections_of_all_machines(postgresql_url: str) -> None:
    with closing(services_on(postgresql_url)) as services:
        found = connections(services)
        assert found.is_ok, "the processes of one machine fit into a PostgreSQL as it is installed"
        assert found.say == (
            "clock 1 x 24, desk 1 x 7, web 2 x 17, worker-bulk 1 x 4, worker-normal 1 x 5, worker-red 2 x 7 and 5 for"
            " commands may take 93; PostgreSQL gives 97"
        )
        with services.uow() as uow:
            for machine in range(3):
                for pid in range(5):
                    liveness.mark_now(uow, f"process-{pid}-on-machine-{machine}-runs-worker-red")
        found = connections(services)
        assert not found.is_ok
        assert found.say.startswith("worker-red 15 x 7 and 5 for commands may take 110; PostgreSQL gives 97; raise")
    with closing(services_on(postgresql_url, DORIA_POOL="6")) as services:
        assert connections(services).say.startswith("worker-red 15 x 6 and 5 for commands may take 95")
        assert services.database.engine.pool.size() == 6  # type: ignore[attr-defined] # of a pool with a size


@pytest.mark.postgres
def test_the_doctor_takes_the_limit_of_each_process_from_its_own_word(postgresql_url: str) -> None:
    with closing(services_on(postgresql_url, DORIA_POOL="40")) as services:
        Heartbeat(services.uow, "web", connections=services.told_connections).beat()
        assert services.told_connections == services.database.engine.pool.size()  # type: ignore[attr-defined] # of a pool with a size
    with closing(services_on(postgresql_url, DORIA_POOL="2")) as services:
        with services.uow() as uow:
            uow.session.add(Mark(name="process-2-on-another-runs-worker-red", at=uow.now, connections=9))
            # A process of an earlier release tells nothing.
            liveness.mark_now(uow, "process-1-on-another-runs-web")
        said = connections(services).say
    assert said.startswith("web 1 x 2, web 1 x 40, worker-red 1 x 9 and 5 for commands may take 56")


def test_a_file_needs_no_connections(sqlite_url: str) -> None:
    with closing(services_on(sqlite_url)) as services:
        found = connections(services)
        assert (found.say, found.is_ok, found.is_tried) == ("not needed: the database is a file", True, False)
