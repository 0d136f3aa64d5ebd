"""The memory of a desk that stands alone, as the line of the Procfile starts it, once its pages have been looked at."""

from functools import partial
from itertools import cycle, islice

import psutil
import requests

from gateway.desk.viewer import COOKIE
from gateway.roster.desk_access import open_sessions
from gateway.services import Services
from gateway.settings import read_settings
from tests.bench.served import line_of, started, tail
from tests.conftest import free_port
from tests.people import COORDINATOR
from tests.town import Town
from tests.up import TIMEOUT, wait_for

MOST = 180
"""Megabytes of both of its processes. They took 130 on SQLite and 145 on PostgreSQL when it was measured.

Other processes of this machine shared some files with them then, which a desk alone has for itself: by its RSS some 30
more at most. The libraries alone take 74 of the process that answers (SQLAlchemy 30, Pydantic with its settings 9,
Flask 7, cryptography 7, Redis 6, the logs 6, the server 6, the language 3), and the parent of the server takes 19. The
desk of `doria up` has 80 beside what it shares with the other processes; one that shares nothing cannot come to that.
"""
_PAGES = ("", "community", "figures", "health", "people", "roster", "zones")
_LOOKS = 50


def test_a_desk_that_stands_alone_takes_less_than_180_megabytes_after_fifty_pages(town: Town) -> None:
    port = free_port()
    given = {**_environment(town), "DORIA_DESK_PORT": str(port)}
    address = f"http://127.0.0.1:{port}/desk"
    with started(line_of("desk"), given) as (process, log):

        def answers() -> bool:
            assert process.poll() is None, tail(log)
            try:
                return requests.get(f"{address}/live", timeout=TIMEOUT).ok
            except requests.ConnectionError:
                return False

        wait_for(answers)
        _look(address, {COOKIE: _signed_in(given)})
        both = [psutil.Process(process.pid), *psutil.Process(process.pid).children(recursive=True)]
        assert len(both) == 2
        assert sum(one.memory_full_info().pss for one in both) / 2**20 < MOST


def _environment(town: Town) -> dict[str, str]:
    """Return the variables of a process that has the database of a town."""
    settings = town.services.settings
    return {
        "DATABASE_URL": settings.database_url,
        "REDIS_URL": settings.redis_url,
        "SECRET_KEY": settings.secret_key.get_secret_value(),
        "WEBHOOK_TOKEN": "w" * 40,
        "AT_API_KEY": "example",
        "AT_BASE_URL": "http://127.0.0.1:9",
    }


def _signed_in(given: dict[str, str]) -> str:
    """Let the coordinator sign in by the clock of the machine: that of a town is another one."""
    services = Services(read_settings(given))
    try:
        (record,) = services.directory.communities()
        person = record.person_ids[COORDINATOR]
        return services.do(partial(open_sessions.begin, community_id=record.id, person_id=person, way="code"))
    finally:
        services.close()


def _look(address: str, cookies: dict[str, str]) -> None:
    for path in islice(cycle(_PAGES), _LOOKS):
        page = requests.get(f"{address}/{path}", cookies=cookies, timeout=TIMEOUT, allow_redirects=False)
        assert page.status_code == 200, (path, page.status_code)
