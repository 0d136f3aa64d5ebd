"""Local days: the day that people have in a community at a moment. When a day begins says `local_weeks`."""

from datetime import date, datetime

from menus.domain.community import Community


def today(community: Community, now: datetime) -> date:
    """Return the day that it is in a community at a moment (aware)."""
    return now.astimezone(community.timezone).date()
