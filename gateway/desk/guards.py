"""Guards: who may ask for a page at all, whose page it is, and what a locked session still does."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec
from urllib.parse import urlsplit

from flask import Response, request

from gateway.desk import answers, viewer
from gateway.desk.viewer import Viewer
from gateway.services import Services
from menus.domain.community import Role
from menus.domain.desk_sessions import DeskState

P = ParamSpec("P")
Route = Callable[P, Response]
Show = Callable[Concatenate[Viewer, P], Response]
SIGN_IN = "/desk/sign-in"
_OWN_SITES = {None, "same-origin", "none"}
"""What `Sec-Fetch-Site` may say of a form: a page of the desk, or the person themselves. Old browsers say nothing."""


def is_secure(services: Services) -> bool:
    """Return whether the desk is reached by TLS, so that its cookies never leave by a line in clear."""
    return urlsplit(services.settings.desk_origin or "").scheme == "https"


def refuse_strangers() -> Response | None:
    """Answer 403 to a form that another site has sent."""
    if request.method in {"GET", "HEAD"} or request.headers.get("Sec-Fetch-Site") in _OWN_SITES:
        return None
    return _refused()


def refuse_forged(_error: Exception) -> Response:
    """Answer a form without the token of its page: it was forged, or its page is older than its session."""
    return answers.page("forms", "desk/forged.html", status=400)


def _refused() -> Response:
    return Response("403\n", 403, content_type="text/plain; charset=utf-8")


def page_for(*roles: Role, is_poll: bool = False, is_act: bool = False) -> Callable[[Show[P]], Route[P]]:
    """Return what makes a function a page for people with one of some roles.

    Somebody who has not signed in is led to the sign-in; somebody without such a role gets the one 404. A session that
    has gone blank shows nothing but the lock; one that is locked shows pages, and does no act (`is_act`). What a page
    asks by itself (`is_poll`) never keeps a session awake, and is answered 401 where there is none.
    """

    def made(show: Show[P]) -> Route[P]:
        @wraps(show)
        def answer(*args: P.args, **values: P.kwargs) -> Response:
            found = viewer.find(is_poll=is_poll)
            if found is None:
                return Response("", 401) if is_poll else answers.go_to(SIGN_IN)
            if not found.has(*roles):
                return answers.not_found()
            if found.state is DeskState.BLANK or (is_act and found.state is not DeskState.OPEN):
                return Response("", 401) if is_poll else answers.page("lock", "desk/lock.html", found, status=403)
            return show(found, *args, **values)

        return answer

    return made
