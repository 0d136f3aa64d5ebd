"""Guards: who may ask for a page at all, whose page it is, and what a locked session still does."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec
from urllib.parse import urlsplit

from flask import Response, request

from gateway.desk import answers, proofs, viewer
from gateway.desk.proofs import Outcome
from gateway.desk.viewer import Viewer
from gateway.services import Services
from menus.domain.desk_sessions import DeskState
from menus.domain.roles import Role

P = ParamSpec("P")
Route = Callable[P, Response]
Show = Callable[Concatenate[Viewer, P], Response]
SIGN_IN = "/desk/sign-in"
UNLOCK = "/desk/unlock"
_OWN_SITES = {None, "same-origin", "none"}
"""Values of `Sec-Fetch-Site` that a form may come with: a page of the desk, or the person. Old browsers send none."""


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


def refuse_too_large(_error: Exception) -> Response:
    """Answer a form that is larger than any form of the desk."""
    return answers.page("forms", "desk/too_large.html", status=413)


def _refused() -> Response:
    return Response("403\n", 403, content_type="text/plain; charset=utf-8")


def page_for(
    *roles: Role,
    is_poll: bool = False,
    needs_fresh: bool = False,
    is_board: bool = False,
    while_locked: bool = False,
) -> Callable[[Show[P]], Route[P]]:
    """Return what makes a function a page for people with one of some roles.

    Somebody who has not signed in is led to the sign-in; somebody without such a role gets the one 404. A session that
    has gone blank shows nothing but the lock. One that is locked shows the board (`is_board`) and nothing else: whoever
    finds a phone that lies open reads the page that was open. `needs_fresh`: the person must have proved lately who
    they are. An act that meets a lock is kept by the page of the lock, and done with the proof. A poll of a page
    (`is_poll`) never keeps a session awake, and is answered 401 where there is none. `while_locked` is for what
    makes a session safer, such as signing out.
    """

    def made(show: Show[P]) -> Route[P]:
        @wraps(show)
        def answer(*args: P.args, **values: P.kwargs) -> Response:
            found = viewer.find(is_poll=is_poll)
            if found is None:
                return Response("", 401) if is_poll else answers.go_to(SIGN_IN)
            if not found.has(*roles):
                return answers.not_found()
            if is_poll:
                return Response("", 401) if found.state is DeskState.BLANK else show(found, *args, **values)
            proven = found if while_locked else _proven(found, is_board=is_board, needs_fresh=needs_fresh)
            return proven if isinstance(proven, Response) else show(proven, *args, **values)

        return answer

    return made


def _proven(who: Viewer, *, is_board: bool, needs_fresh: bool) -> Viewer | Response:
    """Return the viewer, if they may do what they ask for now; else the page that asks them for a proof.

    A form of that page carries the proof, and the fields of the act that it has kept.
    """
    is_form = request.method == "POST"
    outcome = proofs.take(who) if is_form and proofs.is_given() else None
    if outcome is Outcome.ENDED:
        return answers.go_to(SIGN_IN)
    found = who.proven() if outcome is Outcome.RIGHT else who
    shows = is_board and not is_form and found.state is DeskState.LOCKED
    if found.state is not DeskState.OPEN and not shows:
        return _proof_page(found, "lock", outcome)
    if outcome is Outcome.WRONG or (needs_fresh and not found.is_fresh):
        return _proof_page(found, "fresh", outcome)
    return found


def ask_again(who: Viewer) -> Response:
    """Return the page that asks for a fresh proof. It keeps the form that was sent, and sends it with the proof."""
    return _proof_page(who, "fresh", None)


def _proof_page(who: Viewer, why: str, outcome: Outcome | None) -> Response:
    """Return the page that asks a person to prove who they are. It keeps the act that they were doing."""
    address = request.full_path.removesuffix("?")
    is_form = request.method == "POST"
    return answers.page(
        "sign_in",
        "desk/lock.html",
        who,
        status=403,
        is_bare=True,
        why=why,
        fault="proof_wrong" if outcome is Outcome.WRONG else None,
        asked=proofs.asked(who),
        action=address if is_form else UNLOCK,
        kept=proofs.kept_fields() if is_form else [("next", address)],
        loses_file=any(file.filename for file in request.files.values()),
    )
