"""The vetting of new patrollers at the desk: what was checked of whom, and the decision.

Nothing here tells of a past, of a warning or of a course: it is no check and no reason, and no words can be added.
"""

from functools import partial

from flask import Blueprint, Response, request

from gateway.association.vetting import vettings
from gateway.association.vetting.vettings import Decided
from gateway.desk import answers, moments, told
from gateway.desk.answers import Words
from gateway.desk.guards import page_for
from gateway.desk.once import once
from gateway.desk.viewer import Viewer, current_services
from menus.domain.desk_roles import BOARD_ROLES
from menus.domain.vetting import RefusalReason, VettingCheck, VettingState, lacking

pages = Blueprint("vetting", __name__)
_PAGE = "/desk/vetting"
_MOST = 60
"""The vettings of the page: all that may be open, and the newest of those that were decided. A guess."""


@pages.get("/desk/vetting")
@page_for(*BOARD_ROLES)
def show(viewer: Viewer) -> Response:
    """Show the people who want to patrol, and what was checked of each."""
    return _page(viewer)


@pages.post("/desk/vetting")
@page_for(*BOARD_ROLES)
@once("/desk/vetting")
def begin(viewer: Viewer) -> Response:
    """Begin the vetting of somebody."""
    typed = request.form.get("name", "")
    name = vettings.name_of(typed)
    if name is None:
        return _page(viewer, "name", typed)
    is_begun = current_services().do(lambda uow: vettings.begin(uow, viewer.record, name, by=viewer.person_id))
    return _done(viewer, "begun") if is_begun else _page(viewer, "many", typed)


@pages.post("/desk/vetting/<int:row_id>/checks")
@page_for(*BOARD_ROLES)
def checks(viewer: Viewer, row_id: int) -> Response:
    """Keep what was checked of somebody."""
    done = {VettingCheck(one) for one in request.form.getlist("check") if one in set(VettingCheck)}
    is_kept = current_services().do(lambda uow: vettings.tick(uow, viewer.record, row_id, done))
    return _done(viewer, "kept") if is_kept else _page(viewer, "gone")


@pages.post("/desk/vetting/<int:row_id>/accept")
@page_for(*BOARD_ROLES)
def accept(viewer: Viewer, row_id: int) -> Response:
    """Accept somebody of whom everything was checked."""
    become = current_services().do(lambda uow: vettings.accept(uow, viewer.record, row_id, by=viewer.person_id))
    return _decided(viewer, become, "accepted")


@pages.post("/desk/vetting/<int:row_id>/refuse")
@page_for(*BOARD_ROLES)
def refuse(viewer: Viewer, row_id: int) -> Response:
    """Refuse somebody, for a reason of the list."""
    reason = request.form.get("reason", "")
    become = current_services().do(lambda uow: vettings.refuse(uow, viewer.record, row_id, reason, by=viewer.person_id))
    return _decided(viewer, become, "refused")


def _decided(viewer: Viewer, become: Decided, done: str) -> Response:
    return _done(viewer, done) if become is Decided.DONE else _page(viewer, become.name.lower())


def _done(viewer: Viewer, which: str) -> Response:
    told.of_app().put(viewer.session_id, Words(viewer.language, "vetting")(f"told.{which}"), viewer.now)
    return answers.go_to(_PAGE)


def _page(viewer: Viewer, fault: str = "", typed: str = "") -> Response:
    with current_services().reading() as session:
        rows = vettings.shown(session, viewer.record, _MOST)
    return answers.page(
        "vetting",
        "desk/vetting.html",
        viewer,
        status=422 if fault else 200,
        fault=fault,
        typed=typed[: vettings.LONGEST_NAME],
        most=vettings.LONGEST_NAME,
        open_=[(row, bool(lacking(row.done))) for row in rows if row.state is VettingState.OPEN],
        decided=[row for row in rows if row.state is not VettingState.OPEN],
        checks=list(VettingCheck),
        reasons=list(RefusalReason),
        at=partial(moments.at, viewer),
    )
