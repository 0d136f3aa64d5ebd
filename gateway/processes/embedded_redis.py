"""The embedded Redis of `doria up`: it is started, asked whether it answers, and cleared after a killed run."""

import shutil
import time
from pathlib import Path

from redis import Redis
from redis.exceptions import BusyLoadingError, RedisError, ResponseError

from gateway.core.redis_outage import ASKED_ONCE
from gateway.data_folder import DataFolder
from gateway.errors import Refused
from gateway.processes import commands
from gateway.processes.readiness import Patience
from gateway.processes.supervisor import Child, Supervisor

NAME = "redis"
"""The name of its process."""
_KEPT_BY_REDIS = ("appendonlydir", "appendonly.aof", "dump.rdb")
"""The files that Redis and Valkey wrote under earlier releases. They hold the names of sessions, and hints alone."""


def begin(supervisor: Supervisor, folder: DataFolder, url: str, patience: Patience) -> None:
    """Start the embedded Redis without what an earlier one had written."""
    _delete_files(folder.path)
    child = commands.redis(folder)
    supervisor.children.append(child)
    supervisor.start(child)
    if not _is_there(supervisor, child, url, patience):
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
        Redis(unix_socket_path=str(path), socket_timeout=1).shutdown(nosave=True)
    except RedisError:
        path.unlink(missing_ok=True)


def _delete_files(folder: Path) -> None:
    """Delete the files of Redis: earlier releases let it write some, and set aside those that it could not read."""
    for path in (*(folder / name for name in _KEPT_BY_REDIS), *folder.glob("redis-set-aside-*")):
        if path.is_dir():
            shutil.rmtree(path, ignore_errors=True)
        else:
            path.unlink(missing_ok=True)
