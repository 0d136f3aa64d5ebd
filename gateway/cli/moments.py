"""Moments as an operator reads and writes them: in the time zone of the community, with its offset shown."""

import re
from datetime import UTC, datetime, timedelta, tzinfo

from gateway.errors import Refused

_AGO = re.compile(r"([0-9]{1,5})([mhd])")
_UNITS = {"m": timedelta(minutes=1), "h": timedelta(hours=1), "d": timedelta(days=1)}
ACCEPTED = "2h, 30m, 3d, 2026-11-28 or 2026-11-28T21:00"
"""The forms that `since` accepts, in words."""


def shown(moment: datetime, zone: tzinfo) -> str:
    """Return a moment (aware) to the minute in a zone, such as `2026-11-28 21:14 +03:00`."""
    local = _local(moment, zone)
    return f"{local:%Y-%m-%d %H:%M} {_offset(local)}"


def shown_to_the_second(moment: datetime, zone: tzinfo) -> str:
    """Return a moment (aware) to the second in a zone, such as `2026-11-28 21:14:05 +03:00`."""
    local = moment.astimezone(zone)
    return f"{local:%Y-%m-%d %H:%M:%S} {_offset(local)}"


def _local(moment: datetime, zone: tzinfo) -> datetime:
    """Return a moment in a zone; the first and the last day of the calendar, which somebody wrote, stay as they are."""
    try:
        return moment.astimezone(zone)
    except OverflowError:
        return moment


def _offset(local: datetime) -> str:
    return local.isoformat()[-6:]


def since(text: str, now: datetime, zone: tzinfo) -> datetime:
    """Return the moment (aware) that an operator means; `now` is aware.

    A date or a time without an offset is one of the zone, and a date alone is its midnight. Raise Refused for anything
    else, for a day that the calendar has not, and for the future.
    """
    found = _read(text.strip(), now, zone)
    if found is None:
        message = f"--since {text}: should be {ACCEPTED}"
        raise Refused(message)
    if found > now:
        message = f"--since {text}: is in the future"
        raise Refused(message)
    return found


def _read(text: str, now: datetime, zone: tzinfo) -> datetime | None:
    try:
        if ago := _AGO.fullmatch(text):
            return now - int(ago[1]) * _UNITS[ago[2]]
        if not re.match(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
            return None
        read = datetime.fromisoformat(text)
        return (read if read.tzinfo else read.replace(tzinfo=zone)).astimezone(UTC)
    except (ValueError, OverflowError):
        return None
