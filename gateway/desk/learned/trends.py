"""Trends at the desk: what was reported in the last thirteen weeks, beside the thirteen before, with the callers."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from flask import Blueprint, Response
from sqlalchemy.orm import Session

from gateway.desk import answers, moments
from gateway.desk.answers import Words
from gateway.desk.guards import page_for
from gateway.desk.learned import found
from gateway.desk.learned.found import READERS, Found, Wanted
from gateway.desk.viewer import Viewer, current_services
from gateway.insight import trends
from menus.domain.kept_figures import FigureSubject
from menus.domain.rise import odds_of
from menus.domain.small_cells import SMALLEST
from menus.domain.trends import CHANCE, FEWEST_OF_RATE

pages = Blueprint("trends", __name__)
_PAGE = "/desk/trends"
_MOMENT = timedelta(seconds=1)


@dataclass(frozen=True)
class Line:
    """A row of a table in words: its cells go with the heads of the page."""

    name: str
    cells: list[str]


@dataclass(frozen=True)
class Tables:
    """The rows of everything, of the zones, of the classes, and of each class in each zone."""

    all: list[Line]
    zones: list[Line]
    classes: list[Line]
    both: list[Line]


@pages.get(_PAGE)
@page_for(*READERS)
def show(viewer: Viewer) -> Response:
    """Show what has changed."""
    with current_services().reading() as session:
        shown = found.find(session, viewer, _wanted(session, viewer))
    return _page(viewer, shown)


@pages.post("/desk/trends/count")
@page_for(*READERS)
def count(viewer: Viewer) -> Response:
    """Let a worker count many incidents."""
    with current_services().reading() as session:
        wanted = _wanted(session, viewer)
    found.ask(viewer, wanted)
    return answers.go_to(_PAGE)


def _wanted(session: Session, viewer: Viewer) -> Wanted:
    """Return what a viewer reads: the weeks that end now, or the settled ones that never overlap."""
    record = viewer.record
    period = trends.settled(record, viewer.now) if found.is_outside(viewer) else trends.LATEST
    within = trends.window_of(session, record, period, viewer.now)
    is_live = within is not None and trends.may_count_at_once(session, record, within)
    return Wanted(FigureSubject.TRENDS, period, is_live, trends.coarse)


def _page(viewer: Viewer, shown: Found) -> Response:
    say, told = Words(viewer.language, "trends"), shown.told
    return answers.page(
        "trends",
        "desk/trends.html",
        viewer,
        shown=shown,
        told=told,
        tables=_tables(viewer, say, told) if told else None,
        weeks=_weeks(viewer, told) if told else {},
        unknown=told["rows"][0]["lately"]["callers_unknown"] if told else None,
        smallest=SMALLEST,
        fewest=FEWEST_OF_RATE,
        odds=odds_of(CHANCE),
        at=partial(moments.at, viewer),
    )


def _weeks(viewer: Viewer, told: dict[str, Any]) -> dict[str, str]:
    """Return the days on which the two times begin and end, as people read them."""
    zone = viewer.record.community.timezone
    since, middle, until = (
        datetime.fromisoformat(told[name]).astimezone(zone) for name in ("since", "middle", "until")
    )
    days = {"since": since, "before": middle - _MOMENT, "middle": middle, "until": until - _MOMENT}
    return {name: f"{day:%d/%m/%Y}" for name, day in days.items()}


def _tables(viewer: Viewer, say: Words, told: dict[str, Any]) -> Tables:
    named = {zone.key: found.zone_name(viewer, zone) for zone in viewer.record.community.zones}
    crimes = Words(viewer.language, "incident")
    not_told = viewer.zones_not_told(datetime.fromisoformat(told["since"]))
    tables = Tables([], [], [], [])
    for row in told["rows"]:
        # A zone may have left the file since a worker has counted.
        place = None if row["zone"] is None else named.get(row["zone"]) or say("elsewhere")
        crime = None if row["class"] is None else crimes(f"crime.{row['class']}")
        part = {
            (True, True): tables.all,
            (False, True): tables.zones,
            (True, False): tables.classes,
            (False, False): tables.both,
        }[place is None, crime is None]
        name = ", ".join(one for one in (place, crime) if one is not None) or say("all")
        cells = _cells(say, row, has_trend=told["has_trend"])
        part.append(Line(name, [say("not_told")] * len(cells) if row["zone"] in not_told else cells))
    return tables


def _cells(say: Words, row: dict[str, Any], *, has_trend: bool) -> list[str]:
    """Return the cells of a row: the word of change, which a phone shows, then each number lately and before."""
    names = ("incidents", "per_1000_households", "reports", "callers", "reports_per_100_callers")
    cells = []
    for name in names:
        lately, before = (_number(say, name, row[side]) for side in ("lately", "before"))
        cells.append(f"{lately} ({before})" if has_trend else lately)
    return [say(f"direction.{row['direction']}"), *cells]


def _number(say: Words, name: str, numbers: dict[str, Any]) -> str:
    number = numbers[name]
    if number is None:
        return say("small") if name in {"incidents", "reports", "callers"} else say("nothing")
    return f"{number:g}"
