"""Shifts: whose they are, when they run, and the team that a name stands for."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from menus.domain.community import Community, Mode, Person, Shift
from menus.domain.roles import PATROL_ROLES

_DAY = 1440
EVERYBODY = "all"
"""The name of the team of everybody, as commands say it."""
_EVERYBODY = frozenset({EVERYBODY, "wote", "doria"})


@dataclass(frozen=True, order=True)
class Span:
    """Hours from `begins` on and before `ends`, both aware and in UTC."""

    begins: datetime
    ends: datetime

    def runs(self, now: datetime) -> bool:
        """Return whether a moment (aware) is in it."""
        return self.begins <= now < self.ends


def team_of(community: Community, name: str) -> tuple[Person, ...]:
    """Return a team's patrol members; none if no team has that name.

    A team's name is the one that the file gives its people. If no team has the name, it may be a role or a zone.
    `all` is every patrol member.
    """
    if community.mode is not Mode.PATROL:
        # A refer-only community sends nobody: it refers every report to others.
        return ()
    wanted = _word(name)
    patrol = community.having(PATROL_ROLES)
    if wanted in _EVERYBODY:
        return patrol
    zones = {
        zone.key for zone in community.zones if wanted in {zone.key, *(word.casefold() for word in zone.names.values())}
    }
    for found in (
        [person for person in patrol if (person.team or "").casefold() == wanted],
        [person for person in patrol if wanted in person.roles],
        [person for person in patrol if zones & person.zones],
    ):
        if found:
            return tuple(found)
    return ()


def _word(name: str) -> str:
    """Return a team's name as names are compared."""
    return name.casefold().removesuffix(" team").removeprefix("team ").strip()


def words_for_teams(teams: Iterable[str], roles: Iterable[str], zones: Iterable[str]) -> frozenset[str]:
    """Return the words by which `team_of` may find a team: by the teams and roles of people, and by zones."""
    known = (*teams, *(role for role in roles if role in PATROL_ROLES), *zones)
    return frozenset(word.casefold() for word in known) | _EVERYBODY


def is_word_for_team(name: str, words: Collection[str]) -> bool:
    """Return whether a name may stand for a team, by the words of `words_for_teams`."""
    return _word(name) in words


def names(community: Community, shift: Shift, person: Person) -> bool:
    """Return whether a shift is a person's: by their role, their number or their team."""
    return (
        bool(shift.roles & person.roles)
        or person.phone in shift.phones
        or (shift.team is not None and person.phone in _team_phones(community, shift.team))
    )


def _team_phones(community: Community, name: str) -> frozenset[str]:
    known = community.team_phones.get(name)
    if known is None:
        known = community.team_phones[name] = frozenset(person.phone for person in team_of(community, name))
    return known


def runs(community: Community, shift: Shift, now: datetime) -> bool:
    """Return whether a shift runs at a moment (aware)."""
    local = now.astimezone(community.timezone)
    minute = local.hour * 60 + local.minute
    today, yesterday = local.weekday(), (local.weekday() - 1) % 7
    if shift.begins < shift.ends:
        return today in shift.days and shift.begins <= minute < shift.ends
    # After midnight, the shift still belongs to the day on which it began.
    return (today in shift.days and shift.begins <= minute < _DAY) or (yesterday in shift.days and minute < shift.ends)


def span(community: Community, shift: Shift, day: date) -> Span:
    """Return when a shift that begins on a day runs. The clocks may be changed meanwhile: it then has other hours."""
    last = day if shift.begins < shift.ends else day + timedelta(days=1)
    return Span(moment(community, day, shift.begins), moment(community, last, shift.ends, is_end=True))


def spans(community: Community, shift: Shift, first: date, days: int) -> Iterator[Span]:
    """Yield when a shift runs that begins on one of so many days, from a first one on."""
    for number in range(days):
        day = first + timedelta(days=number)
        if day.weekday() in shift.days:
            yield span(community, shift, day)


def moment(community: Community, day: date, minutes: int, *, is_end: bool = False) -> datetime:
    """Return the moment (UTC) of a time on the wall, in minutes since midnight, up to 24:00.

    If the clocks show that time twice, or never, it is the earlier moment; for the end of something, the later one.
    """
    midnight = datetime.combine(day + timedelta(days=minutes // _DAY), time(), community.timezone)
    local = midnight.replace(hour=minutes // 60 % 24, minute=minutes % 60)
    both = (local.replace(fold=fold).astimezone(UTC) for fold in (0, 1))
    return max(both) if is_end else min(both)
