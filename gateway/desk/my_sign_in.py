"""My sign-in: the passkeys or the authenticator of the viewer, listed, added and ended."""

from typing import Any

from flask import Blueprint, Response, request

from gateway.desk import answers, guards, proofs, viewer
from gateway.desk.sign_in_proof import passkey_to_make
from gateway.desk.viewer import Viewer, current_services
from gateway.roster.desk_access import kept_credentials, passkey_acts

pages = Blueprint("my_sign_in", __name__)
ADDRESS = "/desk/my-sign-in"


@pages.get("/desk/my-sign-in")
@guards.page_for(*viewer.ANY_ROLE)
def mine(who: Viewer) -> Response:
    """Show what the viewer signs in with."""
    return _page(who)


@pages.get("/desk/my-sign-in/new")
@guards.page_for(*viewer.ANY_ROLE, needs_fresh=True)
def new(who: Viewer) -> Response:
    """Show the button that makes a further passkey."""
    return _new(who)


@pages.post("/desk/my-sign-in/new")
@guards.page_for(*viewer.ANY_ROLE, needs_fresh=True)
def add(who: Viewer) -> Response:
    """Keep a further passkey of the viewer."""
    at, answer = proofs.site(), request.form.get("new_passkey", "")
    if at is None:
        return answers.not_found()
    is_kept = current_services().do(lambda uow: passkey_acts.add(uow, at, who.person_id, proofs.visit(), answer))
    return answers.go_to(ADDRESS) if is_kept else _new(who, status=422, fault="not_made")


@pages.post("/desk/my-sign-in/end/<int:row_id>")
@guards.page_for(*viewer.ANY_ROLE, needs_fresh=True)
def end(who: Viewer, row_id: int) -> Response:
    """End one of the viewer's credentials."""
    is_ended = current_services().do(lambda uow: kept_credentials.end(uow, who.person_id, row_id))
    return answers.go_to(ADDRESS) if is_ended else answers.not_found()


def _page(who: Viewer) -> Response:
    with current_services().reading() as session:
        return answers.page(
            "my_sign_in",
            "desk/my_sign_in.html",
            who,
            credentials=kept_credentials.live(session, who.person_id),
            has_passkeys=proofs.site() is not None,
            zone=who.record.community.timezone,
        )


def _new(who: Viewer, status: int = 200, **values: Any) -> Response:
    if proofs.site() is None:
        return answers.not_found()
    return answers.page(
        "my_sign_in", "desk/new_passkey.html", who, status=status, options=passkey_to_make(who), **values
    )
