"""Shown rises: what the page says of each alarm, in numbers that its reader may read.

Coordinators work with every incident, and read every number. For all others a number of people or of weeks that is
small is hidden: it would point at somebody.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement
from sqlalchemy.orm import Session

from gateway.desk.answers import Words
from gateway.desk.viewer import Viewer
from gateway.incidents import rises_told, weekly_counts
from gateway.insight import rise_changes, rise_plots, rise_texts, rises
from gateway.insight.rise_changes import Changes
from menus.domain import local_weeks, rise_told, usual
from menus.domain.community import Role
from menus.domain.drawings import Audience, audience_of
from menus.domain.local_weeks import WEEK
from menus.domain.rise import RiseLevel
from menus.domain.rise_told import Told
from menus.domain.small_cells import SMALLEST
from menus.domain.usual import BEFORE, LATELY, WEEKS
from menus.sms import patrol_forms, rise_wording, wording

SPARK = (290, 40)
"""The width and the height of a line in its own units."""
MOST_PAST = 30
"""The most past alarms on the page, the newest ones. A guess."""
_MANY_MORE = 2
"""Callers that are so many times the usual ones may be the whole rise: more people know of Doria. A guess."""


@dataclass(frozen=True)
class Line:
    """The weeks of a series: as points of SVG, and as numbers with their Mondays, the oldest first."""

    before: str
    lately: str
    usual: str
    weeks: Sequence[tuple[str, int]]


@dataclass(frozen=True)
class Row:
    """An alarm as the page tells it.

    `plot` is the name of its picture. `ask` leads to the form of a request for patrols; None where none fits.
    """

    told: Told
    where: str
    kind: str
    since: str
    numbers: Sequence[tuple[str, str, str]]
    hint: str
    changes: Sequence[str]
    line: Line | None
    plot: str
    ask: str | None


@dataclass(frozen=True)
class Page:
    """What the page shows: the alarms that stand, those of the past, and the weeks that are known."""

    rows: Sequence[Row]
    past: Sequence[Row]
    known: int
    looked: str


def read(session: Session, viewer: Viewer, say: Words) -> Page:
    """Return what the page shows to a viewer."""
    record = viewer.record
    monday = local_weeks.due(viewer.now, record.community.timezone)
    which = rises.which_for(record, viewer.person_id)
    told = rises_told.told(session, record.id, monday - rises.LOOKED_BACK * WEEK)
    theirs = rises.as_known_to(session, record, [one for one in told if _is_for(viewer, one)], which)
    standing = rise_told.standing(theirs, monday)
    past = [one for one in reversed(theirs) if not one.stands(monday)][:MOST_PAST]
    lines = _lines(session, viewer, standing, which) if is_inside(viewer) else {}
    changes = {week: _changes_before(session, viewer, week) for week in {one.week for one in standing}}
    return Page(
        [_row(viewer, say, one, list(_changes(say, changes[one.week])), lines.get(one)) for one in standing],
        [_row(viewer, say, one) for one in past],
        rises.weeks_known(session, record, monday),
        _day(monday),
    )


def is_inside(viewer: Viewer) -> bool:
    """Return whether a viewer reads every number."""
    return audience_of(viewer.person.roles) is Audience.INSIDE


def _is_for(viewer: Viewer, told: Told) -> bool:
    """Return whether somebody reads of an alarm: oversight of all, others of what is in their zones."""
    if viewer.has(Role.OVERSIGHT):
        return True
    community = viewer.record.community
    if viewer.has(Role.COORDINATOR):
        return rise_texts.is_for(community, viewer.person, told, community.having((Role.COORDINATOR,)))
    return viewer.person.covers(told.zone) if told.zone is not None else not viewer.person.zones


def _row(viewer: Viewer, say: Words, told: Told, changes: Sequence[str] = (), line: Line | None = None) -> Row:
    found = viewer.record.community.zone(told.zone)
    named = found.name(viewer.language) if found is not None else told.zone
    return Row(
        told,
        where=named or say("zone.all"),
        kind=say("kind.all") if told.kind is None else wording.category_name(viewer.language, told.kind),
        since=_day(told.week),
        numbers=list(_numbers(say, told, is_inside=is_inside(viewer))),
        hint=_hint(say, told),
        changes=changes,
        line=line,
        plot=rise_plots.name_of(told),
        ask=_ask(viewer, told),
    )


def _changes_before(session: Session, viewer: Viewer, week: date) -> Changes:
    """Return what was new in the four weeks before a Monday."""
    zone = viewer.record.community.timezone
    begins, ends = (local_weeks.begins(day, zone) for day in (week - LATELY * WEEK, week))
    return rise_changes.between(session, viewer.record.id, begins, ends)


def _numbers(say: Words, told: Told, *, is_inside: bool) -> Iterable[tuple[str, str, str]]:
    """Yield the name of each number with the number of now and the usual one."""
    if told.level is not RiseLevel.SILENT:
        yield say("row.incidents"), f"{told.number}", _usual(say, told.usual, is_inside=is_inside)
        yield say("row.reports"), f"{told.reports}", _usual(say, told.usual_reports, is_inside=is_inside)
    callers = f"{told.callers}" if is_inside or told.callers >= SMALLEST else say("fewer", count=SMALLEST)
    yield say("row.callers"), callers, _usual(say, told.usual_callers, is_inside=is_inside)
    if told.unknown and is_inside:
        yield say("row.unknown"), f"{told.unknown}", ""


def _usual(say: Words, number: float, *, is_inside: bool) -> str:
    if is_inside:
        return usual.as_text(number)
    return say("fewer", count=SMALLEST) if number < SMALLEST else f"{number:.0f}"


def _hint(say: Words, told: Told) -> str:
    """Return what the callers say of an alarm."""
    if told.level is RiseLevel.SILENT:
        return say("hint.silent")
    if told.callers < SMALLEST:
        return say("hint.few", count=SMALLEST)
    return say("hint.more" if told.callers >= _MANY_MORE * told.usual_callers else "hint.same")


def _changes(say: Words, changes: Changes) -> Iterable[str]:
    if changes.broadcasts:
        yield say("changed.broadcasts", count=changes.broadcasts)
    if changes.codes:
        yield say("changed.codes", codes=", ".join(changes.codes))
    if changes.versions:
        yield say("changed.versions", count=changes.versions)
    if changes.pads:
        yield say("changed.pads", count=changes.pads)


def _lines(
    session: Session, viewer: Viewer, standing: Sequence[Told], which: Sequence[ColumnElement[bool]]
) -> dict[Told, Line]:
    """Return the weeks of each rise, with those incidents alone that the viewer may know of."""
    risen = [one for one in standing if one.level is not RiseLevel.SILENT]
    if not risen:
        return {}
    oldest, newest = min(one.week for one in risen), max(one.week for one in risen)
    mondays = local_weeks.before(newest, WEEKS + (newest - oldest) // WEEK)
    weeks = weekly_counts.read(session, viewer.record, mondays, *which)
    return {one: _line(one, weeks.one(one.of, WEEKS + (one.week - oldest) // WEEK).weeks) for one in risen}


def _line(told: Told, numbers: Sequence[int]) -> Line:
    highest = max(numbers)
    every = usual.points(numbers, highest, *SPARK).split(" ")
    mondays = local_weeks.before(told.week, WEEKS)
    return Line(
        " ".join(every[:BEFORE]),
        " ".join(every[BEFORE - 1 :]),
        usual.points((told.usual / LATELY,) * 2, highest, *SPARK),
        [(_day(day), number) for day, number in zip(mondays, numbers, strict=True)],
    )


def _ask(viewer: Viewer, told: Told) -> str | None:
    """Return the address of the form of a request for patrols, filled with the zone and the kind."""
    if not viewer.has(Role.COORDINATOR) or not rise_wording.may_ask(viewer.record.community, told):
        return None
    kind = f"&kind={told.kind}" if told.kind in patrol_forms.CATEGORIES else ""
    return f"/desk/patrols?zone={told.zone}{kind}"


def _day(day: date) -> str:
    return f"{day:%d/%m/%Y}"
