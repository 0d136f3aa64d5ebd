"""The space of a disk: when so little is free that people are warned."""

from dataclasses import dataclass
from enum import StrEnum

FEW_BYTES = 500_000_000
"""A guess, to be tested: 100,000 messages take some 60 MB, and the log beside them as much again."""
FEW_PERCENT = 5.0
"""A guess, to be tested: on a large disk other programs may fill this in an hour."""
_ENOUGH_AGAIN = 1.2
"""A warning ends when so many times more is free than its limit. Else it would come again and again. A guess."""


class SpaceLimit(StrEnum):
    """A limit under which people are warned: a number of bytes, or a part of the disk. The values are stored."""

    BYTES = "bytes"
    PERCENT = "percent"


@dataclass(frozen=True)
class Space:
    """The space of a disk, in bytes; `free` is what Doria may still fill."""

    free: int
    total: int

    @property
    def percent(self) -> float:
        """The free part of the disk in percent."""
        return 100 * self.free / self.total if self.total else 0.0

    @property
    def is_low(self) -> bool:
        """Return whether less is free than any limit."""
        return any(self.is_under(limit) for limit in SpaceLimit)

    def is_under(self, limit: SpaceLimit, *, was_under: bool = False) -> bool:
        """Return whether less is free than a limit; if it `was_under`, until clearly more is free."""
        free, least = (self.free, FEW_BYTES) if limit is SpaceLimit.BYTES else (self.percent, FEW_PERCENT)
        return free < least * (_ENOUGH_AGAIN if was_under else 1)

    @property
    def left(self) -> str:
        """The free space as people read it: `480 MB`, `71 GB`."""
        return _size(self.free)

    def __str__(self) -> str:
        return f"{self.left} free of {_size(self.total)} ({self.percent:.0f} %)"


def _size(number: int) -> str:
    for unit, least in (("GB", 10**9), ("MB", 10**6)):
        if number >= least:
            return f"{number // least} {unit}"
    return "0 MB"
