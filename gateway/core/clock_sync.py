"""The clock of this machine: whether the system says that something, such as NTP, keeps it."""

import ctypes
import sys

_ROOM = 512
"""Bytes for the kernel's answer: `struct timex` has 208 on 64-bit machines."""
_UNSYNCHRONISED = 5
"""TIME_ERROR of adjtimex(2): nothing keeps the clock, or nobody has said so to the kernel."""


def is_kept() -> bool | None:
    """Return whether something keeps the clock; None where the system does not tell."""
    if sys.platform != "linux":
        return None
    try:
        # All zeros ask for nothing to be changed.
        state = ctypes.CDLL(None).adjtimex(ctypes.create_string_buffer(_ROOM))
    except (OSError, AttributeError):
        return None
    return None if state < 0 else bool(state != _UNSYNCHRONISED)
