"""Frozen processes: a signal has stopped them (SIGSTOP). They keep their connections and answer nothing.

Linux tells so for certain, however busy the machine is. Elsewhere nothing is seen here: the other looks of the watchdog
find such a process later.
"""

from pathlib import Path

_PROCESSES = Path("/proc")
_STOPPED = b"T"
"""The state of a process that a signal has stopped. One that a debugger holds for a moment has another letter."""


def stopped(pid: int) -> list[int]:
    """Return those of a process and its descendants that are stopped, the process itself first.

    The descendants are those that a main thread has begun.
    """
    found = [pid] if _state(pid) == _STOPPED else []
    for child in _children(pid):
        found += stopped(child)
    return found


def _state(pid: int) -> bytes:
    """Return the letter of the state of a process; nothing if it has ended."""
    try:
        line = (_PROCESSES / str(pid) / "stat").read_bytes()
    except OSError:
        return b""
    # The name of the program stands in brackets before it, and may hold any sign.
    return line.rpartition(b")")[2].split()[0]


def _children(pid: int) -> list[int]:
    try:
        listed = (_PROCESSES / str(pid) / "task" / str(pid) / "children").read_bytes()
    except OSError:
        return []
    return [int(child) for child in listed.split()]
