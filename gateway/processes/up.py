"""`doria up`: starts and watches Redis, web server, workers, clock and simulated network on one machine."""

import fcntl
import os
import shutil
import socket
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Sequence
from dataclasses import dataclass
from http.client import HTTPException
from pathlib import Path

from redis import Redis
from redis.exceptions import RedisError

from gateway import logs
from gateway.communities import directory, file, loading
from gateway.data_folder import UNDER_UP, DataFolder
from gateway.errors import Refused
from gateway.processes import commands
from gateway.processes.supervisor import Child, Supervisor
from gateway.processes.watchdog import Watchdog
from gateway.services import Services
from gateway.settings import Settings
from gateway.storage import keys
from gateway.storage.migrate import migrate
from gateway.storage.sealing import key_id

_TIMEOUT = 60.0
_PORT_TIMEOUT, _LEFT_BEHIND = 5.0, 25.0
"""Seconds to wait for a port to become free, and for processes of a killed run to end by themselves."""
_KEPT_BY_REDIS = ("appendonlydir", "appendonly.aof", "dump.rdb")
"""The files that Redis and Valkey wrote under earlier releases. They hold the names of sessions, and hints alone."""
_IN_FORCE = "in-force"
"""The folder that holds community files in plain text while the simulated network needs their phones."""
log = logs.logger()


@dataclass(frozen=True)
class UpOptions:
    """The options of `doria up`; `port` is None for the port of the settings, 0 for any free port."""

    folder: DataFolder
    port: int | None
    community_files: Sequence[Path]
    red_workers: int


