"""Quiet hours: minor alerts wait until the morning."""

from datetime import UTC, datetime, timedelta

from menus.domain.categories import Level
from menus.domain.community import Community

_DAY = timedelta(days=1)


def waits_until(community: Community, level: Level, now: datetime) -> datetime | None:
    """Return when the quiet hours end, in UTC, if an alert of this level must wait at `now` (aware).

    Only minor alerts wait. Return None if the alert need not wait, or if the community file names no quiet hours.
    """
    if community.quiet is None or level is not Level.MINOR:
        return None
    begins, ends = community.quiet
    local = now.astimezone(community.timezone)
    minute = local.hour * 60 + local.minute
    inside = begins <= minute < ends if begins < ends else minute >= begins or minute < ends
    if not inside:
        return None
    end = local.replace(hour=ends // 60, minute=ends % 60, second=0, microsecond=0)
    return (end if end > local else end + _DAY).astimezone(UTC)
