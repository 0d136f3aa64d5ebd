"""The pages to print. The browser prints them: the rules of print in desk.css leave out everything but the sheet."""

from datetime import timedelta

from flask import Blueprint, Response, request

from gateway.desk import answers, asked_period, moments
from gateway.desk.guards import page_for
from gateway.desk.printed import rota, sheet
from gateway.desk.viewer import Viewer, current_services
from gateway.incidents import reserved
from gateway.incidents.reserved import Refusal
from gateway.logs import logger
from menus.domain import local_weeks, pads
from menus.domain.roles import Role
from menus.text.typed_numbers import number_in

pages = Blueprint("printed", __name__)
_SUBJECT = "print"
_MOST_PADS = 20
"""The pads that the page lists: an older one has been printed, or is thrown away. A guess."""
_LARGEST = 2**31 - 1
"""The largest number that the column of pads holds on PostgreSQL."""
_WEEKS_AHEAD = 4
"""The weeks whose rota may be printed: the file of the community is changed more often than that. A guess."""
log = logger()


@pages.get("/desk/print")
@page_for(Role.COORDINATOR)
def show(viewer: Viewer) -> Response:
    """Show what can be printed."""
    return _page(viewer)


@pages.get("/desk/print/sheet")
@page_for(Role.COORDINATOR)
def ob_sheet(viewer: Viewer) -> Response:
    """Show the sheet for the occurrence book."""
    with current_services().reading() as session:
        rows, more = sheet.rows(session, viewer)
    return answers.page(_SUBJECT, "desk/print_sheet.html", viewer, rows=rows, more=more, at=viewer.today)


@pages.get("/desk/print/rota")
@page_for(Role.COORDINATOR)
def week(viewer: Viewer) -> Response:
    """Show the rota of a week: of this one, or of one of the next four."""
    ahead = asked_period.chosen("week", _weeks_ahead, 0)
    monday = local_weeks.monday(viewer.today) + timedelta(weeks=ahead)
    days = rota.week(viewer.record.community, monday)
    return answers.page(
        _SUBJECT, "desk/print_rota.html", viewer, days=days, ends=monday + timedelta(days=6), at=viewer.today
    )


def _weeks_ahead(typed: str) -> int | None:
    number = number_in(typed, 1)
    return number if number is not None and number <= _WEEKS_AHEAD else None


@pages.post("/desk/print/pads")
@page_for(Role.COORDINATOR)
def make_pad(viewer: Viewer) -> Response:
    """Reserve references, and show them as a pad to print."""
    typed = request.form.get("count", "")
    count = pads.read_count(typed)
    if count is None:
        return _page(viewer, "pads.wrong", typed)
    seen = request.form.get("seen", "")
    pad = current_services().do(lambda uow: reserved.reserve(uow, viewer.record, count, seen))
    if isinstance(pad, Refusal):
        return _page(viewer, f"pads.{pad}", typed)
    log.info("pad.made", references=count)
    return answers.go_to(f"/desk/print/pads/{pad}")


@pages.get("/desk/print/pads/<int:number>")
@page_for(Role.COORDINATOR)
def pad(viewer: Viewer, number: int) -> Response:
    """Show a pad to print, also once more."""
    with current_services().reading() as session:
        found = reserved.of_pad(session, viewer.record, number) if number <= _LARGEST else ()
    if not found:
        return answers.not_found()
    return answers.page(_SUBJECT, "desk/print_pad.html", viewer, references=found, number=number)


def _page(viewer: Viewer, fault: str = "", typed: str = "") -> Response:
    with current_services().reading() as session:
        made = reserved.pads_of(session, viewer.record, _MOST_PADS)
    return answers.page(
        _SUBJECT,
        "desk/print.html",
        viewer,
        status=422 if fault else 200,
        fault=fault,
        typed=typed[:10] or str(pads.FEWEST),
        rules=pads,
        seen=made[0].number if made else 0,
        pads=[(one, moments.at(viewer, one.made_at)) for one in made],
        weeks=range(_WEEKS_AHEAD + 1),
    )
