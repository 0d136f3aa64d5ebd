"""Parts of the day: day, evening and night, by the clock on the wall of a community."""

from datetime import datetime, tzinfo
from enum import StrEnum


class Part(StrEnum):
    """A part of the day. No page tells a finer time."""

    DAY = "day"
    EVENING = "evening"
    NIGHT = "night"


_BEGINS = ((6, Part.DAY), (18, Part.EVENING), (22, Part.NIGHT))
"""The hours at which the parts begin. A guess: it is dark from half past six, streets are empty from ten, and the
patrols walk until it is light."""


def part_of(moment: datetime, zone: tzinfo) -> Part:
    """Return the part of the day of a moment (aware)."""
    hour = moment.astimezone(zone).hour
    return next((part for begins, part in reversed(_BEGINS) if hour >= begins), Part.NIGHT)
