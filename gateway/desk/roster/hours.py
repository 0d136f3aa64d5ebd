"""Days and hours, as the pages of the roster tell them: in the time of the community and the viewer's words."""

from datetime import date, datetime

from gateway.desk.answers import Words
from gateway.desk.viewer import Viewer
from menus.domain.community import Community, Shift
from menus.domain.community_changes import hours as shift_hours
from menus.domain.shifts import Span
from menus.sms.listing import role_name


class Clock:
    """The clock on the wall of a viewer's community."""

    def __init__(self, viewer: Viewer, say: Words) -> None:
        self._zone, self._say = viewer.record.community.timezone, say
        self._today = viewer.today

    def local(self, at: datetime) -> datetime:
        """Return a moment (aware) in the time of the community."""
        return at.astimezone(self._zone)

    def day(self, day: date) -> str:
        """Return a day with its name; the year stands there if it is another one."""
        return self._say(
            f"day.{day.weekday()}", date=f"{day:%d/%m}" if day.year == self._today.year else f"{day:%d/%m/%Y}"
        )

    def at(self, at: datetime) -> str:
        """Return a moment with its day."""
        local = self.local(at)
        return f"{self.day(local.date())} {local:%H:%M}"

    def span(self, span: Span) -> str:
        """Return hours with their days; the day of the end is left out if it is the same."""
        begins, ends = self.local(span.begins), self.local(span.ends)
        last = f"{ends:%H:%M}" if begins.date() == ends.date() else self.at(span.ends)
        return self._say("span", begins=self.at(span.begins), ends=last)

    def today(self) -> date:
        """Return the day that it is."""
        return self._today


def shift_name(community: Community, say: Words, shift: Shift) -> str:
    """Return a shift in words: its hours, and its team or the roles in it."""
    teams = [say("team", team=shift.team)] if shift.team else []
    roles = [role_name(say.language, role) for role in sorted(shift.roles)]
    names = {person.phone: person.name for person in community.people if person.phone in shift.phones}
    people = sorted(names.values()) if not (teams or roles) else []
    told = ", ".join([*teams, *roles, *people[:_MOST_NAMED]])
    more = say("more", count=len(people) - _MOST_NAMED) if len(people) > _MOST_NAMED else ""
    return f"{shift_hours(shift.begins, shift.ends)} {told} {more}".strip()


_MOST_NAMED = 3
"""The most people by whose names a shift is called. A guess."""
