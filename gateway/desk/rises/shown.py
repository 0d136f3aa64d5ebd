"""Shown rises: what the page says of each alarm, in numbers that its reader may read.

Coordinators work with every incident, and read every number. All others read steps of five, as on the weekly sheet: no
number is exact, and none is below five. It would point at somebody, alone or beside what is published.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from gateway.desk.answers import Words
from gateway.desk.viewer import Viewer
from gateway.incidents import rises_told
from gateway.insight import rise_changes, rise_plots, rise_texts, rises
from gateway.insight.rise_changes import Changes
from menus.domain import handover, local_weeks, rise_told, usual
from menus.domain.drawings import Audience, audience_of
from menus.domain.local_weeks import WEEK
from menus.domain.rise import RiseLevel
from menus.domain.rise_told import ToldRise
from menus.domain.roles import Role
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
class LineOfWeeks:
    """The weeks of a series: as points of SVG, and as numbers with their Mondays, the oldest first.

    A week that tells nothing has no number.
    """

    before: str
    lately: str
    usual: str
    weeks: Sequence[tuple[str, int | None]]


@dataclass(frozen=True)
class ShownRise:
    """An alarm as the page tells it.

    `plot` is the name of its picture. `ask` leads to the form of a request for patrols; None where none fits.
    """

    told: ToldRise
    where: str
    kind: str
    since: str
    numbers: Sequence[tuple[str, str, str]]
    hint: str
    changes: Sequence[str]
    line: LineOfWeeks | None
    plot: str
    ask: str | None


@dataclass(frozen=True)
class ShownRises:
    """The parts of the page: the alarms that stand, those of the past, and the weeks that are known.

    `not_told` are the names of zones in which the viewer has an interest: they read of no alarm there.
    """

    rows: Sequence[ShownRise]
    past: Sequence[ShownRise]
    known: int
    looked: str
    not_told: Sequence[str]


def read(session: Session, viewer: Viewer, say: Words) -> ShownRises:
    """Return what the page shows to a viewer: what was told, as it was told, but for what touches their interests."""
    record = viewer.record
    monday = local_weeks.due(viewer.now, record.community.timezone)
    only_where = rises_told.which_for(record, viewer.person_id)
    told = rises_told.told(session, record.id, monday - rises.LOOKED_BACK * WEEK)
    theirs = rises_told.as_known_to(session, record, [one for one in told if _is_for(viewer, one)], only_where)
    standing = rise_told.standing(theirs, monday)
    past = [one for one in reversed(theirs) if not one.stands(monday)][:MOST_PAST]
    changes = {week: _changes_before(session, viewer, week) for week in {one.week for one in standing}}
    return ShownRises(
        [_row(viewer, say, one, list(_changes(say, changes[one.week])), _line_for(viewer, one)) for one in standing],
        [_row(viewer, say, one) for one in past],
        rises.weeks_known(session, record, monday),
        _day(monday),
        _not_told(viewer, monday),
    )


def _not_told(viewer: Viewer, monday: date) -> list[str]:
    community = viewer.record.community
    hidden = viewer.zones_not_told(local_weeks.begins(monday - WEEKS * WEEK, community.timezone))
    return [zone.name(viewer.language) for zone in community.zones if zone.key in hidden]


def is_inside(viewer: Viewer) -> bool:
    """Return whether a viewer reads every number."""
    return audience_of(viewer.person.roles) is Audience.INSIDE


def _is_for(viewer: Viewer, told: ToldRise) -> bool:
    """Return whether somebody reads of an alarm: oversight of all, others of what is in their zones."""
    if viewer.has(Role.OVERSIGHT):
        return True
    community = viewer.record.community
    if viewer.has(Role.COORDINATOR):
        return rise_texts.is_for(community, viewer.person, told, community.having((Role.COORDINATOR,)))
    return viewer.person.covers(told.zone) if told.zone is not None else not viewer.person.zones


def _row(
    viewer: Viewer, say: Words, told: ToldRise, changes: Sequence[str] = (), line: LineOfWeeks | None = None
) -> ShownRise:
    found = viewer.record.community.zone(told.zone)
    gone = say("zone.gone", zone=told.zone) if told.zone is not None else say("zone.all")
    return ShownRise(
        told,
        where=found.name(viewer.language) if found is not None else gone,
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


def _numbers(say: Words, told: ToldRise, *, is_inside: bool) -> Iterable[tuple[str, str, str]]:
    """Yield the name of each number with the number of now and the usual one."""
    exact = [
        ("row.incidents", told.number, told.usual),
        ("row.reports", told.reports, told.usual_reports),
        ("row.callers", told.callers, told.usual_callers),
    ]
    for name, now, usually in exact[-1:] if told.level is RiseLevel.SILENT else exact:
        if is_inside:
            yield say(name), f"{now}", usual.as_text(usually)
        else:
            yield say(name), _step(say, now), _step(say, round(usually))
    if told.unknown and is_inside:
        yield say("row.unknown"), f"{told.unknown}", ""


def _step(say: Words, number: int) -> str:
    step = handover.told(number)
    return say("fewer", count=SMALLEST) if step is None else say("step", least=step.least, most=step.most)


def _hint(say: Words, told: ToldRise) -> str:
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


def _line_for(viewer: Viewer, told: ToldRise) -> LineOfWeeks | None:
    """Return the weeks of a rise as they were on its Monday; None for whoever reads no single weeks."""
    if told.weeks is None or not is_inside(viewer):
        return None
    numbers = [number or 0 for number in told.weeks]
    highest = max(numbers)
    every = usual.points(numbers, highest, *SPARK).split(" ")
    mondays = local_weeks.before(told.week, WEEKS)
    return LineOfWeeks(
        " ".join(every[:BEFORE]),
        " ".join(every[BEFORE - 1 :]),
        usual.points((told.usual / LATELY,) * 2, highest, *SPARK),
        [(_day(day), number) for day, number in zip(mondays, told.weeks, strict=True)],
    )


def _ask(viewer: Viewer, told: ToldRise) -> str | None:
    """Return the address of the form of a request for patrols, filled with the zone and the kind."""
    if not viewer.has(Role.COORDINATOR) or not rise_wording.may_ask(viewer.record.community, told):
        return None
    kind = f"&kind={told.kind}" if told.kind in patrol_forms.CATEGORIES else ""
    return f"/desk/patrols?zone={told.zone}{kind}"


def _day(day: date) -> str:
    return f"{day:%d/%m/%Y}"
