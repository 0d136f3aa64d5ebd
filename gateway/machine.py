"""The machine: the names by which processes know that they share one, and whether a process is still there."""

import os
import socket
from pathlib import Path

_BOOT, _NAMESPACES = Path("/proc/sys/kernel/random/boot_id"), Path("/proc/self/ns")


def host() -> str:
    """Return the name of this machine for people: each container and each machine should have its own."""
    return socket.gethostname()


def since_start() -> str | None:
    """Return the name of this machine since its last start; None where the system gives no such name."""
    try:
        return _BOOT.read_text(encoding="ascii").strip()
    except OSError:
        return None


def namespace(kind: str) -> str | None:
    """Return the name of a namespace of this process (`pid`, `time`): a container has its own. None without one."""
    try:
        return str((_NAMESPACES / kind).readlink())
    except OSError:
        return None


def is_there(pid: int) -> bool:
    """Return whether this machine has a process with this id."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
