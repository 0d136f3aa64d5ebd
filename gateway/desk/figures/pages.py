"""The addresses of the figures: the page, the form that has pictures drawn, and the pictures.

The desk draws nothing: a worker does, in a process of its own. The tables need no picture.
"""

from dataclasses import dataclass
from datetime import timedelta
from functools import partial

from flask import Blueprint, Response, make_response, request
from sqlalchemy.orm import Session

from gateway.desk import answers, asked_period, moments
from gateway.desk.answers import Words
from gateway.desk.figures import drawn, subjects
from gateway.desk.figures.tables import Inside, Outside, Tables
from gateway.desk.guards import page_for
from gateway.desk.viewer import Viewer, current_services
from gateway.insight import answer_pictures, counting, drawings, pictures, plots
from gateway.insight.drawings import Drawing, Wanted
from menus.domain.categories import Level
from menus.domain.drawings import READERS, Audience, PlotSubject, Standing, audience_of
from menus.domain.figures import LEVELS, PERIODS, QUARTER, Counts, Period

pages = Blueprint("figures", __name__)
_PAGE = "/desk/figures"
_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Asked:
    """The request of a viewer: the weeks, the level of the tables by week, and the figures that they may see."""

    wanted: Wanted
    level: Level | None
    weeks: int

    @property
    def address(self) -> str:
        """The address of the page."""
        if self.wanted.audience is Audience.OUTSIDE:
            return _PAGE
        level = f"&level={self.level}" if self.level is not None else ""
        return f"{_PAGE}?weeks={self.weeks}{level}"


@dataclass(frozen=True)
class Found:
    """The counts of a period with their drawing.

    `is_live`: the page has counted by itself. Otherwise a worker does, and `counts` is None until it has.
    """

    within: Period
    counts: Counts | None
    drawing: Drawing | None
    standing: Standing
    is_live: bool


@pages.get("/desk/figures")
@page_for(*READERS)
def show(viewer: Viewer) -> Response:
    """Show the figures."""
    is_inside = audience_of(viewer.person.roles) is Audience.INSIDE
    # People without a part in the incidents have one period: see `_asked`.
    weeks = asked_period.chosen("weeks", _read if is_inside else _read_outside, PERIODS[0] if is_inside else QUARTER)
    return _page(viewer, _asked(viewer, str(weeks), request.args.get("level", "")))


@pages.post("/desk/figures/draw")
@page_for(*READERS)
def draw(viewer: Viewer) -> Response:
    """Let a worker draw the pictures of a subject, unless it does so already or has just done it."""
    subject, period = subjects.read(request.form.get("of", "")), request.form.get("period", "")
    if subject is not PlotSubject.ANSWERS:
        return _draw_of(viewer, subject, subjects.period_of(viewer, subject, period))
    asked = _asked(viewer, period, request.form.get("level", ""))
    services = current_services()
    with services.reading() as session:
        found = _find(session, viewer, asked)
    # A worker also counts what is too much for a page, whether or not it can draw.
    is_drawn = services.plotter.is_installed and asked.wanted.audience is Audience.INSIDE
    if is_drawn or not found.is_live:
        data_hash = plots.hash_of(found.counts.as_json()) if found.counts is not None else None
        services.do(lambda uow: drawings.ask(uow, asked.wanted, data_hash))
    return answers.go_to(asked.address)


def _draw_of(viewer: Viewer, subject: PlotSubject, period: str) -> Response:
    """Let a worker draw the pictures of another page."""
    services = current_services()
    wanted = drawn.wanted(viewer, subject, period)
    if services.plotter.is_installed and wanted.audience is Audience.INSIDE:
        with services.reading() as session:
            found = subjects.counted(session, viewer, subject, period)
        data_hash = plots.hash_of(found) if found is not None else None
        services.do(lambda uow: drawings.ask(uow, wanted, data_hash))
    return answers.go_to(subjects.address(subject, period))


