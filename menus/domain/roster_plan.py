"""The plan of the roster: who serves each shift of a week, when one person serves, and where nobody does."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from menus.domain import covering, local_days, roster, shifts
from menus.domain.community import Community, Person, Shift
from menus.domain.cover import Cover
from menus.domain.roles import PATROL_ROLES
from menus.domain.roster import Duty
from menus.domain.shifts import Span

WEEK = 7
"""The days of a week."""
AHEAD = 14
"""The days ahead in which gaps are looked for. A guess: that is time enough to find somebody."""
_BEFORE = 2
"""Days before a moment in which a shift that still runs may have begun: one day, and one for other time zones."""


@dataclass(frozen=True)
class Cell:
    """One shift on one day. `named` are the people of the shift who serve, `covers` those who come by a cover.

    `away` are the people of the shift whose place somebody else has. An ON or OFF is not looked at.
    """

    day: date
    shift: Shift
    span: Span
    named: tuple[Person, ...]
    away: tuple[Person, ...]
    covers: tuple[tuple[Person, Cover], ...]


@dataclass(frozen=True)
class Gap:
    """Hours that nobody serves. `shift` is None for hours of the night that no shift covers."""

    span: Span
    shift: Shift | None


def week(community: Community, first: date) -> list[Cell]:
    """Return each shift of the week that begins on a day, by day and hour; one past midnight stands where it begins."""
    cells = [
        _cell(community, shift, span)
        for shift in community.shifts
        for span in shifts.spans(community, shift, first, WEEK)
    ]
    return sorted(cells, key=lambda cell: cell.span)


def changed(before: Iterable[Cell], after: Iterable[Cell]) -> list[tuple[Cell, Cell]]:
    """Return the cells of two weeks with the same shifts in which others serve, each with how it was before."""
    return [(one, other) for one, other in zip(before, after, strict=True) if one != other]


def _cell(community: Community, shift: Shift, span: Span) -> Cell:
    """Return who serves a shift at some time of its hours."""
    named: list[Person] = []
    away: list[Person] = []
    touching = [cover for cover in community.covers if cover.begins < span.ends and span.begins < cover.ends]
    gone = {cover.instead_of for cover in touching}
    for person in community.having(PATROL_ROLES):
        if shifts.names(community, shift, person):
            (away if person.phone in gone else named).append(person)
    known = {person.phone: person for person in community.having(PATROL_ROLES)} if touching else {}
    covers = [
        (known[cover.phone], cover)
        for cover in touching
        if cover.phone in known and covering.is_for(community, cover, shift) and _hours(community, cover, span)
    ]
    return Cell(
        local_days.day_of(span.begins, community.timezone), shift, span, tuple(named), tuple(away), tuple(covers)
    )


def gaps(community: Community, now: datetime, duties: Mapping[str, Duty], days: int = AHEAD) -> list[Gap]:
    """Return the shifts that begin in the next days with nobody to serve, and the hours of a night without a shift."""
    first, until = local_days.today(community, now), now + timedelta(days=days)
    missing = (
        Gap(span, shift)
        for shift in community.shifts
        for span in shifts.spans(community, shift, first, days + 1)
        if now <= span.begins < until and roster.is_missing(community, shift, span.begins, duties)
    )
    uncovered = (Gap(span, None) for span in _uncovered(community, now, until, duties))
    return sorted([*missing, *uncovered], key=lambda gap: gap.span)


def _uncovered(community: Community, now: datetime, until: datetime, duties: Mapping[str, Duty]) -> list[Span]:
    """Return the hours of the nights in some time that no shift covers, nor a cover for all of its hours.

    A person who serves by such a cover and has sent OFF does not serve while the OFF counts.
    """
    if not community.shifts:
        return []
    first, days = local_days.today(community, now) - timedelta(days=_BEFORE), (until - now).days + 2 * _BEFORE
    nights = [
        Span(
            shifts.moment(community, day, roster.DUSK * 60),
            shifts.moment(community, day + timedelta(days=1), roster.DAWN * 60, is_end=True),
        )
        for day in (first + timedelta(days=number) for number in range(days))
    ]
    taken = [span for shift in community.shifts for span in shifts.spans(community, shift, first, days)]
    for cover in community.covers:
        if _is_whole(cover):
            duty = duties.get(cover.phone)
            off = [Span(now, duty.at + roster.OVERRIDE)] if duty is not None and not duty.on else []
            taken += _without(_hours(community, cover), off)
    free = _without(nights, taken)
    return [
        Span(max(span.begins, now), min(span.ends, until)) for span in free if span.begins < until and now < span.ends
    ]


def of_person(community: Community, person: Person, since: datetime, until: datetime) -> list[Span]:
    """Return when a person serves in some time, by the shifts and the covers. An ON or OFF is not looked at."""
    if not person.roles & PATROL_ROLES:
        return []
    first = local_days.today(community, since) - timedelta(days=_BEFORE)
    days = (until - since).days + 2 * _BEFORE
    concerning = community.covers_by_phone.get(person.phone, ())
    own = [
        span
        for shift in community.shifts
        if shifts.names(community, shift, person)
        for span in shifts.spans(community, shift, first, days)
    ]
    away = [Span(cover.begins, cover.ends) for cover in concerning if cover.instead_of == person.phone]
    served = _without(own, away)
    for cover in concerning:
        if cover.phone == person.phone:
            served += _of_cover(community, cover, first, days)
    return [span for span in _joined(served) if span.begins < until and since < span.ends]


def _of_cover(community: Community, cover: Cover, first: date, days: int) -> Iterator[Span]:
    """Yield when somebody serves by a cover."""
    if _is_whole(cover):
        yield from _hours(community, cover)
        return
    for shift in community.shifts:
        if covering.is_for(community, cover, shift):
            for span in shifts.spans(community, shift, first, days):
                yield from _hours(community, cover, span)


def _hours(community: Community, cover: Cover, within: Span | None = None) -> list[Span]:
    """Return the hours of a cover, or those within others, without those in which who covers is away, too."""
    within = within or Span(cover.begins, cover.ends)
    begins, ends = max(within.begins, cover.begins), min(within.ends, cover.ends)
    if begins >= ends:
        return []
    away = (Span(later.begins, later.ends) for later in covering.yields_to(community, cover))
    return _without([Span(begins, ends)], away)


def served_by(community: Community, cover: Cover) -> list[Span]:
    """Return all the hours in which somebody serves by a cover: none if the one who is covered has no shift then."""
    first = local_days.today(community, cover.begins) - timedelta(days=_BEFORE)
    return _joined(_of_cover(community, cover, first, (cover.ends - cover.begins).days + 2 * _BEFORE))


def _is_whole(cover: Cover) -> bool:
    return cover.instead_of is None and cover.shift is None


def _joined(spans: Iterable[Span]) -> list[Span]:
    """Return hours without those that stand in others. Hours that only touch stay apart: they are two shifts."""
    joined: list[Span] = []
    for span in sorted(spans):
        if joined and span.begins < joined[-1].ends:
            joined[-1] = Span(joined[-1].begins, max(joined[-1].ends, span.ends))
        else:
            joined.append(span)
    return joined


def _without(spans: Iterable[Span], taken: Iterable[Span]) -> list[Span]:
    """Return what is left of some hours if others are taken out."""
    left = list(spans)
    for other in taken:
        parts = (
            (Span(one.begins, min(one.ends, other.begins)), Span(max(one.begins, other.ends), one.ends)) for one in left
        )
        left = [part for both in parts for part in both if part.begins < part.ends]
    return left
