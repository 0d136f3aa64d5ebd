"""Backups: when the nightly one is due, what its file is called, and which old ones go."""

import re
from collections.abc import Collection
from datetime import UTC, datetime, time, timedelta, tzinfo

NIGHT = time(3)
"""The time of day, in the community's zone, from which the backup of a night is due. Few report then. A guess."""
LONGEST_KEPT = timedelta(days=30)
"""No backup of a night is kept longer: it holds what Doria has erased since. Most texts are erased after 30 days."""
_NAME = re.compile(r"doria-(\d{8}T\d{6})Z\.backup")
_MOMENT = "%Y%m%dT%H%M%S"


def is_due(now: datetime, last: datetime | None, zone: tzinfo) -> bool:
    """Return whether a backup is due: there is none yet of the last night that has begun. Times are aware."""
    return last is None or last < last_night(now, zone)


def last_night(now: datetime, zone: tzinfo) -> datetime:
    """Return the newest moment (UTC) up to now at which a backup was due in a time zone."""
    local = now.astimezone(zone)
    night = datetime.combine(local.date(), NIGHT, zone)
    if night > local:
        night = datetime.combine(local.date() - timedelta(days=1), NIGHT, zone)
    return night.astimezone(UTC)


def name_of(taken_at: datetime) -> str:
    """Return the name of the file of a nightly backup; the time in it is UTC."""
    return f"doria-{taken_at.astimezone(UTC).strftime(_MOMENT)}Z.backup"


def taken_at(name: str) -> datetime | None:
    """Return when the backup of a file was taken (UTC), by its name; None if it is no nightly backup."""
    match = _NAME.fullmatch(name)
    try:
        return None if match is None else datetime.strptime(match[1], _MOMENT).replace(tzinfo=UTC)
    except ValueError:
        return None


def too_old(now: datetime, names: Collection[str], keep: timedelta) -> set[str]:
    """Return the names of the nightly backups that go now; a name of another form never does.

    A backup goes when it is older than `keep`. The newest one stays longer, because it may be all that is left. None
    stays longer than `LONGEST_KEPT`.
    """
    found = {name: at for name in names if (at := taken_at(name)) is not None}
    newest = max(found, key=lambda name: (found[name], name), default=None)
    gone = set()
    for name, at in found.items():
        limit = LONGEST_KEPT if name == newest else min(keep, LONGEST_KEPT)
        if now - at > limit:
            gone.add(name)
    return gone
