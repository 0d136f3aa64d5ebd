"""Moments and ages, as the pages of the desk tell them: in the time of the community, and in the viewer's words."""

from datetime import datetime, timedelta

from gateway.desk.answers import Words
from gateway.desk.viewer import Viewer

_MINUTE, _HOUR, _DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


def age(say: Words, past: timedelta) -> str:
    """Return how long ago something was, as coarsely as a person thinks of it."""
    if past < _HOUR:
        return say("age.minutes", minutes=max(0, past // _MINUTE))
    if past < _DAY:
        return say("age.hours", hours=past // _HOUR, minutes=past % _HOUR // _MINUTE)
    return say("age.days", days=past // _DAY, hours=past % _DAY // _HOUR)


def at(viewer: Viewer, moment: datetime) -> str:
    """Return a moment as a clock on the wall shows it; another day is told before it."""
    local = moment.astimezone(viewer.record.community.timezone)
    return f"{local:%H:%M}" if local.date() == viewer.today else f"{local:%d/%m/%Y %H:%M}"