def up(options: UpOptions) -> int:
    """Run everything until told to stop; return the exit status. Raise Refused if it cannot start."""
    options.folder.make()
    with (options.folder.path / "up.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            message = f"another doria up already runs on {options.folder.path}; stop it, or give another --data"
            raise Refused(message) from None
        return _alone(options)


def _alone(options: UpOptions) -> int:
    """Run everything, as the only `doria up` of its folder."""
    was_killed = options.folder.note_stopped()
    options.folder.make_secrets()
    settings = options.folder.settings()
    _check_key(settings)
    port = (settings.port if options.port is None else options.port) or free_port()
    if not _becomes_free(port, _LEFT_BEHIND if was_killed else _PORT_TIMEOUT):
        message = f"port {port} is taken; give another with --port"
        raise Refused(message)
    os.environ["DORIA_DATA"] = str(options.folder.path)
    os.environ["PORT"] = str(port)
    os.environ[UNDER_UP] = "1"
    with (options.folder.path / "doria.log").open("ab") as output:
        return _run(options, settings, port, Supervisor([], output))


def _check_key(settings: Settings) -> None:
    """Raise Refused if the database is sealed with another key, before anything is started or written."""
    services = Services(settings)
    try:
        keys.check(services.database)
    finally:
        services.close()


def _run(options: UpOptions, settings: Settings, port: int, supervisor: Supervisor) -> int:
    supervisor.listen()
    services = Services(settings)
    try:
        if not os.environ.get("REDIS_URL"):
            _clear_old_redis(options.folder.redis_socket)
            _begin_redis(supervisor, options.folder, settings.redis_url)
        _prepare(services, options)
        # It uses its own network unless AT_BASE_URL names another: an account's key alone reaches no real phone.
        simulated = free_port() if settings.at_base_url is None else None
        environment = {}
        if simulated is None:
            _refuse_examples(services)
        else:
            environment = {"DORIA_SIMULATOR_URL": f"http://127.0.0.1:{simulated}", "AT_API_KEY": "simulated"}
            callback = f"http://127.0.0.1:{port}/at/{settings.webhook_token.get_secret_value()}"
            files = _in_force(services, options.folder.path)
            _begin(supervisor, [commands.network(options.folder, simulated, callback, files)])
        key = key_id(settings.secret_key.get_secret_value()).hex()
        options.folder.note_running(PORT=str(port), DORIA_KEY_ID=key, **environment)
        _begin(supervisor, [commands.web(port, environment)])
        _begin(supervisor, [*commands.workers(options.red_workers, environment), commands.clock(environment)])
        _announce(supervisor, services, port, simulated)
    finally:
        supervisor.end(last=("redis",))
        options.folder.note_stopped()
        shutil.rmtree(options.folder.path / _IN_FORCE, ignore_errors=True)
        services.close()
    return 0


def _begin(supervisor: Supervisor, these: Sequence[Child]) -> None:
    for child in these:
        supervisor.children.append(child)
        supervisor.start(child)


def _prepare(services: Services, options: UpOptions) -> None:
    """Migrate the database and load the community files."""
    try:
        migrate(services.database)
        keys.note(services.database)
        loading.keep_people_in_force(services.uow)
        texts = [path.read_text(encoding="utf-8") for path in options.community_files]
        if not texts and services.settings.at_base_url is None and not _bodies(services):
            texts = [file.load_example(file.EXAMPLES[0])]
        for text in texts:
            loading.load(services.uow, services.reading, services.keyring, text)
    except file.CommunityFileError as error:
        raise Refused("\n".join(str(fault) for fault in error.faults)) from None


def _refuse_examples(services: Services) -> None:
    """Raise Refused if example numbers would be texted by a network that can reach real phones."""
    examples = [record.community.name for record in services.directory.communities() if record.community.example]
    if examples and not services.carrier.is_simulated:
        message = (
            f"{', '.join(examples)}: `example = true` marks invented numbers, which no real network may text;"
            " load a file without it into a folder of its own (--data)"
        )
        raise Refused(message)


def _bodies(services: Services) -> dict[str, str]:
    with services.reading() as session:
        return directory.bodies(session)


def _in_force(services: Services, folder: Path) -> list[Path]:
    """Write the community files in force into the folder, for the page of phones of the simulated network."""
    kept = folder / _IN_FORCE
    kept.mkdir(exist_ok=True, mode=0o700)
    paths = []
    for key, body in _bodies(services).items():
        path = kept / f"{key}.toml"
        path.touch(mode=0o600)
        path.write_text(body, encoding="utf-8")
        paths.append(path)
    return paths


def _announce(supervisor: Supervisor, services: Services, port: int, simulated: int | None) -> None:
    """Print when everything answers, then watch: a child without heartbeats is restarted."""
    address = f"http://127.0.0.1:{port}"
    deadline = time.monotonic() + _TIMEOUT
    said = False
    watchdog = Watchdog(supervisor, services, lambda: _answers(address + "/health/live"))

    def look() -> None:
        nonlocal said
        if said:
            watchdog.look()
            return
        if _answers(address + "/health/ready"):
            said = True
            if simulated is not None:
                sys.stdout.write(f"phones {address}/simulator/\n")
            sys.stdout.write(f"ready {address}\n")
            sys.stdout.flush()
        elif time.monotonic() > deadline:
            log.error("up.not_ready", reasons=_reasons(address))
            supervisor.stop()

    supervisor.watch(look)
    if not said and time.monotonic() > deadline:
        message = "not ready after 60 s; doria.log in the data folder says why"
        raise Refused(message)


def _answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(url, timeout=2) as answer:  # noqa: S310 - our own address
            return bool(answer.status == 200)  # noqa: PLR2004 - HTTP's OK
    except (OSError, HTTPException):
        return False


def _reasons(address: str) -> str:
    try:
        with urllib.request.urlopen(address + "/health/ready", timeout=2) as answer:  # noqa: S310 - our own address
            return str(answer.read(500))
    except urllib.error.HTTPError as error:
        return str(error.read(500))
    except (OSError, HTTPException) as error:
        return type(error).__name__


def _clear_old_redis(path: Path) -> None:
    """End a Redis that a killed run left behind: it would still hold the socket."""
    if not path.exists():
        return
    try:
        Redis(unix_socket_path=str(path), socket_timeout=1).shutdown(nosave=True)
    except RedisError:
        path.unlink(missing_ok=True)


def _begin_redis(supervisor: Supervisor, folder: DataFolder, url: str) -> None:
    """Start the embedded Redis without what an earlier one had written."""
    _delete_files_of_redis(folder.path)
    child = commands.redis(folder)
    _begin(supervisor, [child])
    if not _wait_for_redis(url, child):
        message = "Redis did not start; doria.log in the data folder says why"
        raise Refused(message)


def _wait_for_redis(url: str, child: Child) -> bool:
    """Wait until Redis answers; return False if it ends or takes too long."""
    redis = Redis.from_url(url, socket_timeout=1)
    deadline = time.monotonic() + _TIMEOUT
    while child.is_running and time.monotonic() < deadline:
        try:
            redis.ping()
        except RedisError:
            time.sleep(0.05)
        else:
            return True
    return False


def _delete_files_of_redis(folder: Path) -> None:
    """Delete the files of Redis: earlier releases let it write some, and set aside those that it could not read."""
    for path in (*(folder / name for name in _KEPT_BY_REDIS), *folder.glob("redis-set-aside-*")):
        if path.is_dir():
            shutil.rmtree(path, ignore_errors=True)
        else:
            path.unlink(missing_ok=True)


def free_port() -> int:
    """Return a port of this machine on which nobody listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _becomes_free(port: int, timeout: float) -> bool:
    deadline = time.monotonic() + timeout
    while not _is_free(port):
        if time.monotonic() > deadline:
            return False
        time.sleep(0.1)
    return True


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True
