"""The embedded Redis of `doria up`: it is started, asked whether it answers, and cleared after a killed run."""

import time
from pathlib import Path

from redis import Redis
from redis.exceptions import BusyLoadingError, RedisError, ResponseError

from gateway.core.redis_outage import ASKED_ONCE
from gateway.data_folder import DataFolder
from gateway.errors import Refused
from gateway.logs import logger
from gateway.processes import commands
from gateway.processes.readiness import Patience
from gateway.processes.supervisor import Child, Supervisor

NAME = "redis"
"""The name of its process."""
_KEPT_BY_REDIS = ("appendonlydir", "appendonly.aof", "dump.rdb")
"""The files that Redis and Valkey write: append-only files of this version and of older ones, and a snapshot."""
log = logger()


def begin(supervisor: Supervisor, folder: DataFolder, url: str, patience: Patience) -> None:
    """Start the embedded Redis. If it cannot read its files, set them aside: they hold hints alone."""
    child = commands.redis(folder)
    supervisor.children.append(child)
    supervisor.start(child)
    if _is_there(supervisor, child, url, patience):
        return
    set_aside = _set_aside(folder.path)
    if set_aside is not None:
        log.warning("redis.files_set_aside", folder=str(set_aside), why="the server could not start with them")
        supervisor.start(child)
        if _is_there(supervisor, child, url, patience):
            return
    message = f"Redis did not start; {patience.log_file} says why"
    raise Refused(message)


def _is_there(supervisor: Supervisor, child: Child, url: str, patience: Patience) -> bool:
    """Wait until Redis answers or `doria up` is told to stop; return False if Redis ends."""
    redis = Redis.from_url(url, socket_timeout=1, retry=ASKED_ONCE)
    while child.is_running:
        if supervisor.is_stopping:
            return True
        try:
            redis.ping()
        except RedisError:
            patience.wait_for(["Redis does not answer"])
            time.sleep(0.05)
        else:
            return True
    return False


def answers(url: str) -> bool:
    """Return whether a Redis answers, be it with an error. One that is stopped takes connections, and says nothing."""
    try:
        with Redis.from_url(url, socket_timeout=2, socket_connect_timeout=2, retry=ASKED_ONCE) as redis:
            redis.ping()
    except (BusyLoadingError, ResponseError):
        return True
    except RedisError:
        return False
    return True


def clear_old(path: Path) -> None:
    """End a Redis that a killed run left behind: it would still hold the socket."""
    if not path.exists():
        return
    try:
        Redis(unix_socket_path=str(path), socket_timeout=1).shutdown(nosave=False)
    except RedisError:
        path.unlink(missing_ok=True)


def _set_aside(folder: Path) -> Path | None:
    """Move the files of Redis into a folder of their own; return that folder, or None if there are no files."""
    kept = [path for name in _KEPT_BY_REDIS if (path := folder / name).exists()]
    if not kept:
        return None
    number = 1 + sum(1 for _ in folder.glob("redis-set-aside-*"))
    aside = folder / f"redis-set-aside-{number}"
    aside.mkdir(mode=0o700)
    for path in kept:
        path.rename(aside / path.name)
    return aside
