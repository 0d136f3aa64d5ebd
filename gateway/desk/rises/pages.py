"""The page of rises: the alarms that stand with their numbers, those of the past, and how often the finder is wrong."""

from functools import partial

from flask import Blueprint, Response

from gateway.desk import answers, moments
from gateway.desk.answers import Words
from gateway.desk.figures import drawn, subjects
from gateway.desk.guards import page_for
from gateway.desk.rises import shown
from gateway.desk.viewer import Viewer, current_services
from gateway.insight import rises
from menus.domain import rise_measured, usual
from menus.domain.desk_roles import RISE_READERS
from menus.domain.drawings import PlotSubject
from menus.domain.small_cells import SMALLEST

pages = Blueprint("rises", __name__)


@pages.get("/desk/rises")
@page_for(*RISE_READERS)
def show(viewer: Viewer) -> Response:
    """Show what is above usual, and what fell silent."""
    say = Words(viewer.language, "rises")
    with current_services().reading() as session:
        page = shown.read(session, viewer, say)
        period = subjects.period_of(viewer, PlotSubject.RISES, "")
        plots = drawn.find(
            session,
            viewer,
            drawn.wanted(viewer, PlotSubject.RISES, period),
            lambda: subjects.counted(session, viewer, PlotSubject.RISES, period),
            has_data=any(row.line is not None for row in page.rows),
        )
    return answers.page(
        "rises",
        "desk/rises.html",
        viewer,
        page=page,
        plots=plots,
        at=partial(moments.at, viewer),
        spark=shown.SPARK,
        needed=rises.NEEDED,
        spans=usual,
        measured=rise_measured,
        smallest=SMALLEST,
        is_inside=shown.is_inside(viewer),
    )
