"""The doctor and a Redis that is full: it answers, and takes nothing."""

from pathlib import Path

from redis import Redis

from gateway.cli import doctor
from gateway.communities.file import load_example
from tests.conftest import free_port, started_redis
from tests.town import Town


def test_the_doctor_tells_a_redis_that_takes_no_write(sqlite_url: str, tmp_path: Path) -> None:
    with started_redis(tmp_path, free_port()) as url, Redis.from_url(url) as redis:
        town = Town(sqlite_url, url, load_example("mlango-kubwa"))

        def finding() -> doctor.Finding:
            return next(one for one in doctor.examine(town.services) if one.name == "redis")

        assert finding().is_ok
        redis.config_set("maxmemory-policy", "noeviction")
        redis.config_set("maxmemory", "1")
        assert not finding().is_ok
        assert "REDIS_URL" in finding().say
        town.close()
