"""Signing in: a code that came by SMS to the number on file opens the desk."""

from typing import Any

from flask import Blueprint, Response, request

from gateway.core.unit_of_work import UnitOfWork
from gateway.desk import answers, guards, viewer
from gateway.desk.viewer import COOKIE, Viewer, current_services
from gateway.roster import desk_codes, desk_sessions
from gateway.roster.desk_codes import WornCode
from gateway.storage.models import PersonRow
from menus.domain.desk_sessions import LIVES

pages = Blueprint("sign_in", __name__)
BOARD = "/desk/"


@pages.get("/desk/sign-in")
def form() -> Response:
    """Show the form for the code."""
    return _form()


@pages.post("/desk/sign-in")
def sign_in() -> Response:
    """Take a code, and begin a session."""
    begun = current_services().do(lambda uow: _begin(uow, request.form.get("code", "")))
    if begun is None:
        return _form(fault="wrong", status=403)
    answer = answers.go_to(BOARD)
    answer.set_cookie(
        COOKIE,
        begun,
        max_age=int(LIVES.total_seconds()),
        path="/desk",
        secure=guards.is_secure(current_services()),
        httponly=True,
        samesite="Strict",
    )
    return answer


def _form(status: int = 200, **values: Any) -> Response:
    return answers.page("sign_in", "desk/sign_in.html", None, status=status, **values)


def _begin(uow: UnitOfWork, code: str) -> str | None:
    """Begin the session of whom a code lets in, and return its token; None for a code that lets nobody in."""
    found = desk_codes.use(uow, code)
    if found is None or isinstance(found, WornCode):
        return None
    community_id = uow.session.get_one(PersonRow, found).community_id
    return desk_sessions.begin(uow, community_id, found)


@pages.post("/desk/sign-out")
@guards.page_for(*viewer.ANY_ROLE)
def sign_out(who: Viewer) -> Response:
    """End the session."""
    current_services().do(lambda uow: desk_sessions.end_all(uow, who.person_id))
    answer = answers.go_to(guards.SIGN_IN)
    answer.delete_cookie(COOKIE, path="/desk")
    return answer
