"""Recovery: officers approve that somebody of their community who lost their passkey signs in anew."""

from typing import assert_never

from flask import Blueprint, Response

from gateway.desk import answers, guards
from gateway.desk.viewer import Viewer, current_services
from gateway.roster.desk_access import access_recovery
from gateway.roster.desk_access.access_recovery import APPROVERS, Approval

pages = Blueprint("recovery", __name__)


@pages.get("/desk/recovery")
@guards.page_for(*APPROVERS)
def recovery(who: Viewer) -> Response:
    """Show the requests that wait for this officer."""
    return _page(who)


@pages.post("/desk/recovery/<int:request_id>")
@guards.page_for(*APPROVERS, needs_fresh=True)
def approve(who: Viewer, request_id: int) -> Response:
    """Approve a request."""
    result = current_services().do(lambda uow: access_recovery.approve(uow, who.record, request_id, who.person))
    match result:
        case Approval.NOT_YOURS:
            return answers.not_found()
        case Approval.DONE:
            return _page(who, "done")
        case Approval.ONE_MORE:
            return _page(who, "one_more")
        case never:
            assert_never(never)


def _page(who: Viewer, done: str = "") -> Response:
    with current_services().reading() as session:
        waiting = access_recovery.waiting(session, who.record, who.person_id, who.now)
    return answers.page("recovery", "desk/recovery.html", who, waiting=waiting, done=done)