@pages.get("/desk/figures/<name>.svg")
@page_for(*READERS)
def plot(viewer: Viewer, name: str) -> Response:
    """Give a picture, in the colours of the night if they are asked for."""
    subject = subjects.read(request.args.get("of", ""))
    wanted = drawn.wanted(viewer, subject, request.args.get("period", ""))
    svg = None
    if subjects.is_name(wanted.period):
        with current_services().reading() as session:
            svg = drawings.plot(session, wanted, name)
    if svg is None:
        return answers.not_found()
    answer = make_response(pictures.in_the_night(svg) if request.args.get("theme") == "dark" else svg)
    answer.content_type = "image/svg+xml; charset=utf-8"
    return answer


def _asked(viewer: Viewer, weeks: str, level: str) -> Asked:
    """Return what is asked for; anything strange asks for the shortest period, and for all levels.

    People without a part in the incidents cannot choose: periods that overlap tell of the weeks between them.
    """
    audience = audience_of(viewer.person.roles)
    if audience is Audience.OUTSIDE:
        return Asked(drawn.wanted(viewer, PlotSubject.ANSWERS, str(QUARTER)), None, QUARTER)
    number = _read(weeks) or PERIODS[0]
    wanted = drawn.wanted(viewer, PlotSubject.ANSWERS, str(number))
    return Asked(wanted, next((one for one in LEVELS if one.value == level), None), number)


def _read(weeks: str) -> int | None:
    return next((period for period in PERIODS if str(period) == weeks), None)


def _read_outside(weeks: str) -> int | None:
    return QUARTER if weeks == str(QUARTER) else None


def _find(session: Session, viewer: Viewer, asked: Asked) -> Found:
    """Count the period, if it is small enough for a page; otherwise take what a worker has counted."""
    wanted = asked.wanted
    within = answer_pictures.period_of(viewer.record, asked.weeks, wanted.audience, viewer.now)
    drawing = drawings.find(session, wanted)
    is_live = counting.may_count_at_once(session, wanted.community_id, within)
    kept = Counts.from_json(drawing.counts) if drawing is not None and drawing.counts is not None else None
    if kept is not None and wanted.audience is Audience.OUTSIDE and kept.weeks != within.weeks:
        kept = None  # Of the quarter before, or of an earlier version that had other weeks.
    # Their table, their picture and their board agree: no gap tells of what they have an interest in.
    counts = counting.count(session, viewer.record, within, *drawn.which(viewer)) if is_live else kept
    data_hash = plots.hash_of(counts.as_json()) if counts is not None else ""
    if drawing is None:
        return Found(within, counts, None, Standing.NONE, is_live)
    return Found(within, counts, drawing, drawing.standing(viewer.now, data_hash), is_live)


def _page(viewer: Viewer, asked: Asked) -> Response:
    services = current_services()
    with services.reading() as session:
        found = _find(session, viewer, asked)
    say = Words(viewer.language, "figures")
    tables = _tables(say, found.counts, asked) if found.counts is not None else None
    has_data = tables is not None and tables.has_data
    zone = viewer.record.community.timezone
    return answers.page(
        "figures",
        "desk/figures.html",
        viewer,
        asked=asked,
        periods=PERIODS,
        levels=[(level.value, answer_pictures.level_name(viewer.language, level)) for level in LEVELS],
        begins=f"{found.within.since.astimezone(zone):%d/%m/%Y}",
        ends=f"{min(found.within.until - _ONE_DAY, viewer.now).astimezone(zone):%d/%m/%Y}",
        tables=tables,
        standing=found.standing,
        plots=drawn.beside(viewer, asked.wanted, found.drawing, found.standing, has_data=has_data),
        is_inside=asked.wanted.audience is Audience.INSIDE,
        counted_at=found.drawing.counted_at if found.drawing is not None and not found.is_live else None,
        currency=services.policy.currency,
        at=partial(moments.at, viewer),
    )


def _tables(say: Words, counts: Counts, asked: Asked) -> Tables:
    if asked.wanted.audience is Audience.INSIDE:
        return Inside(say, counts, asked.level).made()
    return Outside(say, counts).made()
