"""Owners of what is under way: a process tells who it is, and others on its machine can see whether it has died."""

import os
from functools import cache

from gateway import machine


@cache
def _place() -> str | None:
    """Return the name of where process ids mean this: a machine since its last start, and a container on it.

    None where the system gives no such name: there nobody is known to have died.
    """
    boot, ids = machine.since_start(), machine.namespace("pid")
    return None if boot is None or ids is None else f"{boot} {ids}"


def this_process() -> str | None:
    """Return the name of this process as an owner, if the system gives one."""
    place = _place()
    return None if place is None else f"{place} {os.getpid()}"


def has_died(owner: str) -> bool:
    """Return whether an owner ran at this place and is not there any more. Of other machines nobody can tell."""
    place, _, pid = owner.rpartition(" ")
    return place == _place() and not machine.is_there(int(pid))
