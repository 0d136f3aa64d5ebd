"""Local days: the day that people have in a community at a moment. When a day begins says `local_weeks`."""

from datetime import date, datetime, tzinfo

from menus.domain.community import Community


def today(community: Community, now: datetime) -> date:
    """Return the day that it is in a community at a moment (aware)."""
    return day_of(now, community.timezone)


def day_of(moment: datetime, zone: tzinfo) -> date:
    """Return the day of a moment (aware) by the clock on the wall of a zone of time."""
    return moment.astimezone(zone).date()
